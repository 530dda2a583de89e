"""`docgen new`: a commented programme to go on from, with the questions that cannot be guessed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from docgen.cli.common import FOUND, Manner, common

_EXAMPLE_SCHOOL = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 1»"
)


@click.command("new", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("name", metavar="[ИМЯ]", default="Наставничество")
@click.option("--full-name", metavar="ТЕКСТ", help="Полное название школы, как в уставе.")
@click.option("--short-name", metavar="ТЕКСТ", help="Краткое название школы.")
@click.option("--place", metavar="ТЕКСТ", help="Населённый пункт: «г. Лесногорск».")
@click.option("--director", metavar="ФИО", help="Фамилия, имя и отчество директора.")
@click.option("--curator", metavar="ФИО", help="Фамилия, имя и отчество куратора.")
@click.option(
    "--track",
    "tracks",
    type=click.Choice(["students", "teachers"]),
    multiple=True,
    help="Кого наставляют: students – обучающихся, teachers – педагогов; можно дважды.",
)
@click.option("--year", metavar="ГГГГ/ГГ", help="Учебный год: 2026/27.")
@click.option("-y", "--yes", is_flag=True, help="Не спрашивать: взять ответы по умолчанию.")
@common
def command(manner: Manner, name: str, yes: bool, **given: str | tuple[str, ...] | None) -> None:
    """Создать программу в новой папке ИМЯ: файл с пояснениями, который проходит проверку."""
    from docgen.starter import Answers, start  # noqa: PLC0415  imported when needed

    folder = manner.folder / name
    if folder.exists() and any(folder.iterdir()):
        _refuse(f"Папка «{folder}» не пуста. Назовите другую: docgen new ИМЯ")
    ask = _Questions(given, silent=yes or not sys.stdin.isatty())
    answers = Answers(
        full_name=ask("full_name", "Полное название школы, как в уставе", _EXAMPLE_SCHOOL),
        short_name=ask("short_name", "Краткое название", "МБОУ «СОШ № 1»"),
        place=ask("place", "Населённый пункт", "г. Лесногорск"),
        director=ask.person("director", "Директор (фамилия, имя, отчество)"),
        curator=ask.person("curator", "Куратор (фамилия, имя, отчество)"),
        tracks=ask.tracks(),
        school_year=ask("year", "Учебный год", _school_year(date.today())),
    )
    path = start(folder, answers)
    manner.say(f"Создан файл {path}")
    manner.say(f"Дальше: docgen check -C «{folder}», потом docgen build -C «{folder}»")


class _Questions:
    """Answers from options, from a person at the keyboard, or the defaults."""

    def __init__(self, given: dict[str, str | tuple[str, ...] | None], *, silent: bool) -> None:
        self._given = given
        self._silent = silent

    def __call__(self, name: str, question: str, default: str) -> str:
        answer = self._given[name]
        if isinstance(answer, str) and answer.strip():
            return answer.strip()
        return default if self._silent else str(click.prompt(question, default=default)).strip()

    def person(self, name: str, question: str) -> tuple[str, str, str]:
        """Ask for a person; a default one is plainly a blank to fill in."""
        words = self(name, question, "Фамилия Имя Отчество").split(maxsplit=2)
        if len(words) < 2:
            _refuse(f"Нужны хотя бы фамилия и имя: «{' '.join(words)}».")
        last, first, middle = (*words, "")[:3]
        return last, first, middle

    def tracks(self) -> tuple[str, ...]:
        """Ask whom the programme is for."""
        given = self._given["tracks"]
        if given or self._silent:
            return tuple(given or ("students", "teachers"))
        chosen = []
        if click.confirm("Наставляем обучающихся?", default=True):
            chosen.append("students")
        if click.confirm("Наставляем педагогов?", default=not chosen):
            chosen.append("teachers")
        return tuple(chosen) or ("students",)


def _school_year(today: date) -> str:
    """Return the school year that is on, or from June the one to come."""
    start = today.year if today.month >= 6 else today.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(FOUND)
