"""`сводка.xlsx`: what came of every school, and all that was found, for whoever answers for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.errata import COLUMNS, ERRATA, SHEET, errata_row, errata_rows, weight
from docgen.engine.reasons import SAID
from docgen.engine.worksheets import Row, Worksheet, workbook
from docgen.errors import OutputError
from docgen.files import explain, write_atomic
from docgen.municipality.outcome import Outcome
from docgen.russian import count

SUMMARY: Final = "сводка.xlsx"
_SHEET: Final = "Школы"
_NOTHING: Final = Report()
_COLUMNS: Final = (
    ("Школа", 34),
    ("Название", 34),
    ("Итог", 13),
    ("Что исправить", 60),
    ("Документов", 13),
    ("Создано", 10),
    ("Почему создано", 30),
    ("Сделано PDF", 10),
    ("Без изменений", 12),
    ("Подписано", 12),
    ("Не создано", 10),
    ("Не нужны", 10),
    ("Ошибок", 9),
    ("Предупреждений", 17),
    ("Архив", 38),
)
_DONE, _FAULTY, _REFUSED, _IDLE = "готово", "есть ошибки", "не собрана", "делать нечего"
_SHADES: Final = {_DONE: "#E2EFDA", _FAULTY: "#FFF2CC", _REFUSED: "#F8CBAD"}


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
    schools = Worksheet(_SHEET, _COLUMNS, (*rows, _total(rows)), _SHADES)
    return workbook("Сводка", schools, Worksheet(SHEET, columns, told))


def _row(outcome: Outcome) -> Row:
    return (
        outcome.school.name,
        outcome.title,
        _verdict(outcome),
        _to_repair(outcome),
        outcome.planned,
        outcome.made,
        "; ".join(f"{SAID[why]} – {number}" for why, number in outcome.why),
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
        return _DONE if outcome.planned else _IDLE
    return _FAULTY if outcome.planned else _REFUSED


def _to_repair(outcome: Outcome) -> str:
    """Return the first error of a school with its place in the programme, and how many more."""
    errors = [each for each in outcome.report if each.severity is Severity.ERROR]
    if not errors:
        return ""
    first, more = errors[0], len(errors) - 1
    others = f" И ещё {count(more, 'ошибка', 'ошибки', 'ошибок')}: лист «{SHEET}»." if more else ""
    return f"{_where(outcome, first)}{first.message}. {first.hint}{others}"


def _where(outcome: Outcome, found: Diagnostic) -> str:
    """Return the place of a finding as whoever looks into the school's folder sees it."""
    place = str(found.place).removeprefix(str(outcome.school.path)).lstrip("\\/, ")
    return f"{place}: " if place else ""


def _total(rows: Sequence[Row]) -> Row:
    """Return the last row: the sums of all figures."""
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    sums = (sum(each for each in column if isinstance(each, int)) for column in columns[1:])
    figures = (any(isinstance(each, int) for each in column) for column in columns[1:])
    return "Всего", *(each if is_one else "" for each, is_one in zip(sums, figures, strict=True))


def _findings(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    """Yield what was found in the schools, each once: whose papers all wait has a table of them."""
    for outcome in outcomes:
        papers = Counter(found for each in outcome.failures for found in set(each.report))
        one = {found: each.job.path for each in outcome.failures for found in each.report}
        for found in sorted(outcome.report, key=weight):
            which = _papers(papers[found]) if papers[found] > 1 else one.get(found, "")
            yield outcome.school.name, *errata_row(found, which)


def _papers(number: int) -> str:
    """Return «36 документов: …»: they are named in the table of their school."""
    papers = count(number, "документ", "документа", "документов")
    return f"{papers}: см. {ERRATA} этой школы"
