"""Options of `docgen build` that say nothing together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from docgen.cli.common import Manner, quoted
from docgen.deferred import pattern

_ADDRESS: Final = pattern(r"\w{2,}:[/\\]")  # what is left of s3://; a disk has one letter


def refuse_nonsense(manner: Manner, asked: dict[str, Any]) -> None:
    """Refuse what cannot be meant, before anything is done."""
    for message in (*_of_one(asked), *_of_many(manner, asked), *_of_cluster(asked)):
        raise click.UsageError(message)


def _of_one(asked: dict[str, Any]) -> Iterator[str]:
    if asked["publish"] and asked["failed"]:
        yield "--failed и --publish вместе не бывают: копий для сайта немного."
    if _ADDRESS.match(str(asked["output"])):
        yield "-o называет папку, а не адрес: положите документы в папку и отправьте их сами."
    if (asked["duplex"] or asked["changed_only"]) and not asked["bound"]:
        yield "--duplex и --changed-only говорят о файле для печати: --print ФАЙЛ.pdf"
    bound: Path | None = asked["bound"]
    if bound and bound.suffix.casefold() != ".pdf":
        named = quoted(f"{bound}.pdf")
        yield f"Имя файла для печати кончается на .pdf: --print {named}"


def _of_many(manner: Manner, asked: dict[str, Any]) -> Iterator[str]:
    if asked["archived"] and not asked["schools"]:
        yield "--zip делает по архиву на каждую из многих школ: --all ПАПКА"
    if asked["archived"] and (asked["dry"] or asked["failed"]):
        yield "--zip собирает все документы школы: без --dry-run и без --failed."
    if asked["schools"] and manner.folder != Path():
        yield "--all сам называет папку: с -C его не пишут."
    if asked["schools"] and asked["bound"]:
        yield "--print собирает документы одной школы: вместо --all назовите её (-C ПАПКА)."


def _of_cluster(asked: dict[str, Any]) -> Iterator[str]:
    if asked["scheduler"] == "":  # a variable that is not set: no reason to work here instead
        yield "--scheduler пуст, а нужен адрес планировщика: tcp://10.0.0.5:8786"
    if asked["scheduler"] and asked["publish"]:
        yield "Копии для сайта создаёт этот компьютер: --publish без --scheduler."
    if asked["scheduler"] and asked["jobs"]:
        yield "-j говорит о процессах этого компьютера, а с --scheduler работают другие."
