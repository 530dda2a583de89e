"""`docgen build`: make the documents."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common, finish, print_json, print_report, totals
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.errors import EnvironmentProblem
from docgen.russian.numbers import count

if TYPE_CHECKING:
    from docgen.engine import Built, Output, Project
    from docgen.pdf import Converter
    from docgen.plan import Plan

DEFAULT_FOLDER = "Готово"


@click.command("build", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ЧТО]...")
@click.option("--pdf", is_flag=True, help="Создать и PDF (нужен LibreOffice).")
@click.option("--dry-run", is_flag=True, help="Показать, что будет создано, и ничего не создавать.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help=f"Куда складывать документы (без параметра – «{DEFAULT_FOLDER}» в папке программы).",
)
@common
def command(
    manner: Manner, kinds: tuple[str, ...], pdf: bool, dry_run: bool, output: Path | None
) -> None:
    """Создать документы: все или только названные (приказы, положение, order-pairs)."""
    from docgen import engine  # noqa: PLC0415  imported when needed

    project = engine.load(manner.folder)
    if project.programme is None:
        _refuse(project, manner)
    if dry_run:
        _show_plan(*engine.plan(project, kinds), manner)
        return
    folder = output or engine.locate(manner.folder).parent / DEFAULT_FOLDER
    converter, missing = _converter() if pdf else (None, Report())
    built = engine.build(project, folder, kinds, converter=converter, progress=_progress(manner))
    report = project.report + built.report + missing
    if manner.as_json:
        print_json("build", report, [_output(each) for each in built.outputs])
    else:
        print_report(report, manner, project.source.line)
        _tell(built, folder, manner, report)
    finish(report, manner)


def _refuse(project: Project, manner: Manner) -> None:
    """Say what is wrong with the programme; no document is made from a wrong one."""
    if manner.as_json:
        print_json("build", project.report)
    else:
        print_report(project.report, manner, project.source.line)
        manner.say(f"Итог: {totals(project.report)}. Документы не созданы.")
    finish(project.report, manner)


def _show_plan(plan: Plan, report: Report, manner: Manner) -> None:
    if manner.as_json:
        print_json("build", report, planned=[job.name for job in plan.jobs])
    else:
        print_report(report, manner)
        manner.say(f"Будет создано: {_documents(len(plan.jobs))}.")
        for job in plan.jobs:
            manner.say(f"  {job.name}.docx")
    finish(report, manner)


def _converter() -> tuple[Converter | None, Report]:
    """Return the converter, or None and a warning: DOCX are made in any case."""
    from docgen.pdf import LibreOffice, require_soffice  # noqa: PLC0415  imported when needed

    try:
        office = require_soffice(os.environ, shutil.which)
    except EnvironmentProblem as problem:
        softened = (
            Diagnostic(each.code, each.message, each.place, each.hint, Severity.WARNING)
            for each in problem.report
        )
        return None, Report(softened)
    return LibreOffice(office, os.environ), Report()


def _progress(manner: Manner) -> Any:
    """Return a counter on stderr for a person who watches; silence for a file or a program."""
    if manner.quiet or manner.as_json or not sys.stderr.isatty():
        return lambda *_: None

    def show(what: str, number: int, total: int) -> None:
        click.echo(f"\r{what}: {number} из {total}", err=True, nl=number == total)

    return show


def _tell(built: Built, folder: Path, manner: Manner, report: Report) -> None:
    """Say what was made, where, and what is left to fill in by hand."""
    for output in built.outputs:
        made = "DOCX и PDF" if output.pdf else "DOCX"
        manner.say(f"  {output.job.name}  –  {made}")
    pdfs = sum(output.pdf is not None for output in built.outputs)
    also = f", из них с PDF – {pdfs}" if pdfs else ""
    manner.say(f"Готово: {_documents(len(built.outputs))}{also}. Папка: {folder}")
    found = totals(report)
    if found:
        manner.say(f"Замечания: {found}.")
    _tell_blanks(built, manner)


def _tell_blanks(built: Built, manner: Manner) -> None:
    blanks = dict.fromkeys(label for output in built.outputs for label in output.blanks)
    if blanks:
        manner.say("Осталось заполнить (в документах выделено жёлтым):")
        for label in blanks:
            manner.say(f"  – {label}")


def _documents(number: int) -> str:
    return count(number, "документ", "документа", "документов")


def _output(output: Output) -> dict[str, Any]:
    return {
        "kind": output.job.kind,
        "subject": output.job.subject,
        "docx": str(output.docx),
        "pdf": str(output.pdf) if output.pdf else None,
        "blanks": list(output.blanks),
    }
