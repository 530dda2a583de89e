"""Columns of a printed table that a person moved: the grid that the template's table gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from docgen.docx.inlining import origin
from docgen.docx.ooxml import w
from docgen.norms.measures import millimetres
from docgen.records import Frozen
from docgen.studio.looks import pairing
from docgen.studio.looks.layouts import CLOSE, Row
from docgen.studio.looks.pairing import Groups
from docgen.studio.looks.samples import Change, Loss, Outcome, Sample
from docgen.studio.looks.sense import MOST


class Grid(Frozen):
    """Where columns begin and end: all edges, those of rows, and by number where each usually is.

    `rows` are the edges of the cells of each row that was printed, by its mark.
    """

    edges: tuple[float, ...]
    usual: tuple[float, ...]
    rows: Mapping[str, tuple[float, ...]]

    @property
    def told(self) -> str:
        """The widths in millimetres, as people say them."""
        widths = (millimetres(end - start) for start, end in pairwise(self.edges))
        return ", ".join(f"{round(each, 1):g}" for each in widths)

    def at(self, place: float) -> int:
        """Return the number of the edge at a place."""
        return min(range(len(self.edges)), key=lambda each: abs(self.edges[each] - place))


class _Edge(Frozen):
    """An edge of cells: its number in the grid, where it was and where it is."""

    column: int
    was: float
    now: float

    @property
    def moved(self) -> bool:
        return abs(self.was - self.now) > CLOSE


def changed_columns(sample: Sample) -> Iterator[Outcome]:
    """Yield the new grid of a table if somebody changed it."""
    rows = _rows(sample)
    if not rows:
        return
    count = len(list(sample.element.iterfind(f"{w('tblGrid')}/*")))
    if sample.varies or any(len(old.widths) != count for old, _ in sample.copies):
        yield Loss("Ширина столбцов изменена, а сколько их, решают данные")
        return
    if any(_uneven(copies) for copies in rows.values()):
        yield Loss("Столбцы в строках, которые повторяются, разной ширины; взята первая изменённая")
    edges = [edge for copies in rows.values() for row in copies for edge in row]
    usual = _usual(edges, sample.copies[0][0].widths)
    agreed = {mark: _agreed(copies) for mark, copies in rows.items()}
    whole = {mark: each for mark, each in agreed.items() if _reaches(rows[mark][0], each, usual)}
    if whole != agreed:
        yield Loss("Строки таблицы разной ширины; взята та, что у большинства")
    places = _places(usual, whole.values())
    squeezed = any(end - start <= CLOSE for start, end in pairwise(usual))
    if squeezed or places[-1] - places[0] > MOST:
        yield Loss("Столбцы переставлены, сжаты до нуля или шире любого листа")
        return
    yield Change(sample.mark, "columns", Grid(places, usual, whole))


def _rows(sample: Sample) -> dict[str, list[list[_Edge]]]:
    """Return the edges of each row of the template, for every row that it printed.

    Of a table that was printed many times, copies that nobody changed do not count.
    """
    found: dict[str, list[list[_Edge]]] = {}
    for old, new in sample.copies:
        rows = [
            (origin(row.element), list(_edges(row, made, sample.groups[origin(row.element)])))
            for row, made in pairing.rows(old, new)
            if origin(row.element) in sample.groups
        ]
        if any(edge.moved for _, edges in rows for edge in edges):
            for mark, edges in rows:
                found.setdefault(mark, []).append(edges)
    return found


def _edges(old: Row, new: Row, groups: Groups) -> Iterator[_Edge]:
    """Yield the edges of a row; of two widths that a cell says, the one that was changed counts."""
    place = new.cells[0].start
    yield _Edge(old.cells[0].first, old.cells[0].start, place)
    for cell, group in zip(new.cells, groups, strict=True):
        first, last = old.cells[group[0]], old.cells[group[-1]]
        width = last.end - first.start
        changed = abs(cell.own_width - width) > CLOSE
        place += cell.own_width if changed else cell.end - cell.start
        yield _Edge(last.last, last.end, place)


def _agreed(copies: list[list[_Edge]]) -> tuple[float, ...]:
    """Return the edges of a row of the template: those of the first one that was changed."""
    changed = (row for row in copies if any(edge.moved for edge in row))
    return tuple(edge.now for edge in next(changed, copies[0]))


def _reaches(row: list[_Edge], agreed: tuple[float, ...], usual: tuple[float, ...]) -> bool:
    """Whether a row still begins and ends where the table does."""
    ends = (row[0], agreed[0]), (row[-1], agreed[-1])
    last = len(usual) - 1
    return all(abs(usual[min(edge.column, last)] - place) <= CLOSE for edge, place in ends)


def _uneven(copies: list[list[_Edge]]) -> bool:
    """Whether rows that one row of the template printed are set otherwise now."""
    agreed = _agreed(copies)
    return any(
        abs(edge.now - place) > CLOSE
        for row in copies
        for edge, place in zip(row, agreed, strict=True)
    )


def _usual(edges: Iterable[_Edge], widths: tuple[float, ...]) -> tuple[float, ...]:
    """Return where each edge of the grid usually is now; one that no cell has stays."""
    seen: dict[int, Counter[float]] = {}
    for edge in edges:
        seen.setdefault(edge.column, Counter())[edge.now] += 1
    was = [sum(widths[:number]) for number in range(len(widths) + 1)]
    return tuple(
        seen[number].most_common(1)[0][0] if number in seen else place
        for number, place in enumerate(was)
    )


def _places(usual: tuple[float, ...], rows: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    """Return all edges of the new grid, near ones as one; first those that most rows have."""
    found: list[float] = []
    for place in (*usual, *(each for row in rows for each in row)):
        if all(abs(place - each) > CLOSE for each in found):
            found.append(place)
    return tuple(sorted(found))
