"""What every command shares: options, exit codes, the way findings are printed."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.errors import DocgenError, EnvironmentProblem, OutputError

DONE, FOUND, ENVIRONMENT = 0, 1, 3

_LEVELS = {Severity.ERROR: "ОШИБКА", Severity.WARNING: "ВНИМАНИЕ", Severity.INFO: "ЗАМЕТКА"}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}

Line = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command was asked to speak."""

    folder: Path
    quiet: bool
    verbose: bool
    as_json: bool
    colour: bool | None
    strict: bool

    def say(self, text: str) -> None:
        """Print a line for people; with `--json` or `--quiet` nothing."""
        if not (self.quiet or self.as_json):
            click.echo(text)


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every command; the command gets them as one `Manner`."""

    @click.option(
        "-C",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="ПАПКА",
        help="Папка программы (или её файл).",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Печатать только ошибки.")
    @click.option("-v", "--verbose", is_flag=True, help="Печатать подробности.")
    @click.option("--json", "as_json", is_flag=True, help="Печатать JSON для программ.")
    @click.option("--no-color", is_flag=True, help="Не раскрашивать.")
    @click.option("--strict", is_flag=True, help="Считать предупреждения ошибками.")
    @functools.wraps(command)
    def wrapped(
        folder: Path,
        quiet: bool,
        verbose: bool,
        as_json: bool,
        no_color: bool,
        strict: bool,
        **rest: Any,
    ) -> None:
        manner = Manner(folder, quiet, verbose, as_json, False if no_color else None, strict)
        try:
            command(manner=manner, **rest)
        except DocgenError as error:
            stop(error, manner)

    return wrapped


def stop(error: DocgenError, manner: Manner) -> NoReturn:
    """Print why the run cannot go on and leave with the code that fits."""
    print_report(error.report, manner)
    outside = isinstance(error, EnvironmentProblem | OutputError)
    sys.exit(ENVIRONMENT if outside else FOUND)


def finish(report: Report, manner: Manner) -> None:
    """Leave with the code of the findings: errors, with `--strict` warnings too, are 1."""
    bad = report.count(Severity.ERROR) + manner.strict * report.count(Severity.WARNING)
    sys.exit(FOUND if bad else DONE)


def print_report(report: Report, manner: Manner, line: Line = lambda *_: "") -> None:
    """Print findings on stderr, each with its place, the line of the file and what to do."""
    if manner.as_json:
        return
    for found in report:
        if manner.quiet and found.severity is not Severity.ERROR:
            continue
        click.echo(_finding(found, line), err=True, color=manner.colour)


def print_json(
    command: str,
    report: Report,
    outputs: Iterable[Mapping[str, Any]] = (),
    **more: Any,
) -> None:
    """Print the one object that `--json` promises."""
    answer = {
        "schema": "docgen/1",
        "command": command,
        "ok": report.ok,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "diagnostics": [as_mapping(found) for found in report],
        "outputs": list(outputs),
        **more,
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def as_mapping(found: Diagnostic) -> dict[str, Any]:
    """Return a finding as programs read it."""
    place = found.place
    return {
        "code": found.code,
        "level": found.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "spot": place.spot,
        "path": list(found.path),
        "message": found.message,
        "hint": found.hint,
    }


def totals(report: Report) -> str:
    """Return «2 ошибки, 1 предупреждение», or an empty text."""
    from docgen.russian.numbers import count  # noqa: PLC0415  only when there is something

    counts = (
        (Severity.ERROR, ("ошибка", "ошибки", "ошибок")),
        (Severity.WARNING, ("предупреждение", "предупреждения", "предупреждений")),
    )
    said = [count(report.count(level), *forms) for level, forms in counts if report.count(level)]
    return ", ".join(said)


def _finding(found: Diagnostic, line: Line) -> str:
    level = click.style(_LEVELS[found.severity], fg=_COLOURS[found.severity], bold=True)
    where = f"{found.place}  " if str(found.place) else ""
    said = [f"{where}{level} {found.code}  {found.message}", *_frame(found, line)]
    if found.hint:
        said.append(f"   Подсказка: {found.hint}")
    return "\n".join(said)


def _frame(found: Diagnostic, line: Line) -> list[str]:
    """Return the line of the file with the place underlined, if there is such a line."""
    place = found.place
    text = line(place.file, place.line) if place.line else ""
    if not text.strip():
        return []
    number = str(place.line)
    before = "".join("\t" if letter == "\t" else " " for letter in text[: place.column - 1])
    marks = "^" * max(1, min(place.length or 1, len(text) - place.column + 1))
    return [f" {number} | {text}", f" {' ' * len(number)} | {before}{marks}"]
