"""Tables of a Word file as they are seen: columns, lines, grounds, margins of cells, rows.

Word finds the layout of a cell in layers, as it does the look of a paragraph: the style of the
table, the table, the cell. Two programs say one layout in different layers, so what they come to
is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final

from docgen.docx.ooxml import Element, ancestor, is_w, w
from docgen.norms.measures import is_on, number, value
from docgen.records import Frozen, replace

SIDES: Final = ("top", "left", "bottom", "right")
_STARTS: Final = {"left": "start", "right": "end"}
_OPPOSITE: Final = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
_NONE: Final = ("nil", "none", "")
_WORD_MARGIN: Final = 0.0  # of a cell, where no style says another
_DEEPEST: Final = 20
_PLACE: Final = (
    "leftFromText rightFromText topFromText bottomFromText vertAnchor horzAnchor "
    "tblpXSpec tblpX tblpYSpec tblpY"
).split()
CLOSE: Final = 15.0  # twips: programs round widths one by one


class Line(Frozen):
    """An edge of a cell; one that is not drawn has no kind."""

    kind: str = ""
    size: float = 0.0
    colour: str = ""

    def is_like(self, other: Line) -> bool:
        """Whether two lines look alike."""
        near = abs(self.size - other.size) <= 1
        return self.kind == other.kind and near and self.colour == other.colour


class Cell(Frozen):
    """A cell: where it stands, twips from the left edge of its table, and how it is set."""

    element: Element
    first: int
    last: int
    start: float
    end: float
    own_width: float
    look: Mapping[str, str | float]
    lines: Mapping[str, Line]

    @property
    def text(self) -> str:
        """What the cell says, spaces single."""
        return text_of(self.element)


class Row(Frozen):
    """A row of cells."""

    element: Element
    cells: tuple[Cell, ...]
    look: Mapping[str, str | float]

    @property
    def text(self) -> tuple[str, ...]:
        """What each cell says."""
        return tuple(each.text for each in self.cells)


class Table(Frozen):
    """A table with its rows; `widths` are those of its grid."""

    element: Element
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    look: Mapping[str, str | float]
    base: Mapping[str, Line]


class Layouts:
    """Reads the tables of one file."""

    def __init__(self, root: Element, styles: Element | None) -> None:
        self._root = root
        self._styles = {
            each.get(w("styleId"), ""): each
            for each in (styles.iterfind(w("style")) if styles is not None else ())
            if each.get(w("type")) == "table"
        }

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the main text in reading order, those in cells too."""
        return tuple(map(self._table, self._root.iter(w("tbl"))))

    def _table(self, element: Element) -> Table:
        layers = list(self._layers(element))
        base = {name: _line_of(layers, name) for name in (*SIDES, "insideH", "insideV")}
        rows = [each for each in element.iter(w("tr")) if ancestor(each, "tbl") is element]
        widths = _grid(element) or _told_widths(rows)
        read = [_Reader(layers, base, widths, len(rows), at) for at in range(len(rows))]
        made = tuple(reader.row(row) for reader, row in zip(read, rows, strict=True))
        return Table(element, tuple(_continued(_joined(made))), widths, _table_look(element), base)

    def _layers(self, table: Element) -> Iterator[Element]:
        """Yield the properties of a table, its own first, then those of its styles."""
        own = table.find(w("tblPr"))
        if own is not None:
            yield own
        key = value(own, "tblStyle")
        for _ in range(_DEEPEST):
            style = self._styles.get(key)
            if style is None:
                return
            yield from style.iterfind(w("tblPr"))
            key = value(style, "basedOn")


class _Reader(Frozen):
    """Reads one row of a table."""

    layers: list[Element]
    base: Mapping[str, Line]
    widths: tuple[float, ...]
    count: int
    at: int

    def row(self, element: Element) -> Row:
        properties = element.find(w("trPr"))
        before = properties.find(w("gridBefore")) if properties is not None else None
        column = int(number(before, "val") or 0)
        cells = [each for each in element.iter(w("tc")) if ancestor(each, "tr") is element]
        made: list[Cell] = []
        for place, cell in enumerate(cells):
            made.append(self._cell(cell, column, (place, len(cells))))
            column = made[-1].last
        return Row(element, tuple(made), _row_look(properties))

    def _cell(self, element: Element, column: int, place: tuple[int, int]) -> Cell:
        properties = element.find(w("tcPr"))
        span = int(number(_child(properties, "gridSpan"), "val") or 1)
        width = _child(properties, "tcW")
        own = number(width, "w") if width is not None and width.get(w("type")) == "dxa" else None
        end = column + span
        places = sum(self.widths[:column]), sum(self.widths[:end])
        lines = {side: self._line(properties, side, place) for side in SIDES}
        look = self._look(properties)
        return Cell(element, column, end, *places, own or places[1] - places[0], look, lines)

    def _look(self, properties: Element | None) -> dict[str, str | float]:
        merged = _child(properties, "vMerge")
        found: dict[str, str | float] = {
            "shd": next(filter(None, map(_fill, (properties, *self.layers))), "").strip("-"),
            "vAlign": value(properties, "vAlign") or "top",
            "textDirection": value(properties, "textDirection") or "lrTb",
            "vMerge": (merged.get(w("val")) or "continue") if merged is not None else "",
        }
        for side in SIDES:
            own = _sized(_child(properties, "tcMar"), side)
            said = (_sized(each.find(w("tblCellMar")), side) for each in self.layers)
            found[f"margin-{side}"] = next(
                (each for each in (own, *said) if each is not None), _WORD_MARGIN
            )
        return found

    def _line(self, properties: Element | None, side: str, place: tuple[int, int]) -> Line:
        own = _edge(_child(properties, "tcBorders"), side)
        return self.base[line_at(side, (self.at, self.count), place)] if own is None else own


