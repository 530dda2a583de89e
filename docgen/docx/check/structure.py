"""Checks how paragraphs, runs, tables, fields and sections are put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from docgen.diagnostics import Diagnostic
from docgen.docx.check.opening import Package, Part
from docgen.docx.ooxml import Element, W, local, w

_WRAPPERS = "sdtContent customXml ins del moveFrom moveTo smartTag".split()
_STORIES = "body tc hdr ftr footnote endnote comment txbxContent docPartBody".split()
_INLINE = "p hyperlink fldSimple bdo dir rt rubyBase".split()
# Where an element may stand; anywhere else Word calls the file damaged.
_PARENTS = {
    w(name): frozenset(w(parent) for parent in (*parents, *_WRAPPERS))
    for name, parents in {
        "p": _STORIES,
        "tbl": _STORIES,
        "r": _INLINE,
        "hyperlink": _INLINE,
        "tr": ["tbl"],
        "tc": ["tr"],
        "t": ["r"],
        "br": ["r"],
        "tab": ["r", "tabs"],
        "fldChar": ["r"],
        "instrText": ["r"],
        "drawing": ["r"],
        "pPr": ["p", "style", "lvl", "pPrDefault", "pPrChange", "tblStylePr"],
        "tcPr": ["tc", "style", "tblStylePr", "tcPrChange"],
        "trPr": ["tr", "style", "tblStylePr", "trPrChange"],
        "sectPr": ["body", "pPr"],
    }.items()
}
_THROUGH = frozenset(w(name) for name in (*_WRAPPERS, "sdt"))
_FIRST = {w("pPr"): w("p"), w("rPr"): w("r"), w("tcPr"): w("tc"), w("tblPr"): w("tbl")}
_STRAY = etree.XPath(
    "//w:*[text()[normalize-space()]]"
    "[not(self::w:t or self::w:instrText or self::w:delText or self::w:delInstrText)]",
    namespaces={"w": W},
)
_BLOCKS = frozenset(w(name) for name in ("p", "tbl", "sdt", "customXml", "altChunk"))
_NO_CONTENT = frozenset(w(name) for name in ("tcPr", "bookmarkStart", "bookmarkEnd", "proofErr"))
_TC_PR, _V_MERGE, _VAL = w("tcPr"), w("vMerge"), w("val")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def check_nesting(package: Package, part: Part) -> Iterator[Diagnostic]:
    """Every element stands where it may; text is inside w:t only."""
    for tag, parents in _PARENTS.items():
        for element in part.elements.get(tag, ()):
            parent = element.getparent()
            if parent is not None and parent.tag not in parents:
                message = f"Элемент w:{local(element)} стоит внутри {local(parent)}"
                yield package.finding("DG538", message, part.place(element))
    for tag, owner in _FIRST.items():
        for element in part.elements.get(tag, ()):
            parent = element.getparent()
            if parent is not None and parent.tag == owner and parent[0] is not element:
                message = f"Свойства w:{local(element)} стоят не первыми"
                yield package.finding("DG538", message, part.place(element))
    yield from _stray_text(package, part)


def check_spaces(package: Package, part: Part) -> Iterator[Diagnostic]:
    """A text that begins or ends with a space says so, or Word drops the space."""
    for element in part.all("t"):
        text = element.text or ""
        if text != text.strip(" \t\n\r") and element.get(_SPACE) != "preserve":
            yield package.finding(
                "DG542", "Word потеряет пробел с краю текста", part.place(element)
            )


def check_cells(package: Package, part: Part) -> Iterator[Diagnostic]:
    """Every cell has content and ends with a paragraph."""
    for cell in part.all("tc"):
        blocks = [child for child in cell if child.tag in _BLOCKS]
        last = next((child for child in reversed(cell) if child.tag not in _NO_CONTENT), None)
        if not blocks:
            yield package.finding("DG532", "Ячейка таблицы без единого абзаца", part.place(cell))
        elif last is None or last.tag != w("p"):
            message = "Ячейка таблицы должна кончаться абзацем"
            yield package.finding("DG532", message, part.place(cell))


def check_tables(package: Package, part: Part) -> Iterator[Diagnostic]:
    """Every table has a grid and rows, its rows cells that fill the grid exactly."""
    for table in part.all("tbl"):
        grid = table.find(w("tblGrid"))
        if table.find(w("tblPr")) is None or grid is None:
            message = "Таблица без свойств или без сетки столбцов"
            yield package.finding("DG533", message, part.place(table))
        rows = list(_rows(table))
        if not rows:
            yield package.finding("DG533", "Таблица без строк", part.place(table))
        yield from _grid_faults(package, part, rows, 0 if grid is None else len(grid))


def check_fields(package: Package, part: Part) -> Iterator[Diagnostic]:
    """Fields begin, are separated and end in order, within one story."""
    open_fields: list[tuple[Element, bool]] = []
    for mark in part.all("fldChar"):
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            open_fields.append((mark, False))
        elif not open_fields or (kind == "separate" and open_fields[-1][1]):
            yield package.finding("DG531", "Части поля идут не по порядку", part.place(mark))
        elif kind == "separate":
            open_fields[-1] = (mark, True)
        else:
            open_fields.pop()
    for mark, _ in open_fields:
        yield package.finding("DG531", "Поле начато, но не закончено", part.place(mark))


def check_sections(package: Package, part: Part) -> Iterator[Diagnostic]:
    """The body ends with its section; every section has a page with room for text."""
    body = next(part.all("body"), None)
    if body is None or len(body) == 0 or body[-1].tag != w("sectPr"):
        message = "Основной текст не кончается описанием страницы"
        yield package.finding("DG539", message, part.place())
    for section in part.all("sectPr"):
        if _text_width(section) <= 0:
            message = "У раздела нет размера страницы или места для текста"
            yield package.finding("DG539", message, part.place(section))


def check_revisions(package: Package, part: Part) -> Iterator[Diagnostic]:
    """A finished document carries no tracked changes and no comments."""
    for element in part.all("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange"):
        message = "В документе остались исправления в режиме рецензирования"
        yield package.finding("DG540", message, part.place(element))
    for element in part.all("commentReference", "commentRangeStart"):
        yield package.finding("DG540", "В документе осталось примечание", part.place(element))


def _stray_text(package: Package, part: Part) -> Iterator[Diagnostic]:
    for element in cast(list[Element], _STRAY(part.root)):
        message = f"Текст вне w:t, в элементе w:{local(element)}: он пропадёт"
        yield package.finding("DG538", message, part.place(element))


def _rows(table: Element) -> Iterator[Element]:
    return _direct(table, w("tr"))


def _direct(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the children of this tag, looking through content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _direct(child, tag)


def _grid_faults(
    package: Package, part: Part, rows: list[Element], columns: int
) -> Iterator[Diagnostic]:
    above: frozenset[int] = frozenset()
    for number, row in enumerate(rows, 1):
        cells = list(_direct(row, w("tc")))
        if not cells:
            yield package.finding("DG533", f"Строка {number} таблицы без ячеек", part.place(row))
            continue
        merged, width = _merges(row, cells)
        if columns and width != columns:
            message = f"Строка {number} занимает {width} столбцов из {columns}"
            yield package.finding("DG534", message, part.place(row))
        if orphans := {column for column, kind in merged if kind != "restart"} - above:
            message = f"Строка {number} продолжает объединение, которого нет: {sorted(orphans)}"
            yield package.finding("DG534", message, part.place(row))
        above = frozenset(column for column, _ in merged)


def _merges(row: Element, cells: list[Element]) -> tuple[list[tuple[int, str]], int]:
    """Return the vertically merged cells by column, and how many columns the row takes."""
    merged: list[tuple[int, str]] = []
    around = row.find(w("trPr"))
    column = _number(around, "gridBefore", 0)
    after = _number(around, "gridAfter", 0)
    for cell in cells:
        properties = cell.find(_TC_PR)
        if properties is None:
            column += 1
            continue
        merge = properties.find(_V_MERGE)
        if merge is not None:
            merged.append((column, merge.get(_VAL, "continue")))
        column += _number(properties, "gridSpan", 1)
    return merged, column + after


def _number(properties: Element | None, name: str, usual: int) -> int:
    found = None if properties is None else properties.find(w(name))
    value = "" if found is None else found.get(w("val"), "")
    return int(value) if value.isdigit() else usual


def _text_width(section: Element) -> int:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    left, right = (_twips(margins, side) for side in ("left", "right"))
    return _twips(size, "w") - left - right


def _twips(element: Element, name: str) -> int:
    value = element.get(w(name), "")
    return int(value) if value.lstrip("-").isdigit() else 0
