"""What follows from the choices of a document alone: which clauses are printed, and their numbers.

Most documents of a kind choose alike, so a layout is made once for all that do, with everything in
it that needs no data. Numbers are those that Word will give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docgen.clauses.printed import Paragraph
from docgen.clauses.words import Clause, Node, Section, Words
from docgen.docx import Rich, bookmark_name
from docgen.records import Frozen, replace

Always = Callable[[str], Rich | None]


class Item(Frozen):
    """An item of a clause: its words as its list ends them, the pass of a loop that it is of."""

    clause: Clause
    text: str
    place: int


class Line(Frozen):
    """A clause that is printed, numbered; `always` is what it prints whatever the data.

    `place` is the pass of a loop that it is of, `marked` says that its id has to tell which.
    """

    clause: Clause
    number: str
    level: int
    place: int
    marked: bool
    items: tuple[Item, ...]
    always: Paragraph | None


class Sheet(Frozen):
    """A section that is printed: its number, unless it is an annex, and what it prints always."""

    section: Section
    number: str
    title: Rich | None
    lines: tuple[Line, ...]


class Pass(Frozen):
    """A pass of a loop: the pass around it, and the number of its clause in its list."""

    outer: int
    number: int


class Layout:
    """The printed clauses of documents that make the same choices.

    `always` returns what a text prints whatever the data, or None if it depends on them.
    """

    def __init__(self, words: Words, always: Always, decisions: Iterable[int]) -> None:
        self._always = always
        self._decisions = iter(decisions)
        self.passes = [Pass(0, 0)]
        self.numbers: dict[str, str] = {}
        self.preamble = tuple(
            self._line(clause, "", 0, place, marked=False)
            for clause, place in self._active(words.preamble, 0)
        )
        self.sheets = tuple(self._sheets(words.sections))

    def _sheets(self, sections: tuple[Section, ...]) -> Iterator[Sheet]:
        """Number the titled sections of the body; annexes and untitled ones have no number here."""
        count = 0
        for section in filter(self._applies, sections):
            counts = bool(section.title) and not section.annex
            count += counts
            number = str(count) if counts else ""
            self.numbers[section.id] = number
            prefix = f"{number}." if counts else ""
            lines = tuple(self._numbered(section.clauses, prefix, 1, 0, marked=False))
            yield Sheet(section, number, self._title(section, number), lines)

    def _title(self, section: Section, number: str) -> Rich | None:
        always = self._always(section.title)
        return None if always is None else titled(section, number, always)

    def _numbered(
        self, clauses: tuple[Clause, ...], prefix: str, level: int, outer: int, *, marked: bool
    ) -> Iterator[Line]:
        for n, (clause, place) in enumerate(self._active(clauses, outer), start=1):
            number = f"{prefix}{n}"
            within = marked or clause.each is not None
            if clause.each is not None:
                self.passes[place] = Pass(outer, n)
            elif not marked:
                self.numbers[clause.id] = number
            yield self._line(clause, number, level, place, marked=within)
            yield from self._numbered(clause.clauses, f"{number}.", level + 1, place, marked=within)

    def _active(self, clauses: tuple[Clause, ...], outer: int) -> Iterator[tuple[Clause, int]]:
        """Yield the clauses that apply, as often as they are repeated."""
        for clause in clauses:
            for place in self._places(clause, outer):
                if self._applies(clause):
                    yield clause, place

    def _places(self, clause: Clause, outer: int) -> Iterator[int]:
        if clause.each is None:
            yield outer
            return
        for _ in range(next(self._decisions)):
            self.passes.append(Pass(outer, 0))
            yield len(self.passes) - 1

    def _applies(self, node: Node) -> bool:
        return not node.when or bool(next(self._decisions))

    def _line(self, clause: Clause, number: str, level: int, place: int, *, marked: bool) -> Line:
        items = _closed(list(self._active(clause.items, place)))
        line = Line(clause, number, level, place, marked, items, None)
        return replace(line, always=None if marked else self._constant(line))

    def _constant(self, line: Line) -> Paragraph | None:
        """Return what a clause prints in every document, if it depends on none."""
        clause = line.clause
        text, title = self._always(clause.text), self._always(clause.title)
        items = [self._always(item.text) for item in line.items]
        if text is None or title is None or None in items:
            return None
        printed = zip(line.items, items, strict=True)
        held = tuple(item_of(item, each) for item, each in printed if each is not None)
        return paragraph(line, clause.id, text, clause.title and str(title), held)


def paragraph(
    line: Line, identifier: str, text: Rich, title: str, items: tuple[Paragraph, ...]
) -> Paragraph:
    """Return a printed clause; one with a number can be referred to."""
    bookmark = bookmark_name(identifier) if line.number else None
    marked = Rich(text.parts, bookmark)
    return Paragraph(identifier, line.number, line.level, title, marked, items)


def item_of(item: Item, text: Rich) -> Paragraph:
    """Return a printed item."""
    return Paragraph(item.clause.id, "", 0, "", text)


def titled(section: Section, number: str, title: Rich) -> Rich:
    """Return a printed title; that of a numbered section can be referred to."""
    return Rich(title.parts, bookmark_name(section.id) if number else None)


def _closed(items: list[tuple[Clause, int]]) -> tuple[Item, ...]:
    last = len(items) - 1
    return tuple(
        Item(item, closed(item.text, last=number == last, first=items[0][0].text), place)
        for number, (item, place) in enumerate(items)
    )


def endings(items: tuple[Clause, ...]) -> Iterator[str]:
    """Yield the texts of items as a list may end them, whichever of them apply."""
    firsts = {item.text.rstrip()[-1:] for item in items}
    for item in items:
        yield from (
            closed(item.text, last=last, first=first) for first in firsts for last in (True, False)
        )


def closed(text: str, *, last: bool, first: str) -> str:
    """End an item as its list demands: «;» between items, a full stop after the last.

    Lists of whole sentences, whose first item ends with a full stop of its own, stay as they are.
    """
    text = text.rstrip()
    if not first.rstrip().endswith(";") or not text.endswith((";", ".")):
        return text
    return text[:-1] + ("." if last else ";")
