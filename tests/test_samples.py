"""The sample programmes: right, whole, fictitious, and every document of theirs opens in Word."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from docgen import engine, packs
from docgen.docx.check import check_package
from docgen.engine import Built
from docgen.facts.plain import texts
from docgen.model import (
    Consent,
    ConsentKind,
    Person,
    Programme,
    Stamp,
)
from docgen.source import read

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = ("kvantorium", "rural-school", "teachers")

# People, pairs, their forms and their role models, as each sample promises.
COUNTED = {
    "kvantorium": (
        50,
        {"student-student": 5, "teacher-student": 3, "teacher-teacher": 7},
        {"students", "teachers"},
        11,
        "results",
    ),
    "rural-school": (
        9,
        {"student-student": 1, "teacher-student": 1},
        {"students"},
        2,
        "contents",
    ),
    "teachers": (
        16,
        {"teacher-teacher": 7, "head-teacher": 1},
        {"teachers"},
        6,
        "stages",
    ),
}
HOLIDAYS = {date(2026, 11, 4)}
# A pupil of the N-th form turns N + 7 in that school year; a year more or less is usual.
USUAL_AGES = range(5, 8)


def sample(name: str) -> Programme:
    """Return a sample's programme, which has to be without a single finding."""
    project = engine.load(SAMPLES / name)
    assert not list(project.report)
    assert project.programme is not None
    return project.programme


@pytest.fixture(scope="module")
def built(built_samples: dict[str, Built]) -> dict[str, Built]:
    """Return everything that the samples make."""
    return built_samples


def students(programme: Programme) -> list[Person]:
    return [person for person in programme.people if person.is_student]


def consents_of(person: Person, kind: ConsentKind) -> list[Consent]:
    return [consent for consent in person.consents if consent.kind == kind]


# --- right and whole


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_checked_without_a_finding(name: str) -> None:
    project = engine.load(SAMPLES / name)
    plan, report = engine.plan(project)
    assert not list(project.report + report)
    assert plan.jobs


@pytest.mark.parametrize("name", NAMES)
def test_every_planned_document_is_made_without_a_finding(
    name: str, built: dict[str, Built]
) -> None:
    assert not list(built[name].report)
    assert [each.job for each in built[name].outputs] == list(built[name].plan.jobs)


@pytest.mark.parametrize("name", NAMES)
def test_every_document_of_a_sample_is_a_sound_package(name: str, built: dict[str, Built]) -> None:
    found = [
        finding
        for output in built[name].outputs
        for finding in check_package(output.docx.read_bytes(), output.docx.name)
    ]
    assert not found


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_what_it_promises(name: str) -> None:
    programme = sample(name)
    people, forms, tracks, models, layout = COUNTED[name]
    assert len(programme.people) == people
    assert Counter(pair.form for pair in programme.pairs) == forms
    assert set(programme.tracks) == tracks
    assert len({(pair.form, pair.model) for pair in programme.pairs}) == models
    assert programme.roadmap.layout == layout


def test_the_samples_of_both_tracks_make_both_regulations(built: dict[str, Built]) -> None:
    kinds = {name: {job.kind for job in built[name].plan.jobs} for name in NAMES}
    regulations = {"regulation-students", "regulation-teachers"}
    assert kinds["kvantorium"] >= regulations
    assert kinds["rural-school"] & regulations == {"regulation-students"}
    assert kinds["teachers"] & regulations == {"regulation-teachers"}


def test_only_the_draft_leaves_blanks_in_what_begins_the_year(built: dict[str, Built]) -> None:
    begins = {kind.name for kind in packs.stack().kinds() if kind.order <= 90}
    outputs = {name: [o for o in built[name].outputs if o.job.kind in begins] for name in NAMES}
    blanks = {name: [each.blanks for each in outputs[name] if each.blanks] for name in NAMES}
    assert blanks["rural-school"]
    assert not blanks["kvantorium"]
    assert not blanks["teachers"]


# --- the technopark


