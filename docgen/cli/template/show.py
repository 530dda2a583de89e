"""`docgen template show`: a Word file as text, line by line."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.common import Manner, common
from docgen.cli.template.given import contents, is_file, one_kind, packs_of
from docgen.diagnostics import Report


@click.command("show", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("name", metavar="ФАЙЛ.docx|ВИД")
@click.option("--plain", is_flag=True, help="Без номеров строк.")
@common
def command(manner: Manner, name: str, plain: bool) -> None:
    """Показать файл Word или шаблон вида документа текстом: абзацы, стили, таблицы, теги."""
    from docgen.docx.view import numbered, view  # noqa: PLC0415  not needed by `docgen --help`

    path = Path(name) if is_file(name) else _template(name, manner)
    text = view(contents(path), str(path))
    manner.answer(Report(), file=str(path), lines=text.splitlines())
    manner.say((text if plain else numbered(text)).rstrip("\n"))
    manner.finish(Report())


def _template(name: str, manner: Manner) -> Path:
    stack = packs_of(manner.folder)
    kind = one_kind(stack, name)
    found = stack.find(kind, "template.docx")
    return found if found is not None else Path(kind.name, "template.docx")
