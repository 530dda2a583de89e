"""`docgen kinds`: what can be built, for whom, from which data, and what is missing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import counted

if TYPE_CHECKING:
    from docgen.engine import Entry


@click.command("kinds", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ЧТО]...")
@common
def command(manner: Manner, kinds: tuple[str, ...]) -> None:
    """Показать, какие бывают документы, для кого они и чего в программе для них не хватает.

    В папке без программы печатается перечень всех видов документов.
    """
    from docgen import engine, packs  # noqa: PLC0415  not needed by `docgen --help`

    project = load(manner) if engine.locate(manner.folder).exists() else None
    if project is None:
        entries, report = engine.kinds(packs.stack(), kinds)
    elif project.programme is None:
        entries, report = engine.kinds(project.packs, kinds)
        report = project.report + report
    else:
        entries, report = engine.catalogue(project, kinds)
    manner.answer(report, kinds=[_as_mapping(entry) for entry in entries])
    manner.findings(report)
    known = project is not None and project.programme is not None
    for group, members in groupby(entries, key=lambda entry: entry.group):
        manner.say(f"\n{group.folder if group else 'Прочее'}")
        for entry in members:
            _show(entry, manner, known=known)
    manner.finish(report)


def _show(entry: Entry, manner: Manner, *, known: bool) -> None:
    kind = entry.kind
    manner.say(f"  {kind.name:22} {kind.title}")
    manner.say(f"  {'':22} {kind.for_whom}{_state(entry) if known else ''}")
    if known and entry.uses:
        manner.detail(f"  {'':22} данные: {', '.join(entry.uses).lower()}")
    if kind.needs and not entry.documents:
        manner.say(f"  {'':22} нужно: {kind.needs}")
    if entry.blanks:
        manner.say(f"  {'':22} не заполнено: {'; '.join(entry.blanks)}")


def _state(entry: Entry) -> str:
    made = counted(entry.documents, "документ", "документа", "документов")
    asked = "; делается, только если его назвать" if entry.kind.on_request else ""
    return f" – {made if entry.documents else 'не нужен'}{asked}"


def _as_mapping(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.kind.name,
        "title": entry.kind.title,
        "group": entry.group.title if entry.group else "",
        "per": entry.kind.per,
        "on_request": entry.kind.on_request,
        "uses": list(entry.uses),
        "documents": entry.documents,
        "needs": entry.kind.needs,
        "blanks": list(entry.blanks),
    }
