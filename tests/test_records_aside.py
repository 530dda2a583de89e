"""One bad record never stops the others: its documents wait, theirs are made."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from docgen import engine, resources
from docgen.cli.common import FOUND
from docgen.diagnostics import Report, Severity
from docgen.engine import Built, Project, State
from docgen.engine.compiling import Compiled
from docgen.engine.press import Printed, Printer
from docgen.municipality import Building, find_schools, work
from tests import programmes
from tests.cli.running import answer, run
from tests.compiled import COMPILED

SAMPLE = resources.samples() / "rural-school" / engine.MAIN_FILE
KINDS = ("model", "order-pairs", "pair-plan", "mentor-consent")
NAMES = ["Тетрадкин", "Линейкин", "Учебников", "Черновиков", "Ручкин", "Доскин"]
PERSON = "  - {{id: t{}, last_name: {}, first_name: Илья, kind: teacher, post: учитель}}\n"
PEOPLE = "".join(PERSON.format(number, name) for number, name in enumerate(NAMES, start=1))
PAIR = "  - {{id: p{}, form: teacher-teacher, mentors: [t{}], mentees: [t{}]}}\n"
FIRST, SECOND, THIRD = (PAIR.format(number, number, number + 3) for number in (1, 2, 3))
GOOD = "".join((programmes.SCHOOL, PEOPLE, programmes.YEAR, "pairs:\n", FIRST, SECOND, THIRD))
LOST = SECOND.replace("[t2]", "[t99]")
BAD_PAIRS = {
    "an id that nobody has": LOST,
    "a date that is none": SECOND.replace("id: p2,", "id: p2, start: 31.02.2027,"),
    "an id that is taken": SECOND + SECOND,
    "no mentee": SECOND.replace(", mentees: [t5]", ""),
    "a field that nobody knows": SECOND.replace("id: p2,", "id: p2, куратор: t6,"),
    "a field said twice": SECOND.replace("id: p2,", "id: p2, id: p4,"),
    "dates of another year": SECOND.replace("id: p2,", "id: p2, start: 01.09.2020,"),
    "no mapping at all": "  - вторая пара\n",
}


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return COMPILED


@pytest.fixture(scope="module")
def whole_sample(tmp_path_factory: pytest.TempPathFactory, compiled: Compiled) -> dict[str, bytes]:
    """What a programme without errors makes."""
    folder = tmp_path_factory.mktemp("whole")
    engine.build(engine.load(SAMPLE), folder, compiled=compiled)
    return contents(folder)


def written(folder: Path, text: str) -> Path:
    return programmes.project(folder, text)


def bad(pair: str = LOST) -> str:
    return GOOD.replace(SECOND, pair)


def spared(folder: Path, text: str) -> Project:
    """Return what can be built of a programme that has errors."""
    project = engine.load(written(folder, text))
    assert project.programme is None
    found = engine.spared(project)
    assert found is not None, list(project.report)
    return found


def built(project: Project, compiled: Compiled, **more: bool) -> Built:
    folder = Path(project.source.name).parent / "Готово"
    return engine.build(project, folder, KINDS, compiled=compiled, **more)


def made(found: Built, state: State = State.MADE) -> set[tuple[str, str]]:
    return {(each.job.kind, each.job.subject) for each in found.outputs if each.state is state}


def failed(found: Built) -> set[tuple[str, str]]:
    return {(each.job.kind, each.job.subject) for each in found.failures}


def contents(folder: Path) -> dict[str, bytes]:
    files = folder.rglob("*.docx")
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def table(folder: Path) -> list[list[str]]:
    book = CalamineWorkbook.from_path(str(folder / engine.ERRATA))
    return book.get_sheet_by_index(0).to_python()[1:]


def codes(found: Iterable[object]) -> set[str]:
    return {each.code for each in found}  # type: ignore[attr-defined]


@pytest.mark.parametrize("pair", BAD_PAIRS.values(), ids=BAD_PAIRS)
def test_documents_of_the_other_pairs_are_made(
    tmp_path: Path, compiled: Compiled, pair: str
) -> None:
    project = spared(tmp_path, bad(pair))
    assert not project.report.ok
    assert {(each.group, each.index) for each in project.left_out} >= {("pairs", 1)}
    found = built(project, compiled)
    plans = {who for kind, who in made(found) if kind == "pair-plan"}
    assert plans == {"p1", "p3"}
    assert ("model", "") in made(found)
    assert failed(found) == {("order-pairs", "")}
    assert codes(found.failures[0].report) == {"DG559"}


@pytest.mark.parametrize(
    "broken",
    [
        "pair-2",
        "ogorodnikova",
        "pair-1",
        "kolosok-father",
        "tropinkin",
        "primerov",
        "vymyshlennaya",
    ],
)
def test_what_is_made_is_what_a_whole_programme_makes(
    tmp_path: Path, compiled: Compiled, whole_sample: dict[str, bytes], broken: str
) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    spoilt, count = re.subn(
        rf"^  - id: {broken}\b", r"  - сбой: да\n    id: " + broken, text, flags=re.M
    )
    assert count == 1
    project = spared(tmp_path, spoilt)
    engine.build(project, tmp_path / "Готово", compiled=compiled)
    made = contents(tmp_path / "Готово")
    assert len(made) > 30
    assert made.items() < whole_sample.items()
    repaired = engine.load(written(tmp_path, text))
    engine.build(repaired, tmp_path / "Готово", compiled=compiled, failed=True)
    assert contents(tmp_path / "Готово") == whole_sample


def test_all_who_have_one_id_are_left_out(tmp_path: Path) -> None:
    project = spared(tmp_path, bad(SECOND + THIRD.replace("p3", "p2")))
    assert [(each.group, each.index, each.id) for each in project.left_out] == [
        ("pairs", 1, "p2"),
        ("pairs", 2, "p2"),
    ]


def test_a_bad_person_takes_his_pairs_along_and_they_say_why(
    tmp_path: Path, compiled: Compiled
) -> None:
    text = GOOD.replace("id: t2, last_name: Линейкин", "id: t2, фамилия: Линейкин")
    project = spared(tmp_path, text)
    assert {(each.group, each.id) for each in project.left_out} == {
        ("people", "t2"),
        ("pairs", "p2"),
    }
    (said,) = (each for each in project.report if each.code == "DG549")
    assert said.severity is Severity.WARNING
    assert said.path == ("pairs", 1, "mentors", 0)
    assert "t2" in said.message
    assert "DG160" not in codes(project.report)
    assert ("pair-plan", "p3") in made(built(project, compiled))


def test_places_and_paths_are_those_of_the_file(tmp_path: Path) -> None:
    late = THIRD.replace("[t3]", "[t98]")
    project = spared(
        tmp_path, bad(LOST.replace("id: p2", "id: p2, куратор: нет")).replace(THIRD, late)
    )
    (lost,) = (each for each in project.report if each.code == "DG160")
    assert lost.path == ("pairs", 2, "mentors", 0)
    assert project.source.line(lost.place.file, lost.place.line).strip() == late.strip()
    assert project.source.place(("pairs", 0)).line == lost.place.line - 2


def test_records_of_included_files_are_found_in_them(tmp_path: Path) -> None:
    part = "pairs:\n" + BAD_PAIRS["a field said twice"] + THIRD.replace("[t3]", "[t98]")
    (tmp_path / "часть.yaml").write_text(part, encoding="utf-8")
    text = GOOD.replace(SECOND, "").replace(THIRD, "") + "include: [часть.yaml]\n"
    project = spared(tmp_path, text)
    assert [(each.id, each.place.line) for each in project.left_out] == [("p2", 2), ("p3", 3)]
    assert {Path(each.place.file).name for each in project.left_out} == {"часть.yaml"}


def test_a_project_without_records_crosses_to_workers(tmp_path: Path, compiled: Compiled) -> None:
    project = spared(tmp_path, bad())
    task = pickle.loads(pickle.dumps(Printer(project, compiled)))
    made = {job.kind: task(job) for job in engine.plan(project, ["order-pairs", "model"])[0].jobs}
    assert isinstance(made["model"], Printed)
    assert isinstance(made["order-pairs"], Report)


def test_what_is_numbered_keeps_its_number(tmp_path: Path) -> None:
    project = spared(tmp_path, bad())
    assert [pair["number"] for pair in project.facts.names["pairs"]] == [1, 3]


def test_an_error_elsewhere_refuses_the_whole_programme(tmp_path: Path) -> None:
    project = engine.load(written(tmp_path, bad().replace("curators: [cur]", "curators: [nobody]")))
    assert engine.spared(project) is None
    broken = engine.load(written(tmp_path, bad() + "\n\t- :"))
    assert engine.spared(broken) is None
    for gone in ("last_name: Придуманная", "kind: head\n    post"):  # nobody would know who signs
        nameless = GOOD.replace(gone, gone.replace("last_name", "фамилия").replace("kind", "кто"))
        assert engine.spared(engine.load(written(tmp_path, nameless))) is None


def test_old_documents_stay_and_the_repaired_ones_alone_are_made(
    tmp_path: Path, compiled: Compiled
) -> None:
    whole = built(engine.load(written(tmp_path, GOOD)), compiled)
    before = contents(tmp_path)
    found = built(spared(tmp_path, bad()), compiled)
    assert contents(tmp_path) == before
    assert failed(found) == {("order-pairs", ""), ("pair-plan", "p2")}
    assert (found.moved, made(found)) == ((), set())
    other = GOOD.replace(SECOND, SECOND.replace("id: p2,", "id: p2, goal: Новая цель,"))
    again = built(engine.load(written(tmp_path, other)), compiled, failed=True)
    assert made(again) == {("pair-plan", "p2")}
    assert made(again, State.SAME) == {("order-pairs", "")}
    rest = built(engine.load(written(tmp_path, other)), compiled)
    assert (rest.failures, made(rest)) == ((), set())
    assert len(rest.outputs) == len(whole.outputs)


def test_what_was_never_made_is_made_when_the_record_is_repaired(
    tmp_path: Path, compiled: Compiled
) -> None:
    first = built(spared(tmp_path, bad()), compiled)
    there = made(first)
    repaired = engine.load(written(tmp_path, GOOD))
    again = built(repaired, compiled, failed=True)
    assert made(again) == {("order-pairs", ""), ("pair-plan", "p2"), ("mentor-consent", "t2")}
    assert made(built(repaired, compiled), State.SAME) == there | made(again)
    assert not built(repaired, compiled, failed=True).plan.jobs


def test_a_pair_that_is_new_and_bad_does_not_pass_for_the_old_state(
    tmp_path: Path, compiled: Compiled
) -> None:
    built(engine.load(written(tmp_path, GOOD.replace(SECOND, ""))), compiled)
    assert failed(built(spared(tmp_path, bad()), compiled)) == {("order-pairs", "")}


def test_who_is_in_a_pair_that_is_left_out_is_not_told_of_as_if_he_were_not(
    tmp_path: Path, compiled: Compiled
) -> None:
    shared = SECOND.replace("[t2]", "[t1]").replace("[t5]", "[t99]")
    people = spared(tmp_path, bad(shared)).facts.people
    asked = people.listen()
    assert [pair["id"] for pair in people["t3"]["mentoring"]] == ["p3"]
    assert "*" not in asked
    assert [pair["id"] for pair in people["t1"]["mentoring"]] == ["p1"]
    assert "*" in asked


def test_a_signed_document_of_a_record_with_errors_has_not_failed(
    tmp_path: Path, compiled: Compiled
) -> None:
    built(engine.load(written(tmp_path, GOOD)), compiled)
    signed = "documents:\n  pair-plan/p2: {number: '5', date: 02.09.2026, status: signed}\n"
    project = spared(tmp_path, bad() + signed)
    assert "DG173" not in codes(project.report)
    assert failed(built(project, compiled)) == {("order-pairs", "")}


def test_a_namesake_keeps_the_name_of_his_file(tmp_path: Path, compiled: Compiled) -> None:
    alike = GOOD.replace("Линейкин", "Тетрадкин").replace("Ручкин", "Черновиков")
    built(engine.load(written(tmp_path, alike)), compiled)
    before = contents(tmp_path)
    built(spared(tmp_path, alike.replace(SECOND, LOST)), compiled)
    assert contents(tmp_path) == before


def test_a_new_namesake_does_not_take_the_file_of_one_left_out(
    tmp_path: Path, compiled: Compiled
) -> None:
    alike = GOOD.replace("Линейкин", "Тетрадкин").replace("Ручкин", "Черновиков")
    built(engine.load(written(tmp_path, alike.replace(FIRST, ""))), compiled)
    before = contents(tmp_path)
    built(spared(tmp_path, alike.replace(SECOND, LOST)), compiled)
    after = contents(tmp_path)
    assert before.items() <= after.items()
    assert any("pair-plan-p1" in name for name in after)


def test_the_command_makes_the_others_and_lists_what_it_could_not(tmp_path: Path) -> None:
    folder = written(tmp_path, bad())
    result = run("build", "order-pairs", "pair-plan", "-C", folder)
    assert result.exit_code == FOUND
    assert "DG160" in result.stderr
    assert "Не созданы: 1 документ." in result.stdout
    assert "Записей с ошибками: 1 (pairs: p2; см. " in result.stdout
    assert "docgen build --failed" in result.stdout
    rows = table(folder / "Готово")
    assert {(row[0], row[2].rpartition("/")[2]) for row in rows} == {
        ("DG160", ""),
        ("DG559", "09 Приказ о закреплении пар"),
    }
    assert all("programme.yaml:" in row[3] and row[5] for row in rows)
    written(tmp_path, GOOD)
    assert run("build", "--failed", "-C", folder).exit_code == 0
    assert not (folder / "Готово" / engine.ERRATA).exists()


def test_a_rehearsal_says_it_and_writes_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, bad())
    asked = ("build", "pair-plan", "order-pairs", "--dry-run", "-C", folder)
    result = run(*asked)
    assert result.exit_code == FOUND
    assert result.stdout.startswith("Будет создано: 2 документа.")
    assert "Записей с ошибками: 1" in result.stdout
    assert result.stdout.endswith("; потом: docgen build --failed\n")
    assert run(*asked, "--pdf").stdout.endswith("; потом: docgen build --failed --pdf\n")
    assert [each.name for each in folder.iterdir()] == ["programme.yaml"]
    found = answer(run("build", "order-pairs", "--dry-run", "--json", "-C", folder))
    assert (found["ok"], len(found["failed"])) == (False, 1)
    assert [(each["list"], each["id"]) for each in found["left_out"]] == [("pairs", "p2")]


def test_a_programme_that_is_refused_has_a_table_of_its_errors(tmp_path: Path) -> None:
    folder = written(tmp_path, bad().replace("curators: [cur]", "curators: [nobody]"))
    result = run("build", "-C", folder)
    assert result.exit_code == FOUND
    assert "Документы не созданы." in result.stdout
    assert {row[0] for row in table(folder / "Готово")} == {"DG160"}
    assert {each.name for each in (folder / "Готово").iterdir()} == {engine.ERRATA, ".docgen"}
    (tmp_path / "file").write_text("", encoding="utf-8")
    nowhere = run("build", "-C", folder, "-o", tmp_path / "file" / "out")
    assert nowhere.exit_code == FOUND


def test_copies_for_the_site_need_every_record(tmp_path: Path) -> None:
    folder = written(tmp_path, bad())
    result = run("build", "--publish", "-C", folder)
    assert result.exit_code == FOUND
    assert "Документы не созданы." in result.stdout
    assert [each.name for each in folder.iterdir()] == ["programme.yaml"]


def test_a_school_of_many_gets_its_other_documents(tmp_path: Path, compiled: Compiled) -> None:
    written(tmp_path / "а", bad())
    written(tmp_path / "б", bad().replace("curators: [cur]", "curators: [nobody]"))
    written(tmp_path / "в", GOOD)
    schools, _ = find_schools(tmp_path)
    task = Building("Готово", KINDS, compiled=compiled)
    outcomes = list(work(task, schools, processes=1))
    assert [each.ok for each in outcomes] == [False, False, True]
    assert [bool(each.made) for each in outcomes] == [True, False, True]
    assert len(outcomes[0].failures) == 1
    assert {row[0] for row in table(tmp_path / "а" / "Готово")} == {"DG160", "DG559"}
    assert {row[0] for row in table(tmp_path / "б" / "Готово")} == {"DG160"}


def test_a_programme_that_could_not_be_read_at_all_is_what_failed(tmp_path: Path) -> None:
    """Old documents, too: nobody has looked whether they are still right."""
    asked = ("build", *KINDS, "-C", tmp_path)
    written(tmp_path, GOOD)
    run(*asked)
    for text in (GOOD.replace("start: 01.09.2026", "start: 31.09.2026"), "school: [\n"):
        written(tmp_path, text)
        assert run(*asked, "--failed").exit_code == FOUND
    written(tmp_path, GOOD.replace("start: 01.09.2026", "start: 02.09.2026"))
    assert answer(run(*asked, "--failed", "--json"))["totals"]["made"] > 0
    assert "повторять нечего" in run(*asked, "--failed").stdout
    assert "Изменений нет" in run(*asked).stdout
