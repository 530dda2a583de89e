"""`docgen template upgrade`: a pack's own words held against new ones below, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.asking import agreed
from docgen.cli.common import Manner, common
from docgen.cli.template.given import kinds_named, packs_of
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.packs import Pack, PackStack
    from docgen.studio import Upgrade, Verdict


@click.command("upgrade", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ВИД]...")
@click.option("--yes", "-y", is_flag=True, help="Записать, не спрашивая.")
@click.option("--dry-run", is_flag=True, help="Показать, что изменится, и ничего не записывать.")
@common
def command(manner: Manner, kinds: tuple[str, ...], *, yes: bool, dry_run: bool) -> None:
    """Сверить поправки своего набора с текстами, которые изменились под ними.

    Чего вы не меняли, берётся новое; что меняли только вы, остаётся. Если пункт изменили и вы, и
    набор под вами, остаётся ваш, а новый показан в отчёте и примечанием Word в файле для правки.
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    own = studio.own_pack(stack, manner.folder)
    found = list(studio.upgrades(stack, own, kinds_named(stack, kinds)))
    report = sum((each.report for each in found), Report())
    manner.findings(report)
    for each in found:
        for line in _told(each):
            manner.say(line)
    if not found:
        manner.say("В этом наборе нет своих текстов: сверять нечего.")
    written: tuple[Path, ...] = ()
    if found and report.ok and not dry_run and (yes or agreed("Записать?")):
        written = tuple(_kept(found, stack, own))
    for path in written:
        manner.say(f"Записано: {path}")
    manner.answer(report, outputs=[str(path) for path in written], kinds=list(map(_data, found)))
    manner.finish(report)


def _kept(found: Sequence[Upgrade], stack: PackStack, own: Pack) -> Iterator[Path]:
    """Write what upgrades say, and the manuscripts in which a person decides."""
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.files import safe_name, write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    for each in found:
        if each.known:
            yield from studio.keep(each.amendments, each.kind, own)
        studio.remember(each.below, each.kind, own)
        if each.decisions:
            notes = {name: _note(verdict) for name, verdict in each.decisions.items()}
            path = own.root.parent / f"Обновление – {safe_name(each.kind.short)}.docx"
            write_atomic(path, studio.noted(stack, each.kind, notes))
            yield path


def _told(upgrade: Upgrade) -> Iterator[str]:
    yield f"{upgrade.kind.title}:"
    if not upgrade.known:
        yield "  исходных текстов нет, сравнить не с чем: тексты оставлены, нынешние запомнены"
    elif not upgrade.changed:
        yield "  изменений нет"
        return
    for verdict in upgrade.verdicts:
        yield f"  {verdict.outcome.value}: {verdict.id}"
        if verdict.id in upgrade.decisions:
            for name, text in (
                ("было", verdict.was),
                ("стало", verdict.now),
                ("у вас", verdict.own),
            ):
                if text:
                    yield f"    {name}: {text}"


def _note(verdict: Verdict) -> list[str]:
    """Return the lines of the comment that shows what is new."""
    now = verdict.now or "(пункта больше нет)"
    return [
        "Этот пункт изменили и вы, и набор под вами. Оставлен ваш текст.",
        f"Новый текст: {now}",
        "Поправьте пункт, если нужно, и примите файл: docgen template adopt",
    ]


def _data(upgrade: Upgrade) -> dict[str, object]:
    verdicts = [
        {
            "outcome": each.outcome.name.lower(),
            "id": each.id,
            "was": each.was,
            "now": each.now,
            "own": each.own,
        }
        for each in upgrade.verdicts
    ]
    return {"kind": upgrade.kind.name, "known": upgrade.known, "verdicts": verdicts}
