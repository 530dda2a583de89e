"""Copies for the site hold nobody's private data, in no part and no property."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen import engine, resources
from docgen.engine import Built, Project
from docgen.model import Person
from docgen.packs import stack
from docgen.publication import Leak, Secrets
from docgen.russian import CASES, decline
from tests.cli.running import answer, codes, run
from tests.programmes import SCHOOL, STUDENTS, project

SAMPLES = sorted(path.name for path in resources.samples().glob("*/"))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Project, Built]]:
    """Every sample and the copies of its papers."""
    loaded = {name: engine.load(resources.samples() / name) for name in SAMPLES}
    return {
        name: (each, engine.publish(each, tmp_path_factory.mktemp(name)))
        for name, each in loaded.items()
    }


def outsiders(loaded: Project) -> list[Person]:
    """Return the people who are not named on a site: pupils, parents, people of other houses."""
    return [person for person in loaded.facts.programme.people if not person.is_employee]


def private(loaded: Project) -> Iterator[str]:
    """Yield what no copy may hold, straight from the data: whatever the engine thinks of it."""
    staff = {person.last_name for person in loaded.facts.programme.people if person.is_employee}
    for person in outsiders(loaded):
        if person.last_name not in staff:
            yield person.last_name
            gender = person.gender
            for case in CASES:
                yield decline(person.last_name, case, "last", gender)
    for person in loaded.facts.programme.people:
        yield from filter(None, (person.contacts.email, person.contacts.address))
        if person.contacts.phone and person.contacts.phone != loaded.facts.programme.school.phone:
            yield person.contacts.phone
        if person.birth_date:
            yield f"{person.birth_date:%d.%m.%Y}"
            yield person.birth_date.isoformat()
        if person.identity:
            yield from filter(None, (person.identity.number, person.identity.issued))


def everything(path: Path) -> str:
    """Return all members of a package as they are, and once more without their tags."""
    with zipfile.ZipFile(path) as package:
        raw = "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )
    return f"{raw}\n{re.sub('<[^>]+>', '', raw)}".replace("\u00a0", " ")


def is_in(text: str, value: str) -> bool:
    """Whether a text has a value as words of their own."""
    return value in text and bool(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_private_value_is_in_any_part_of_any_copy(
    copies: dict[str, tuple[Project, Built]], name: str
) -> None:
    loaded, built = copies[name]
    values = sorted(set(private(loaded)))
    assert values or name == "teachers"  # where everybody is of the staff
    for output in built.outputs:
        text = everything(output.docx)
        assert [each for each in values if is_in(text, each)] == [], output.job.name


@pytest.mark.parametrize("name", SAMPLES)
def test_all_that_a_school_must_put_on_its_site_is_there_and_the_list_names_it(
    copies: dict[str, tuple[Project, Built]], name: str
) -> None:
    loaded, built = copies[name]
    assert built.report.ok, list(built.report)
    public = {kind.name for kind in stack().kinds() if kind.publish}
    planned = {job.kind for job in engine.plan(loaded)[0].jobs}
    made = [output.job.kind for output in built.outputs]
    assert set(made) == (public & planned) | {"site-section"}
    listed = everything(built.outputs[-1].docx)
    assert made[-1] == "site-section"
    assert all(output.job.name in listed for output in built.outputs[:-1])


@pytest.mark.soffice
def test_the_pdf_copies_hold_no_private_value_either(tmp_path: Path) -> None:
    sample = resources.samples() / "rural-school"
    result = run("build", "--publish", "--pdf", "--json", "-C", sample, "-o", tmp_path / "site")
    values = set(private(engine.load(sample)))
    pdfs = [Path(each["pdf"]) for each in answer(result)["outputs"]]
    assert pdfs
    for path in pdfs:
        reader = PdfReader(path)
        text = " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
        text = re.sub(r"\s+", " ", text)
        assert [each for each in values if is_in(text, each)] == []


def test_nobody_signs_a_copy(copies: dict[str, tuple[Project, Built]]) -> None:
    (order,) = (o for o in copies["kvantorium"][1].outputs if o.job.kind == "order-curator")
    assert "ознакомлены" not in everything(order.docx)


def test_a_text_that_names_a_pupil_stops_its_copy_and_not_the_others(tmp_path: Path) -> None:
    told = STUDENTS.replace("programme:\n", "programme:\n  introduction: [Как у Тетрадкина.]\n")
    loaded = engine.load(project(tmp_path, SCHOOL + told))
    built = engine.publish(loaded, tmp_path / "site")
    assert [found.code for found in built.report] == ["DG551"]
    (found,) = built.report
    assert "Тетрадкин" not in found.message + found.hint
    assert "s1" in found.message
    assert "programme" not in {output.job.kind for output in built.outputs}
    assert {"regulation-students", "site-section"} <= {o.job.kind for o in built.outputs}
    assert not list((tmp_path / "site").glob("*Программа*"))


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("Марку Тетрадкину", "имя"),
        ("М. Тетрадкин", "имя"),
        ("ТЕТРАДКИНЫМ", "имя"),
        ("звоните +7 (900) 000-00-01", "телефон"),
        ("8-900-000-00-01", "телефон"),
        ("mark@example.org", "почта"),
        ("родился 12.05.2010", "дата рождения"),
        ("родился 12 мая 2010 г.", "дата рождения словами"),
        ("паспорт 00 00 123456", "документ"),
    ],
)
def test_private_data_are_found_however_they_are_written(
    tmp_path: Path, written: str, what: str
) -> None:
    own = (
        "first_name: Марк, birth_date: 12.05.2010, contacts: {phone: 8 900 000 00 01, "
        "email: mark@example.org}, identity: {series: 0000, number: 123456}"
    )
    text = SCHOOL + STUDENTS.replace("first_name: Марк", own)
    text = text.replace("programme:\n", f"programme:\n  introduction: ['{written}']\n", 1)
    loaded = engine.load(project(tmp_path, text))
    built = engine.build(loaded, tmp_path / "out", ["programme"])
    secrets = Secrets(loaded.facts.programme, loaded.facts.lexicon)
    assert Leak("s1", what) in secrets.leaks(built.outputs[0].docx.read_bytes())


def test_a_namesake_among_the_staff_may_be_named(tmp_path: Path) -> None:
    text = (SCHOOL + STUDENTS).replace("last_name: Придуманная", "last_name: Линейкина")
    built = engine.publish(engine.load(project(tmp_path, text)), tmp_path / "site")
    assert built.report.ok, list(built.report)


def test_named_copies_are_made_alone_and_a_paper_with_people_is_refused(tmp_path: Path) -> None:
    folder = project(tmp_path, SCHOOL + STUDENTS)
    site = tmp_path / "site"
    found = answer(run("build", "положение", "--publish", "--json", "-C", folder, "-o", site))
    assert [each["kind"] for each in found["outputs"]] == ["regulation-students"]
    assert codes(run("build", "order-pairs", "--publish", "--json", "-C", folder)) == ["DG552"]


def test_copies_lie_beside_the_programme_in_a_folder_of_their_own(tmp_path: Path) -> None:
    folder = project(tmp_path, SCHOOL + STUDENTS)
    said = run("build", "--publish", "--dry-run", "-C", folder).stdout
    assert "Положение" in said
    assert run("build", "положение", "--publish", "-C", folder).exit_code == 0
    assert [path.suffix for path in (folder / "Для сайта").glob("*.docx")] == [".docx"]
