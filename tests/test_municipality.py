"""Many schools in one run: each is made as if it were alone, and none stops another."""

from __future__ import annotations

import gc
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from docgen import engine
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine import Project
from docgen.engine.compiling import Compiled
from docgen.errors import EnvironmentProblem, OutputError
from docgen.locking import locked
from docgen.municipality import (
    SUMMARY,
    Building,
    Checking,
    Outcome,
    SchoolFolder,
    find_schools,
    follow,
    keep_summary,
    namesakes,
    tasks,
    work,
)
from docgen.municipality.archiving import archive
from docgen.records import replace
from docgen.starter import Answers, start
from tests.crowd import crowd, documents
from tests.programmes import project
from tests.test_bulk import Paperless

KINDS = ("mentor-consent",)
WRONG = crowd(2).replace("  place:", "  colour: синий\n  place:", 1)


def school(root: Path, name: str, text: str = "") -> Path:
    """Write a school below a folder; without a text, one of two pairs."""
    return project(root / name, text or crowd(2))


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    """What is compiled once for all tests, as it is for all schools of a run."""
    return Compiled()


@pytest.fixture
def task(compiled: Compiled) -> Building:
    """What is to be done for every school."""
    return Building("Готово", KINDS, compiled=compiled)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of three schools; the one in the middle is wrong."""
    for name, text in (("город/а", ""), ("город/б", WRONG), ("село", "")):
        school(tmp_path, name, text)
    return tmp_path


def built(root: Path, task: Building | Checking, **how: int) -> list[Outcome]:
    """Do the task for all schools of a folder."""
    schools, report = find_schools(root)
    assert report.ok
    return list(work(task, schools, **how))


def codes(outcome: Outcome) -> list[str]:
    """Return the codes of what was found in a school."""
    return [found.code for found in outcome.report]


# ---------------------------------------------------------------- which schools there are


def test_schools_are_found_at_any_depth_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("я", "район 2/б", "район 2/а", "район 10"):
        school(tmp_path, name)
    schools, report = find_schools(tmp_path)
    assert [each.name for each in schools] == ["район 2/а", "район 2/б", "район 10", "я"]
    assert schools[1] == SchoolFolder("район 2/б", tmp_path / "район 2" / "б", "б")
    assert not report


def test_a_school_that_docgen_has_begun_is_found(tmp_path: Path) -> None:
    """Beside its programme lies a folder of docgen's own, as there is beside made documents."""
    people = ("Вымышленный", "Пётр", "Ильич"), ("Придуманная", "Анна", "Сергеевна")
    start(
        tmp_path / "а",
        Answers("Школа", "Школа", "г. Лесногорск", *people, ("teachers",), "2026/27"),
    )
    engine.build(engine.load(school(tmp_path, "б")), tmp_path / "б", KINDS)
    schools, report = find_schools(tmp_path)
    assert [each.name for each in schools] == ["а", "б"]
    assert not report


