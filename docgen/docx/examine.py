"""All that is wrong with a template, found at once and before any data exist."""

from __future__ import annotations

from collections.abc import Callable

from docgen.diagnostics import Report
from docgen.docx.compiler import Compiler, Parts
from docgen.docx.errors import Findings
from docgen.docx.look import Face, check_look
from docgen.docx.reading import read
from docgen.docx.sandbox import Dialect
from docgen.docx.variables import Variable
from docgen.records import Frozen


class Examined(Frozen):
    """What was found in a template, and the fields that it uses."""

    report: Report
    variables: tuple[Variable, ...]


def examine(
    data: bytes,
    *,
    name: str,
    dialect: Dialect,
    parts: Parts | None = None,
    face: Callable[[str], Face],
) -> Examined:
    """Look a template through; never raises for what is wrong with it."""
    findings = Findings()
    opened = read(data, name, findings)
    if opened is None:
        return Examined(Report(findings.found), ())
    found, variables = Compiler(name, dialect, parts).examine(data)
    looks = check_look(opened, [located for located, _ in opened.walk()], face)
    return Examined(Report([*findings.found, *found, *looks]), variables)