def test_the_technopark_has_the_people_whose_names_are_hard() -> None:
    people = {person.id: person for person in sample("kvantorium").people}
    assert people["primerova-obraztsova"].last_name == "Примерова-Образцова"
    assert people["uslovzade"].middle_name == "Гасан оглы"
    assert not people["li-min"].middle_name
    assert people["chernovik"].last_name == "Черновик"


def test_the_technopark_has_an_acting_director_and_two_curators() -> None:
    programme = sample("kvantorium")
    assert programme.school.director.acting
    assert len(programme.curators) == 2


def test_the_name_of_the_technoparks_school_is_long() -> None:
    assert 35 <= len(sample("kvantorium").school.full_name.split()) <= 45


def test_a_group_of_the_technopark_has_one_mentor_and_three_mentees() -> None:
    (group,) = (pair for pair in sample("kvantorium").pairs if pair.variety == "group")
    assert (len(group.mentors), len(group.mentees)) == (1, 3)


def test_a_mentee_of_the_technopark_goes_on_with_another_mentor() -> None:
    programme = sample("kvantorium")
    (new,) = (pair for pair in programme.pairs if pair.replaces)
    (old,) = (pair for pair in programme.pairs if pair.id == new.replaces)
    assert old.status == "terminated"
    assert old.terminated is not None
    assert new.start is not None
    assert old.terminated.date < new.start
    assert old.mentees == new.mentees
    assert old.mentors != new.mentors


def test_the_technoparks_programme_says_everything_in_its_own_words() -> None:
    about = sample("kvantorium").about
    assert len(about.tasks) == 6
    assert len(about.results) == 5
    assert len(about.calendar) == 9
    assert all(row.when and row.responsible for row in about.calendar)
    assert about.monitoring is not None
    assert len(about.monitoring.stages) == 2
    assert about.motivation is not None
    assert about.motivation.factors
    assert about.motivation.events
    assert about.motivation.awards


def test_the_technoparks_programme_prints_its_own_words(built: dict[str, Built]) -> None:
    (output,) = (each for each in built["kvantorium"].outputs if each.job.kind == "programme")
    printed = _printed(output.docx)
    about = sample("kvantorium").about
    for said in (*about.introduction, *(task.rstrip(";.") for task in about.tasks)):
        assert _plain(said) in printed
    for row in about.calendar:
        assert _plain(row.event) in printed


