"""`docgen check`: is the programme whole and right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.printing import counted, totals
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.engine import Project


@click.command("check", options_metavar="[ПАРАМЕТРЫ]")
@common
def command(manner: Manner) -> None:
    """Проверить программу: данные, ссылки, план документов."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    project = load(manner)
    report = project.report
    names: list[str] = []
    if project.programme is not None:
        plan, found = engine.plan(project)
        names, report = [str(job.path) for job in plan.jobs], report + found
        report = report + engine.proofread(project)
    manner.answer(report, planned=names)
    manner.findings(report, project.source.line)
    for name in names:
        manner.detail(f"  {name}")
    if manner.verbose:
        _show_packs(project, manner)
    manner.say(_summary(report, len(names)))
    manner.finish(report)


def _show_packs(project: Project, manner: Manner) -> None:
    """Say from which pack every kind, part and table comes, as `docgen template list` does."""
    from docgen.cli.template.list import show  # noqa: PLC0415  only with `-v`
    from docgen.studio import layers  # noqa: PLC0415  only with `-v`

    show(project.packs, layers(project.packs, project.packs.kinds()), manner)


def _summary(report: Report, documents: int) -> str:
    found = totals(report)
    if not report.ok:
        return f"Итог: {found}. Исправьте и повторите: docgen check"
    planned = counted(documents, "документ", "документа", "документов")
    return f"Ошибок нет{f' ({found})' if found else ''}. Можно создать {planned}: docgen build"
