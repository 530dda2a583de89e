"""`docgen explain DG104`: what a code means and what to do."""

from __future__ import annotations

import re
from collections.abc import Collection

import click

from docgen.cli.common import Manner, common
from docgen.diagnostics import Diagnostic, Report
from docgen.records import said


@click.command("explain", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("code", metavar="КОД")
@common
def command(manner: Manner, code: str) -> None:
    """Объяснить код сообщения: что он значит, почему это важно и что делать."""
    from docgen.codes import Explanation, explanations  # noqa: PLC0415  reads all the files

    known = explanations()
    name = _normal(code)
    if name not in known:
        report = Report([_unknown(code, name, known)])
        manner.answer(report)
        manner.findings(report)
        manner.finish(report)
    text: Explanation = known[name]
    manner.answer(Report(), explanation={"code": name, **said(text)})
    manner.say(f"{name}. {text.title}\n\n{text.why}\n\nЧто делать. {text.repair}")
    if text.example:
        manner.say(f"\nПример:\n{text.example}")


def _normal(code: str) -> str:
    """Return a code as it is written, however it was typed: `dg104`, «ДГ 104», 104."""
    digits = re.search(r"\d{3}", code)
    return f"DG{digits[0]}" if digits else code.upper()


def _unknown(typed: str, name: str, known: Collection[str]) -> Diagnostic:
    near = [code for code in known if code[:4] == name[:4]]
    hint = f"Рядом есть: {', '.join(near)}." if near else "Код – это DG и три цифры: DG104."
    return Diagnostic("DG562", f"Кода «{typed}» нет", hint=hint)
