"""`docgen new`: questions, options, and a programme that goes on by itself."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from docgen.cli.new import _school_year
from tests.cli.running import answer, codes, run

TYPED = (
    'МБОУ "Школа: #1"',
    "МБОУ «Школа № 1»",
    "с. Примерное",
    "Петрова Анна Ильинична",
    "Ким Женя",
    "2027/28",
    "2",
)


def _written(folder: Path) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = yaml.safe_load(
        (folder / "programme.yaml").read_text(encoding="utf-8")
    )
    return read


def test_questions_are_asked_and_the_answers_written(tmp_path: Path) -> None:
    result = run("new", "Моя", "-C", tmp_path, typed="\n".join(TYPED) + "\n")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].strip() == f"Создан файл {tmp_path / 'Моя/programme.yaml'}"
    assert result.stderr.count("]: ") == len(TYPED)
    written = _written(tmp_path / "Моя")
    assert written["school"]["full_name"] == TYPED[0]
    assert written["programme"]["tracks"] == ["teachers"]
    assert written["programme"]["school_year"] == "2027/28"


def test_options_answer_the_questions(tmp_path: Path) -> None:
    options = ("full-name", "short-name", "place", "director", "curator", "school-year")
    given = [f"--{name}={value}" for name, value in zip(options, TYPED, strict=False)]
    result = run("new", "-C", tmp_path, "--track", "teachers", *given)
    assert result.exit_code == 0
    assert result.stderr == ""
    written = _written(tmp_path / "Наставничество")
    assert written["school"]["place"] == "с. Примерное"
    assert written["programme"]["tracks"] == ["teachers"]


def test_what_it_says_to_do_next_works_as_it_is(tmp_path: Path) -> None:
    said = run("new", "Моя программа", "-C", tmp_path, "--yes").stdout
    commands = re.findall(r'docgen (\w+) -C "(.+)"', said)
    assert [name for name, _ in commands] == ["check", "build"]
    for name, folder in commands:
        assert run(name, "-C", folder, "--strict").exit_code == 0


def test_the_default_answers_are_plainly_made_up(tmp_path: Path) -> None:
    run("new", "-C", tmp_path, "--yes")
    text = (tmp_path / "Наставничество" / "programme.yaml").read_text(encoding="utf-8")
    for word in ("Примеров", "Образцова", "№ 0", "Примерск"):
        assert word in text


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--director=Иванов И. И.", "Нужны полные фамилия, имя и отчество"),
        ("--curator=иванова анна", "с прописных букв"),
        ("--school-year=2026/29", "Должно быть 2026/27"),
        ("--place= ", "Ответ пуст"),
    ],
)
def test_an_option_that_does_not_fit_is_said_at_once(
    option: str, said: str, tmp_path: Path
) -> None:
    result = run("new", "-C", tmp_path, "--yes", option)
    assert result.exit_code == 2
    assert said in result.stderr
    assert option.partition("=")[0] in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_when_the_answers_end_too_early_nothing_is_made(tmp_path: Path) -> None:
    result = run("new", "-C", tmp_path, typed="МБОУ\n")
    assert result.exit_code == 2
    assert "Ответы кончились раньше вопросов, ничего не создано" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_refused_before_any_question(programme: Path) -> None:
    before = (programme / "programme.yaml").read_bytes()
    result = run("new", programme.name, "-C", programme.parent, "--json")
    assert result.exit_code == 1
    assert codes(result) == ["DG563"]
    assert result.stderr == ""
    assert (programme / "programme.yaml").read_bytes() == before


def test_json_names_the_file(tmp_path: Path) -> None:
    (output,) = answer(run("new", "-C", tmp_path, "--yes", "--json"))["outputs"]
    assert Path(output["programme"]).is_file()


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    assert run("new", ".", "-C", tmp_path, "--yes").exit_code == 0
    assert (tmp_path / "programme.yaml").is_file()


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 9, 1), "2026/27"),
        (date(2027, 5, 31), "2026/27"),
        (date(2027, 6, 1), "2027/28"),
        (date(2099, 12, 1), "2099/00"),
    ],
)
def test_from_june_the_school_year_to_come_is_offered(today: date, year: str) -> None:
    assert _school_year(today) == year
