"""`docgen template upgrade`: a pack's words and Word files held against new ones below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.asking import agreed
from docgen.cli.common import Manner, common
from docgen.cli.template.given import kinds_named, packs_of
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.packs import Pack, PackStack
    from docgen.studio import Renewal, Upgrade, Verdict


@click.command("upgrade", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ВИД]...")
@click.option("--yes", "-y", is_flag=True, help="Записать, не спрашивая.")
@click.option("--dry-run", is_flag=True, help="Показать, что изменится, и ничего не записывать.")
@click.option("--redline", is_flag=True, help="Записать и копию с исправлениями Word.")
@common
def command(
    manner: Manner, kinds: tuple[str, ...], *, yes: bool, dry_run: bool, redline: bool
) -> None:
    """Сверить поправки и шаблоны своего набора с тем, что изменилось под ними.

    Чего вы не меняли, берётся новое; что меняли только вы, остаётся. Если одно и то же изменили и
    вы, и набор под вами, остаётся ваше, а новое показано в отчёте и примечанием Word в копии.
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    own, chosen = studio.own_pack(stack, manner.folder), kinds_named(stack, kinds)
    found = list(studio.upgrades(stack, own, chosen))
    files = list(studio.renewals(stack, own, chosen))
    reports = (*(each.report for each in found), *(each.report for each in files))
    report = sum(reports, Report())
    manner.findings(report)
    for line in (*(line for each in found for line in _told(each)), *map(_renewed, files)):
        manner.say(line)
    if not (found or files):
        manner.say("В этом наборе нет своих текстов и шаблонов: сверять нечего.")
    written: tuple[Path, ...] = ()
    if (found or files) and report.ok and not dry_run and (yes or agreed("Записать?")):
        written = (*_kept(found, stack, own), *(path for each in files for path in _put(each)))
        written += tuple(_redlined(found, stack, own)) if redline else ()
    for path in written:
        manner.say(f"Записано: {path}")
    told = [*map(_data, found), *map(_data_of_file, files)]
    manner.answer(report, outputs=[str(path) for path in written], kinds=told)
    manner.finish(report)


def _kept(found: Sequence[Upgrade], stack: PackStack, own: Pack) -> Iterator[Path]:
    """Write what upgrades say, and the manuscripts in which a person decides."""
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    for each in found:
        if each.known:
            yield from studio.keep(each.amendments, each.kind, own)
        studio.remember(each.below, each.kind, own)
        if each.decisions:
            notes = {name: _note(verdict) for name, verdict in each.decisions.items()}
            yield _shown(own, each.kind.short, studio.noted(stack, each.kind, notes))


def _redlined(found: Sequence[Upgrade], stack: PackStack, own: Pack) -> Iterator[Path]:
    """Write a copy with tracked changes of every kind whose words have changed."""
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    for each in found:
        if each.changed and each.known:
            yield _shown(own, f"{each.kind.short} – правки", studio.redline_of(stack, each))


def _put(renewal: Renewal) -> Iterator[Path]:
    """Write what a renewal says, and a copy in which a person decides."""
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    yield from studio.keep_renewal(renewal)
    if renewal.notes:
        yield _shown(renewal.copy.own, renewal.copy.title, renewal.noted())


def _shown(own: Pack, name: str, data: bytes) -> Path:
    """Write a file with comments beside the pack."""
    from docgen.files import safe_name, write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    path = own.root.parent / f"Обновление – {safe_name(name)}.docx"
    write_atomic(path, data)
    return path


def _told(upgrade: Upgrade) -> Iterator[str]:
    yield f"{upgrade.kind.title}:"
    if not upgrade.known:
        yield "  исходных текстов нет, сравнить не с чем: тексты оставлены, нынешние запомнены"
    elif not upgrade.changed:
        yield "  изменений нет"
        return
    yield from _verdicts(upgrade.verdicts)


def _renewed(renewal: Renewal) -> str:
    if not renewal.known:
        told = ["  исходного файла нет, сравнить не с чем: ваш оставлен, нынешний запомнен"]
    elif not renewal.changed:
        told = ["  изменений нет"]
    elif renewal.data is None:
        told = ["  взято новое: вашего в файле ничего нет, он убран в «Прежние версии»"]
    else:
        told = list(_verdicts(renewal.verdicts))
    return "\n".join([f"{renewal.copy.title}:", *told])


def _verdicts(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield a line for each verdict, with the texts between which a person chooses."""
    for verdict in verdicts:
        yield f"  {verdict.outcome.value}: {verdict.id}"
        if verdict.outcome.name == "DECIDE":
            texts = (("было", verdict.was), ("стало", verdict.now), ("у вас", verdict.own))
            yield from (f"    {name}: {text}" for name, text in texts if text)


def _note(verdict: Verdict) -> list[str]:
    """Return the lines of the comment that shows what is new."""
    now = verdict.now or "(пункта больше нет)"
    return [
        "Этот пункт изменили и вы, и набор под вами. Оставлен ваш текст.",
        f"Новый текст: {now}",
        "Поправьте пункт, если нужно, и примите файл: docgen template adopt",
    ]


def _data(upgrade: Upgrade) -> dict[str, object]:
    verdicts = list(map(_row, upgrade.verdicts))
    return {"kind": upgrade.kind.name, "known": upgrade.known, "verdicts": verdicts}


def _data_of_file(renewal: Renewal) -> dict[str, object]:
    verdicts = list(map(_row, renewal.verdicts))
    place = renewal.copy.place.as_posix()
    return {"file": place, "known": renewal.known, "verdicts": verdicts}


def _row(verdict: Verdict) -> dict[str, str]:
    texts = {"was": verdict.was, "now": verdict.now, "own": verdict.own}
    return {"outcome": verdict.outcome.name.lower(), "id": verdict.id, **texts}
