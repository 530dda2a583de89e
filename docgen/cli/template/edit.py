"""`docgen template edit`: a Word file with the texts of a kind, to be edited there."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.common import Manner, common, quoted
from docgen.cli.template.given import one_kind, packs_of
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import OutputError


@click.command("edit", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kind", metavar="ВИД")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="ФАЙЛ.docx",
    help="Куда записать (без параметра – «Правка – ВИД.docx» в текущей папке).",
)
@common
def command(manner: Manner, kind: str, output: Path | None) -> None:
    """Сделать файл Word с текстами вида документа: с метками, со всеми пунктами.

    Правьте в нём слова, добавляйте и убирайте пункты, переставляйте их. Потом: docgen template
    adopt ФАЙЛ.docx – и правка станет поправками вашего набора.
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.files import safe_name, write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    chosen = one_kind(stack, kind)
    path = output or Path(f"Правка – {safe_name(chosen.short)}.docx")
    if path.exists():
        raise OutputError(_taken(path))
    write_atomic(path, studio.manuscript(stack, chosen))
    manner.answer(Report(), outputs=[str(path)])
    manner.say(f"  {path}\nПринять правку: docgen template adopt {quoted(path)}")
    manner.finish(Report())


def _taken(path: Path) -> Diagnostic:
    return Diagnostic(
        "DG295",
        "Такой файл уже есть: в нём может быть ваша правка.",
        Place(str(path)),
        "Примите её (docgen template adopt) и уберите файл или назовите другой: -o ФАЙЛ.docx",
    )
