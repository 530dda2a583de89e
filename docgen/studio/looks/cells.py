"""Cells of a template's table changed: what stands in them, which are one, how they are set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

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
from docgen.studio.looks.layouts import SIDES
from docgen.studio.looks.pairing import Groups

_PICTURES: Final = ("drawing", "pict", "object")


def deal(row: Element, whose: Mapping[int, Sequence[int]]) -> None:
    """Put into each cell what stood in others; what nobody asks for stays or fills what is left."""
    cells = cells_of(row)
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


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row, those in content controls too."""
    return [each for each in row.iter(w("tc")) if ancestor(each, "tr") is row]


def _fill(cell: Element, blocks: Iterable[Element]) -> None:
    for old in [each for each in cell if not is_w(each, "tcPr")]:
        cell.remove(old)
    cell.extend(blocks)
    if not any(is_w(each, "p") for each in cell):
        cell.append(make("p"))


def merge(row: Element, groups: Groups) -> None:
    """Make one cell of neighbours; it has the words of all."""
    cells = cells_of(row)
    for group in groups:
        first, *others = (cells[each] for each in group)
        blocks = [each for each in first if not is_w(each, "tcPr")]
        said = [each for other in others for each in other if _says(each)]
        if said:
            _fill(first, [each for each in blocks if _says(each)] + said)
        set_span(first, sum(map(span_of, (first, *others))))
        for other in others:
            remove(other)


def join(cell: Element, merged: str) -> None:
    """Make a cell one with that above it, which gets its words, or a cell by itself again."""
    put(cell, make("vMerge", **({"val": merged} if merged else {})), there=bool(merged))
    above = _above(cell) if merged == "continue" else None
    said = [each for each in cell if _says(each)]
    if above is not None and said:
        _fill(above, [*(each for each in above if _says(each)), *said])
        _fill(cell, [])


def _above(cell: Element) -> Element | None:
    """Return the topmost cell of those that are one with a cell; they begin in one column."""
    row = ancestor(cell, "tr")
    before = row.getprevious() if row is not None else None
    if row is None or before is None or not is_w(before, "tr"):
        return None
    cells = cells_of(row)
    column = sum(map(span_of, cells[: cells.index(cell)]))
    found = None
    for each in cells_of(before):
        found = each if column == 0 else found
        column -= span_of(each)
    held = found.find(f"{w('tcPr')}/{w('vMerge')}") if found is not None else None
    goes_on = held is not None and held.get(w("val"), "continue") == "continue"
    return _above(found) if found is not None and goes_on else found


def _says(block: Element) -> bool:
    """Whether a block of a cell prints anything; a tag does."""
    if is_w(block, "tcPr"):
        return False
    texts = (paragraph_text(each).strip() for each in block.iter(w("p")))
    return any(texts) or any(True for _ in block.iter(*map(w, _PICTURES)))


def span_of(cell: Element) -> int:
    """Return how many columns a cell spans."""
    properties = cell.find(w("tcPr"))
    found = properties.find(w("gridSpan")) if properties is not None else None
    return int(number(found, "val") or 1)


def set_span(cell: Element, span: int) -> None:
    """Say how many columns a cell spans."""
    put(cell, make("gridSpan", val=str(span)), there=span > 1)


def put(cell: Element, made: Element, *, there: bool = True) -> None:
    """Give a cell a property, or take it away."""
    properties = child_first(cell, "tcPr")
    put_property(properties, made, CELL_PROPERTIES)
    if not there:
        properties.remove(made)


def put_side(cell: Element, holder: str, side: str, made: Element | None) -> None:
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


def shade(cell: Element, fill: str) -> None:
    """Give a cell a ground, or none."""
    put(cell, make("shd", val="clear", color="auto", fill=fill or "auto"))


def place_words(cell: Element, place: str) -> None:
    """Say how high the words of a cell stand."""
    put(cell, make("vAlign", val=place))


def turn_words(cell: Element, direction: str) -> None:
    """Say which way the words of a cell run."""
    put(cell, make("textDirection", val=direction))
