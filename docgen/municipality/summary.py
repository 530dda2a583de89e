"""`сводка.xlsx`: what came of every school, and all that was found, for whoever answers for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from docgen.diagnostics import Report, Severity
from docgen.engine.errata import COLUMNS, SHEET, errata_rows
from docgen.engine.worksheets import Row, Worksheet, workbook
from docgen.errors import OutputError
from docgen.files import explain, write_atomic
from docgen.municipality.outcome import Outcome

SUMMARY: Final = "сводка.xlsx"
_SHEET: Final = "Школы"
_NOTHING: Final = Report()
_COLUMNS: Final = (
    ("Школа", 26),
    ("Название", 36),
    ("Итог", 16),
    ("Документов", 13),
    ("Создано", 10),
    ("Сделано PDF", 13),
    ("Без изменений", 15),
    ("Подписано", 12),
    ("Не создано", 12),
    ("Не нужны", 10),
    ("Ошибок", 10),
    ("Предупреждений", 16),
    ("Архив", 24),
)
_FIGURES: Final = range(3, len(_COLUMNS) - 1)


def keep_summary(folder: Path, outcomes: Sequence[Outcome], found: Report = _NOTHING) -> Path:
    """Write the table of all schools and return where it is; OutputError says why it is not.

    `found` is what concerns no school that was worked on.
    """
    path = folder / SUMMARY
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(explain(error, path)) from error
    write_atomic(path, summary(outcomes, found))
    return path


def summary(outcomes: Sequence[Outcome], found: Report) -> bytes:
    """Return the workbook: a row for each school, and a sheet of findings."""
    rows = tuple(map(_row, outcomes))
    told = (*(("", *row) for row in errata_rows(found, ())), *_findings(outcomes))
    columns = (_COLUMNS[0], *COLUMNS)
    sheets = (Worksheet(_SHEET, _COLUMNS, (*rows, _total(rows))), Worksheet(SHEET, columns, told))
    return workbook("Сводка", *sheets)


def _row(outcome: Outcome) -> Row:
    return (
        outcome.school.name,
        outcome.title,
        _verdict(outcome),
        outcome.planned,
        outcome.made,
        outcome.pdfs,
        outcome.unchanged,
        outcome.signed,
        len(outcome.failures),
        outcome.moved,
        outcome.report.count(Severity.ERROR),
        outcome.report.count(Severity.WARNING),
        outcome.archive.name if outcome.archive else "",
    )


def _verdict(outcome: Outcome) -> str:
    if outcome.ok:
        return "готово"
    return "есть ошибки" if outcome.planned else "не собрана"


def _total(rows: Sequence[Row]) -> Row:
    """Return the last row: the sums of all figures."""
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    sums = [
        sum(each for each in column if isinstance(each, int)) if place in _FIGURES else ""
        for place, column in enumerate(columns)
    ]
    return ("Всего", *sums[1:])


def _findings(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    for outcome in outcomes:
        for row in errata_rows(outcome.report, outcome.failures):
            yield outcome.school.name, *row
