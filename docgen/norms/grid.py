"""The cells of tables: where each stands, how wide it is, and whether lines can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.docx.ooxml import Element, ancestor, is_w, w
from docgen.norms.document import Cell
from docgen.norms.measures import is_on, millimetres, number, value
from docgen.records import Frozen

_NO_LINE = ("", "nil", "none")


class Grid(Frozen):
    """The cells of a part."""

    cells: Mapping[Element, Cell]
    styles: Mapping[Element, str]

    def cell(self, paragraph: Element) -> Cell | None:
        """Return the cell around a paragraph."""
        around = ancestor(paragraph, "tc") if self.cells else None
        return self.cells.get(around) if around is not None else None

    def style(self, paragraph: Element) -> str:
        """Return the id of the style of the table around a paragraph."""
        around = ancestor(paragraph, "tc")
        return self.styles.get(around, "") if around is not None else ""


def grid_of(root: Element, styles: Element | None) -> Grid:
    """Measure every table of a part."""
    lined = frozenset(_lined_styles(styles))
    cells: dict[Element, Cell] = {}
    named: dict[Element, str] = {}
    for count, table in enumerate(root.iter(w("tbl")), start=1):
        style = value(table.find(w("tblPr")), "tblStyle")
        ruled = _ruled(table, inherited=style in lined)
        for element, cell in _cells(table, count, ruled=ruled):
            cells[element], named[element] = cell, style
    return Grid(cells, named)


def _cells(table: Element, count: int, *, ruled: bool) -> Iterator[tuple[Element, Cell]]:
    columns = [number(each, "w") or 0 for each in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    rows = (row for row in table.iter(w("tr")) if ancestor(row, "tbl") is table)
    for row_number, row in enumerate(rows, start=1):
        head = is_on(row.find(f"{w('trPr')}/{w('tblHeader')}"))
        column = int(number(row.find(f"{w('trPr')}/{w('gridBefore')}"), "val") or 0)
        cells = (cell for cell in row.iter(w("tc")) if ancestor(cell, "tr") is row)
        for at, cell in enumerate(cells, start=1):
            span = int(number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), "val") or 1)
            start, width = sum(columns[:column]), sum(columns[column : column + span])
            placed = (millimetres(start), millimetres(width))
            yield cell, Cell(count, row_number, at, *placed, ruled, head)
            column += span


def _ruled(table: Element, *, inherited: bool) -> bool:
    """Whether a table shows lines: its own, those of its style, or those of its cells."""
    own = table.find(f"{w('tblPr')}/{w('tblBorders')}")
    if own is not None:
        return _shows_lines(own)
    return inherited or any(_shows_lines(each) for each in table.iter(w("tcBorders")))


def _lined_styles(styles: Element | None) -> Iterator[str]:
    """Yield the ids of the styles of tables that draw lines, by what they are based on, too."""
    tables = {
        each.get(w("styleId"), ""): each
        for each in (styles.findall(w("style")) if styles is not None else ())
        if each.get(w("type")) == "table"
    }
    for key in tables:
        if any(map(_draws, _lineage(key, tables))):
            yield key


def _lineage(key: str, tables: Mapping[str, Element]) -> Iterator[Element]:
    seen: set[str] = set()
    while key in tables and key not in seen:
        seen.add(key)
        yield tables[key]
        key = value(tables[key], "basedOn")


def _draws(style: Element) -> bool:
    borders = style.find(f"{w('tblPr')}/{w('tblBorders')}")
    return borders is not None and _shows_lines(borders)


def _shows_lines(borders: Element) -> bool:
    sides = ("insideH", "insideV", "top", "left", "bottom", "right")
    return any(is_w(each, *sides) and each.get(w("val"), "") not in _NO_LINE for each in borders)