def test_a_folder_without_a_programme_is_told_and_stops_nobody(tmp_path: Path) -> None:
    for name in ("школа/внутри", "район/школа", "район/пустая", "письма/март", "templates/x"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("школа", "район/школа"):
        school(tmp_path, name)
    built(tmp_path, Building("Готово", KINDS, output=tmp_path / "out" / "март"))
    _, report = find_schools(tmp_path)
    assert [(each.code, each.place.file) for each in report] == [
        ("DG569", str(tmp_path / name)) for name in ("письма", "район/пустая")
    ]
    assert report.ok


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    """Above a school at the end of a link lie other layers than those that one sees here."""
    there = tmp_path / "все"
    school(there, "б")
    school(tmp_path, "далеко/школа")
    for name, to in (("а", "далеко/школа"), ("в", "далеко"), ("г", "все"), ("д", "нет диска")):
        (there / name).symlink_to(tmp_path / to)
    schools, report = find_schools(there)
    assert [each.name for each in schools] == ["б"]
    assert [(each.code, Path(each.place.file).name) for each in report] == [
        ("DG569", name) for name in "авгд"
    ]
    assert report.ok
    (tmp_path / "здесь").symlink_to(there)
    assert [each.name for each in find_schools(tmp_path / "здесь")[0]] == ["б"]


def test_files_about_schools_that_lie_side_by_side_have_names_of_their_own(tmp_path: Path) -> None:
    for name in ("Школа 7", 'Школа "7"', "школа 7", "село/Школа 7", "Школа 8"):
        school(tmp_path, name)
    names = {each.name: each.file for each in find_schools(tmp_path)[0]}
    assert names["село/Школа 7"] == "Школа 7"
    assert names["Школа 8"] == "Школа 8"
    beside = [file.casefold() for name, file in names.items() if "село" not in name]
    assert len(set(beside)) == 4


def test_hidden_folders_packs_made_documents_and_folders_of_a_school_hold_none(
    tmp_path: Path,
) -> None:
    school(tmp_path, "школа")
    for name in (".hidden/x", "templates/x", "packs/x", "школа/прошлый год", "Готово/x"):
        school(tmp_path, name)
    (tmp_path / "Готово" / ".docgen").mkdir()
    assert [each.name for each in find_schools(tmp_path)[0]] == ["школа"]


def test_a_folder_that_is_a_school_itself_is_one_of_them(tmp_path: Path) -> None:
    project(tmp_path, crowd(1))
    school(tmp_path, "ещё")
    assert [each.name for each in find_schools(tmp_path)[0]] == [tmp_path.name, "ещё"]


def test_a_folder_without_schools_is_a_finding(tmp_path: Path) -> None:
    schools, report = find_schools(tmp_path)
    assert (schools, [found.code for found in report]) == ((), ["DG566"])
    (tmp_path / "ссылка").symlink_to(tmp_path)
    assert not find_schools(tmp_path)[1].ok


def test_a_folder_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    schools, report = find_schools(tmp_path / "нет такой")
    assert (schools, [found.code for found in report]) == ((), ["DG567"])


# ---------------------------------------------------------------- each as if alone


def test_every_school_is_built_as_it_would_be_alone(root: Path, task: Building) -> None:
    outcomes = built(root, task)
    assert [(each.made, each.ok) for each in outcomes] == [(2, True), (0, False), (2, True)]
    alone = engine.load(root / "село")
    engine.build(alone, root / "alone", KINDS)
    assert documents(root / "село" / "Готово") == documents(root / "alone")
    again = engine.build(alone, root / "село" / "Готово", KINDS)
    assert again.count(engine.State.SAME) == 2
    assert [each.unchanged for each in built(root, task)] == [2, 0, 2]


def test_documents_of_all_schools_go_into_one_folder_as_their_own_lie(
    root: Path, task: Building
) -> None:
    out = root / "готовое"
    assert built(root, replace(task, output=out))[0].made == 2
    assert len(documents(out / "город" / "а")) == len(documents(out / "село")) == 2
    assert not (root / "село" / "Готово").exists()
    assert [each.name for each in find_schools(root)[0]] == ["город/а", "город/б", "село"]


def test_whatever_is_wrong_with_one_school_concerns_no_other(root: Path, task: Building) -> None:
    broken = root / "город" / "а" / "templates" / "docx" / "mentor-consent" / "template.docx"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"not a document")
    school(root, "занята")
    taken = root / "занята" / "Готово" / ".docgen"
    taken.mkdir(parents=True)
    with locked(taken / "lock"):
        outcomes = built(root, task)
    assert {each.school.name: each.ok for each in outcomes} == {
        "город/а": False,
        "город/б": False,
        "занята": False,
        "село": True,
    }
    assert [len(each.failures) for each in outcomes] == [2, 0, 0, 0]
    assert codes(outcomes[2]) == ["DG508"]
    assert (root / "город" / "а" / "Готово" / engine.ERRATA).exists()
    (found,) = outcomes[0].report
    assert found.place.file == str(broken)


class Faulty:
    """Somebody who breaks over the documents of one school."""

    def run(self, task, jobs) -> Iterator[object]:
        for job in jobs:
            if "Учебников" in job.name:
                raise LookupError(job.name)
            yield task(job)


def test_a_fault_of_docgen_in_one_school_is_said_of_it_alone(root: Path, task: Building) -> None:
    school(root, "город/в", crowd(3))
    outcomes = built(root, replace(task, executor=Faulty()))
    assert [codes(each) for each in outcomes] == [[], ["DG104"], ["DG568"], []]
    (found,) = outcomes[2].report
    assert "LookupError" in found.message
    assert found.place.file == str(root / "город" / "в")
    assert built(root, task)[2].ok


