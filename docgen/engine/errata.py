"""`ошибки.xlsx`: all findings of a build in a table, for those who will repair them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.building import Failure
from docgen.engine.keeping import note_refusal, open_folder
from docgen.engine.project import Project
from docgen.errors import TemplateError
from docgen.files import write_atomic
from docgen.plan import chosen_kinds

ERRATA: Final = "ошибки.xlsx"
SHEET: Final = "Ошибки"
COLUMNS: Final = (
    ("Код", 8),
    ("Важность", 17),
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


def keep_refusal(
    folder: Path, project: Project, kinds: Iterable[str] = (), form: str | None = None
) -> None:
    """Write the table of a programme that nothing can be built of; `failed` will build it all.

    That includes PDFs, if they were to be made, in a form.
    """
    keep_errata(folder, project.all_found, ())
    with suppress(TemplateError):  # packs that cannot be read tell no kinds
        names = [kind.name for kind in chosen_kinds(project.packs, tuple(kinds))[0]]
        note_refusal(folder, names, form)


def errata(report: Report, failures: Iterable[Failure]) -> bytes:
    """Return the workbook."""
    from docgen.engine.worksheets import Worksheet, workbook  # noqa: PLC0415  few runs have errors

    return workbook(SHEET, Worksheet(SHEET, COLUMNS, tuple(errata_rows(report, failures))))


def errata_rows(report: Report, failures: Iterable[Failure]) -> Iterator[tuple[str, ...]]:
    """Yield all that was found, errors first: what else keeps documents from being made is theirs.

    A finding about several documents has a row for each.
    """
    papers = [(found, each.job.path) for each in failures for found in each.report]
    of_papers = {found for found, _ in papers}
    others = ((found, "") for found in report if found not in of_papers)
    for found, paper in sorted((*papers, *others), key=lambda each: weight(each[0])):
        yield errata_row(found, paper)


def errata_row(found: Diagnostic, document: str) -> tuple[str, ...]:
    """Return a row of the table."""
    level = _LEVELS[found.severity]
    return found.code, level, document, str(found.place), found.message, found.hint


def weight(found: Diagnostic) -> int:
    """Return where a finding stands among others: the graver, the nearer to the top."""
    return list(_LEVELS).index(found.severity)