def _printed(path: Path) -> str:
    """Return the text of a document's main part."""
    xml = ZipFile(path).read("word/document.xml").decode("utf-8")
    return _plain("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_the_teachers_have_young_specialists_newcomers_and_a_reverse_pair() -> None:
    programme = sample("teachers")
    categories = Counter(person.mentee_category for person in programme.people)
    assert categories["молодой специалист"] == 4
    assert categories["педагог на новом месте работы"] == 2
    assert [pair.id for pair in programme.pairs if pair.variety == "reverse"] == ["t7"]


# --- in order


@pytest.mark.parametrize("name", NAMES)
def test_orders_are_dated_on_working_days_and_follow_one_another(name: str) -> None:
    documents = sample(name).documents
    order = ("order-adoption", "order-curator", "order-regulation", "order-pairs")
    days = [day for kind in order if kind in documents if (day := documents[kind].date)]
    assert len(days) >= 3
    assert days == sorted(days)
    assert all(_works_on(day) for day in days)


@pytest.mark.parametrize("name", NAMES)
def test_minutes_come_before_what_they_are_cited_by(name: str) -> None:
    programme = sample(name)
    approved = programme.document("order-regulation").date
    assert approved is not None
    stamps = [stamp for document in programme.documents.values() for stamp in document.stamps]
    days = [day for stamp in stamps if (day := _minutes_day(stamp))]
    assert all(day <= approved and _works_on(day) for day in days)


@pytest.mark.parametrize("name", NAMES)
def test_signed_documents_of_a_kind_with_a_number_have_it(name: str) -> None:
    documents = sample(name).documents
    signed = {
        kind: document
        for kind, document in documents.items()
        if kind.startswith("order-") and document.status == "signed"
    }
    numbers = [document.number for document in signed.values()]
    assert all(numbers)
    assert len(numbers) == len(set(numbers))
    assert all(document.date for document in signed.values())


def _minutes_day(stamp: Stamp) -> date | None:
    return stamp.protocol.date if stamp.protocol else None


def _works_on(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.mark.parametrize("name", ["kvantorium", "rural-school"])
def test_minors_take_part_with_consents_of_a_parent_given_before_the_pair_works(name: str) -> None:
    programme = sample(name)
    minors = 0
    for pair in programme.pairs:
        first, _ = programme.period(pair)
        ordered = programme.document("order-pairs").date or first
        for person in programme.persons(pair.participants):
            if not person.is_minor_on(ordered):
                continue
            minors += 1
            parents = {each.person for each in person.representatives}
            for kind in ("participation", "personal-data"):
                (consent,) = consents_of(person, kind)
                assert consent.date <= ordered
                assert consent.by in parents
    assert minors >= 3


@pytest.mark.parametrize("name", ["kvantorium", "teachers"])
def test_employees_agree_to_be_mentors_before_they_are_and_have_an_agreement(name: str) -> None:
    programme = sample(name)
    for pair in programme.pairs:
        first, last = programme.period(pair)
        ended = pair.terminated.date if pair.terminated else last
        for mentor in programme.persons(pair.mentors):
            if mentor.is_employee:
                (consent,) = consents_of(mentor, "mentoring")
                assert consent.date <= first
                assert pair.agreement is not None
                assert pair.agreement.date is not None
                assert consent.date <= pair.agreement.date <= first <= ended


def test_a_mentor_from_outside_has_an_agreement_and_a_clearance() -> None:
    programme = sample("kvantorium")
    (pair,) = (pair for pair in programme.pairs if pair.mentors == ("vypusknikov",))
    mentor = programme.person("vypusknikov")
    assert mentor.kind == "alumnus"
    assert mentor.clearance is not None
    assert pair.agreement is not None


@pytest.mark.parametrize("name", NAMES)
def test_pupils_are_of_the_age_of_their_class(name: str) -> None:
    programme = sample(name)
    for pupil in students(programme):
        age = pupil.age_on(programme.start)
        assert age is not None
        assert age - int(pupil.class_.split()[0]) in USUAL_AGES, pupil.id


@pytest.mark.parametrize("name", NAMES)
def test_pairs_work_within_the_programme_and_meet_on_working_days(name: str) -> None:
    programme = sample(name)
    for pair in programme.pairs:
        first, last = programme.period(pair)
        assert programme.start <= first < last <= programme.end
        assert all(first <= each.date <= last and _works_on(each.date) for each in pair.meetings)


# --- fictitious


@pytest.mark.parametrize("name", NAMES)
def test_nobody_can_be_reached_by_what_a_sample_says(name: str) -> None:
    said = " ".join(texts(read(engine.locate(SAMPLES / name)).data))
    assert set(re.findall(r"\b\d{6}(?=, )", said)) <= {"000000"}
    assert all(phone == "000" for phone in re.findall(r"\+7 \((\d+)\)", said))
    assert all(host.endswith("example.org") for host in re.findall(r"[\w.-]+@([\w.-]+)", said))
    assert not re.search(r"(?<!example)\.(?:org|ru|com|net|рф)\b", said)


@pytest.mark.parametrize("name", NAMES)
def test_numbers_of_organisations_are_made_of_noughts(name: str) -> None:
    programme = sample(name)
    school = programme.school
    stated = [school.inn, school.ogrn, *(each.inn for each in programme.partners)]
    numbers = [number for number in stated if number]
    assert all(set(number[:-1]) == {"0"} for number in numbers)


@pytest.mark.parametrize("name", NAMES)
def test_the_region_of_a_sample_is_on_no_map(name: str) -> None:
    assert sample(name).school.region == "Примерская область"
