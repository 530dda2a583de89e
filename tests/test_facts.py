"""The programme becomes plain data whose names, posts and acts know their cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.facts import Facts
from docgen.facts.ties import Pairs
from docgen.packs import PackStack, built_in, stack
from docgen.records import Struct
from docgen.russian import CASES, inflect
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, facts, programme
from tests.test_packs import pack

NBSP = "\u00a0"


def person(**fields: str) -> str:
    """Return a YAML line of a person beside the usual ones."""
    written = ", ".join(f"{name}: {value}" for name, value in fields.items())
    return f"  - {{id: x, {written}}}\n"


def with_person(**fields: str) -> dict[str, Any]:
    """Return the facts of one more person of a school."""
    return facts(SCHOOL + person(**fields) + TEACHERS.lstrip("\n")).people["x"]


def test_a_name_knows_all_its_cases_in_every_way_of_writing() -> None:
    name = facts().names["curator"]["name"]
    assert name["full"] == "Придуманная Анна Сергеевна"
    assert inflect(name["full"], "acc") == "Придуманную Анну Сергеевну"
    assert inflect(name["short"], "dat") == f"А.{NBSP}С.{NBSP}Придуманной"
    assert inflect(name["reversed"], "gen") == f"Придуманной{NBSP}А.{NBSP}С."


def test_a_stated_form_of_a_name_wins() -> None:
    cases = "{last_name: {gen: Кима}}"
    found = with_person(last_name="Ким", first_name="Олег", kind="teacher", cases=cases)
    assert inflect(found["name"]["full"], "gen") == "Кима Олега"


@pytest.mark.parametrize(
    ("fields", "position"),
    [
        ({"kind": "student", "class": "7 «Б»", "gender": "f"}, "обучающаяся 7 «Б» класса"),
        ({"kind": "student", "class": "10", "gender": "m"}, "обучающийся 10 класса"),
        ({"kind": "teacher", "post": "тьютор"}, "тьютор"),
        ({"kind": "employer", "organisation": "ООО «Пример»"}, "ООО «Пример»"),
        (
            {"kind": "employer", "post": "инженер", "organisation": "ООО «Пример»"},
            "инженер, ООО «Пример»",
        ),
    ],
)
def test_a_position_is_a_post_a_class_or_an_organisation(
    fields: dict[str, str], position: str
) -> None:
    assert with_person(last_name="Ли", first_name="Минь", **fields)["position"] == position


def test_an_acting_director_never_declines() -> None:
    text = (SCHOOL + TEACHERS).replace("{person: dir}", "{person: dir, acting: true}")
    post = facts(text).names["director"]["post"]
    assert {inflect(post, case) for case in CASES} == {"и. о. директора"}


def test_a_word_of_the_dictionary_declines_as_the_school_says() -> None:
    text = (
        SCHOOL
        + TEACHERS
        + ("dictionary:\n  - {text: учитель физики, cases: {gen: педагога-физика}}\n")
    )
    assert inflect(facts(text).people["t2"]["post"], "gen") == "педагога-физика"


def test_stages_get_dates_of_the_school_year_within_the_programme() -> None:
    stages = facts(SCHOOL + STUDENTS).names["stages"]
    assert [stage["number"] for stage in stages] == [1, 2, 3, 4, 5, 6, 7]
    assert stages[0]["start"] == date(2026, 9, 1)
    assert stages[-1]["end"] == date(2027, 5, 31)
    assert all(stage["start"] <= stage["end"] for stage in stages)


def test_a_short_programme_clips_its_stages() -> None:
    text = SCHOOL + STUDENTS.replace("end: 31.05.2027", "end: 25.12.2026")
    assert max(stage["end"] for stage in facts(text).names["stages"]) == date(2026, 12, 25)


def test_own_stages_of_a_track_replace_the_packs() -> None:
    text = SCHOOL + STUDENTS + "stages:\n  - {id: one, track: students, title: Всё сразу}\n"
    stages = facts(text).names["stages"]
    assert [(stage["title"], stage["start"]) for stage in stages] == [
        ("Всё сразу", date(2026, 9, 1))
    ]


def test_the_road_map_is_grouped_by_stage_and_numbered_through() -> None:
    roadmap = facts(SCHOOL + STUDENTS).names["roadmap"]
    rows = [row for group in roadmap["groups"] for row in group["rows"]]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 24
    assert all(row["term"] and row["responsible"] for row in rows)
    assert [group["stage"]["number"] for group in roadmap["groups"]] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        ("{date: 05.10.2026}", "05.10.2026"),
        ("{start: 05.10.2026, end: 09.10.2026}", "05.10.2026 – 09.10.2026"),
        ("{start: 05.10.2026}", "с 05.10.2026"),
        ("{end: 09.10.2026}", "до 09.10.2026"),
        ("{month: 10}", "октябрь"),
        ("{recurring: ежемесячно}", "ежемесячно"),
        ("{text: в течение года}", "в течение года"),
    ],
)
def test_a_row_of_the_school_prints_its_term_and_who_is_responsible(
    term: str, printed: str
) -> None:
    text = (
        SCHOOL
        + STUDENTS
        + (
            "roadmap:\n  rows:\n"
            f"    - {{event: Встреча, term: {term}, responsible: [curator, cur]}}\n"
        )
    )
    row = facts(text).names["roadmap"]["groups"][0]["rows"][0]
    assert row["term"] == printed
    assert row["responsible"] == f"куратор, Придуманная{NBSP}А.{NBSP}С."


def test_a_form_takes_what_the_school_says_otherwise() -> None:
    text = (SCHOOL + TEACHERS).replace(
        "curators: [cur]", "curators: [cur]\n  form_details: {teacher-teacher: {goal: своя цель}}"
    )
    form = facts(text).names["forms"][0]
    assert form["goal"] == "своя цель"
    assert form["models"]


def test_a_pair_knows_its_people_its_form_and_its_period() -> None:
    pair = facts().names["pairs"][0]
    assert pair["mentor"]["name"]["full"] == "Примерова Ольга"
    assert pair["form"]["id"] == "teacher-teacher"
    assert (pair["start"], pair["end"]) == (date(2026, 9, 1), date(2027, 5, 31))


def test_terms_of_the_school_stand_instead_of_the_packs() -> None:
    text = (SCHOOL + TEACHERS).replace(
        "curators: [cur]", "curators: [cur]\n  terms: [{term: наставничество, definition: дело}]"
    )
    terms = facts(text).names["programme"]["terms"]
    assert [term["definition"] for term in terms if term["term"] == "наставничество"] == ["дело"]


def test_an_act_is_cited_in_full_and_in_short_and_declines() -> None:
    act = facts().acts.cite("273-fz")
    assert act == (
        f"Федеральный закон от 29.12.2012 №{NBSP}273-ФЗ «Об образовании в Российской Федерации»"
    )
    assert inflect(act, "ins").startswith(f"Федеральным законом от 29.12.2012 №{NBSP}273-ФЗ «Об")
    assert act.short == "Федеральный закон № 273-ФЗ"
    assert inflect(act.kind, "gen") == "Федерального закона"


def test_acts_of_the_other_track_are_not_cited() -> None:
    text = (
        SCHOOL
        + TEACHERS
        + (
            "acts:\n"
            "  - {id: one, kind: приказ, title: О детях, level: local, track: students}\n"
            "  - {id: two, kind: приказ, title: О взрослых, level: local, track: teachers}\n"
            "  - {id: all, kind: приказ, title: Обо всех, level: local}\n"
        )
    )
    found = facts(text).acts.of_level("local", ("teachers",))
    assert [act.id for act in found] == ["two", "all"]


def test_subjects_of_each_cardinality_are_named_once() -> None:
    made = facts()
    found = {
        per: [identifier for identifier, _ in made.subjects(per)]
        for per in ("programme", "form", "pair", "mentor", "mentee", "person", "event", "partner")
    }
    assert found == {
        "programme": [""],
        "form": ["teacher-teacher"],
        "pair": ["p1"],
        "mentor": ["t1"],
        "mentee": ["t2"],
        "person": ["dir", "cur", "t1", "t2"],
        "event": [],
        "partner": [],
    }
    assert made.scope("mentor", "t1")["mentor"]["id"] == "t1"


def test_a_new_form_of_a_region_needs_no_python(tmp_path: Path) -> None:
    region = pack(
        tmp_path,
        {
            "forms.yaml": "forms:\n  neighbours:\n    title: школа – школа\n    track: teachers\n"
            "    mentor_kinds: [teacher]\n    mentee_kinds: [teacher]\n"
        },
    )
    text = (SCHOOL + TEACHERS).replace("teacher-teacher", "neighbours")
    made = facts(text, PackStack([region, built_in()]))
    assert made.names["forms"][0]["title"] == "школа – школа"
    assert made.names["forms"][0]["models"] == []


def test_texts_get_plain_data_only() -> None:
    def walk(value: object) -> None:
        if isinstance(value, Pairs):  # the way back from people to their pairs
            assert all(pair in names["pairs"] for pair in value)
            return
        assert not isinstance(value, Struct)
        if isinstance(value, Mapping):
            for each in value.values():
                walk(each)
        elif isinstance(value, list | tuple):
            for each in value:
                walk(each)
        else:
            assert value is None or isinstance(value, str | int | float | date)

    names = facts(SCHOOL + STUDENTS).names
    walk(names)


def test_documents_and_contacts_are_told_only_to_papers_that_ask_for_them() -> None:
    private = "identity: {number: 000000}, contacts: {phone: 000}, flags: {on_record: true}"
    text = (SCHOOL + TEACHERS).replace("first_name: Ольга,", f"first_name: Ольга, {private},")
    assert not {"identity", "contacts", "flags", "birth_date"} & set(facts(text).people["t1"])
    told = Facts(programme(text), stack(), personal=True).people["t1"]
    assert told["identity"]["number"] == "000000"
    assert "flags" not in told


def test_a_person_knows_the_pairs_of_each_part_of_his() -> None:
    people = facts().people
    assert [pair["id"] for pair in people["t1"]["mentoring"]] == ["p1"]
    assert not people["t1"]["mentored"]
    assert [pair["id"] for pair in people["t2"]["participates"]] == ["p1"]
    assert not people["cur"]["participates"]


WITH_PARENTS = (SCHOOL + STUDENTS).replace(
    "  - {id: s2, last_name: Линейкина, first_name: Вера, kind: student, class: 7 «Б»}\n",
    """
  - id: s2
    last_name: Линейкина
    first_name: Вера
    kind: student
    birth_date: 05.05.2014
    representatives:
      - {person: m, basis: Мать}
      - {person: g, basis: опекун, document: постановление № 0}
    consents: [{kind: personal-data, date: 01.08.2026, by: g}]
  - {id: m, last_name: Линейкина, first_name: Анна, kind: parent}
  - {id: g, last_name: Линейкин, first_name: Пётр, kind: parent}
