"""`docgen template preview`: a kind of document printed on a sample, as DOCX, PDF and pictures."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.common import Manner, common
from docgen.cli.template.given import one_kind, packs_of
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.errors import EnvironmentProblem

if TYPE_CHECKING:
    from docgen.engine import Project
    from docgen.packs import Kind, PackStack

FOLDER = "Просмотр"
_DPI = "100"


@click.command("preview", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kind", metavar="ВИД")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help=f"Куда сложить (без параметра – «{FOLDER}» в текущей папке).",
)
@click.option("--png", is_flag=True, help="Сделать и картинки страниц (нужна программа pdftoppm).")
@click.option("--sample", is_flag=True, help="Взять данные образца, даже если есть программа.")
@common
def command(manner: Manner, kind: str, output: Path | None, png: bool, sample: bool) -> None:
    """Напечатать вид документа: первый документ, DOCX и PDF.

    Данные – программы из папки -C, а если её там нет – самого полного образца.
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.files import safe_name, write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    chosen = one_kind(stack, kind)
    printed = studio.preview(_data(manner, stack, chosen, sample=sample), chosen)
    folder = output or Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    docx = folder / f"{safe_name(chosen.short)}.docx"
    write_atomic(docx, printed.rendering.docx)
    made, report = _converted(docx, png=png)
    manner.answer(report, outputs=[str(path) for path in (docx, *made)])
    manner.findings(report)
    for path in (docx, *made):
        manner.say(f"  {path}")
    manner.finish(report)


def _data(manner: Manner, stack: PackStack, kind: Kind, *, sample: bool) -> Project:
    """Return the programme to print: the folder's own, or a sample."""
    from docgen import engine, studio  # noqa: PLC0415  not needed by `docgen --help`

    if not sample and engine.locate(manner.folder).exists():
        return engine.load(manner.folder)
    return studio.sample_for(stack, kind)


def _converted(docx: Path, *, png: bool) -> tuple[list[Path], Report]:
    """Make the PDF and the pictures; without the programs for it the DOCX is there all the same."""
    from docgen.pdf import LibreOffice, require_soffice  # noqa: PLC0415  slow to import

    try:
        office = require_soffice(os.environ, shutil.which)
    except EnvironmentProblem as problem:
        return [], problem.report
    pdf = docx.with_suffix(".pdf")
    report = LibreOffice(office, os.environ).convert([(docx, pdf)]).report
    if not report.ok:
        return [], report
    pictures, found = _pictures(pdf) if png else ([], Report())
    return [pdf, *pictures], report + found


def _pictures(pdf: Path) -> tuple[list[Path], Report]:
    program = shutil.which("pdftoppm")
    if program is None:
        return [], Report([_NO_PICTURES])
    for old in pdf.parent.glob(f"{pdf.stem}-*.png"):
        old.unlink()
    command = [program, "-r", _DPI, "-png", str(pdf), str(pdf.with_suffix(""))]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        return [], Report([_NO_PICTURES])
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png")), Report()


_NO_PICTURES = Diagnostic(
    "DG577",
    "Картинки страниц не сделаны: программы pdftoppm нет, или она не справилась",
    hint="Она входит в набор Poppler (в Linux – пакет poppler-utils). DOCX и PDF готовы.",
    severity=Severity.WARNING,
)