def test_every_finding_says_at_least_which_school_it_is_about(tmp_path: Path) -> None:
    signed = "documents: {mentor-consent/t0: {status: signed}}\n"
    school(tmp_path, "а", crowd(1) + signed)
    task = Building("Готово", KINDS)
    built(tmp_path, task)
    (outcome,) = built(tmp_path, task)
    assert codes(outcome) == ["DG550"]
    assert [found.place.file for found in outcome.report] == [str(tmp_path / "а")]
    assert (outcome.signed, outcome.title) == (1, "МБОУ «Лесногорская школа»")


def test_pdfs_of_documents_that_were_there_are_counted(root: Path, task: Building) -> None:
    built(root, task)
    outcomes = built(root, replace(task, converter=Paperless()))
    assert [(each.made, each.pdfs, each.unchanged) for each in outcomes] == [
        (0, 2, 2),
        (0, 0, 0),
        (0, 2, 2),
    ]


def test_a_dry_run_of_many_schools_writes_nothing(root: Path, task: Building) -> None:
    before = documents(root)
    outcomes = built(root, replace(task, dry=True, archived=True))
    assert [each.made for each in outcomes] == [2, 0, 2]
    assert documents(root) == before


def test_a_run_that_was_stopped_leaves_whole_schools_and_the_next_makes_the_rest(
    root: Path, task: Building
) -> None:
    outcomes = work(task, find_schools(root)[0])
    assert next(outcomes).made == 2
    outcomes.close()
    assert [(each.made, each.unchanged) for each in built(root, task)] == [(0, 2), (0, 0), (2, 0)]


def test_a_layer_above_the_schools_is_under_each_of_them(root: Path, task: Building) -> None:
    layer = root / "templates" / "docx" / "mentor-consent"
    layer.mkdir(parents=True)
    (root / "templates" / "pack.yaml").write_text("name: district\ntitle: Район\n", "utf-8")
    (layer / "kind.yaml").write_text('file: "Согласие для района"\n', encoding="utf-8")
    assert [each.made for each in built(root, task)] == [2, 0, 2]
    assert all("для района" in name for name in documents(root / "село" / "Готово"))
    assert all("для района" in name for name in documents(root / "город" / "а" / "Готово"))


def test_a_school_that_could_not_be_read_is_repeated_as_failed(root: Path, task: Building) -> None:
    school(root, "село", WRONG)
    again = replace(task, failed=True)
    built(root, task)
    school(root, "село")
    assert [(each.ok, each.planned, each.made) for each in built(root, again)] == [
        (True, 0, 0),
        (False, 0, 0),
        (True, 2, 2),
    ]
    assert built(root, again)[2].planned == 0


class Lost:
    """Other computers that are gone after the first document."""

    def run(self, task, jobs) -> Iterator[object]:
        yield task(jobs[0])
        raise EnvironmentProblem(Diagnostic("DG916", "Связь прервалась"))


def test_what_others_could_not_finish_is_repeated_as_failed(root: Path, task: Building) -> None:
    assert codes(built(root, replace(task, executor=Lost()))[0]) == ["DG916"]
    again = [(each.made, each.unchanged) for each in built(root, replace(task, failed=True))]
    assert again == [(1, 1), (0, 0), (1, 1)]


def test_why_documents_were_made_is_counted(root: Path, task: Building) -> None:
    assert built(root, task)[2].why == (("new", 2),)
    next((root / "село" / "Готово").rglob("*.docx")).unlink()
    assert built(root, task)[2].why == (("lost", 1),)


def test_schools_of_one_name_or_one_inn_are_told_once(tmp_path: Path) -> None:
    said = (("Школа № 1", "01"), ("школа  № 1", "01"), ("Школа № 2", ""), ("Лицей", "01"))
    outcomes = [
        Outcome(SchoolFolder(mark, tmp_path / mark, mark), Report(), full_name=name, inn=inn)
        for mark, (name, inn) in zip("абвг", said, strict=True)
    ]
    told = {each.message for each in namesakes(outcomes)}
    assert told == {
        "У школ «а», «б» одно и то же: название – Школа № 1",
        "У школ «а», «б», «г» одно и то же: ИНН – 01",
    }
    assert len(namesakes(outcomes[:3])) == 1


# ---------------------------------------------------------------- schools that leave and come back


