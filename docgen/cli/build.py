"""`docgen build`: make the documents."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import counted, totals
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import EnvironmentProblem, OutputError

if TYPE_CHECKING:
    from docgen.engine import Built, Output, Project
    from docgen.pdf import Converter

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
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    project = load(manner)
    if project.programme is None:
        _refuse(project.report, project, manner)
    plan, report = engine.plan(project, kinds)
    if not report.ok:
        _refuse(report, project, manner)
    if dry_run:
        _show_plan([job.name for job in plan.jobs], project.report + report, manner)
    folder = output or engine.locate(manner.folder).parent / DEFAULT_FOLDER
    _make(folder)
    converter, missing = _converter() if pdf else (None, Report())
    built = engine.build(project, folder, kinds, converter=converter, progress=_progress(manner))
    report = project.report + built.report + missing
    manner.answer(report, outputs=[_output(each) for each in built.outputs])
    manner.findings(report, project.source.line)
    _tell(built, folder, manner, report)
    manner.finish(report)


def _refuse(report: Report, project: Project, manner: Manner) -> None:
    """Say why nothing is made: the programme is wrong, or no such document is known."""
    manner.answer(report)
    manner.findings(report, project.source.line)
    manner.say(f"Итог: {totals(report)}. Документы не созданы.")
    manner.finish(report)


def _show_plan(names: list[str], report: Report, manner: Manner) -> None:
    manner.answer(report, planned=names)
    manner.findings(report)
    manner.say(f"Будет создано: {_documents(len(names))}.")
    for name in names:
        manner.say(f"  {name}.docx")
    manner.finish(report)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_no_folder(folder, error)) from error


def _no_folder(folder: Path, error: OSError) -> Diagnostic:
    denied = isinstance(error, PermissionError)
    why = "нет права на запись" if denied else "на этом пути файл, или такого диска нет"
    return Diagnostic(
        "DG570",
        f"Папку «{folder}» не создать: {why}",
        Place(str(folder)),
        "Укажите другую папку: docgen build -o ПАПКА",
    )


def _converter() -> tuple[Converter | None, Report]:
    """Return the converter, or None and the reason: DOCX are made in any case."""
    from docgen.pdf import LibreOffice, require_soffice  # noqa: PLC0415  only with `--pdf`

    try:
        office = require_soffice(os.environ, shutil.which)
    except EnvironmentProblem as problem:
        return None, problem.report
    return LibreOffice(office, os.environ), Report()


def _progress(manner: Manner) -> Callable[[str, int, int], None]:
    """Return a counter on stderr for a person who watches; silence for a file or a program."""
    if manner.quiet or manner.as_json or not sys.stderr.isatty():
        return lambda *_: None

    def show(what: str, number: int, total: int) -> None:
        click.echo(f"\r{what}: {number} из {total}", err=True, nl=number == total)

    return show


def _tell(built: Built, folder: Path, manner: Manner, report: Report) -> None:
    """Say what was made, where, and what is left to fill in by hand."""
    made = [output for output in built.outputs if not output.kept]
    for output in built.outputs:
        manner.say(f"  {output.job.name}  –  {_files(output)}")
    pdfs = sum(output.pdf is not None for output in made)
    also = f", из них с PDF – {pdfs}" if pdfs else ""
    kept = len(built.outputs) - len(made)
    signed = f" Подписанные не тронуты: {kept}." if kept else ""
    manner.say(f"Готово: {_documents(len(made))}{also}.{signed} Папка: {folder}")
    found = totals(report)
    if found:
        manner.say(f"Замечания: {found}.")
    _tell_blanks(built, manner)


def _files(output: Output) -> str:
    """Return what became of a document: «DOCX и PDF»."""
    if output.kept:
        return "подписан, не тронут"
    return ("DOCX, XLSX" if output.xlsx else "DOCX") + (" и PDF" if output.pdf else "")


def _tell_blanks(built: Built, manner: Manner) -> None:
    blanks = dict.fromkeys(label for output in built.outputs for label in output.blanks)
    if blanks:
        manner.say("Осталось заполнить (в документах выделено жёлтым):")
        for label in blanks:
            manner.say(f"  – {label}")


def _documents(number: int) -> str:
    return counted(number, "документ", "документа", "документов")


def _output(output: Output) -> dict[str, Any]:
    return {
        "kind": output.job.kind,
        "subject": output.job.subject,
        "docx": str(output.docx),
        "pdf": str(output.pdf) if output.pdf else None,
        "xlsx": str(output.xlsx) if output.xlsx else None,
        "kept": output.kept,
        "blanks": list(output.blanks),
    }
