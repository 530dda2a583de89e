"""`docgen template tidy`: a Word file without traces of editing, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.common import Manner, common
from docgen.cli.template.given import contents
from docgen.diagnostics import Report


@click.command("tidy", options_metavar="[ПАРАМЕТРЫ]")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="ФАЙЛ.docx...",
)
@click.option("--styles", is_flag=True, help="Убрать и стили, которыми ничто не оформлено.")
@common
def command(manner: Manner, files: tuple[Path, ...], styles: bool) -> None:
    """Убрать из файла Word следы правки: слова и вид остаются прежними.

    Прежний файл остаётся рядом («ИМЯ – до уборки.docx»). Убранный файл не меняется снова.
    """
    written = []
    for path in files:
        backup = _tidy(path, styles=styles)
        if backup is None:
            manner.say(f"  {path}  –  убирать нечего")
        else:
            written.append(path)
            manner.say(f"  {path}  –  убран, прежний: {backup.name}")
    manner.answer(Report(), outputs=[str(path) for path in written])
    manner.finish(Report())


def _tidy(path: Path, *, styles: bool) -> Path | None:
    """Tidy a file; return where the old one is kept, or None if nothing had to change."""
    from docgen.docx.tidy import tidied  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.files import write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    old = contents(path)
    new = tidied(old, str(path), styles=styles)
    if new == old:
        return None
    backup = _free(path)
    write_atomic(backup, old)
    write_atomic(path, new)
    return backup


def _free(path: Path) -> Path:
    """Return a name beside a file that nothing has: an older backup is never written over."""
    backup, number = path.with_stem(f"{path.stem} – до уборки"), 1
    while backup.exists():
        number += 1
        backup = path.with_stem(f"{path.stem} – до уборки {number}")
    return backup
