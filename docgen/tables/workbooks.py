"""Workbooks are read, never written: values by calamine, what it does not tell from the XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from docgen.records import Struct, field
from docgen.tables.compound import is_endless
from docgen.tables.damage import DAMAGED, Unreadable, damaged, guarded, locked
from docgen.tables.sheets import MAX_CELLS, Sheet, Spot, unmerged

OLD = b"\xd0\xcf\x11\xe0"  # what an old workbook begins with
MAX_UNPACKED = 200_000_000
_DOCUMENT = "word/document.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# What a book with a password is kept in; calamine knows passwords of old books only.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook: XLSX, or what older programs and LibreOffice write."""
    data = _content(path)
    if _ENCRYPTED in data:
        raise locked()
    looks = _looks(path)
    with guarded():
        # By its content: the extension of a file may be wrong.
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return tuple(
            _sheet(path, book.get_sheet_by_name(each.name), each, looks.get(each.name, _Look()))
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        )


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook."""
    data = _content(path)
    with guarded():
        return tuple(CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names)


def _content(path: Path) -> bytes:
    """Return a file that can be read to its end."""
    data = path.read_bytes()
    if data.startswith(OLD) and is_endless(data):
        raise damaged()
    return data


class _Look(Struct):
    """What calamine does not tell of a sheet."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    formulas: dict[Spot, str] = field(default_factory=dict)
    errors: set[Spot] = field(default_factory=set)


def _sheet(path: Path, sheet: Any, about: Any, look: _Look) -> Sheet:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        hint = "Удалите лишнее внизу и справа: Ctrl+End показывает последнюю ячейку листа."
        raise Unreadable(f"лист «{about.name}» слишком велик", hint)
    # An empty sheet has no area to keep.
    cells = sheet.to_python(skip_empty_area=False) if sheet.start else []
    merged = tuple(sheet.merged_cell_ranges or ())
    empty = {
        spot: text
        for spot, text in look.formulas.items()
        if spot[0] >= len(cells) or cells[spot[0]][spot[1]] == ""
    }
    return Sheet(
        str(path),
        about.name,
        unmerged(cells, merged),
        merged,
        about.visible != SheetVisibleEnum.Visible,
        frozenset(look.rows),
        frozenset(look.columns),
        empty,
        frozenset(look.errors),
    )


def _looks(path: Path) -> dict[str, _Look]:
    """Return what the XML of an XLSX tells of its sheets; other kinds of workbooks tell nothing."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable("он слишком велик")
            if _DOCUMENT in archive.namelist():
                raise Unreadable("это документ Word", "Скопируйте таблицу из него в книгу Excel.")
            return {name: _look(archive, part) for name, part in _parts(archive)}
    except DAMAGED:
        return {}  # not an XLSX after all: calamine will say so


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of the sheets and of the parts that hold them."""
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("xl", each.get("Target", "").lstrip("/")))
        for each in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _tree(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        yield sheet.get("name", ""), target.replace("xl/xl/", "xl/")


def _tree(archive: zipfile.ZipFile, part: str) -> Any:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False))


def _look(archive: zipfile.ZipFile, part: str) -> _Look:
    look = _Look()
    wanted = tuple(_MAIN + tag for tag in ("c", "row", "col"))
    with archive.open(part) as file:
        for _, node in etree.iterparse(file, tag=wanted, resolve_entities=False):
            _note(look, node)
            if node.tag == wanted[1]:
                node.clear()
    return look


def _note(look: _Look, node: Any) -> None:
    hidden = node.get("hidden") in ("1", "true")
    if node.tag == f"{_MAIN}row":
        if hidden:
            look.rows.add(int(node.get("r", "1")) - 1)
    elif node.tag == f"{_MAIN}col":
        if hidden:
            look.columns.update(range(int(node.get("min")) - 1, min(int(node.get("max")), 500)))
    else:
        _note_cell(look, node)


def _note_cell(look: _Look, cell: Any) -> None:
    formula = cell.find(f"{_MAIN}f")
    found = _REFERENCE.fullmatch(cell.get("r", ""))
    has_text = cell.get("t") == "str"  # the value of a formula, even if it is an empty text
    if not found or has_text or (formula is None and cell.get("t") != "e"):
        return
    spot = int(found[2]) - 1, _number(found[1])
    if cell.get("t") == "e":
        look.errors.add(spot)
    else:
        look.formulas[spot] = f"={formula.text or ''}"


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
