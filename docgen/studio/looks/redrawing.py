"""The layout of a template's table changed: its grid, its lines, its rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from docgen.docx.inlining import origin
from docgen.docx.ooxml import (
    CELL_PROPERTIES,
    Element,
    ancestor,
    child_first,
    is_w,
    local,
    make,
    put_property,
    remove,
    w,
)
from docgen.docx.tags import paragraph_text
from docgen.norms.measures import number
from docgen.studio.looks.columns import Grid
from docgen.studio.looks.layouts import SIDES, Line
from docgen.studio.looks.lines import Ruling
from docgen.studio.looks.pairing import Groups
from docgen.studio.looks.samples import Change

_TABLE_PROPERTIES: Final = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
).split()
_PICTURES: Final = ("drawing", "pict", "object")


def redraw(blocks: Mapping[str, Element], change: Change) -> None:
    """Do to the template what was done to what it printed; `blocks` are its blocks by marks."""
    block = blocks[change.mark]
    if change.name == "lines":
        _rule(block, change.value, blocks)
    elif change.name.startswith("margin-"):
        side = change.name.removeprefix("margin-")
        _put_side(block, "tcMar", side, make(side, w=_twips(change.value), type="dxa"))
    else:
        _DOES[change.name](block, change.value)


# cells


def _deal(row: Element, whose: Mapping[int, Sequence[int]]) -> None:
    """Put into each cell what stood in others; what nobody asks for stays or fills what is left."""
    cells = _cells(row)
    held = [[each for each in cell if not is_w(each, "tcPr")] for cell in cells]
    free = set(range(len(cells))).difference(*whose.values())
    dealt = {cell: list(sources) or [cell] * (cell in free) for cell, sources in whose.items()}
    free -= {each for sources in dealt.values() for each in sources}
    for place, sources in dealt.items():
        if not sources and free:
            dealt[place] = [free.pop()]
    for place, cell in enumerate(cells):
        asked = dealt.get(place, [place] * (place in free))
        _fill(cell, [block for each in asked for block in held[each]])


def _cells(row: Element) -> list[Element]:
    """Return the cells of a row, those in content controls too."""
    return [each for each in row.iter(w("tc")) if ancestor(each, "tr") is row]


def _fill(cell: Element, blocks: Iterable[Element]) -> None:
    for old in [each for each in cell if not is_w(each, "tcPr")]:
        cell.remove(old)
    cell.extend(blocks)
    if not any(is_w(each, "p") for each in cell):
        cell.append(make("p"))


def _merge(row: Element, groups: Groups) -> None:
    """Make one cell of neighbours; it has the words of all."""
    cells = _cells(row)
    for group in groups:
        first, *others = (cells[each] for each in group)
        blocks = [each for each in first if not is_w(each, "tcPr")]
        said = [each for other in others for each in other if _says(each)]
        if said:
            _fill(first, [each for each in blocks if _says(each)] + said)
        _set_span(first, sum(map(_span, (first, *others))))
        for other in others:
            remove(other)


def _join(cell: Element, merged: str) -> None:
    """Make a cell one with that above it, which gets its words, or a cell by itself again."""
    _put(cell, make("vMerge", **({"val": merged} if merged else {})), there=bool(merged))
    above = _above(cell) if merged == "continue" else None
    said = [each for each in cell if _says(each)]
    if above is not None and said:
        _fill(above, [*(each for each in above if _says(each)), *said])
        _fill(cell, [])


def _above(cell: Element) -> Element | None:
    """Return the topmost cell of those that are one with a cell; they begin in one column."""
    row = cell.getparent()
    before = row.getprevious() if row is not None else None
    if row is None or before is None or not is_w(before, "tr"):
        return None
    column = sum(map(_span, _cells(row)[: _cells(row).index(cell)]))
    found = None
    for each in _cells(before):
        found = each if column == 0 else found
        column -= _span(each)
    held = found.find(f"{w('tcPr')}/{w('vMerge')}") if found is not None else None
    goes_on = held is not None and held.get(w("val"), "continue") == "continue"
    return _above(found) if found is not None and goes_on else found


def _says(block: Element) -> bool:
    """Whether a block of a cell prints anything; a tag does."""
    if is_w(block, "tcPr"):
        return False
    texts = (paragraph_text(each).strip() for each in block.iter(w("p")))
    return any(texts) or any(True for _ in block.iter(*map(w, _PICTURES)))


def _span(cell: Element) -> int:
    properties = cell.find(w("tcPr"))
    found = properties.find(w("gridSpan")) if properties is not None else None
    return int(number(found, "val") or 1)


def _set_span(cell: Element, span: int) -> None:
    _put(cell, make("gridSpan", val=str(span)), there=span > 1)


def _put(cell: Element, made: Element, *, there: bool = True) -> None:
    """Give a cell a property, or take it away."""
    properties = child_first(cell, "tcPr")
    put_property(properties, made, CELL_PROPERTIES)
    if not there:
        properties.remove(made)


def _put_side(cell: Element, holder: str, side: str, made: Element | None) -> None:
    """Give a cell a margin or a line on one side."""
    properties = child_first(cell, "tcPr")
    sides = properties.find(w(holder))
    if sides is None:
        sides = make(holder)
        put_property(properties, sides, CELL_PROPERTIES)
    own = {"start": "left", "end": "right"}
    for old in [each for each in sides if own.get(local(each), local(each)) == side]:
        sides.remove(old)
    if made is not None:
        after = [each for each in sides if _rank(each) > SIDES.index(side)]
        sides.insert(sides.index(after[0]) if after else len(sides), made)
    if not len(sides):
        properties.remove(sides)


def _rank(side: Element) -> int:
    names = {name: rank for rank, name in enumerate(SIDES)} | {"start": 1, "end": 3}
    return names.get(local(side), len(SIDES))


def _shade(cell: Element, fill: str) -> None:
    _put(cell, make("shd", val="clear", color="auto", fill=fill or "auto"))


def _valign(cell: Element, place: str) -> None:
    _put(cell, make("vAlign", val=place))


def _turn(cell: Element, direction: str) -> None:
    _put(cell, make("textDirection", val=direction))


# columns


def _lay(table: Element, grid: Grid) -> None:
    """Give a table another grid; each cell keeps its place or takes that of its row."""
    widths = [after - before for before, after in pairwise(grid.edges)]
    for holder in table.findall(w("tblGrid")):
        for old in list(holder):
            holder.remove(old)
        holder.extend(make("gridCol", w=_twips(each)) for each in widths)
    _put_table(table, make("tblW", w=_twips(sum(widths)), type="dxa"))
    rows = [each for each in table.iter(w("tr")) if ancestor(each, "tbl") is table]
    for row in rows:
        _lay_row(row, grid)


def _lay_row(row: Element, grid: Grid) -> None:
    cells = _cells(row)
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    first = column = int(number(before, "val") or 0)
    usual = [grid.usual[min(column, len(grid.usual) - 1)]]
    for cell in cells:
        column += _span(cell)
        usual.append(grid.usual[min(column, len(grid.usual) - 1)])
    edges = [grid.at(each) for each in grid.rows.get(origin(row), usual)]
    if before is not None and first:
        before.set(w("val"), str(edges[0]))
    for cell, (start, end) in zip(cells, pairwise(edges), strict=False):
        _set_span(cell, max(1, end - start))
        _put(cell, make("tcW", w=_twips(grid.edges[end] - grid.edges[start]), type="dxa"))


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
        _put_side(blocks[mark], "tcBorders", side, _drawn(side, line) if line else None)


def _drawn(name: str, line: Line) -> Element:
    colour = line.colour if line.kind and line.colour != "000000" else "auto"
    return make(name, val=line.kind or "nil", sz=_twips(line.size), space="0", color=colour)


def _twips(size: float) -> str:
    return str(round(size))


_DOES: Final[Mapping[str, Callable[[Element, Any], None]]] = {
    "contents": _deal,
    "merge": _merge,
    "columns": _lay,
    "vMerge": _join,
    "shd": _shade,
    "vAlign": _valign,
    "textDirection": _turn,
    "tblHeader": _switch("tblHeader"),
    "cantSplit": _switch("cantSplit"),
    "trHeight": _heighten,
    "hRule": _fix_height,
    "jc": _align,
    "tblInd": _indent,
    "tblpPr": _float,
}
