"""`docgen doctor`: what is missing on this computer, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common
from docgen.diagnostics import Report, Severity

if TYPE_CHECKING:
    from docgen.cli.machine import Check

_WORDS = {Severity.ERROR: ("ОШИБКА", "red"), Severity.WARNING: ("ВНИМАНИЕ", "yellow")}
_FINE = ("OK", "green")
_WIDE = 10  # letters of the longest word and its spaces


@click.command("doctor", options_metavar="[ПАРАМЕТРЫ]")
@common
def command(manner: Manner) -> None:
    """Проверить, чего не хватает на этом компьютере (с -v – сделать пробный PDF)."""
    from docgen.cli.machine import examine  # noqa: PLC0415  not needed by `docgen --help`

    checks: list[Check] = []
    for check in examine(manner.folder, try_pdf=manner.verbose):
        checks.append(check)
        _show(check, manner)
    report = Report(check.trouble for check in checks if check.trouble)
    manner.answer(report, checks=[_as_mapping(check) for check in checks])
    manner.say(_summary(report))
    manner.finish(report)


def _show(check: Check, manner: Manner) -> None:
    trouble = check.trouble
    word, colour = _WORDS[trouble.severity] if trouble else _FINE
    manner.say(f"{click.style(word.ljust(_WIDE), fg=colour)}{check.title}: {check.found}")
    if trouble:
        manner.say(f"{' ' * _WIDE}{trouble.code} {trouble.message}")
        manner.say(f"{' ' * _WIDE}Что делать: {trouble.hint}")


def _summary(report: Report) -> str:
    if not report.ok:
        return "Документы создать нельзя: исправьте то, что помечено словом ОШИБКА."
    if len(report):
        return "Документы создать можно; посмотрите то, что помечено словом ВНИМАНИЕ."
    return "Всё готово: можно создавать DOCX и PDF."


def _as_mapping(check: Check) -> dict[str, Any]:
    trouble = check.trouble
    return {
        "title": check.title,
        "level": trouble.severity.value if trouble else "ok",
        "found": check.found,
        "code": trouble.code if trouble else None,
    }
