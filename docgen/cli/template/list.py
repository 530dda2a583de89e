"""`docgen template list`: from which pack every kind, part, text and setting comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common
from docgen.cli.template.given import kinds_named, packs_of
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.packs import Pack, PackStack
    from docgen.studio import Groups, Layer

_WIDE = 24


@click.command("list", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ВИД]...")
@common
def command(manner: Manner, kinds: tuple[str, ...]) -> None:
    """Показать, из какого набора взят каждый вид документа, часть, текст и настройка.

    С -v – каждый файл и все записи, которые набор добавил или изменил.
    """
    from docgen.studio import layers  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    groups = layers(stack, kinds_named(stack, kinds))[: 1 if kinds else None]
    manner.answer(
        Report(),
        packs=[_pack(pack) for pack in stack.packs],
        layers=[_as_mapping(title, layer) for title, every in groups for layer in every],
    )
    show(stack, groups, manner)
    manner.finish(Report())


def show(stack: PackStack, groups: Groups, manner: Manner) -> None:
    """Print from which pack everything comes."""
    manner.say("Наборы, ближний первым:")
    for pack in stack.packs:
        manner.say(f"  {pack.title}: {pack.root}")
    for title, every in groups:
        manner.say(f"\n{title}")
        for layer in every:
            _show(layer, stack.packs[-1], manner)


def _show(layer: Layer, lowest: Pack, manner: Manner) -> None:
    manner.say(f"  {layer.name:{_WIDE}} {layer.title}: {_whose(layer)}")
    for source in layer.sources:
        manner.detail(f"  {'':{_WIDE}} {source.what}: {source.path}")
        if source.entries and source.pack != lowest:
            manner.say(f"  {'':{_WIDE}} {source.pack.title}: {', '.join(source.entries)}")


def _whose(layer: Layer) -> str:
    """Say whose something is: of one pack as a whole, or file by file."""
    titles = dict.fromkeys(each.pack.title for each in layer.sources)
    if len(titles) == 1:
        return next(iter(titles))
    return ", ".join(f"{each.what} – {each.pack.title}" for each in layer.sources)


def _pack(pack: Pack) -> dict[str, str]:
    return {"name": pack.name, "title": pack.title, "root": str(pack.root)}


def _as_mapping(group: str, layer: Layer) -> dict[str, Any]:
    sources = [
        {
            "what": each.what,
            "pack": each.pack.name,
            "path": str(each.path),
            "entries": list(each.entries),
        }
        for each in layer.sources
    ]
    return {"group": group, "name": layer.name, "title": layer.title, "sources": sources}
