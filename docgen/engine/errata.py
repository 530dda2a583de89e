"""`ошибки.xlsx`: all findings of a build in a table, for those who will repair them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.building import Failure
from docgen.engine.keeping import open_folder
from docgen.files import write_atomic

ERRATA: Final = "ошибки.xlsx"
SHEET: Final = "Ошибки"
COLUMNS: Final = (
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


def keep_errata(folder: Path, report: Report, failures: Iterable[Failure]) -> Path | None:
    """Write the table of a build with errors and return where it is; without any, remove it."""
    path = folder / ERRATA
    if report.ok:
        with suppress(OSError):  # a table that is open in Excel goes the next time
            path.unlink(missing_ok=True)
        return None
    open_folder(folder)
    write_atomic(path, errata(report, failures))
    return path


def errata(report: Report, failures: Iterable[Failure]) -> bytes:
    """Return the workbook."""
    from docgen.engine.worksheets import Worksheet, workbook  # noqa: PLC0415  few runs have errors

    return workbook(SHEET, Worksheet(SHEET, COLUMNS, tuple(errata_rows(report, failures))))


def errata_rows(report: Report, failures: Iterable[Failure]) -> Iterator[tuple[str, ...]]:
    """Yield what keeps single documents from being made, then everything else that was found."""
    of_documents = set()
    for failure in failures:
        for found in failure.report:
            of_documents.add(found)
            yield _row(found, failure.job.path)
    for found in report:
        if found not in of_documents:
            yield _row(found, "")


def _row(found: Diagnostic, document: str) -> tuple[str, ...]:
    level = _LEVELS[found.severity]
    return found.code, level, document, str(found.place), found.message, found.hint
