"""Paragraphs that a template prints itself, dressed otherwise than their styles by a person.

One paragraph of a template prints many: what all of them got it gets, what only the first or the
last of a list got becomes a paragraph of its own under `loop.first` or `loop.last`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from itertools import chain, groupby
from typing import Any, Final

from docgen.docx.inlining import origin
from docgen.docx.ooxml import Element, ancestor, is_w, w
from docgen.docx.tags import paragraph_text
from docgen.norms.formatting import paragraph_look
from docgen.norms.measures import value
from docgen.records import Frozen
from docgen.studio.deviation import boxed, deviation, painted
from docgen.studio.looks import pairing
from docgen.studio.looks.layouts import text_of
from docgen.studio.looks.samples import Change, Loss, Outcome, Told
from docgen.studio.looks.telling import WORDS
from docgen.studio.versions import Version, shortened

_UNCOMPARED: Final = ("widowControl", "cs", "hAnsi", "eastAsia", "rtl")
_BOUND: Final = ("list", "level", "frame", "outline")
_COPIED: Final = ("pBdr", "shd")
_FOR: Final = re.compile(r"\{%p\s+for\b")
_END: Final = re.compile(r"\{%p\s+endfor\b")
Look = Mapping[str, Any]


class _Dressed(Frozen):
    """A printed paragraph: the one of the template, where it stands, what it looks like now."""

    mark: str
    holder: Element
    text: str
    look: Look
    uneven: bool


def changed_paragraphs(
    blocks: Mapping[str, Element], was: Version, now: Version, clauses: Collection[str]
) -> Iterator[Told]:
    """Yield what was changed in paragraphs, with what people call each.

    `blocks` are those of the template by their marks, `clauses` the bookmarks of clauses: their
    paragraphs are not the template's alone.
    """
    pairs = [
        (old, new)
        for old, new in pairing.paragraphs(was.root, now.root)
        if not _holds(old, clauses) and text_of(old)
    ]
    for each in pairing.moved(pairs):
        yield _label(text_of(each).split("\n")[0]), Loss("Переставлено, а место задаёт шаблон")
    found = [_compared(old, new, was, now) for old, new in pairs]
    for mark, copies in groupby(sorted(found, key=lambda each: each.mark), lambda each: each.mark):
        alike = list(copies)
        if any(each.look or each.uneven for each in alike):
            label = _label(next(each.text for each in alike if each.look or each.uneven))
            yield from ((label, each) for each in _outcomes(mark, blocks, alike))


def _outcomes(
    mark: str, blocks: Mapping[str, Element], copies: list[_Dressed]
) -> Iterator[Outcome]:
    if mark not in blocks:
        yield Loss("Изменён абзац, который стоит не в шаблоне этого вида, а в бланке или ином")
        return
    if any(each.uneven for each in copies):
        yield Loss("Оформлена только часть слов")
    changed = chain.from_iterable(each.look.items() for each in copies)
    names = dict.fromkeys(name for name, _ in changed)
    made: dict[str, dict[str, Any]] = {}
    for name in names:
        if name in _BOUND:
            yield Loss("Изменены нумерация, уровень структуры или врезка абзаца")
            continue
        where = _where(name, copies, listed=_loops(blocks[mark]) == 1)
        if where:
            made.setdefault(where, {})[name] = _most(name, copies)
        else:
            yield Loss(f"Абзацы, которые повторяются, оформлены по-разному ({WORDS[name]})")
    for where in ("look", "first", "last"):  # the others are made of the first
        if where in made:
            yield Change(mark, where, made[where])


def _where(name: str, copies: list[_Dressed], *, listed: bool) -> str:
    """Return which copies of a paragraph got a property: all, the first or last of each list.

    Only in one loop, and no other around it, it is known where a list begins and ends.
    """
    found = set()
    for holder in dict.fromkeys(each.holder for each in copies):
        got = [name in each.look for each in copies if each.holder is holder]
        if any(got):
            found.add(_which(got))
    return found.pop() if len(found) == 1 and (listed or found == {"look"}) else ""


def _which(listed: list[bool]) -> str:
    if all(listed):
        return "look"
    if sum(listed) == 1:
        return "first" if listed[0] else "last" if listed[-1] else ""
    return ""


def _most(name: str, copies: list[_Dressed]) -> Any:
    values = [each.look[name] for each in copies if name in each.look]
    return values[0] if name in _COPIED else Counter(values).most_common(1)[0][0]


def _loops(paragraph: Element) -> int:
    """Return how many loops of paragraphs stand around a paragraph of a template, in its cell."""
    depth = found = 0
    for before in paragraph.itersiblings(preceding=True):
        text = paragraph_text(before) if is_w(before, "p") else ""
        if _END.search(text):
            depth += 1
        elif _FOR.search(text):
            found += depth == 0
            depth = max(0, depth - 1)
    return found


# one paragraph


def _compared(old: Element, new: Element, was: Version, now: Version) -> _Dressed:
    look: dict[str, Any] = deviation(_own(new, now), _own(old, was))
    for name in _COPIED:
        if look.get(name) is not None:
            look[name] = deepcopy(new.find(f"{w('pPr')}/{w(name)}"))
    letters, uneven = _letters(list(_runs(old, was)), list(_runs(new, now)))
    if _style(new, now) != _style(old, was):
        look["style"] = _style(new, now)
    holder = old.getparent()
    assert holder is not None  # a paragraph stands in the body or in a cell
    return _Dressed(origin(old), holder, text_of(old), {**look, **letters}, uneven)


def _own(paragraph: Element, version: Version) -> dict[str, Any]:
    """Return what a paragraph says itself, not its style."""
    properties = paragraph.find(w("pPr"))
    below, _ = _below(paragraph, version)
    own = deviation(paragraph_look(properties), below, _UNCOMPARED, told=True)
    of_style = version.styles.get(_style(paragraph, version))
    said = of_style.look if of_style is not None else {}
    boxes = boxed(properties)
    return own | {name: box for name, box in boxes.items() if said.get(name) != box}


def _runs(paragraph: Element, version: Version) -> Iterator[tuple[str, Look]]:
    """Yield the words of a paragraph, each stretch with what it says itself of its letters."""
    formatting = version.formatting
    _, below = _below(paragraph, version)
    for run in paragraph.iter(w("r")):
        text = "".join(each.text or "" for each in run.iter(w("t")))
        if text.strip() and ancestor(run, "p") is paragraph:
            own = deviation(formatting.letters(run, below), below, _UNCOMPARED)
            yield text, own | painted(run.find(w("rPr")))


def _below(paragraph: Element, version: Version) -> tuple[Look, Look]:
    """Return what a paragraph and its letters look like before it says anything itself."""
    formatting = version.formatting
    table = ancestor(paragraph, "tbl")
    ground = formatting.style(
        value(table.find(w("tblPr")), "tblStyle") if table is not None else ""
    )
    style = formatting.style_of(paragraph)
    return (
        {**formatting.base_paragraph, **ground.paragraph, **style.paragraph},
        {**formatting.base_letters, **ground.letters, **style.letters},
    )


def _letters(old: list[tuple[str, Look]], new: list[tuple[str, Look]]) -> tuple[Look, bool]:
    """Return what all letters of a paragraph got, and whether some got what others did not."""
    got: dict[str, Any] = {}
    uneven = False
    names = {name for _, look in (*old, *new) for name in look}
    for name in sorted(names):
        was, now = (list(_spelled(name, runs)) for runs in (old, new))
        values = {each for _, each in now}
        if was == now or _alike(was, now):
            continue
        if len(values) == 1:
            got[name] = values.pop()
        else:
            uneven = uneven or [letter for letter, _ in was] == [letter for letter, _ in now]
    return got, uneven


def _spelled(name: str, runs: list[tuple[str, Look]]) -> Iterator[tuple[str, Any]]:
    """Yield the letters of a paragraph, each with what it says of one property."""
    for text, look in runs:
        yield from ((letter, look.get(name)) for letter in text if not letter.isspace())


def _alike(was: list[tuple[str, Any]], now: list[tuple[str, Any]]) -> bool:
    """Whether letters say the same but for rounding, or other words say it of themselves."""
    one, two = ({each for _, each in letters} for letters in (was, now))
    numbers = [each for each in (*one, *two) if isinstance(each, float)]
    near = len(numbers) == len(one) + len(two) and max(numbers) - min(numbers) <= 1
    return near or (one == two and len(one) == 1)


def _style(paragraph: Element, version: Version) -> str:
    return version.formatting.style_of(paragraph).name


def _holds(paragraph: Element, bookmarks: Collection[str]) -> bool:
    starts = paragraph.iter(w("bookmarkStart"))
    return any(each.get(w("name"), "") in bookmarks for each in starts)


def _label(text: str) -> str:
    """Return what people call a paragraph: its first words."""
    return f"абзац «{shortened(text)}»"
