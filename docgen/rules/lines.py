"""The words of a school's and a region's own packs as rules read them: line by line, filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from docgen import shelf
from docgen.clauses import Clause, Node, read_words
from docgen.diagnostics import Place
from docgen.errors import TemplateError
from docgen.files import digest_of
from docgen.packs import Kind, Leaf, PackStack
from docgen.records import Frozen
from docgen.rules.situation import Line, Wordy

Spot: TypeAlias = tuple[str, str]
"""A text of a clause or a section: its id, and «title» or «text»."""

Said: TypeAlias = Callable[[Kind], Mapping[Spot, str]]
"""Gives the texts of a kind as one of its documents has them; of clauses that it leaves out, none.

Rules know no facts and print nothing: whoever judges a project gives them the words.
"""

_REMEMBERED: Final = 256  # kinds with words of some layer's own
_TAGS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\*\*", re.DOTALL)


class _Typed(Frozen):
    """A line as a pack has it, with its tags; `before` is the number of the line it continues."""

    spot: Spot
    text: str
    place: Place
    own: bool
    certain: bool
    before: int | None


def nothing_said(_: Kind) -> Mapping[Spot, str]:
    """Say nothing of any kind: rules read the words of packs alone."""
    return {}


class Documents(Frozen):
    """What whoever judges a project knows of its documents.

    `published` are the kinds of which there are copies for the site, if the school makes any;
    without what is `said` in them rules read the words of the packs alone.
    """

    published: frozenset[str] | None = None
    said: Said = nothing_said


def wordy_kinds(packs: PackStack, said: Said = nothing_said) -> tuple[Wordy, ...]:
    """Return the kinds whose words some layer over the built-in pack has changed."""
    if len(packs.packs) == 1:
        return ()
    return tuple(_wordy(kind, packs, said) for kind in packs.kinds() if _changed(kind, packs))


def _changed(kind: Kind, packs: PackStack) -> bool:
    return any(not leaf.pack.is_built_in for leaf in packs.leaves(kind))


def _wordy(kind: Kind, packs: PackStack, said: Said) -> Wordy:
    """Return the words of a kind; what cannot be read is told by whoever prints it."""
    leaves = packs.leaves(kind)
    try:
        typed = _kept(leaves, tuple(digest_of(leaf.path) for leaf in leaves))
    except TemplateError:
        return Wordy(kind, ())
    asks = any(line.own and "{" in line.text for line in typed)
    return Wordy(kind, tuple(_filled(typed, said(kind) if asks else {})))


def _filled(typed: tuple[_Typed, ...], said: Mapping[Spot, str]) -> Iterator[Line]:
    """Yield lines with the texts that a document has instead of those with tags."""
    plain = [_plain(line.text) for line in typed]
    texts = [said.get(line.spot) or alone for line, alone in zip(typed, plain, strict=True)]
    for line, text, alone in zip(typed, texts, plain, strict=True):
        before = "" if line.before is None else texts[line.before]
        yield Line(text, line.place, line.own, line.certain, before, alone)


@lru_cache(_REMEMBERED)
def _kept(leaves: tuple[Leaf, ...], contents: tuple[str, ...]) -> tuple[_Typed, ...]:
    """Return the lines of files, unless the same ones were read before: schools share layers."""
    named = (f"{leaf.path} {what}" for leaf, what in zip(leaves, contents, strict=True))
    return shelf.kept(f"typed lines {' '.join(named)}", lambda: _read(leaves))


def _read(leaves: tuple[Leaf, ...]) -> tuple[_Typed, ...]:
    words = read_words(leaves)[0]
    nodes: tuple[Node, ...] = (*words.preamble, *words.sections)
    found: list[_Typed] = []
    for node in nodes:
        _add(found, node, None, certain=True)
    return tuple(found)


def _add(found: list[_Typed], node: Node, before: int | None, *, certain: bool) -> None:
    """Add what a section or a clause says, then what it holds."""
    certain = certain and not node.when and not (isinstance(node, Clause) and node.each)
    own = not node.pack.is_built_in
    text = node.text if isinstance(node, Clause) else ""
    for part, said in (("title", node.title), ("text", text)):
        if said:
            found.append(_Typed((node.id, part), said, node.place, own, certain, before))
            before = len(found) - 1
    held = (*node.items, *node.clauses) if isinstance(node, Clause) else node.clauses
    for inner in held:
        _add(found, inner, before, certain=certain)


def _plain(text: str) -> str:
    """Return a text without its tags and marks."""
    return _TAGS.sub("", text)
