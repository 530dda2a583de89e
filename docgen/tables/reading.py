"""Any file with tables into a `Book`."""

from __future__ import annotations

import codecs
from pathlib import Path

from docgen.declensions.workbook import SHEET
from docgen.diagnostics import Diagnostic, Place
from docgen.errors import DataError
from docgen.schema import nearest
from docgen.tables.damage import Unreadable
from docgen.tables.delimited import read_delimited
from docgen.tables.sheets import Book
from docgen.tables.workbooks import OLD, read_workbook, sheet_names

_WORKBOOKS = (b"PK\x03\x04", OLD)
_COPY = "Скопируйте таблицу из него в книгу Excel."
_FOREIGN = {
    b"%PDF": ("это PDF, а не таблица", _COPY),
    b"{\\rtf": ("это документ RTF, а не таблица", _COPY),
    # What many a system of schools calls an Excel file.
    b"<": (
        "внутри веб-страница или XML, а не книга Excel",
        "Откройте его в Excel или LibreOffice и сохраните как «Книга Excel (XLSX)».",
    ),
}
_HINT = "Нужна книга Excel (XLSX) или таблица CSV; закройте её в других программах и повторите."


def read_book(path: Path) -> Book:
    """Return the tables of a file; one that cannot be read stops the run. It is never written."""
    if not path.is_file():
        raise DataError(_missing(path))
    try:
        return _read(path)
    except OSError as error:
        message = f"Файл «{path.name}» не открывается"
        raise DataError(Diagnostic("DG310", message, Place(str(path)), _HINT)) from error
    except Unreadable as bad:
        message = f"Файл «{path.name}» не читается: {bad.reason}"
        raise DataError(Diagnostic("DG310", message, Place(str(path)), bad.hint or _HINT)) from bad


def _read(path: Path) -> Book:
    with path.open("rb") as file:
        start = file.read(64)
    if not start:
        raise Unreadable("он пуст", "Сохраните таблицу ещё раз.")
    if start.startswith(_WORKBOOKS):
        return Book(str(path), read_workbook(path))
    for signature, (reason, hint) in _FOREIGN.items():
        if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(signature):
            raise Unreadable(reason, hint)
    sheet, note = read_delimited(path)
    return Book(str(path), (sheet,), (note,))


def _missing(path: Path) -> Diagnostic:
    """Say that there is no such file, and which one may be meant."""
    if path.exists():
        what = "папка, а не файл" if path.is_dir() else "не обычный файл"
        return Diagnostic("DG310", f"«{path}» – {what}", Place(str(path)), "Назовите файл таблицы.")
    beside = sorted(each.name for each in path.parent.glob("*.*")) if path.parent.is_dir() else []
    meant = nearest(path.name, beside)
    hint = f"Возможно, «{meant}»." if meant else "Проверьте имя файла и папку."
    return Diagnostic("DG310", f"Файла «{path}» нет", Place(str(path)), hint)


def is_declensions(path: Path) -> bool:
    """Whether a file is the sheet of declensions coming back: it says so by the name of a sheet."""
    try:
        return SHEET in sheet_names(path)
    except (OSError, Unreadable):
        return False
