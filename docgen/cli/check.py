"""`docgen check`: is the programme whole and right?"""

from __future__ import annotations

import click

from docgen.cli.common import Manner, common, finish, print_json, print_report, totals


@click.command("check", options_metavar="[ПАРАМЕТРЫ]")
@common
def command(manner: Manner) -> None:
    """Проверить программу: данные, ссылки, план документов."""
    from docgen import engine  # noqa: PLC0415  imported when needed

    project = engine.load(manner.folder)
    report = project.report
    jobs = ()
    if project.programme is not None:
        plan, found = engine.plan(project)
        jobs, report = plan.jobs, report + found
    if manner.as_json:
        print_json("check", report, planned=[job.name for job in jobs])
    else:
        print_report(report, manner, project.source.line)
        manner.say(_summary(report.ok, totals(report), len(jobs)))
    finish(report, manner)


def _summary(ok: bool, found: str, documents: int) -> str:
    if not ok:
        return f"Итог: {found}. Исправьте и повторите: docgen check"
    from docgen.russian.numbers import count  # noqa: PLC0415  imported when needed

    planned = count(documents, "документ", "документа", "документов")
    return f"Ошибок нет{f' ({found})' if found else ''}. Можно создать {planned}: docgen build"
