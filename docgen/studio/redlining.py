"""Manuscripts with tracked changes: the words before beside those of today."""

from __future__ import annotations

from typing import Any, Final

from docgen.clauses import Clause, Section, Words
from docgen.docx import bookmark_name
from docgen.docx.redline import Change, redlined
from docgen.packs import Kind, PackStack
from docgen.records import replace
from docgen.studio.manuscript import item_key, manuscript, one_line, title_key
from docgen.studio.upgrading import Upgrade

OWN: Final = "Ваш набор"
BELOW: Final = "Набор под вашим"


def redline(stack: PackStack, kind: Kind, before: Words, after: Words) -> bytes:
    """Show what an edit of the own words changes; TemplateError says why it cannot be shown."""
    return _shown(stack, kind, (before, after, before))


def redline_of(stack: PackStack, upgrade: Upgrade) -> bytes:
    """Show what the layers below have changed since the originals, and what the layer has."""
    before = upgrade.base or upgrade.below
    return _shown(stack, upgrade.kind, (before, upgrade.words, upgrade.below))


def _shown(stack: PackStack, kind: Kind, versions: tuple[Words, Words, Words]) -> bytes:
    """Show the first version becoming the second; what the third says too came from below."""
    was, now, given = (_texts(each) for each in versions)
    changes = {
        bookmark_name(key): Change(
            was.get(key, ""), now.get(key, ""), BELOW if now.get(key) == given.get(key) else OWN
        )
        for key in {*was, *now}
    }
    return redlined(manuscript(stack, kind, united(versions[0], versions[1])), changes)


def united(before: Words, after: Words) -> Words:
    """Return the words after with all that went, each behind what it followed."""
    known = {node.id for _, node in after.nodes()}
    return replace(
        after,
        preamble=_united(before.preamble, after.preamble, known),
        sections=_united(before.sections, after.sections, known),
    )


def _united(old: tuple[Any, ...], new: tuple[Any, ...], known: set[str]) -> tuple[Any, ...]:
    former = {node.id: node for node in old}
    made = [_filled(former[node.id], node, known) if node.id in former else node for node in new]
    place = 0
    for node in old:
        ids = [each.id for each in made]
        if node.id in ids:
            place = ids.index(node.id) + 1
        elif node.id not in known:
            made.insert(place, node)
            place += 1
    return tuple(made)


def _filled(old: Any, new: Any, known: set[str]) -> Any:
    """Return a clause or section with the clauses, items and title that it has lost."""
    lost = {} if new.title else {"title": old.title}
    clauses = _united(old.clauses, new.clauses, known)
    if isinstance(new, Section):
        return replace(new, clauses=clauses, **lost)
    items = (*new.items, *old.items[len(new.items) :])
    return replace(new, clauses=clauses, items=items, **lost)


def _texts(words: Words) -> dict[str, str]:
    """Return every text by the key of its bookmark."""
    found: dict[str, str] = {}
    for _, node in words.nodes():
        if isinstance(node, Clause):
            found[title_key(node)] = one_line(node.title)
            found[node.id] = one_line(node.text)
            found |= {item_key(node, n): one_line(each.text) for n, each in enumerate(node.items)}
        else:
            found[node.id] = one_line(node.title)
    return found
