"""`docgen check`: is the programme whole and right?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import counted, totals
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.engine import Project
    from docgen.rules import Waived


@click.command("check", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[ФАЙЛ|ПАПКА]...")
@click.option(
    "--profile",
    metavar="ПРОФИЛЬ",
    default="",
    help="По какому профилю проверять файлы: gost-2025, gost-2016 или профиль школы.",
)
@click.option(
    "--comments",
    is_flag=True,
    help="Записать замечания к файлам примечаниями Word в копии, в текущей папке.",
)
@click.option(
    "--all",
    "schools",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help="Проверить программы всех школ, чьи папки лежат в этой.",
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%d.%m.%Y", "%Y-%m-%d"]),
    metavar="ДАТА",
    help="Проверить и то, какие бумаги к этому дню уже должны быть.",
)
@common
def command(
    manner: Manner,
    files: tuple[Path, ...],
    schools: Path | None,
    day: datetime | None,
    **asked: Any,
) -> None:
    """Проверить программу: данные, ссылки, план документов, правила.

    Если названы файлы (DOCX, PDF) или папки с ними, проверяется оформление этих документов.
    """
    if files and schools:
        raise click.UsageError("--all проверяет программы школ: файлы называют без него.")
    if files:
        from docgen.cli.norms import check_files  # noqa: PLC0415  only for finished documents

        check_files(manner, files, **asked)
    if any(asked.values()):
        raise click.UsageError("--profile и --comments – для файлов: docgen check ФАЙЛ.docx")
    if schools:
        _check_all(manner, schools, day)
    project = load(manner)
    names, report, waived = _looked_at(project, day)
    _show_waived(waived, manner)
    manner.answer(report, planned=names, waived=[_waiver(each) for each in waived])
    manner.findings(report, project.source.line)
    for name in names:
        manner.detail(f"  {name}")
    if manner.verbose:
        _show_packs(project, manner)
    manner.say(_summary(report, len(names), whole=project.programme is not None))
    manner.finish(report)


def _looked_at(
    project: Project, day: datetime | None
) -> tuple[list[str], Report, tuple[Waived, ...]]:
    """Return what would be made, all that is to be said, and what the school has waived."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    if project.programme is None:
        return [], project.report, ()
    plan, found = engine.plan(project)
    judgement = engine.judged(project, day.date() if day else None)
    said = engine.proofread(project) + judgement.report + _head_fields(project)
    return [job.path for job in plan.jobs], project.report + found + said, judgement.waived


def _head_fields(project: Project) -> Report:
    """Say which fields of the school's letterhead lead nowhere: with them no order is made."""
    if project.packs.heading.file is None:
        return Report()
    from docgen.studio import check_head_fields  # noqa: PLC0415  only with a letterhead

    return check_head_fields(project.packs)


def _show_waived(waived: Iterable[Waived], manner: Manner) -> None:
    """Say which rules the school has decided not to keep, and why."""
    for each in waived:
        manner.say(f"Отступление от правила {each.rule} ({each.reason}): {each.finding.message}")


def _waiver(each: Waived) -> dict[str, str]:
    """Return for programs what the school has decided to live with."""
    return {"rule": each.rule, "reason": each.reason, "message": each.finding.message}


def _check_all(manner: Manner, root: Path, day: datetime | None) -> NoReturn:
    """Check every school of a folder."""
    from docgen.cli.schools import check_all  # noqa: PLC0415  only for many schools
    from docgen.municipality import Checking  # noqa: PLC0415  the same

    if manner.folder != Path():
        raise click.UsageError("--all сам называет папку: -C с ним не бывает.")
    check_all(manner, root, Checking(day.date() if day else None))


def _show_packs(project: Project, manner: Manner) -> None:
    """Say from which pack every kind, part and table comes, as `docgen template list` does."""
    from docgen.cli.template.list import show  # noqa: PLC0415  only with `-v`
    from docgen.studio import layers  # noqa: PLC0415  only with `-v`

    show(project.packs, layers(project.packs, project.packs.kinds()), manner)


def _summary(report: Report, documents: int, *, whole: bool) -> str:
    """Say what was found; a programme that is `whole` can be built, whatever rule it breaks."""
    found = totals(report)
    planned = counted(documents, "документ", "документа", "документов")
    if report.ok:
        return f"Ошибок нет{f' ({found})' if found else ''}. Можно создать {planned}: docgen build"
    drafts = f" Составить можно {planned} (docgen build), подписывать рано." if whole else ""
    return f"Итог: {found}. Исправьте и повторите: docgen check.{drafts}"
