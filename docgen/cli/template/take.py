"""`docgen template take`: a Word file of the layers below copied into the pack, to be changed."""

from __future__ import annotations

import click

from docgen.cli.common import Manner, common, quoted
from docgen.cli.template.given import packs_of
from docgen.diagnostics import Report


@click.command("take", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("name", metavar="ВИД|ЧАСТЬ")
@common
def command(manner: Manner, name: str) -> None:
    """Взять в свой набор шаблон вида документа или общую часть (signature, letterhead).

    Копия ложится в набор папки -C (templates рядом с программой), исходный файл запоминается:
    по нему docgen template upgrade отличит вашу правку от новой версии шаблона.
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    own = studio.own_pack(stack, manner.folder)
    copy = studio.take(stack, own, studio.wanted(stack, own, name))
    manner.answer(Report(), outputs=[str(copy.path)])
    manner.say(f"{copy.title}:\n  {copy.path}\nПравьте его в Word, потом проверьте:")
    manner.say(f"  docgen template check {quoted(copy.path)}")
    manner.finish(Report())
