"""The workbook to fill in: made of the schema, and what it holds comes back exactly."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from docgen import engine, packs, resources
from docgen.declensions.workbook import workbook as sheet_of_declensions
from docgen.pdf import Office
from docgen.tables import Asked, Catalogue, Memory, blank_workbook, choose, prepare, read_book
from tests.programmes import SCHOOL
from tests.soffice import convert
from tests.tables.making import EMPTY, FULL, PROGRAMME, Rows, take, xlsx

TEXTS = st.sampled_from(
    [
        "учитель математики",
        "=1+1",
        "+7 900",
        "@имя",
        "-5 баллов",
        "'в кавычке",
        "007",
        "01.09.2026",
        "а;б, в",
        'кавычка " и: двоеточие #1',
        "да",
        "<b>&amp;",
        "10 «А»",
    ]
)
ITEMS = st.lists(st.sampled_from(["бег", "=лес", "игра: шахматы", "+плюс"]), max_size=3)
NAMES = st.sampled_from(
    [
        ("Клеёв", "Марк", "Ильич"),
        ("Клеёв", "Марк", ""),
        ("фон Бюлов", "Отто", "Карлович"),
        ("Мамедов", "Расул", "Гасан оглы"),
        ("Иванова", "Мария Луиза", ""),
        ("Роман", "Абрам", "Ильич"),
        ("Ким", "Ен Су", ""),
        ("Салтыков-Щедрин", "Жан-Поль", "Ильич"),
        ("О’Хара", "Джон", ""),
        ("Абрамович", "Анна", "Петровна"),
    ]
)


@st.composite
def person(draw: st.DrawFn) -> dict[str, Any]:
    """A person as the programme writes one, with fields that have columns."""
    last, first, middle = draw(NAMES)
    made: dict[str, Any] = {
        "last_name": last,
        "first_name": first,
        "middle_name": middle,
        "kind": draw(st.sampled_from(["student", "teacher", "parent", "other"])),
        "class": draw(st.sampled_from(["", "7 «Б»", "11", "5 «АБ»"])),
        "post": draw(st.just("") | TEXTS),
        "gender": draw(st.sampled_from(["m", "f"])),
        "birth_date": draw(st.sampled_from(["", "01.09.2012", "31.12.1899"])),
        "subjects": draw(ITEMS),
        "category": draw(st.just("") | TEXTS),
        "achievements": draw(ITEMS),
        "request": draw(st.just("") | TEXTS),
        "experience": draw(st.sampled_from([{}, {"total": "12"}, {"total": "9", "here": "0"}])),
        "contacts": draw(st.sampled_from([{}, {"phone": "8 (000) 1"}, {"phone": "+7 000"}])),
    }
    return {key: value for key, value in made.items() if value not in ("", [], {})}


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, Any]:
    """People with ids, and pairs of them."""
    people = draw(st.lists(person(), min_size=2, max_size=6))
    people = [{"id": f"x{n}", **each} for n, each in enumerate(people)]
    ids = [each["id"] for each in people]
    mentees = draw(st.lists(st.sampled_from(ids[1:]), min_size=1, unique=True))
    pairs = [
        {
            "id": "p1",
            "form": draw(st.sampled_from(["student-student", "teacher-student"])),
            "mentors": [ids[0]],
            "mentees": mentees,
            **({"variety": "group"} if len(mentees) > 1 else {}),
            "start": "15.09.2026",
            "goal": draw(TEXTS),
            "tasks": ["один", draw(TEXTS.filter(lambda text: ";" not in text))],
        }
    ]
    return {"people": people, "pairs": pairs}


def as_text(made: dict[str, Any]) -> str:
    """Return a programme with these people and pairs."""
    head, _, staff = SCHOOL.partition("people:\n")
    people = yaml.dump(made["people"], allow_unicode=True, sort_keys=False)
    pairs = yaml.dump({"pairs": made["pairs"]}, allow_unicode=True, sort_keys=False)
    return (
        f"{head}people:\n{staff}"
        + people.replace("\n", "\n  ").join(("  ", "\n"))
        + PROGRAMME
        + pairs
    )


def export(folder: Path, text: str) -> Path:
    """Write the workbook of a programme."""
    home = folder / "from"
    home.mkdir(exist_ok=True)
    (home / "programme.yaml").write_text(text, encoding="utf-8")
    loaded = engine.load(home)
    assert loaded.programme is not None, list(loaded.report)
    path = folder / "книга.xlsx"
    path.write_bytes(blank_workbook(loaded, loaded.packs))
    return path


@settings(max_examples=12, deadline=None)
@given(made=programmes())
def test_what_was_exported_comes_back_exactly(made: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = export(folder, as_text(made))
        same = take(folder, path, as_text(made))
        assert same.report.ok, list(same.report)
        assert same.changes == []
        fresh = take(folder, path, EMPTY, answer=lambda _: False)
        assert fresh.report.ok, list(fresh.report)
        raw = engine.load(folder / "from").source.data
        assert fresh.data["people"] == raw["people"]
        assert fresh.data["pairs"] == raw["pairs"]


@pytest.mark.parametrize("sample", ["kvantorium", "teachers", "rural-school"])
def test_a_sample_comes_back_without_changes(sample: str, tmp_path: Path) -> None:
    loaded = engine.load(resources.samples() / sample)
    path = tmp_path / "a.xlsx"
    path.write_bytes(blank_workbook(loaded, loaded.packs))
    catalogue = Catalogue(loaded.packs)
    tables, report = choose(read_book(path), catalogue, Asked(), Memory())
    assert [table.kind for table in tables] == ["people", "pairs"]
    prepared = prepare(loaded, tables, catalogue, lambda _: None)
    assert list(report + prepared.report) == []
    assert prepared.changes == ()


def test_an_empty_workbook_takes_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(blank_workbook(None, packs.stack()))
    taken = take(tmp_path, path)
    assert (taken.codes, taken.changes, taken.text) == ([], [], EMPTY)


def test_the_same_programme_gives_the_same_bytes(tmp_path: Path) -> None:
    assert export(tmp_path, FULL).read_bytes() == export(tmp_path, FULL).read_bytes()


def test_the_workbook_has_lists_checks_and_hints(tmp_path: Path) -> None:
    path = export(tmp_path, FULL)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Как заполнять", "Люди", "Пары", "Списки"]
    lists = book.get_sheet_by_name("Списки").to_python()
    assert "обучающийся школы" in [row[0] for row in lists]
    with zipfile.ZipFile(path) as archive:
        people, pairs = (
            archive.read(f"xl/worksheets/sheet{n}.xml").decode("utf-8") for n in (2, 3)
        )
    assert people.count('type="list"') == 3
    assert people.count('type="date"') == 2
    assert "'Люди'!$B$5:$B$504" in pairs
    assert 'promptTitle="Наставничество входит в…"' in people
    assert "promptTitle" in people
    assert 'state="frozen"' in people


def test_a_long_list_may_be_chosen_from_to_its_end_and_beyond(tmp_path: Path) -> None:
    more = (
        f"  - {{id: x{n}, last_name: Ким, first_name: Лев, kind: student, class: 7}}\n"
        for n in range(600)
    )
    text = FULL.replace("  # Обучающиеся\n", "".join(more))
    with zipfile.ZipFile(export(tmp_path, text)) as archive:
        pairs = archive.read("xl/worksheets/sheet3.xml").decode("utf-8")
    assert "'Люди'!$B$5:$B$710" in pairs


def changed(path: Path, change: Callable[[list[list[Any]]], Rows]) -> Path:
    """Write the list of people anew after somebody has changed it."""
    book = CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_name("Люди").to_python(skip_empty_area=False)
    return xlsx(path.with_name("b.xlsx"), change(rows))


def test_the_examples_are_nobody_whatever_becomes_of_the_columns(tmp_path: Path) -> None:
    path = export(tmp_path, FULL)
    for change in (
        lambda rows: rows,
        lambda rows: [row[1:] for row in rows],  # without «Обозначение»
        lambda rows: [row[::-1] for row in rows],
    ):
        assert take(tmp_path, changed(path, change), FULL).changes == []


def test_a_person_written_over_an_example_is_not_lost_unseen(tmp_path: Path) -> None:
    def write_over(rows: Rows) -> Rows:
        return [*rows[:2], [rows[2][0], "Клеёв Марк Ильич", *rows[2][2:]], *rows[3:]]

    taken = take(tmp_path, changed(export(tmp_path, FULL), write_over), FULL)
    spots = [(each.code, each.place.spot) for each in taken.report if not taken.report.ok]
    assert ("DG315", "лист «Лист1», A3") in spots


def test_the_examples_of_a_sheet_could_be_taken(tmp_path: Path) -> None:
    def without_the_word(rows: Rows) -> Rows:
        return [["", *(str(cell).replace("Пример: ", "") for cell in row[1:])] for row in rows]

    taken = take(tmp_path, changed(export(tmp_path, FULL), without_the_word), FULL)
    assert taken.codes == []
    assert [each["kind"] for each in taken.added("people", 6)] == ["teacher", "student"]


def test_no_workbook_of_ours_ever_has_a_formula(tmp_path: Path) -> None:
    text = FULL.replace("учитель математики", "'=cmd|calc!A1'").replace("вести журнал", "'+1'")
    text = text.replace("учитель физики", "'@SUM(1)'").replace(
        "place: г. Лесногорск", "place: '-1'"
    )
    path = export(tmp_path, text)
    other = tmp_path / "ведомость.xlsx"
    other.write_bytes(sheet_of_declensions(engine.declension_rows(engine.load(tmp_path / "from"))))
    for book in (path, other):
        with zipfile.ZipFile(book) as archive:
            sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
            assert not any(b"<f>" in archive.read(name) for name in sheets)
    cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Люди").to_python()
    assert "=cmd|calc!A1" in {cell for row in cells for cell in row}
    assert take(tmp_path, path, text).changes == []


@pytest.mark.soffice
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_a_workbook_saved_by_libreoffice_comes_back(
    extension: str, office: Office, tmp_path: Path
) -> None:
    path = export(tmp_path, FULL)
    saved = saved_by_calc(office, path, tmp_path / "saved", extension)
    taken = take(tmp_path, saved, FULL)
    assert (taken.codes, taken.changes) == ([], [])


@pytest.mark.soffice
def test_a_sheet_saved_as_csv_by_libreoffice_comes_back(office: Office, tmp_path: Path) -> None:
    # In a CSV a date is written as the office's own country writes it; here that is not Russia.
    text = re.sub(r"    birth_date: .*\n", "", FULL)
    path = export(tmp_path, text)
    # 59 – «;», 34 – quotes, 76 – UTF-8; the last but one: the second sheet.
    options = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2"
    taken = take(tmp_path, saved_by_calc(office, path, tmp_path / "saved", options), text)
    assert (taken.codes, taken.changes) == ([], [])


def saved_by_calc(office: Office, path: Path, folder: Path, to: str) -> Path:
    """Save a workbook by LibreOffice Calc; where only Writer is installed, skip."""
    convert(office, path, folder, to)
    found = sorted(folder.glob(f"*.{to.partition(':')[0]}"))
    if not found:
        pytest.skip("no LibreOffice Calc")
    return found[0]
