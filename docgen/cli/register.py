"""`docgen register`: numbers and dates for documents, kept in the project's register."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import counted, totals
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.engine import Project, Registration
    from docgen.register import Entry


@click.command("register", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ЧТО]...")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%d.%m.%Y", "%Y-%m-%d"]),
    metavar="ДАТА",
    help="Дата документов (без параметра – сегодня).",
)
@click.option("--number", default="", metavar="НОМЕР", help="Номер, если документ один.")
@click.option("--signed", is_flag=True, help="Отметить названные документы подписанными.")
@click.option("--dry-run", is_flag=True, help="Показать, что будет записано, и ничего не менять.")
@common
def command(manner: Manner, kinds: tuple[str, ...], dry_run: bool, **asked: Any) -> None:
    """Присвоить документам номера по журналам школы или отметить их подписанными.

    Без названий документов показывает журнал. Номер остаётся за документом навсегда.
    """
    project = load(manner)
    if project.programme is None:
        _stop(manner, project, project.report)
    if not kinds:
        _show(manner, project)
    made = _asked(project, kinds, **asked)
    if not made.report.ok:
        _stop(manner, project, made.report)
    _write(manner, project, made, dry_run=dry_run)


def _asked(
    project: Project, kinds: tuple[str, ...], day: datetime | None, number: str, signed: bool
) -> Registration:
    """Return what is to be entered: numbers for documents, or that they are signed."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    if signed:
        return engine.mark_signed(project, kinds)
    return engine.give_numbers(project, kinds, day.date() if day else date.today(), number)


def _stop(manner: Manner, project: Project, report: Report) -> None:
    manner.answer(report)
    manner.findings(report, project.source.line)
    manner.say(f"Итог: {totals(report)}. Журнал не изменён.")
    manner.finish(report)


def _show(manner: Manner, project: Project) -> None:
    """Print the register, and how many documents have no number yet."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    waiting, report = engine.unnumbered(project)
    entries = project.register.entries
    manner.answer(report, register=[_as_mapping(entry) for entry in entries])
    for entry in entries:
        manner.say(_line(entry))
    manner.say(f"Без номера: {counted(len(waiting), 'документ', 'документа', 'документов')}.")
    for each in waiting:
        manner.say(f"  {each.job.name}")
    if waiting:
        manner.say("Присвоить номера: docgen register ДОКУМЕНТ --date ДАТА")
    manner.finish(project.report + report)


def _write(manner: Manner, project: Project, made: Registration, *, dry_run: bool) -> None:
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.files import write_atomic  # noqa: PLC0415  the same

    entries = (*made.given, *made.signed)
    for entry in entries:
        manner.say(_line(entry))
    edited = () if dry_run else engine.enter(project.register, made)
    for each in edited:
        write_atomic(each.path, each.content)
        manner.say(f"Записано: {each.path}")
    if not entries:
        manner.say("Записывать нечего: у этих документов всё уже есть.")
    rows = [_as_mapping(entry) for entry in entries]
    manner.answer(made.report, register=rows, outputs=[{"file": str(each.path)} for each in edited])
    manner.findings(made.report)
    manner.finish(made.report)


def _line(entry: Entry) -> str:
    number = f"№ {entry.number} " if entry.number else ""
    state = ", подписан" if entry.signed else ""
    return f"  {number}от {entry.date:%d.%m.%Y}  {entry.title or entry.key}{state}"


def _as_mapping(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "subject": entry.subject,
        "title": entry.title,
        "journal": entry.journal,
        "number": entry.number,
        "date": entry.date.isoformat(),
        "signed": entry.signed,
    }
