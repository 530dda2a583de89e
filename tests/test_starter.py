"""The first programme: right from the start, exact in every answer, with a schema for editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from docgen import engine, resources, schema, source
from docgen.errors import OutputError
from docgen.source.characters import odd
from docgen.starter import (
    FILE,
    SCHEMA,
    Answers,
    Name,
    Unfit,
    bundled_schema,
    quoted,
    read_line,
    read_name,
    read_year,
    start,
    text,
)

TRACKS = [("students",), ("teachers",), ("students", "teachers")]


def _answers(tracks: tuple[str, ...] = ("students", "teachers"), **other: str) -> Answers:
    return Answers(
        full_name=other.get("full_name", "Школа «Пример»"),
        short_name=other.get("short_name", "МБОУ «СОШ № 0»"),
        place=other.get("place", "г. Примерск"),
        director=("Примеров", "Пётр", "Ильич"),
        curator=("Образцова", "Анна", ""),
        tracks=tracks,
        school_year="2026/27",
    )


@pytest.mark.parametrize("tracks", TRACKS)
def test_a_new_programme_has_no_findings_and_builds_as_a_draft(
    tracks: tuple[str, ...], tmp_path: Path
) -> None:
    path = start(tmp_path / "Новая", _answers(tracks))
    project = engine.load(path)
    assert list(project.report) == []
    plan, _ = engine.plan(project)
    built = engine.build(project, tmp_path / "out")
    assert list(built.report) == []
    assert len(built.outputs) == len(plan.jobs) >= 7
    blanks = {label for output in built.outputs for label in output.blanks}
    assert "номер: Приказ о внедрении" in blanks


@pytest.mark.parametrize("tracks", TRACKS)
def test_what_is_commented_out_is_right_once_the_comment_is_taken_off(
    tracks: tuple[str, ...], tmp_path: Path
) -> None:
    path = start(tmp_path / "Новая", _answers(tracks))
    examples = re.compile(r"^( *)# (?!yaml-)(?= *(?:- )?(?:\{|[a-z_-]+:))", re.MULTILINE)
    whole, count = examples.subn(r"\1", path.read_text(encoding="utf-8"))
    assert count >= 10
    path.write_text(whole.replace("0000000000", "1234567890"), encoding="utf-8")
    project = engine.load(path)
    assert list(project.report) == []
    assert project.programme is not None
    assert len(project.programme.pairs) == len(tracks)


def test_the_file_names_its_schema_and_the_schema_lies_there(tmp_path: Path) -> None:
    path = start(tmp_path, _answers())
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA.as_posix()}"
    assert json.loads((tmp_path / SCHEMA).read_text(encoding="utf-8"))["title"]


def test_a_folder_that_holds_anything_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "письмо.txt").write_text("важно", encoding="utf-8")
    with pytest.raises(OutputError) as refused:
        start(tmp_path, _answers())
    assert [found.code for found in refused.value.report] == ["DG563"]
    assert [path.name for path in tmp_path.iterdir()] == ["письмо.txt"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "занято").write_text("важно", encoding="utf-8")
    for place in ("занято", "занято/ниже"):
        with pytest.raises(OutputError) as refused:
            start(tmp_path / place, _answers())
        assert [found.code for found in refused.value.report] == ["DG570"]


TRICKY = [
    'МБОУ "СОШ № 1"',
    "МБОУ 'СОШ': филиал #2",
    "- дефис впереди",
    "да",
    "null",
    "@школа & *ссылка !тег %дир |блок >",
    "Школа: №5 # не комментарий",
    r"Путь C:\школа\новая",
    "{{ school }} {% if %}",
    "Школа 😀",
    "2026-09-01",
    "Школа –",
]


@pytest.mark.parametrize("answer", TRICKY)
def test_a_tricky_answer_is_read_back_exactly(answer: str, tmp_path: Path) -> None:
    assert yaml.safe_load(f"key: {quoted(answer)}      # пояснение") == {"key": answer}
    path = start(tmp_path, _answers(full_name=answer, short_name=answer, place=answer))
    read = source.read(path).data
    assert isinstance(read, dict)
    school = read["school"]
    assert isinstance(school, dict)
    assert [school[key] for key in ("full_name", "short_name", "place")] == [answer] * 3


def _seen(answer: str) -> bool:
    return bool(answer.split()) and next(odd(" ".join(answer.split())), None) is None


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(_seen)


@given(LINES)
def test_any_answer_that_is_accepted_is_read_back_exactly(answer: str) -> None:
    line = read_line(answer)
    written = text(_answers(full_name=line, place=line))
    assert yaml.safe_load(written)["school"]["full_name"] == line
    assert yaml.safe_load(written)["school"]["place"] == line


@given(st.text("абвЯ №«»().,/–-\"':#0", min_size=1).filter(_seen))
def test_answers_of_usual_letters_are_read_back_exactly(answer: str) -> None:
    line = read_line(answer)
    assert yaml.safe_load(f"- {quoted(line)}  # пояснение") == [line]


def test_usual_answers_need_no_quotation_marks() -> None:
    for usual in ("МБОУ «СОШ № 1»", "г. Лесногорск", "Иванова-Петрова", "Средняя школа (филиал)"):
        assert quoted(usual) == usual


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Петрова Анна Ильинична", ("Петрова", "Анна", "Ильинична")),
        ("  Ким   Женя ", ("Ким", "Женя", "")),
        ("Алиев Гасан Мамед оглы", ("Алиев", "Гасан", "Мамед оглы")),
        ("Римская-Корсакова Д’Арья Львовна", ("Римская-Корсакова", "Д’Арья", "Львовна")),
    ],
)
def test_a_name_is_read_by_its_parts(answer: str, name: Name) -> None:
    assert read_name(answer) == name


@pytest.mark.parametrize(
    "answer",
    ["Петрова", "Петрова А. И.", "Петрова А.И.", "петрова анна", "Петрова Анна 5", "", " "],
)
def test_a_name_that_documents_cannot_use_is_refused(answer: str) -> None:
    with pytest.raises(Unfit):
        read_name(answer)


@pytest.mark.parametrize("answer", ["2026/27", "2026-2027", "2026/2027", " 2026 – 27 "])
def test_a_school_year_is_understood_as_people_write_it(answer: str) -> None:
    assert read_year(answer) == "2026/27"


@pytest.mark.parametrize("answer", ["2026", "2026/29", "26/27", "скоро"])
def test_a_school_year_that_is_none_is_refused(answer: str) -> None:
    with pytest.raises(Unfit, match=r"[Уу]чебн"):
        read_year(answer)


@pytest.mark.parametrize("answer", ["", " \n", "Школа\u200b", "Школа\x1b[0m", "Школа\u202eмод"])
def test_an_answer_with_letters_that_nobody_sees_is_refused(answer: str) -> None:
    with pytest.raises(Unfit):
        read_line(answer)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_the_schema_for_editors_needs_no_other_file() -> None:
    references = set(_references(json.loads(bundled_schema())))
    assert references
    assert [each for each in references if not each.startswith("#/")] == []


@pytest.mark.parametrize("sample", sorted(path.name for path in resources.samples().glob("*/")))
def test_the_schema_for_editors_judges_as_docgen_does(sample: str) -> None:
    read = source.read(resources.samples() / sample / FILE)
    typed, report = schema.validate(read)
    validator = jsonschema_rs.validator_for(json.loads(bundled_schema()))
    assert report.ok
    assert list(validator.iter_errors(typed)) == []
    typed["school"].pop("short_name")
    typed["programme"]["школа"] = 5
    errors = list(validator.iter_errors(typed))
    assert sorted(error.kind.name for error in errors) == ["additionalProperties", "required"]