def line_at(side: str, row: tuple[int, int], cell: tuple[int, int]) -> str:
    """Return the name of the line of a table that a side of a cell lies on.

    Of its row and of the cell in that: which one it is, of how many.
    """
    at, count = row if side in ("top", "bottom") else cell
    outer = at == (0 if side in ("top", "left") else count - 1)
    return side if outer else "insideH" if side in ("top", "bottom") else "insideV"


def _grid(table: Element) -> tuple[float, ...]:
    return tuple(number(each, "w") or 0.0 for each in table.iterfind(f"{w('tblGrid')}/*"))


def _told_widths(rows: list[Element]) -> tuple[float, ...]:
    """Return the widths that cells say where there is no grid: those of the row with most cells."""
    longest = max((row.findall(w("tc")) for row in rows), key=len, default=[])
    widths = (each.find(f"{w('tcPr')}/{w('tcW')}") for each in longest)
    return tuple(number(each, "w") or 0.0 for each in widths)


def text_of(element: Element) -> str:
    """Return the words of a block line by line, spaces single."""
    lines = [""]
    for each in element.iter(w("p"), w("br"), w("t")):
        if is_w(each, "t"):
            lines[-1] += each.text or ""
        else:
            lines.append("")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _joined(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with the lines that are drawn: neighbours share one, the heavier wins."""
    lines = {each.element: dict(each.lines) for row in rows for each in row.cells}
    for row in rows:
        for left, right in pairwise(row.cells):
            _share(left, "right", right, lines)
            _share(right, "left", left, lines)
    for above, below in pairwise(rows):
        for cell in above.cells:
            _share(cell, "bottom", _next_to(cell, below), lines)
        for cell in below.cells:
            _share(cell, "top", _next_to(cell, above), lines)
    return tuple(
        replace(row, cells=tuple(replace(c, lines=lines[c.element]) for c in row.cells))
        for row in rows
    )


def _continued(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows; a cell that goes on where no cell above it was begun is one by itself."""
    begun: set[tuple[int, int]] = set()
    for row in rows:
        cells = tuple(
            replace(each, look={**each.look, "vMerge": ""})
            if each.look["vMerge"] == "continue" and (each.first, each.last) not in begun
            else each
            for each in row.cells
        )
        begun = {(each.first, each.last) for each in cells if each.look["vMerge"]}
        yield replace(row, cells=cells)


def _share(
    cell: Cell, side: str, other: Cell | None, lines: dict[Element, dict[str, Line]]
) -> None:
    """Give a cell the line of its neighbour if that is heavier."""
    there = other.lines[_OPPOSITE[side]] if other is not None else Line()
    if there.kind and (not cell.lines[side].kind or there.size > cell.lines[side].size):
        lines[cell.element][side] = there


def _next_to(cell: Cell, row: Row) -> Cell | None:
    """Return the cell of a row beside that a cell shares most of its edge with."""
    found = max(row.cells, key=lambda each: _overlap(cell, each), default=None)
    return found if found is not None and _overlap(cell, found) > 0 else None


def _overlap(one: Cell, two: Cell) -> float:
    return min(one.end, two.end) - max(one.start, two.start)


def _table_look(table: Element) -> dict[str, str | float]:
    own = table.find(w("tblPr"))
    align = value(own, "jc") or "left"
    aligned = {"start": "left", "end": "right"}.get(align, align)
    indent = number(_child(own, "tblInd"), "w") or 0.0
    place = _child(own, "tblpPr")
    said = [(name, place.get(w(name), "")) for name in _PLACE] if place is not None else []
    return {
        "jc": aligned,
        "tblInd": indent if aligned == "left" else 0.0,
        "tblpPr": " ".join(f"{name}={value}" for name, value in said if value),
    }


def _row_look(properties: Element | None) -> dict[str, str | float]:
    height = _child(properties, "trHeight")
    size = number(height, "val") or 0.0
    rule = height.get(w("hRule"), "atLeast") if height is not None else ""
    return {
        "tblHeader": is_on(_child(properties, "tblHeader")),
        "cantSplit": is_on(_child(properties, "cantSplit")),
        "trHeight": size if rule != "auto" else 0.0,
        "hRule": rule if size and rule == "exact" else "",
    }


def _child(parent: Element | None, name: str) -> Element | None:
    return parent.find(w(name)) if parent is not None else None


def _fill(properties: Element | None) -> str:
    """Return the ground that one layer says: a colour, «-» for none, nothing if it is silent."""
    ground = _child(properties, "shd")
    if ground is None:
        return ""
    colour = ground.get(w("fill"), "auto").upper()
    return "-" if colour == "AUTO" else colour


def _sized(margins: Element | None, side: str) -> float | None:
    found = _side(margins, side)
    return number(found, "w")


def _side(holder: Element | None, side: str) -> Element | None:
    found = _child(holder, side)
    return found if found is not None else _child(holder, _STARTS.get(side, side))


def _edge(borders: Element | None, side: str) -> Line | None:
    """Return the line that one layer says, none if it is silent."""
    found = _side(borders, side)
    if found is None:
        return None
    kind = found.get(w("val"), "")
    if kind in _NONE:
        return Line()
    colour = found.get(w("color"), "auto").upper()
    size = number(found, "sz") or 0.0
    return Line(kind, size, "000000" if colour == "AUTO" else colour)


def _line_of(layers: list[Element], name: str) -> Line:
    found = (_edge(each.find(w("tblBorders")), name) for each in layers)
    return next((each for each in found if each is not None), Line())


def same(one: str | float | None, two: str | float | None) -> bool:
    """Whether two properties look alike."""
    if isinstance(one, float) and isinstance(two, float):
        return abs(one - two) <= CLOSE
    return one == two
