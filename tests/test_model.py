"""The typed programme: built of valid data, easy to ask, and small enough to travel."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from docgen import schema, source
from docgen.model import (
    Bounds,
    Programme,
    When,
    build_programme,
)
from docgen.records import Struct, said
from tests.fullest import as_source, emptiest, fullest

TEXT = """
school:
  full_name: МБОУ «Лесногорская СОШ»
  short_name: МБОУ «ЛСОШ»
  place: г. Лесногорск
  director: {person: ivanova}
  bodies:
    - {id: council, kind: pedagogical-council, name: педагогический совет}
people:
  - {id: ivanova, last_name: Иванова, first_name: Анна, middle_name: Петровна, kind: head}
  - id: orlov
    last_name: Орлов
    first_name: Илья
    kind: student
    class: 7 «Б»
    birth_date: 29.02.2012
    consents:
      - kind: participation
        date: 28.08.2026
        until: 31.05.2027
        withdrawn: 01.03.2027
        by: ivanova
  - {id: li, last_name: Ли, first_name: Мин, kind: student}
programme:
  tracks: [students]
  school_year: 2026/27
  start: 01.09.2026
  end: 31.05.2027
  forms: [teacher-student]
  curators: [ivanova]
  limits: {max_age: 18}
pairs:
  - {id: p01, form: teacher-student, mentors: [ivanova], mentees: [orlov, li], start: 01.10.2026}
  - {id: p02, form: teacher-student, mentors: [ivanova], mentees: [li], status: terminated}
documents:
  order-pairs: {number: 12-од}