@pytest.fixture
def gathered(root: Path, task: Building) -> Path:
    """A folder of the documents of all schools, one of which has left."""
    built(root, replace(task, output=root / "всё", archived=True))
    (root / "село").rename(root.parent / f"{root.name}-закрыта")
    return root / "всё"


def followed(root: Path, task: Building, **how: object) -> Report:
    """Let what lies in a folder of all documents follow the schools."""
    schools, found = find_schools(root)
    return follow(
        replace(task, **{"kinds": (), "output": root / "всё", **how}), root, schools, found
    )


def test_the_documents_of_a_school_that_has_left_go_aside_and_come_back_with_it(
    root: Path, task: Building, gathered: Path
) -> None:
    before = documents(gathered)
    assert [each.code for each in followed(root, task)] == ["DG578"]
    assert not (gathered / "село").exists()
    aside = gathered / "Больше не нужны"
    assert {name.replace(f"{aside.name}{os.sep}", "") for name in documents(gathered)} == set(
        before
    )
    assert documents(aside / "село")
    assert followed(root, task) == Report()
    (root.parent / f"{root.name}-закрыта").rename(root / "село")
    assert [each.code for each in followed(root, task, failed=True)] == ["DG579"]
    assert documents(gathered) == before
    assert built(root, replace(task, output=gathered))[2].unchanged == 2


@pytest.mark.parametrize("now", ["станция", "город/станция"])
def test_documents_go_with_a_school_whose_folder_has_another_name(
    root: Path, task: Building, gathered: Path, now: str
) -> None:
    made = documents(gathered / "село")
    (root.parent / f"{root.name}-закрыта").rename(root / now)
    (said,) = followed(root, task)
    assert (said.code, "под это имя" in said.message) == ("DG579", True)
    assert documents(gathered / now) == made
    outcome = built(root, replace(task, output=gathered, archived=True))[2]
    assert (outcome.school.name, outcome.unchanged) == (now, 2)
    assert outcome.archive == gathered / f"{now}.zip"
    assert not list(gathered.glob("село*.zip"))
    assert not list(gathered.glob("город/село*.zip"))
    assert codes(outcome) == ["DG578"]


def test_documents_follow_nobody_when_two_schools_may_be_theirs(
    root: Path, task: Building, gathered: Path
) -> None:
    (root.parent / f"{root.name}-закрыта").rename(root / "станция")
    school(root, "хутор")
    assert [each.code for each in followed(root, task)] == ["DG578"]
    assert documents(gathered / "Больше не нужны" / "село")


@pytest.mark.parametrize(
    "how", [{"dry": True}, {"kinds": KINDS}, {"failed": True}, {"publish": True}, {"output": None}]
)
def test_only_a_run_that_speaks_for_all_documents_moves_them(
    root: Path, task: Building, gathered: Path, how: dict[str, object]
) -> None:
    said = followed(root, task, **how)
    assert [each.code for each in said] == (["DG578"] if "dry" in how else [])
    assert documents(gathered / "село")


def test_documents_of_other_schools_and_of_folders_that_are_closed_stay(
    root: Path, task: Building, gathered: Path
) -> None:
    assert not followed(root / "город", task, output=gathered)
    (gathered / "2025").mkdir()
    (gathered / "село").rename(gathered / "2025" / "село")
    assert not followed(root, task)
    (gathered / "2025" / "село").rename(gathered / "село")
    closed = Report([Diagnostic("DG567", "Папку не открыть", Place("папка"))])
    assert not follow(replace(task, kinds=(), output=gathered), root, (), closed)
    with locked(gathered / "село" / ".docgen" / "lock"):
        assert [each.code for each in followed(root, task)] == ["DG508"]
    (gathered / "Больше не нужны").write_text("файл на пути", encoding="utf-8")
    assert [each.code for each in followed(root, task)] == ["DG507"]
    assert documents(gathered / "село")


# ---------------------------------------------------------------- several processes


