"""`docgen template list`: from which layer every kind, clause, part, text and setting comes."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common
from docgen.cli.printing import counted
from docgen.cli.template.given import kinds_named, packs_of
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.packs import PackStack
    from docgen.studio import Groups, Layer, Source

_WIDE = 24
_LINE = 110


@click.command("list", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ВИД]...")
@click.option("--all", "everything", is_flag=True, help="Показать и то, что взято из встроенного.")
@common
def command(manner: Manner, kinds: tuple[str, ...], *, everything: bool) -> None:
    """Показать, из какого набора взят каждый вид документа, пункт, часть, текст и настройка.

    Без параметров – только то, чем ваши наборы отличаются от встроенного. С --all или -v – всё;
    с -v названы и файлы.
    """
    from docgen.studio import layers  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    groups = layers(stack, kinds_named(stack, kinds))[: 1 if kinds else None]
    manner.answer(
        Report(),
        packs=[
            {
                "name": each.name,
                "title": each.title,
                "version": each.version,
                "root": str(each.root),
            }
            for each in stack.packs
        ],
        layers=[_as_mapping(title, layer) for title, every in groups for layer in every],
    )
    show(stack, groups, manner, everything=everything or manner.verbose or bool(kinds))
    manner.finish(Report())


def show(stack: PackStack, groups: Groups, manner: Manner, *, everything: bool = True) -> None:
    """Print from which layer everything comes, or only what does not come with docgen."""
    manner.say("Наборы, ближний первым:")
    for pack in stack.packs:
        version = f" {pack.version}" if pack.version else ""
        manner.say(f"  {pack.title}{version}: {pack.root}")
        if pack.requires:
            asked = ", ".join(each.path for each in pack.requires)
            manner.say(f"    требует: {asked}")
    for title, every in groups:
        shown = [layer for layer in every if everything or layer.own]
        if shown:
            manner.say(f"\n{title}")
        for layer in shown:
            _show(layer, manner, everything=everything)
    rest = sum(not layer.own for _, every in groups for layer in every)
    if rest and not everything:
        things = counted(
            rest, "вид, часть или таблица", "вида, части и таблицы", "видов, частей и таблиц"
        )
        manner.say(f"\nЦеликом из встроенного набора: {things}. Показать всё: --all")


def _show(layer: Layer, manner: Manner, *, everything: bool) -> None:
    manner.say(f"  {layer.name:{_WIDE}} {layer.title}")
    for source in layer.sources:
        if everything or not source.pack.is_built_in:
            for line in _lines(source):
                manner.say(line)
            manner.detail(f"    {'':{_WIDE - 2}} {source.path}")


def _lines(source: Source) -> list[str]:
    """Say whose a file is and what comes from it, in lines that can be read."""
    entries = f": {', '.join(map(str, source.entries))}" if source.entries else ""
    return wrap(
        f"    {source.what:{_WIDE - 2}} {source.pack.title}{entries}",
        _LINE,
        subsequent_indent=" " * (_WIDE + 5),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _as_mapping(group: str, layer: Layer) -> dict[str, Any]:
    sources = [
        {
            "what": each.what,
            "pack": each.pack.name,
            "path": str(each.path),
            "entries": [
                {
                    "name": entry.name,
                    "line": entry.place.line,
                    "changes": list(entry.changes),
                    "mandatory": entry.mandatory,
                }
                for entry in each.entries
            ],
        }
        for each in layer.sources
    ]
    return {"group": group, "name": layer.name, "title": layer.title, "sources": sources}
