"""`docgen import`: take a filled-in table into the programme."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.asking import agreed
from docgen.cli.common import Manner, common, load
from docgen.cli.printing import totals
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.cli.tables import Manners
    from docgen.declensions.corrections import Correction, GivenGender
    from docgen.engine import Project
    from docgen.source import Edited

_DECLENSIONS = "declensions"


@click.command("import", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["people", "pairs", "schools", _DECLENSIONS]),
    metavar="ЧТО",
    help="Что в таблице: people – люди, pairs – пары, schools – школы, "
    "declensions – ведомость склонений. Обычно docgen узнаёт это сам.",
)
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="ЛИСТ",
    help="Взять только этот лист книги, можно несколько; «Архив=нет» – не брать этот, и впредь.",
)
@click.option(
    "--complete/--partial",
    default=None,
    help="Список полный: показать всех, кого в нём нет; или это его часть: не показывать никого.",
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="СТОЛБЕЦ=ПОЛЕ",
    help="Что значит столбец: «Дата=Дата рождения»; «Дата=нет» – не брать его.",
)
@click.option(
    "--rename/--no-rename",
    default=None,
    help="Не спрашивать о похожих именах: это те же люди (--rename) или другие (--no-rename).",
)
@click.option("-y", "--yes", is_flag=True, help="Не спрашивать: сразу записать.")
@click.option("--dry-run", is_flag=True, help="Показать, что изменится, и ничего не менять.")
@common
def command(manner: Manner, file: Path, kind: str | None, **asked: Any) -> None:
    """Взять людей, пары или школы из таблицы либо исправления из ведомости склонений.

    Таблица – книга XLSX, XLS, ODS или файл CSV; сама она не меняется. Перед записью docgen
    показывает, что изменится.
    """
    from docgen.cli import tables  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.tables import is_declensions  # noqa: PLC0415  the same

    manners = tables.Manners.of(kind=kind or "", **asked)
    if kind == _DECLENSIONS or (kind is None and is_declensions(file)):
        _take_corrections(manner, file, manners)
    else:
        tables.take(manner, file, manners)


def _take_corrections(manner: Manner, file: Path, manners: Manners) -> None:
    """Put the forms of a sheet of declensions into the files of the programme."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.declensions.corrections import put, read_corrections  # noqa: PLC0415  the same

    project = load(manner)
    if project.programme is None:
        _stop(manner, project, project.report)
    corrections, report = read_corrections(file, engine.declension_rows(project))
    if not report.ok:
        _stop(manner, project, report)
    edited, found = put(project.source, corrections)
    report = report + found
    _show(manner, corrections)
    if not report.ok:
        _stop(manner, project, report)
    manner.findings(report)
    go = not manners.dry_run and (manners.yes or _agreed(manner, edited))
    written = edited if go else ()
    write(manner, written)
    if not edited:
        manner.say("Исправлений нет: всё, что есть в ведомости, в программе уже записано.")
    changes = [str(each) for each in corrections]
    manner.answer(report, changes=changes, outputs=[{"file": str(each.path)} for each in written])
    manner.finish(report)


def _stop(manner: Manner, project: Project, report: Report) -> None:
    """Say why nothing is taken: all of the sheet, or nothing of it."""
    manner.answer(report)
    manner.findings(report, project.source.line)
    manner.say(f"Итог: {totals(report)}. Файлы программы не изменены.")
    manner.finish(report)


def _show(manner: Manner, corrections: tuple[Correction | GivenGender, ...]) -> None:
    for each in corrections:
        manner.say(f"  {each}")


def _agreed(manner: Manner, edited: tuple[Edited, ...]) -> bool:
    """Ask before anything is written; a program that asks for JSON has to say `--yes`."""
    if manner.as_json or not edited:
        return False
    names = ", ".join(each.path.name for each in edited)
    return agreed(f"Вписать это в {names}?")


def write(manner: Manner, edited: Iterable[Edited]) -> None:
    """Write files whole, and say which."""
    from docgen.files import write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    written = list(edited)
    for each in written:
        write_atomic(each.path, each.content)
        manner.say(f"Записано: {each.path}")
    if written:
        manner.say("Дальше: docgen check")
