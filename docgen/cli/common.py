"""What every command shares: options, exit codes, and the way findings are said."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen.cli.console import colourless
from docgen.cli.printing import Line, no_line, print_json, print_report
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.errors import DataError, DocgenError
from docgen.records import Frozen

if TYPE_CHECKING:
    from docgen.engine import Project

DONE, FOUND, WRONG_USE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130

# Files and programs outside docgen: another computer, or a closed Word, would do better.
_OUTSIDE = ("DG50", "DG57", "DG90", "DG91")


_OPTIONS = ("folder", "quiet", "verbose", "as_json", "strict")


class Manner(Frozen):
    """How a command was asked to speak."""

    command: str
    folder: Path
    quiet: bool
    verbose: bool
    as_json: bool
    strict: bool

    def say(self, text: str) -> None:
        """Print a line for people; with `--json` or `--quiet` nothing."""
        if not (self.quiet or self.as_json):
            click.echo(text)

    def detail(self, text: str) -> None:
        """Print a line for people who asked for more."""
        if self.verbose:
            self.say(text)

    def findings(self, report: Report, line: Line = no_line) -> None:
        """Print findings for people; with `--json` they are in the object."""
        if not self.as_json:
            print_report(report, quiet=self.quiet, line=line, everything=self.verbose)

    def answer(
        self, report: Report, much: Callable[[], dict[str, Any]] = dict, **more: Any
    ) -> None:
        """Print the object for programs, if they are the ones who asked; only then make `much`."""
        if self.as_json:
            print_json(self.command, report, **much(), **more)

    def finish(self, report: Report) -> NoReturn:
        """Leave with the code of the findings; with `--strict` a warning is as bad as an error."""
        sys.exit(exit_code(report, strict=self.strict))


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
    def wrapped(no_color: bool, **given: Any) -> None:
        context = click.get_current_context()
        if colourless(no_color):
            context.color = False
        own = {name: given.pop(name) for name in _OPTIONS}
        manner = Manner(context.info_name or "", **own)
        try:
            command(manner=manner, **given)
        except DocgenError as error:
            manner.answer(error.report)
            manner.findings(error.report)
            manner.finish(error.report)

    return wrapped


def exit_code(report: Report, *, strict: bool = False) -> int:
    """Return 1 for errors in what people wrote, 3 if nothing but the computer is to blame."""
    errors = [found for found in report if found.severity is Severity.ERROR]
    if errors:
        outside = all(found.code.startswith(_OUTSIDE) for found in errors)
        return ENVIRONMENT if outside else FOUND
    return FOUND if strict and report.count(Severity.WARNING) else DONE


def load(manner: Manner) -> Project:
    """Read and check the programme in the folder; a folder without one stops the run."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    folder = manner.folder
    if folder.is_dir() and not engine.locate(folder).exists():
        raise DataError(_no_programme(folder, engine.MAIN_FILE))
    return engine.load(folder)


def quoted(path: Path | str) -> str:
    """Return a path as it has to be typed in a command, on Windows too."""
    text = str(path)
    return f'"{text}"' if any(letter in text for letter in " &()'№;") else text


def _no_programme(folder: Path, name: str) -> Diagnostic:
    below = sorted(path.parent for path in folder.glob(f"*/{name}"))
    hint = (
        f"Она в другой папке? Добавьте: -C {quoted(below[0])}"
        if below
        else "Перейдите в папку программы, укажите её (-C ПАПКА) или создайте: docgen new"
    )
    where = "В этой папке" if folder == Path() else f"В папке «{folder}»"
    return Diagnostic("DG565", f"{where} нет программы: файла {name}", Place(), hint)
