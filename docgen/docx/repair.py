"""After rendering: structure is mended only where a condition or a loop left something empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from lxml import etree

from docgen.docx.added import GRID
from docgen.docx.ooxml import Element, W, make, w
from docgen.docx.sentries import THIN

_NS: Final = {"w": W}


def _path(expression: str) -> Callable[[Element], list[Element]]:
    compiled = etree.XPath(expression, namespaces=_NS)
    return lambda root: cast("list[Element]", compiled(root))


_EMPTY_ROWS: Final = _path("//w:tr[not(w:tc) and not(w:sdt) and not(w:customXml)]")
_EMPTY_TABLES: Final = _path("//w:tbl[not(w:tr) and not(w:sdt) and not(w:customXml)]")
_TOUCHING: Final = _path("//w:tbl[following-sibling::*[1][self::w:tbl]]")
_NO_LAST: Final = "[not(*[last()][self::w:p or self::w:sdt])]"
_UNFINISHED: Final = _path(
    f"//w:tc{_NO_LAST} | //w:txbxContent{_NO_LAST} | /w:hdr{_NO_LAST} | /w:ftr{_NO_LAST}"
    f" | /*/w:footnote{_NO_LAST} | /*/w:endnote{_NO_LAST} | /*/w:comment{_NO_LAST}"
    " | //w:sdtContent[not(*) and not(parent::w:sdt[parent::w:p or parent::w:tbl or parent::w:tr])]"
)
_EMPTY_BODY: Final = _path("//w:body[not(w:p) and not(w:tbl) and not(w:sdt)]")
_GRIDS: Final = _path(f"//processing-instruction('{GRID}')")


def mend(root: Element) -> bool:
    """Repair a rendered part; say whether anything was changed."""
    changed = False
    for empty in (_EMPTY_ROWS, _EMPTY_TABLES):
        for element in empty(root):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                changed = True
    for table in _TOUCHING(root):
        table.addnext(thin())
        changed = True
    for owner in _UNFINISHED(root):
        owner.append(make("p"))
        changed = True
    for body in _EMPTY_BODY(root):
        body.insert(0, make("p"))
        changed = True
    return _mend_grids(root) or changed


def thin() -> Element:
    """Make the paragraph that keeps two tables from growing together."""
    return etree.fromstring(b'<w:body xmlns:w="%s">%s</w:body>' % (W.encode(), THIN))[0]


def _mend_grids(root: Element) -> bool:
    marks = _GRIDS(root)
    for mark in marks:
        table = mark.getparent()
        if table is not None:
            table.remove(mark)
            _regrid(table)
    return bool(marks)


def _regrid(table: Element) -> None:
    """Give a table as many columns as its rows now have; its width stays."""
    rows = table.findall(w("tr"))
    columns = max((_columns(row) for row in rows), default=0)
    grid = table.find(w("tblGrid"))
    if grid is None or not columns or columns == len(grid):
        return
    total = sum(int(column.get(w("w"), "0")) for column in grid)
    widest = max(rows, key=lambda row: len(row.findall(w("tc"))))
    widths = _fitted([_cell_width(cell) for cell in widest.findall(w("tc"))], columns, total)
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.append(make("gridCol", w=str(width)))
    for row in rows:
        _set_widths(row, widths)


def _fitted(wanted: list[int], columns: int, total: int) -> list[int]:
    if len(wanted) != columns or not all(wanted):
        wanted = [1] * columns
    scale = total / sum(wanted)
    widths = [int(width * scale) for width in wanted]
    widths[-1] += total - sum(widths)
    return widths


def _set_widths(row: Element, widths: list[int]) -> None:
    column = _outside(row, "gridBefore")
    for cell in row.findall(w("tc")):
        span = _span(cell)
        width = cell.find(f"{w('tcPr')}/{w('tcW')}")
        if width is not None and width.get(w("type"), "dxa") == "dxa":
            width.set(w("w"), str(sum(widths[column : column + span])))
        column += span


def _columns(row: Element) -> int:
    cells = sum(
        _span(cell) for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row
    )
    return cells + _outside(row, "gridBefore") + _outside(row, "gridAfter")


def _outside(row: Element, name: str) -> int:
    found = row.find(f"{w('trPr')}/{w(name)}")
    return int(found.get(w("val"), "0")) if found is not None else 0


def _span(cell: Element) -> int:
    found = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(found.get(w("val"), "1")) if found is not None else 1


def _cell_width(cell: Element) -> int:
    found = cell.find(f"{w('tcPr')}/{w('tcW')}")
    known = found is not None and found.get(w("type"), "dxa") == "dxa"
    return int(found.get(w("w"), "0")) if found is not None and known else 0
