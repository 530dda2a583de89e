"""`docgen import`: take a filled-in sheet back into the programme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import totals
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.declensions.corrections import Correction
    from docgen.engine import Project
    from docgen.source import Edited


@click.command("import", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("file", metavar="ФАЙЛ.xlsx", type=click.Path(path_type=Path))
@click.option("-y", "--yes", is_flag=True, help="Не спрашивать: сразу записать.")
@click.option("--dry-run", is_flag=True, help="Показать, что изменится, и ничего не менять.")
@common
def command(manner: Manner, file: Path, yes: bool, dry_run: bool) -> None:
    """Взять исправления из ведомости склонений: формы впишутся в файлы программы."""
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
    written = edited if not dry_run and (yes or _agreed(manner, edited)) else ()
    _write(manner, written)
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


def _show(manner: Manner, corrections: tuple[Correction, ...]) -> None:
    for each in corrections:
        manner.say(f"  {each}")


def _agreed(manner: Manner, edited: tuple[Edited, ...]) -> bool:
    """Ask before anything is written; a program that asks for JSON has to say `--yes`."""
    if manner.as_json or not edited:
        return False
    names = ", ".join(each.path.name for each in edited)
    return click.confirm(f"Вписать это в {names}?", default=True, err=True)


def _write(manner: Manner, edited: tuple[Edited, ...]) -> None:
    from docgen.files import write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    for each in edited:
        write_atomic(each.path, each.content)
        manner.say(f"Записано: {each.path}")
    if edited:
        manner.say("Дальше: docgen check")
