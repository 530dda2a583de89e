"""`ошибки.xlsx`: all findings of a build in a table, for those who will repair them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.building import Failure
from docgen.files import write_atomic

ERRATA: Final = "ошибки.xlsx"
_SHEET: Final = "Ошибки"
_COLUMNS: Final = (
    ("Код", 8),
    ("Важность", 14),
    ("Документ", 40),
    ("Место", 34),
    ("Что не так", 70),
    ("Что сделать", 60),
)
_LEVELS: Final = {
    Severity.ERROR: "ошибка",
    Severity.WARNING: "предупреждение",
    Severity.INFO: "заметка",
}
# A workbook has a date of making; the same findings must give the same bytes.
_MADE_ON: Final = datetime(2026, 1, 1)


def keep_errata(folder: Path, report: Report, failures: Iterable[Failure]) -> Path | None:
    """Write the table of a build with errors and return where it is; without any, remove it."""
    path = folder / ERRATA
    if report.ok:
        with suppress(OSError):  # a table that is open in Excel goes the next time
            path.unlink(missing_ok=True)
        return None
    write_atomic(path, errata(report, failures))
    return path


def errata(report: Report, failures: Iterable[Failure]) -> bytes:
    """Return the workbook; every cell is a text, whatever it begins with."""
    import xlsxwriter  # noqa: PLC0415  only when there are errors

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": _SHEET, "created": _MADE_ON})
        sheet = book.add_worksheet(_SHEET)
        head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
        for column, (title, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        number = 0
        for number, row in enumerate(_rows(report, failures), start=1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, cell)
        sheet.autofilter(0, 0, number, len(_COLUMNS) - 1)
        sheet.freeze_panes(1, 0)
    return made.getvalue()


def _rows(report: Report, failures: Iterable[Failure]) -> Iterator[tuple[str, ...]]:
    """Yield what keeps single documents from being made, then everything else that was found."""
    of_documents = set()
    for failure in failures:
        for found in failure.report:
            of_documents.add(found)
            yield _row(found, str(failure.job.path))
    for found in report:
        if found not in of_documents:
            yield _row(found, "")


def _row(found: Diagnostic, document: str) -> tuple[str, ...]:
    level = _LEVELS[found.severity]
    return found.code, level, document, str(found.place), found.message, found.hint