"""


def made(tree: dict[str, Any]) -> Programme:
    read = as_source(tree)
    data, report = schema.validate(read)
    programme, lost = build_programme(data, read)
    assert list(report + lost) == []
    assert programme is not None
    return programme


@pytest.fixture
def programme() -> Programme:
    read = source.read_text(TEXT, "programme.yaml")
    built, report = build_programme(schema.validate(read)[0], read)
    assert built is not None, list(report)
    return built


def test_the_emptiest_programme_has_the_defaults_of_the_schema() -> None:
    programme = made(emptiest())
    assert programme.pairs == ()
    assert programme.school.director.post == "директор"
    assert programme.limits == Bounds()


def test_the_fullest_programme_loses_nothing() -> None:
    """ensures that every field that can be written arrives in the model."""
    assert list(_unfilled(made(fullest()), "programme")) == []


def _unfilled(value: Any, path: str) -> list[str]:
    if isinstance(value, Struct):
        inner = said(value)
        ways = value.ways if isinstance(value, When) else tuple(inner)
        return [
            lost
            for name, each in inner.items()
            if name in ways
            for lost in _unfilled(each, f"{path}.{name}")
        ]
    if isinstance(value, tuple | dict):
        each = value.values() if isinstance(value, dict) else value
        return [lost for one in each for lost in _unfilled(one, path)] if value else [path]
    return [path] if value in (None, "") else []


def test_a_programme_travels_to_another_process() -> None:
    programme = made(fullest())
    travelled = pickle.loads(pickle.dumps(programme))
    assert travelled == programme
    assert travelled.person("ivanova") == programme.person("ivanova")


def test_a_programme_cannot_be_changed(programme: Programme) -> None:
    with pytest.raises(AttributeError, match="immutable"):
        programme.pairs = ()  # type: ignore[misc]  # this is what must fail


def test_without_all_its_references_there_is_no_programme() -> None:
    read = source.read_text(TEXT.replace("curators: [ivanova]", "curators: [petrova]"), "a.yaml")
    built, report = build_programme(schema.validate(read)[0], read)
    assert built is None
    assert [(found.code, found.path) for found in report] == [
        ("DG160", ("programme", "curators", 0))
    ]


def test_of_a_file_that_broke_off_there_is_no_programme() -> None:
    read = source.read_text("school: [", "programme.yaml")
    built, report = build_programme(schema.validate(read)[0], read)
    assert (built, list(report)) == (None, [])
    assert not read.report.ok


def test_a_thousand_lost_references_are_all_reported() -> None:
    people = [
        {"id": f"p{n:05}", "last_name": "Ли", "first_name": "Ян", "kind": "head"}
        for n in range(1000)
    ]
    pairs = [
        {"id": f"{n}", "form": "a-form", "mentors": [f"q{n:05}"], "mentees": ["p00001"]}
        for n in range(1000)
    ]
    tree = emptiest() | {"people": people, "pairs": pairs}
    tree["school"]["director"]["person"] = "p00001"
    read = as_source(tree)
    built, report = build_programme(schema.validate(read)[0], read)
    assert built is None
    assert sum(found.message.startswith("В people нет «q") for found in report) == 1000


def test_records_are_found_by_their_ids(programme: Programme) -> None:
    assert programme.person("orlov").class_ == "7 «Б»"
    assert programme.pairs_of("li")[-1].status == "terminated"
    assert programme.director == programme.curators[0] == programme.person("ivanova")
    assert programme.document("order-pairs").number == "12-од"
    assert programme.document("order-adoption").number == ""


def test_participants_are_named_once_in_the_order_of_the_pairs(programme: Programme) -> None:
    assert [person.id for person in programme.participants()] == ["ivanova", "orlov", "li"]
    assert [pair.id for pair in programme.pairs_of("li")] == ["p01", "p02"]
    assert [pair.id for pair in programme.pairs if pair.active] == ["p01"]


def test_a_pair_without_dates_works_as_long_as_the_programme(programme: Programme) -> None:
    assert programme.period(programme.pairs[0]) == (date(2026, 10, 1), date(2027, 5, 31))


@pytest.mark.parametrize(
    ("day", "age", "minor"),
    [
        (date(2026, 2, 28), 13, True),
        (date(2026, 3, 1), 14, True),
        (date(2030, 2, 28), 17, True),
        (date(2030, 3, 1), 18, False),
    ],
)
def test_age_changes_on_the_birthday(
    programme: Programme, day: date, age: int, minor: bool
) -> None:
    orlov = programme.person("orlov")
    assert orlov.age_on(day) == age
    assert orlov.is_minor_on(day) is minor


def test_a_pupil_of_unknown_age_counts_as_a_minor(programme: Programme) -> None:
    day = date(2026, 9, 1)
    assert programme.person("li").age_on(day) is None
    assert programme.person("li").is_minor_on(day)
    assert not programme.person("ivanova").is_minor_on(day)
    assert programme.has_minors(day)


def test_a_programme_without_pairs_has_minors_if_it_is_for_pupils() -> None:
    day = date(2026, 9, 1)
    assert made(emptiest()).has_minors(day)
    tree = emptiest()
    tree["programme"]["tracks"] = ["teachers"]
    assert not made(tree).has_minors(day)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 8, 27), False),
        (date(2026, 8, 28), True),
        (date(2027, 3, 1), True),
        (date(2027, 3, 2), False),
    ],
)
def test_a_consent_holds_from_its_date_until_it_is_withdrawn(
    programme: Programme, day: date, holds: bool
) -> None:
    found = programme.person("orlov").consent("participation", day)
    assert (found is not None) is holds
    assert programme.person("orlov").consent("publication", day) is None


def test_people_know_what_they_are_called_and_what_they_are(programme: Programme) -> None:
    ivanova, li = programme.person("ivanova"), programme.person("li")
    assert (ivanova.full_name, li.full_name) == ("Иванова Анна Петровна", "Ли Мин")
    assert (ivanova.is_employee, ivanova.is_student) == (True, False)
    assert (li.is_employee, li.is_student) == (False, True)
    assert ivanova.kind == "head"


def test_limits_of_the_school_come_before_the_usual_ones(programme: Programme) -> None:
    assert (programme.limits.max_age, programme.limits.min_months) == (18, 3)
    assert programme.limits.max_mentees == 3


def test_the_tracks_say_who_is_guided(programme: Programme) -> None:
    assert programme.tracks == ("students",)
    assert (programme.has_students, programme.has_teachers) == (True, False)


@pytest.mark.parametrize(
    ("term", "ways"),
    [
        (When(date=date(2026, 9, 1)), ("date",)),
        (When(start=date(2026, 9, 1), end=date(2026, 9, 2)), ("start", "end")),
        (When(month=9), ("month",)),
        (When(), ()),
    ],
)
def test_a_term_knows_how_it_is_said(term: When, ways: tuple[str, ...]) -> None:
    assert term.ways == ways
