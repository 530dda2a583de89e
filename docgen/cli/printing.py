"""Prints findings: for people with a frame of the file, for programs as one JSON object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import click

from docgen.cli.console import encoding
from docgen.diagnostics import Diagnostic, Report, Severity

_LEVELS = {Severity.ERROR: "ОШИБКА", Severity.WARNING: "ВНИМАНИЕ", Severity.INFO: "ЗАМЕТКА"}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_AT_LENGTH = 5  # findings with one code and one hint that are shown with their line and the hint
_LISTED = 60  # findings of one sort that are told one by one: a school has so many pairs
_WIDEST = 100  # letters of a line in a frame; a paragraph on one line would fill the screen

# Returns a line of a file by the file's name and the number of the line.
Line = Callable[[str, int], str]


def no_line(file: str, number: int) -> str:  # noqa: ARG001  fits `Line`
    """Return nothing: there is no file to show."""
    return ""


def print_report(
    report: Report, *, quiet: bool = False, line: Line = no_line, everything: bool = False
) -> None:
    """Print findings on stderr, each with its place, the line of the file and what to do.

    Sixty of one sort are still sixty lines, but only the first few are shown at length; of
    thousands the others are counted, unless a person asks for `everything`.
    """
    told: Counter[tuple[Severity, str, str]] = Counter()
    for found in report:
        if not quiet or found.severity is Severity.ERROR:
            sort = found.severity, found.code, found.hint
            told[sort] += 1
            if everything or told[sort] <= _LISTED:
                click.echo(_finding(found, line, at_length=told[sort] <= _AT_LENGTH), err=True)
    for (severity, code, _), number in told.items():
        if number > _LISTED and not everything:
            more = f"таких же ещё {number - _LISTED}; все покажет параметр -v"
            click.echo(f"{_level(severity)} {code}  {more}", err=True)


def print_json(command: str, report: Report, **more: Any) -> None:
    """Print the one object that `--json` promises.

    Where stdout cannot print every letter they are escaped: still the same JSON.
    """
    import json  # noqa: PLC0415  most answers are for people

    answer = {
        "schema": "docgen/1",
        "command": command,
        "ok": report.ok,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "diagnostics": [as_mapping(found) for found in report],
        "outputs": [],
        **more,
    }
    click.echo(json.dumps(answer, ensure_ascii=not encoding().startswith("utf"), indent=2))


def as_mapping(found: Diagnostic) -> dict[str, Any]:
    """Return a finding as programs read it."""
    place = found.place
    return {
        "code": found.code,
        "level": found.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "spot": place.spot,
        "path": list(found.path),
        "message": found.message,
        "hint": found.hint,
    }


def totals(report: Report) -> str:
    """Return «2 ошибки, 1 предупреждение», or an empty text."""
    counts = (
        (Severity.ERROR, ("ошибка", "ошибки", "ошибок")),
        (Severity.WARNING, ("предупреждение", "предупреждения", "предупреждений")),
    )
    said = [counted(report.count(level), *forms) for level, forms in counts if report.count(level)]
    return ", ".join(said)


def counted(number: int, one: str, few: str, many: str) -> str:
    """Return «5 документов» with the ordinary space that people search for."""
    from docgen.russian.numbers import count  # noqa: PLC0415  not needed by `docgen --help`

    return count(number, one, few, many).replace("\xa0", " ")


def _finding(found: Diagnostic, line: Line, *, at_length: bool) -> str:
    where = f"{found.place}  " if str(found.place) else ""
    said = [f"{where}{_level(found.severity)} {found.code}  {found.message}"]
    if at_length:
        said += _frame(found, line)
        said += [f"   Подсказка: {found.hint}"] if found.hint else []
    return "\n".join(said)


def _level(severity: Severity) -> str:
    return click.style(_LEVELS[severity], fg=_COLOURS[severity], bold=True)


def _frame(found: Diagnostic, line: Line) -> list[str]:
    """Return the line of the file with the place underlined, if there is such a line."""
    place = found.place
    text = line(place.file, place.line) if place.line else ""
    if not text.strip():
        return []
    text, column = _window(text.rstrip(), place.column)
    number = str(place.line)
    before = "".join("\t" if letter == "\t" else " " for letter in text[: column - 1])
    marks = "^" * max(1, min(place.length, len(text) - column + 1))
    return [f" {number} | {text}", f" {' ' * len(number)} | {before}{marks}"]


def _window(text: str, column: int) -> tuple[str, int]:
    """Cut a long line around the place; return what is left and the place's column in it."""
    if len(text) <= _WIDEST:
        return text, column
    start = max(0, min(column - 1 - _WIDEST // 3, len(text) - _WIDEST))
    before, after = "…" * (start > 0), "…" * (start + _WIDEST < len(text))
    return f"{before}{text[start : start + _WIDEST]}{after}", column - start + len(before)
