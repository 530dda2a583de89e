"""What is said of a run that ended as no command foresees: a wrong command line, Ctrl-C, a fault.

Imported only when it happened: a run that ends well does not pay for it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from docgen.cli.common import ENVIRONMENT, FOUND, INTERRUPTED, WRONG_USE
from docgen.cli.printing import print_json, print_report
from docgen.diagnostics import Diagnostic, Report

REPORT = "docgen-ошибка.txt"


def wrong_use(error: click.ClickException, as_json: bool) -> int:
    """Say what is wrong with the command line."""
    if as_json:
        found = Diagnostic("DG560", error.format_message(), hint=_help_of(error))
        print_json(_command_of(error), Report([found]))
    else:
        error.show()
    return WRONG_USE


def _command_of(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.info_name if context and context.parent else ""


def _help_of(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"Справка: {context.command_path if context else 'docgen'} --help"


def interrupted(as_json: bool) -> int:
    """Say that a person stopped the run."""
    found = Diagnostic(
        "DG561", "Работа прервана", hint="Готовые файлы целы, недописанных нет. Повторите команду."
    )
    if sys.stderr.isatty():
        click.echo(err=True)  # the cursor stands behind a question, or behind ^C
    _say(found, as_json, "")
    return INTERRUPTED


def broken(error: ImportError, arguments: Sequence[str], as_json: bool) -> int:
    """Name the library that is missing or does not start; a module of our own is our fault."""
    library = (error.name or "docgen").partition(".")[0]
    if library == "docgen":
        return fault(error, arguments, as_json)
    found = Diagnostic(
        "DG572",
        f"Не работает библиотека Python: {library}",
        hint="Что делать, скажет docgen doctor.",
    )
    _say(found, as_json, next(iter(arguments), ""))
    return ENVIRONMENT


def fault(error: Exception, arguments: Sequence[str], as_json: bool) -> int:
    """Say that docgen is at fault, and where the account of it is."""
    path = _save(account(error, arguments))
    hint = f"Отчёт без личных данных: {path}. Пришлите его разработчикам." if path else ""
    found = Diagnostic("DG999", "Внутренняя ошибка. Недописанных файлов нет", hint=hint)
    _say(found, as_json, next(iter(arguments), ""))
    return FOUND


def _say(found: Diagnostic, as_json: bool, command: str) -> None:
    if as_json:
        print_json(command, Report([found]))
    else:
        print_report(Report([found]))


def account(error: BaseException, arguments: Sequence[str]) -> str:
    """Return what developers need to know: where it happened, but none of the values.

    Messages of exceptions are left out, too: they quote names and birth dates.
    """
    import platform  # noqa: PLC0415  only when something broke

    from docgen import __version__  # noqa: PLC0415  only when something broke

    options = [_option(word) for word in arguments if word.startswith("-")]
    head = [
        f"docgen {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"Команда: docgen {' '.join([*arguments[:1], *options])}",
    ]
    return "\n".join([*head, *_causes(error)]) + "\n"


def _option(word: str) -> str:
    """Return an option without the value that may be glued to it: `-CПапка`, `--place=Город`."""
    return word.partition("=")[0] if word.startswith("--") else word[:2]


def _causes(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"\n{type(error).__module__}.{type(error).__qualname__}"
        yield from _steps(error)
        error = error.__cause__ or error.__context__


def _steps(error: BaseException) -> Iterator[str]:
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        yield f"  {_without_home(code.co_filename)}:{step.tb_lineno} {code.co_qualname}"
        step = step.tb_next


def _without_home(file: str) -> str:
    """Return the end of a path that says which module it is, and not whose computer."""
    parts = Path(file).parts
    root = next((part for part in ("site-packages", "docgen") if part in parts), None)
    return "/".join(parts[-2:] if root is None else parts[parts.index(root) :])


def _save(text: str) -> Path | None:
    for folder in (Path(), Path(tempfile.gettempdir())):
        try:
            (folder / REPORT).write_text(text, encoding="utf-8")
        except OSError:
            continue
        return folder / REPORT
    return None