""",
)


def test_of_two_representatives_signs_the_one_who_gave_the_consents() -> None:
    found = facts(WITH_PARENTS).people["s2"]["representative"]
    assert found["id"] == "g"
    assert not found["is_parent"]
    assert inflect(found["basis"], "gen") == "опекуна"
    alone = facts(WITH_PARENTS.replace(", by: g}", "}")).people["s2"]["representative"]
    assert alone["id"] == "m"
    assert alone["is_parent"]


def test_the_paper_of_a_guardian_is_told_only_to_papers_that_ask_for_it() -> None:
    usual = facts(WITH_PARENTS).people["s2"]
    assert "document" not in usual["representative"]
    assert "document" not in usual["representatives"][1]
    told = Facts(programme(WITH_PARENTS), stack(), personal=True).people["s2"]
    assert told["representative"]["document"].startswith("постановление")


@pytest.mark.parametrize(
    ("born", "signs"), [("05.05.2014", False), ("05.05.2012", True), ("05.05.2006", True)]
)
def test_children_sign_for_themselves_from_the_age_that_the_pack_names(
    born: str, signs: bool
) -> None:
    found = facts(WITH_PARENTS.replace("05.05.2014", born)).people["s2"]
    assert found["signs"] is signs
    assert bool(found["representative"]) is (born != "05.05.2006")
    assert facts(WITH_PARENTS.replace("    birth_date: 05.05.2014\n", "")).people["s2"]["signs"]


def test_the_last_consent_that_was_not_withdrawn_is_the_one_that_counts() -> None:
    consents = (
        "[{kind: publication, date: 01.08.2026, until: 01.08.2027},"
        " {kind: publication, date: 01.07.2026}, {kind: mentoring, date: 01.08.2026,"
        " withdrawn: 02.08.2026}]"
    )
    text = (SCHOOL + TEACHERS).replace(
        "first_name: Ольга,", f"first_name: Ольга, consents: {consents},"
    )
    found = facts(text).people["t1"]["consented"]
    assert found["publication"]["until"] == date(2027, 8, 1)
    assert found["mentoring"] is None


def test_a_name_in_capitals_is_printed_as_a_passport_prints_it() -> None:
    found = with_person(last_name="ЛИСТОПАДОВ", first_name="Пётр", kind="teacher")
    assert found["name"]["full"] == "Листопадов Пётр"
    assert inflect(found["name"]["full"], "gen") == "Листопадова Петра"
