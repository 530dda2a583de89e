"""The layout of a template's table changed: its grid, its lines, its rows; `cells` does theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

from docgen.docx.inlining import origin
from docgen.docx.ooxml import (
    Element,
    ancestor,
    child_first,
    make,
    put_property,
    remove,
    w,
)
from docgen.norms.measures import number
from docgen.studio.looks.cells import (
    cells_of,
    deal,
    join,
    merge,
    place_words,
    put,
    put_side,
    set_span,
    shade,
    span_of,
    turn_words,
)
from docgen.studio.looks.columns import Grid
from docgen.studio.looks.layouts import SIDES, Line
from docgen.studio.looks.lines import Ruling
from docgen.studio.looks.samples import Change

_TABLE_PROPERTIES: Final = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
).split()


def redraw(blocks: Mapping[str, Element], change: Change) -> None:
    """Do to the template what was done to what it printed; `blocks` are its blocks by marks."""
    block = blocks[change.mark]
    if change.name == "lines":
        _rule(block, change.value, blocks)
    elif change.name.startswith("margin-"):
        side = change.name.removeprefix("margin-")
        put_side(block, "tcMar", side, make(side, w=_twips(change.value), type="dxa"))
    else:
        _DOES[change.name](block, change.value)


# columns


def _lay(table: Element, grid: Grid) -> None:
    """Give a table another grid; each cell keeps its place or takes that of its row."""
    widths = [after - before for before, after in pairwise(grid.edges)]
    for holder in table.findall(w("tblGrid")):
        for old in list(holder):
            holder.remove(old)
        holder.extend(make("gridCol", w=_twips(each)) for each in widths)
    _put_table(table, make("tblW", w=_twips(sum(widths)), type="dxa"))
    for row in table.iter(w("tr")):
        if ancestor(row, "tbl") is table:
            _lay_row(row, grid)


def _lay_row(row: Element, grid: Grid) -> None:
    cells = cells_of(row)
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    first = column = int(number(before, "val") or 0)
    usual = [grid.usual[min(column, len(grid.usual) - 1)]]
    for cell in cells:
        column += span_of(cell)
        usual.append(grid.usual[min(column, len(grid.usual) - 1)])
    edges = [grid.at(each) for each in grid.rows.get(origin(row), usual)]
    if before is not None and first:
        before.set(w("val"), str(edges[0]))
    for cell, (start, end) in zip(cells, pairwise(edges), strict=False):
        set_span(cell, max(1, end - start))
        put(cell, make("tcW", w=_twips(grid.edges[end] - grid.edges[start]), type="dxa"))


def _put_table(table: Element, made: Element) -> None:
    put_property(child_first(table, "tblPr"), made, _TABLE_PROPERTIES)


# rows


def _row_property(row: Element, name: str, *, there: bool) -> Element:
    properties = row.find(w("trPr"))
    if properties is None:
        properties = make("trPr")
        exceptions = row.find(w("tblPrEx"))
        row.insert(0 if exceptions is None else 1, properties)
    found = properties.find(w(name))
    if found is None:
        found = make(name)
        properties.append(found)
    if not there:
        properties.remove(found)
    return found


def _switch(name: str) -> Callable[[Element, bool], None]:
    def switch(row: Element, on: bool) -> None:
        found = _row_property(row, name, there=on)
        found.attrib.pop(w("val"), "")

    return switch


def _heighten(row: Element, height: float) -> None:
    _row_property(row, "trHeight", there=height > 0).set(w("val"), _twips(height))


def _fix_height(row: Element, rule: str) -> None:
    """Say whether a row may grow; it says so only if it has a height."""
    found = row.find(f"{w('trPr')}/{w('trHeight')}")
    if found is not None:
        found.set(w("hRule"), rule or "atLeast")


# tables


def _align(table: Element, place: str) -> None:
    _put_table(table, make("jc", val=place))


def _indent(table: Element, size: float) -> None:
    _put_table(table, make("tblInd", w=_twips(size), type="dxa"))


def _float(table: Element, place: str) -> None:
    """Let text flow around a table at a place, or around it no more."""
    words = (each.partition("=") for each in place.split())
    _put_table(table, make("tblpPr", **{name: value for name, _, value in words}))
    for unsaid in table.findall(f"{w('tblPr')}/{w('tblpPr')}") if not place else ():
        remove(unsaid)


def _rule(table: Element, lines: Ruling, blocks: Mapping[str, Element]) -> None:
    borders = make("tblBorders")
    borders.extend(_drawn(name, lines.table[name]) for name in (*SIDES, "insideH", "insideV"))
    _put_table(table, borders)
    for (mark, side), line in lines.cells.items():
        put_side(blocks[mark], "tcBorders", side, _drawn(side, line) if line else None)


def _drawn(name: str, line: Line) -> Element:
    colour = line.colour if line.kind and line.colour != "000000" else "auto"
    return make(name, val=line.kind or "nil", sz=_twips(line.size), space="0", color=colour)


def _twips(size: float) -> str:
    return str(round(size))


_DOES: Final[Mapping[str, Callable[[Element, Any], None]]] = {
    "contents": deal,
    "merge": merge,
    "columns": _lay,
    "vMerge": join,
    "shd": shade,
    "vAlign": place_words,
    "textDirection": turn_words,
    "tblHeader": _switch("tblHeader"),
    "cantSplit": _switch("cantSplit"),
    "trHeight": _heighten,
    "hRule": _fix_height,
    "jc": _align,
    "tblInd": _indent,
    "tblpPr": _float,
}
