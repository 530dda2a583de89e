"""Lines of a printed table that a person drew or took away, as lines of the template's table.

A row of a loop lies within the table or at its end, so its lines cannot say which is which: what
most cells have becomes the lines of the table, and only other ones those of a cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from docgen.docx.inlining import origin
from docgen.docx.ooxml import Element, w
from docgen.records import Frozen
from docgen.studio.looks.layouts import SIDES, Cell, Line, Table, line_at
from docgen.studio.looks.samples import Change, Loss, Outcome, Sample

Side = tuple[str, str]  # the mark of a cell, the name of its side


class Ruling(Frozen):
    """The lines of a table by their places, and of the sides that have others (None: no more)."""

    table: Mapping[str, Line]
    cells: Mapping[Side, Line | None]


class _Drawn(Frozen):
    """A side of a printed cell: which line of the table it lies on, what is drawn there.

    It is `shared` when a cell of another row of the template has it, too.
    """

    place: str
    line: Line
    shared: bool


def changed_lines(sample: Sample) -> Iterator[Outcome]:
    """Yield the new lines of a table if somebody changed them."""
    pairs = [pair for row in sample.rows for pair in sample.cells(*row)]
    changed = {new.element for old, new in pairs if not _alike(old, new)}
    if not changed:
        return
    marks = {new.element: origin(old.element) for old, new in pairs}
    tables = [new for _, new in sample.copies if changed.intersection(new.element.iter(w("tc")))]
    drawn = [each for table in tables for each in _drawn(table, marks)]
    usual = _usual(drawn, tables[0].base)
    cells: dict[Side, Line | None] = {}
    for side in dict.fromkeys(side for side, _ in drawn):
        copies = [each for own, each in drawn if own == side]
        other = [each for each in copies if not each.line.is_like(usual[each.place])]
        whole = len(other) == len(copies) and all(a.line.is_like(other[0].line) for a in other)
        cells[side] = other[0].line if other and whole else None
        if not whole and not all(each.shared and each.line.kind for each in other):
            yield Loss("Линии строк, которые повторяются, разные")
    yield Change(sample.mark, "lines", Ruling(usual, cells))


def _alike(old: Cell, new: Cell) -> bool:
    return all(old.lines[side].is_like(new.lines[side]) for side in SIDES)


def _drawn(table: Table, marks: Mapping[Element, str]) -> Iterator[tuple[Side, _Drawn]]:
    """Yield the sides of the cells of an edited table."""
    rows = [[marks.get(cell.element, "") for cell in row.cells] for row in table.rows]
    for at, row in enumerate(table.rows):
        for number, (cell, mark) in enumerate(zip(row.cells, rows[at], strict=True)):
            place = (at, len(rows)), (number, len(row.cells))
            for side in SIDES if mark else ():
                near = at + {"top": -1, "bottom": 1}.get(side, 0)
                other = near != at and 0 <= near < len(rows) and rows[near] != rows[at]
                yield (mark, side), _Drawn(line_at(side, *place), cell.lines[side], other)


def _usual(drawn: list[tuple[Side, _Drawn]], base: Mapping[str, Line]) -> dict[str, Line]:
    """Return what most cells have on each line of the table."""
    seen: dict[str, Counter[Line]] = {}
    for _, each in drawn:
        seen.setdefault(each.place, Counter())[each.line] += 1
    return {name: seen[name].most_common(1)[0][0] if name in seen else base[name] for name in base}
