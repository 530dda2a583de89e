"""Any file with tables into a `Book`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from docgen.declensions.workbook import SHEET
from docgen.diagnostics import Diagnostic, Place
from docgen.errors import DataError
from docgen.tables.delimited import read_delimited
from docgen.tables.sheets import Book
from docgen.tables.workbooks import Unreadable, read_workbook

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FOREIGN = (b"%PDF", b"{\\rtf")
_HINT = "Нужна книга Excel (XLSX) или таблица CSV; закройте её в других программах и повторите."


def read_book(path: Path) -> Book:
    """Return the tables of a file; one that cannot be read stops the run. It is never written."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
        if start.startswith(_WORKBOOKS):
            return Book(str(path), read_workbook(path))
        if start.startswith(_FOREIGN):
            raise Unreadable("это не таблица")
        sheet, note = read_delimited(path)
    except FileNotFoundError:
        raise DataError(_refused(path, f"Файла «{path}» нет")) from None
    except OSError as error:
        raise DataError(_refused(path, f"Файл «{path.name}» не открывается")) from error
    except Unreadable as reason:
        message = f"Файл «{path.name}» не читается: {reason}"
        raise DataError(_refused(path, message)) from reason
    return Book(str(path), (sheet,), (note,))


def _refused(path: Path, message: str) -> Diagnostic:
    return Diagnostic("DG310", message, Place(str(path)), _HINT)


def is_declensions(path: Path) -> bool:
    """Whether a file is the sheet of declensions coming back: it says so by the name of a sheet."""
    try:
        return SHEET in CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())).sheet_names
    except (OSError, CalamineError):
        return False