def test_several_processes_make_what_one_makes_and_say_it_in_its_order(
    root: Path, task: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LARGE", 2)  # then the largest school is left to this process
    school(root, "село", crowd(3))
    told: list[tuple[str, int, int]] = []
    schools = find_schools(root)[0]
    one = list(work(replace(task, output=root / "one"), schools))
    apart = replace(task, output=root / "two")
    two = list(work(apart, schools, processes=2, progress=lambda *each: told.append(each)))
    assert two == one
    assert documents(root / "two") == documents(root / "one")
    assert told == [("Школы", number, 3) for number in (1, 2, 3)]


def test_a_school_that_is_worth_all_processes_is_put_off_by_a_worker(
    root: Path, task: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LARGE", 1)
    apart = task.apart()
    assert apart is not None
    assert [each.postponed for each in built(root, apart)] == [True, False, True]
    assert not (root / "село" / "Готово").exists()


def test_what_keeps_others_busy_by_itself_is_not_spread(task: Building) -> None:
    assert replace(task, executor=Faulty()).apart() is None
    assert task.here(4).executor == engine.Fitting(4)


def test_schools_with_the_same_files_share_what_was_compiled(tmp_path: Path) -> None:
    compiled = Compiled()
    stacks = [engine.load(school(tmp_path, name)).packs for name in "аб"]
    path = stacks[0].find(stacks[0].kind("mentor-consent"), "template.docx")
    assert path
    first, second = (compiled.of(stack).template(path) for stack in stacks)
    assert first is second
    own = tmp_path / "в" / "templates" / "docx" / "_parts" / "letterhead.docx"
    own.parent.mkdir(parents=True)
    part = stacks[0].part("blank_letterhead") or stacks[0].part("letterhead")
    assert part
    own.write_bytes(part + b"\0")
    other = engine.load(school(tmp_path, "в")).packs
    assert compiled.of(other)._shared != compiled.of(stacks[0])._shared


# ---------------------------------------------------------------- checking


def test_every_school_is_checked(root: Path) -> None:
    outcomes = built(root, Checking())
    assert [(each.planned > 20, each.ok) for each in outcomes] == [
        (True, True),
        (False, False),
        (True, True),
    ]
    assert all(name.endswith("programme.yaml") for name in documents(root))


# ---------------------------------------------------------------- archives and the summary


def test_an_archive_holds_the_documents_alone_under_names_that_every_system_reads(
    root: Path, task: Building
) -> None:
    edited = next((root / "село").rglob("*.docx"), None)
    assert edited is None
    built(root, task)
    edited = next((root / "село").rglob("*.docx"))
    edited.write_bytes(b"by hand")
    outcome = built(root, replace(task, archived=True))[2]
    assert outcome.archive == root / "село" / "село.zip"
    with zipfile.ZipFile(outcome.archive) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        for each in packed.infolist():
            # `unzip` of Linux takes no UTF-8 from DOS, whose number is 0.
            assert (each.flag_bits, each.create_system) == (0x800, 3)
            assert each.external_attr >> 16 == 0o100644
        made = {name: packed.read(name) for name in names}
    there = documents(root / "село" / "Готово")
    assert any(name.startswith("Прежние версии") for name in there)
    ours = {name: data for name, data in there.items() if not name.startswith("Прежние версии")}
    assert made == {name.replace(os.sep, "/"): data for name, data in ours.items()}


def test_the_same_documents_give_the_same_archive_and_it_is_not_touched(
    root: Path, task: Building
) -> None:
    (first, *_) = built(root, replace(task, archived=True, output=root / "one"))
    (second, *_) = built(root, replace(task, archived=True, output=root / "two"))
    assert first.archive
    assert second.archive
    assert first.archive == root / "one" / "город" / "а.zip"
    assert first.archive.read_bytes() == second.archive.read_bytes()
    before = first.archive.stat().st_mtime_ns
    built(root, replace(task, archived=True, output=root / "one"))
    assert first.archive.stat().st_mtime_ns == before


def test_a_school_without_documents_gets_no_archive(root: Path, task: Building) -> None:
    outcomes = built(root, replace(task, archived=True, kinds=("order-results",), failed=True))
    assert {each.archive for each in outcomes} == {None}


def test_an_archive_of_whole_papers_is_not_replaced_by_one_without_some(
    root: Path, task: Building
) -> None:
    packing = replace(task, archived=True)
    whole = built(root, packing)[2].archive
    assert whole
    before = whole.read_bytes()
    school(root, "село", crowd(3).replace("gender: m", "gender: x", 1))
    outcome = built(root, packing)[2]
    assert (outcome.made > 0, outcome.ok, outcome.archive) == (True, False, None)
    assert whole.read_bytes() == before


def test_an_archive_of_a_former_name_is_moved_aside(root: Path, task: Building) -> None:
    packing = replace(task, archived=True)
    built(root, packing)
    (root / "село").rename(root / "станция")
    outcome = built(root, packing)[2]
    assert outcome.archive == root / "станция" / "станция.zip"
    assert codes(outcome) == ["DG578"]
    aside = root / "станция" / "Готово" / "Больше не нужны" / "село.zip"
    assert aside.read_bytes() == outcome.archive.read_bytes()
    assert not (root / "станция" / "село.zip").exists()
    assert codes(built(root, packing)[2]) == []


def test_an_archive_that_cannot_be_written_is_a_finding(root: Path, task: Building) -> None:
    (root / "село" / "село.zip").mkdir()
    outcome = built(root, replace(task, archived=True))[2]
    assert (outcome.made, codes(outcome), outcome.archive) == (2, ["DG506"], None)


def test_a_document_that_cannot_be_packed_is_a_finding(root: Path, task: Building) -> None:
    loaded = engine.load(root / "село")
    folder = root / "село" / "Готово"
    outputs = engine.build(loaded, folder, KINDS).outputs
    outputs[0].docx.unlink()
    with pytest.raises(OutputError) as caught:
        archive(outputs, folder, root / "село.zip")
    assert [found.code for found in caught.value.report] == ["DG507"]
    assert not (root / "село.zip").exists()


def test_the_summary_goes_into_a_new_folder_too(root: Path) -> None:
    assert keep_summary(root / "новая" / "папка", []).exists()
    with pytest.raises(OutputError):
        keep_summary(root / "село" / "programme.yaml" / "папка", [])


def test_the_summary_has_a_row_for_each_school_and_all_findings(root: Path, task: Building) -> None:
    school(root, "=1+1", WRONG)
    empty = Report([Diagnostic("DG569", "В папке школы нет", Place("пустая"))])
    path = keep_summary(root, built(root, replace(task, archived=True)), empty)
    assert path == root / SUMMARY
    book = CalamineWorkbook.from_path(path)
    rows = {row[0]: row for row in book.get_sheet_by_name("Школы").to_python()}
    assert list(rows)[1:] == ["=1+1", "город/а", "город/б", "село", "Всего"]
    assert rows["село"][2:7] == ["готово", "", 2, 2, "новый – 2"]
    assert rows["село"][-1] == "село.zip"
    assert rows["город/б"][2] == "не собрана"
    assert rows["город/б"][3].startswith("programme.yaml:")
    assert "Неизвестное поле «colour». Здесь бывают: " in rows["город/б"][3]
    assert rows["Всего"][4:7] == [4, 4, ""]
    found = book.get_sheet_by_name("Ошибки").to_python()
    assert [(row[0], row[1]) for row in found[1:]] == [
        ("", "DG569"),
        ("=1+1", "DG104"),
        ("город/б", "DG104"),
    ]
    assert all("programme.yaml:" in row[4] for row in found[2:])
    with zipfile.ZipFile(path) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


def test_the_summary_tells_the_cause_first_and_how_many_documents_wait(
    tmp_path: Path, task: Building
) -> None:
    school(tmp_path, "а", crowd(3).replace("gender: m", "gender: x", 1))
    outcomes = built(tmp_path, replace(task, kinds=("mentor-consent", "mentors-register")))
    path = keep_summary(tmp_path, [replace(outcomes[0], failures=outcomes[0].failures * 2)])
    found = CalamineWorkbook.from_path(path).get_sheet_by_name("Ошибки").to_python()[1:]
    assert [row[2] for row in found[:2]] == ["ошибка", "предупреждение"]
    (folded,) = (row for row in found if "обо всех сразу" in row[5])
    assert folded[3] == f"2\xa0документа: см. {engine.ERRATA} этой школы"


def test_a_school_is_let_go_before_the_next_one(root: Path, task: Building) -> None:
    """Its people and facts know one another, so it would stay until Python looks for rings."""
    gc.collect()
    gc.disable()
    try:
        before = projects()
        for each in find_schools(root)[0]:
            task(each)
        assert projects() == before
    finally:
        gc.enable()


def projects() -> int:
    """Return how many programmes are in memory."""
    return sum(isinstance(each, Project) for each in gc.get_objects())
