"""`docgen new`: a commented programme to go on from, with the questions that cannot be guessed."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common, load, quoted
from docgen.diagnostics import Report
from docgen.records import Frozen

if TYPE_CHECKING:
    from docgen.starter import Answers

_SCHOOL = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 0»"
)
_TRACKS = {"1": ("students",), "2": ("teachers",), "3": ("students", "teachers")}


class _Question(Frozen):
    """What is asked, the answer to take when nobody answers, and the reader of answers."""

    text: str
    default: str
    read: str


_QUESTIONS = {
    "full_name": _Question("Полное название школы, как в уставе", _SCHOOL, "read_line"),
    "short_name": _Question("Краткое название", "МБОУ «СОШ № 0»", "read_line"),
    "place": _Question("Населённый пункт", "г. Примерск", "read_line"),
    "director": _Question("Директор: фамилия, имя, отчество", "Примеров Пётр Ильич", "read_name"),
    "curator": _Question(
        "Куратор: фамилия, имя, отчество", "Образцова Анна Ильинична", "read_name"
    ),
    "school_year": _Question("Учебный год", "", "read_year"),
}


def _read(reader: str, answer: str) -> Any:
    """Read an answer by a function of `docgen.starter`; click says why it does not fit."""
    from docgen import starter  # noqa: PLC0415  not needed by `docgen new --help`

    read: Callable[[str], object] = getattr(starter, reader)
    try:
        return read(answer)
    except starter.Unfit as reason:
        raise click.BadParameter(str(reason)) from None


def _option(flag: str, metavar: str, text: str) -> Callable[[Any], Any]:
    """Return the option that answers a question without asking it."""
    name = flag.removeprefix("--").replace("-", "_")

    def read(_context: click.Context, _param: click.Parameter, value: str | None) -> Any:
        return None if value is None else _read(_QUESTIONS[name].read, value)

    return click.option(flag, name, callback=read, metavar=metavar, help=text)


@click.command("new", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("name", metavar="[ИМЯ]", default="Наставничество")
@_option("--full-name", "ТЕКСТ", "Полное название школы, как в уставе.")
@_option("--short-name", "ТЕКСТ", "Краткое название школы.")
@_option("--place", "ТЕКСТ", "Населённый пункт: «г. Примерск».")
@_option("--director", "ФИО", "Фамилия, имя и отчество директора.")
@_option("--curator", "ФИО", "Фамилия, имя и отчество куратора.")
@_option("--school-year", "ГГГГ/ГГ", "Учебный год: 2026/27.")
@click.option(
    "--track",
    "tracks",
    type=click.Choice(["students", "teachers"]),
    multiple=True,
    metavar="КОГО",
    help="Кого наставляют: students – обучающихся, teachers – педагогов; можно дважды.",
)
@click.option(
    "--excel",
    type=click.Path(path_type=Path),
    metavar="ФАЙЛ.xlsx",
    help="Создать не программу, а книгу XLSX для людей и пар: её заполняют и берут docgen import. "
    "Если в папке (-C) есть программа, её люди и пары уже будут в книге.",
)
@click.option("-y", "--yes", is_flag=True, help="Не спрашивать: взять ответы по умолчанию.")
@common
def command(manner: Manner, name: str, excel: Path | None, yes: bool, **given: Any) -> None:
    """Создать программу в новой папке ИМЯ: файл с пояснениями, который проходит проверку."""
    if excel:
        _workbook(manner, excel)
        return
    from docgen.starter import require_free, start  # noqa: PLC0415  not needed by `docgen new --help`

    folder = manner.folder / name
    require_free(folder)
    path = start(folder, _answers(given, silent=yes))
    manner.answer(Report(), outputs=[{"programme": str(path)}])
    manner.say(f"Создан файл {path}")
    manner.say("Откройте его в любом редакторе, впишите людей и пары. Дальше:")
    manner.say(f"  docgen check -C {quoted(folder)}")
    manner.say(f"  docgen build -C {quoted(folder)}")


def _workbook(manner: Manner, path: Path) -> None:
    """Write the workbook to fill in, with the people and the pairs of the folder's programme."""
    from docgen import engine, packs  # noqa: PLC0415  not needed by `docgen new --help`
    from docgen.files import write_atomic  # noqa: PLC0415  the same
    from docgen.tables import blank_workbook, require_new  # noqa: PLC0415  the same

    require_new(path)
    known = engine.locate(manner.folder).is_file()
    project = load(manner) if known else None
    if project and project.programme is None:
        manner.answer(project.report)
        manner.findings(project.report, project.source.line)
        manner.finish(project.report)
    write_atomic(path, blank_workbook(project, project.packs if project else packs.stack()))
    manner.answer(Report(), outputs=[{"file": str(path)}])
    manner.say(f"Создан файл {path}")
    manner.say("Заполните листы «Люди» и «Пары». Дальше, в папке программы:")
    manner.say(f"  docgen import {quoted(path)}")


def _answers(given: Mapping[str, Any], *, silent: bool) -> Answers:
    """Return the answers of the options; for the rest ask, or take the defaults."""
    from docgen.starter import Answers  # noqa: PLC0415  not needed by `docgen new --help`

    try:
        told = {name: given[name] or _ask(name, silent=silent) for name in _QUESTIONS}
        tracks = tuple(dict.fromkeys(given["tracks"])) or _tracks(silent=silent)
    except click.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise click.UsageError(
            "Ответы кончились раньше вопросов, ничего не создано. Без вопросов: docgen new --yes"
        ) from None
    return Answers(tracks=tracks, **told)


def _ask(name: str, *, silent: bool) -> Any:
    question = _QUESTIONS[name]
    default = question.default or _school_year(date.today())
    read = functools.partial(_read, question.read)
    if silent:
        return read(default)
    return click.prompt(question.text, default=default, value_proc=read, err=True)


def _tracks(*, silent: bool) -> tuple[str, ...]:
    """Ask whom the programme is for: by a digit, the same on a Russian and a Latin keyboard."""
    if silent:
        return _TRACKS["3"]
    chosen = click.prompt(
        "Кого наставляют: 1 – обучающихся, 2 – педагогов, 3 – тех и других",
        default="3",
        type=click.Choice(list(_TRACKS)),
        show_choices=False,
        err=True,
    )
    return _TRACKS[chosen]


def _school_year(today: date) -> str:
    """Return the school year that is on, or from June the one to come."""
    start = today.year if today.month >= 6 else today.year - 1
    return f"{start}/{(start + 1) % 100:02d}"
