"""`docgen template`: templates for whoever makes them; one module per command."""

from __future__ import annotations

import click

from docgen.cli.lazy import LazyGroup

# In the order of work, as `--help` lists them.
COMMANDS = {
    "list": "показать, откуда взят каждый вид документа, часть и настройка",
    "fields": "показать поля вида документа, с примерами",
    "check": "найти ошибки в шаблоне, пока данных ещё нет",
    "preview": "напечатать вид документа на образце",
    "edit": "сделать файл Word с текстами вида документа, чтобы их править",
    "adopt": "принять правку из файла Word",
    "take": "взять в свой набор шаблон Word, чтобы править его вид",
    "upgrade": "сверить своё с новой версией набора под ним",
    "show": "показать файл Word текстом",
    "tidy": "убрать из файла Word следы правки",
}


@click.group(
    "template",
    cls=LazyGroup,
    package=__name__,
    about=COMMANDS,
    options_metavar="",
    subcommand_metavar="КОМАНДА [ПАРАМЕТРЫ]",
    epilog="Подробнее о команде: docgen template КОМАНДА --help",
)
def command() -> None:
    """Шаблоны документов: откуда взяты, какие поля знают, всё ли в них верно."""
