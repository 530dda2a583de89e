"""A filled-in sheet comes back: corrections and confirmations go into the YAML, and only they."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from docgen import engine
from docgen.declensions.corrections import Correction, put, read_corrections
from docgen.declensions.workbook import HEADINGS, SHEET, workbook
from docgen.diagnostics import Report
from docgen.facts import Row
from tests.cli.running import answer, run
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project
from tests.test_declensions import DOUBTFUL, codes

Cells = list[list[Any]]
Change = Callable[[Cells], object]
TOP = 3  # rows above the first text
COLUMNS = {heading: n for n, heading in enumerate(HEADINGS)}


def rows(folder: Path) -> tuple[Row, ...]:
    """Return the rows of the project in a folder; the same words are printed only once."""
    return rows_of((folder / "programme.yaml").read_text(encoding="utf-8"))


@cache
def rows_of(text: str) -> tuple[Row, ...]:
    """Return the rows of a programme: for them all its papers are printed."""
    with tempfile.TemporaryDirectory() as folder:
        return engine.declension_rows(engine.load(project(Path(folder), text)))


def filled(folder: Path, change: Change, *, made: bool = True) -> Path:
    """Make the sheet of a project as a person would fill it in and save it anew."""
    path = folder / "ведомость.xlsx"
    path.write_bytes(workbook(rows(folder)))
    book = CalamineWorkbook.from_path(str(path))
    sheets = {name: cells(book, name) for name in book.sheet_names if made or name == SHEET}
    change(sheets[SHEET])
    save(path, sheets)
    return path


def cells(book: CalamineWorkbook, name: str) -> Cells:
    """Return all cells of a sheet."""
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def save(path: Path, sheets: dict[str, Cells]) -> None:
    """Write a workbook as a spreadsheet would: texts as texts, numbers as numbers."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)


def line(lines: Cells, key: str) -> list[Any]:
    """Return the row of a key."""
    return next(each for each in lines[TOP:] if each[COLUMNS["Ключ"]] == key)


def setting(key: str, **values: Any) -> Change:
    """Return a change of the cells of one row, by headings."""

    def change(lines: Cells) -> None:
        for heading, value in values.items():
            line(lines, key)[COLUMNS[heading]] = value

    return change


def corrections(folder: Path, change: Change) -> tuple[tuple[Correction, ...], Report]:
    """Return what is read of the sheet of a project after a change."""
    return read_corrections(filled(folder, change), rows(folder))


def taken(folder: Path, change: Change) -> str:
    """Put the corrections of a sheet into the programme; return its text."""
    found, report = corrections(folder, change)
    assert report.ok, list(report)
    edited, more = put(engine.load(folder).source, found)
    assert more.ok, list(more)
    for each in edited:
        each.path.write_bytes(each.content)
    return (folder / "programme.yaml").read_text(encoding="utf-8")


LAST = "people/cur/last_name"
DIRECTOR = "post/директор"


def test_every_cell_of_the_sheet_is_a_text(tmp_path: Path) -> None:
    text = SCHOOL.replace("name: педагогический совет", "name: '=1+1'")
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(rows(project(tmp_path, text + TEACHERS))))
    for lines in (cells(CalamineWorkbook.from_path(str(path)), name) for name in (SHEET, "docgen")):
        assert all(isinstance(cell, str) for each in lines for cell in each)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "dataValidation" in sheet


def test_a_doubtful_cell_is_marked_and_holds_the_form_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(rows(project(tmp_path, DOUBTFUL))))
    found = line(cells(CalamineWorkbook.from_path(str(path)), SHEET), LAST)
    assert found[COLUMNS["Родительный"]] == "Дудека"
    assert "гласная" in found[COLUMNS["На что посмотреть"]]
    with zipfile.ZipFile(path) as archive:
        assert '@" (?)"' in archive.read("xl/styles.xml").decode().replace("&quot;", '"')


def test_a_sheet_that_nobody_touched_changes_nothing(tmp_path: Path) -> None:
    assert corrections(project(tmp_path, DOUBTFUL), lambda _: None) == ((), Report())


def test_a_corrected_form_is_put_beside_the_name(tmp_path: Path) -> None:
    before = DOUBTFUL
    change = setting(LAST, Родительный="Дудка", Дательный=" Дудку ")
    assert taken(project(tmp_path, before), change) == before.replace(
        "    middle_name: Ильич\n    kind",
        "    middle_name: Ильич\n"
        "    cases: {last_name: {nom: Дудек, gen: Дудка, dat: Дудку}}\n    kind",
    )


def test_a_confirmed_row_states_its_doubtful_forms_and_is_not_asked_again(tmp_path: Path) -> None:
    folder = project(tmp_path, DOUBTFUL)
    assert codes(list(engine.proofread(engine.load(folder)))) == ["DG120"]
    assert "{nom: Дудек, gen: Дудека, dat: Дудеку, " in taken(folder, setting(LAST, Верно="да"))
    assert list(engine.proofread(engine.load(folder))) == []


def test_confirming_what_was_not_in_doubt_writes_nothing(tmp_path: Path) -> None:
    found, report = corrections(project(tmp_path, DOUBTFUL), setting(DIRECTOR, Верно="да"))
    assert (found, list(report)) == ((), [])


def test_taking_a_sheet_twice_changes_nothing_more(tmp_path: Path) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = filled(
        folder,
        lambda lines: (
            setting(LAST, Родительный="Дудка", Верно="да")(lines),
            setting(DIRECTOR, Винительный="директора школы")(lines),
            setting("school/short_name", Родительный="МБОУ «Лесногорской школы»")(lines),
        ),
    )
    loaded = engine.load(folder)
    edited, _ = put(loaded.source, read_corrections(path, rows(folder))[0])
    assert len(edited) == 1
    for each in edited:
        each.path.write_bytes(each.content)
    assert engine.load(folder).report.ok
    assert read_corrections(path, rows(folder)) == ((), Report())


def test_what_has_no_place_of_its_own_goes_into_the_dictionary(tmp_path: Path) -> None:
    folder = project(tmp_path, SCHOOL + TEACHERS)
    after = taken(folder, setting(DIRECTOR, Родительный="директора школы"))
    entry = "  - {text: директор, kind: post, cases: {gen: директора школы}}\n"
    assert after == f"{SCHOOL}{TEACHERS}dictionary:\n{entry}"
    after = taken(folder, setting(DIRECTOR, Дательный="директору школы"))
    assert after.endswith("cases: {gen: директора школы, dat: директору школы}}\n")
    kinds = [row.id for row in rows(folder) if row.id.startswith("doc/")]
    act = next(each for each in kinds if "Федеральный закон" in each)
    assert "text: Федеральный закон, kind: document" in taken(
        folder, setting(act, Творительный="Федеральным законом России")
    )


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_reading_again_gives_exactly_the_corrections(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = project(tmp_path_factory.mktemp("p"), SCHOOL + STUDENTS)
    known = rows(folder)
    words = st.text("абвгд«» -'№", max_size=12)
    wanted = {
        (row.id, heading): " ".join(f"{row.text[0]}{data.draw(words)}я".split())
        for row in data.draw(st.lists(st.sampled_from(known), unique_by=lambda row: row.id))
        for heading in data.draw(st.sets(st.sampled_from(HEADINGS[4:9]), min_size=1))
    }

    def change(lines: Cells) -> None:
        for (key, heading), form in wanted.items():
            line(lines, key)[COLUMNS[heading]] = form

    taken(folder, change)
    after = {row.id: row for row in rows(folder)}
    cases = dict(zip(HEADINGS[4:9], ("gen", "dat", "acc", "ins", "loc"), strict=True))
    for (key, heading), form in wanted.items():
        row = after[key]
        assert (row.stated | row.listed)[cases[heading]] == form
    stated = sum(len(set(row.stated | row.listed) - {"nom"}) for row in after.values())
    assert stated == len(wanted)


@pytest.mark.parametrize(
    ("code", "spot", "change"),
    [
        ("DG302", "C", setting(LAST, Именительный="Дудкин", Родительный="Дудкина")),
        ("DG303", "E", setting(LAST, Родительный=12)),
        ("DG303", "E", setting(LAST, Родительный="#ССЫЛКА!")),
        ("DG303", "E", setting(LAST, Родительный="Д\ue000")),
        ("DG303", "E", setting(LAST, Родительный="Рудека")),
        ("DG303", "J", setting(LAST, Верно="может быть")),
        ("DG307", "M", setting(LAST, Ключ="people/никто/last_name")),
    ],
)
def test_what_a_cell_cannot_say_is_found_with_its_sheet_and_cell(
    tmp_path: Path, code: str, spot: str, change: Change
) -> None:
    folder = project(tmp_path, DOUBTFUL)
    number = TOP + 1 + [row.id for row in rows(folder)].index(LAST)
    found, report = corrections(folder, change)
    assert found == ()
    (one,) = report
    assert (one.code, one.place.spot) == (code, f"лист «{SHEET}», {spot}{number}")


def test_two_rows_that_say_different_things_are_an_error(tmp_path: Path) -> None:
    def doubled(lines: Cells) -> None:
        lines.append(list(line(lines, LAST)))
        line(lines, LAST)[COLUMNS["Родительный"]] = "Дудка"
        lines[-1][COLUMNS["Родительный"]] = "Дудика"

    _, report = corrections(project(tmp_path, DOUBTFUL), doubled)
    assert [found.code for found in report] == ["DG306"]


def test_a_sheet_may_be_sorted_and_have_more_columns(tmp_path: Path) -> None:
    def change(lines: Cells) -> None:
        setting(LAST, Родительный="Дудка")(lines)
        lines[TOP:] = sorted(lines[TOP:], reverse=True)
        for each in lines:
            each.insert(4, "заметки")

    found, report = corrections(project(tmp_path, DOUBTFUL), change)
    assert [(each.row.id, each.case, each.form) for each in found] == [(LAST, "gen", "Дудка")]
    assert report == Report()


def test_a_cell_that_only_an_older_docgen_declined_otherwise_is_no_correction(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(rows(folder)))
    book = CalamineWorkbook.from_path(str(path))
    sheets = {name: cells(book, name) for name in book.sheet_names}
    line(sheets[SHEET], LAST)[COLUMNS["Родительный"]] = "Дудка"
    save(path, sheets)
    assert len(read_corrections(path, rows(folder))[0]) == 1
    next(each for each in sheets["docgen"] if each[0] == LAST)[1] = "Дудка"
    save(path, sheets)
    assert read_corrections(path, rows(folder)) == ((), Report())


def test_without_the_hidden_sheet_cells_are_held_against_the_programme(tmp_path: Path) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = filled(folder, setting(LAST, Родительный="Дудка"), made=False)
    assert [each.form for each in read_corrections(path, rows(folder))[0]] == ["Дудка"]


@pytest.mark.parametrize(
    ("code", "content"),
    [("DG300", None), ("DG300", b"not a workbook"), ("DG300", b"PK\x03\x04 broken")],
)
def test_a_file_that_is_no_workbook_is_a_finding(
    tmp_path: Path, code: str, content: bytes | None
) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    found, report = read_corrections(path, ())
    assert (found, [each.code for each in report]) == ((), [code])


@pytest.mark.parametrize(
    "sheets",
    [
        {"Лист1": [["а"]]},
        {SHEET: [["а", "б"]]},
        {SHEET: [["Именительный", "Ключ", "Родительный"]]},
    ],
)
def test_a_workbook_of_something_else_is_a_finding(
    tmp_path: Path, sheets: dict[str, Cells]
) -> None:
    save(tmp_path / "x.xlsx", sheets)
    _, report = read_corrections(tmp_path / "x.xlsx", ())
    assert [each.code for each in report] == ["DG301"]


UNKNOWN = DOUBTFUL.replace(
    "last_name: Дудек\n    first_name: Лев\n    middle_name: Ильич",
    "last_name: Чан\n    first_name: Тхи Май",
)


def test_a_gender_that_no_name_shows_is_told_through_the_sheet(tmp_path: Path) -> None:
    folder = project(tmp_path, UNKNOWN)
    text = taken(folder, setting(LAST, Род="жен.", Верно="да"))
    assert text == UNKNOWN.replace(
        "    first_name: Тхи Май\n", "    first_name: Тхи Май\n    gender: f\n"
    )
    genders = {
        row.gender for row in rows(folder) if row.id.startswith("people/cur/") and row.is_name
    }
    assert genders == {"f"}


def test_a_wrong_gender_is_corrected_and_nothing_else(tmp_path: Path) -> None:
    text = UNKNOWN.replace("Тхи Май\n", "Тхи Май\n    gender: m  # уточнить\n")
    change = setting(LAST, Род="Ж", Верно="да")
    assert taken(project(tmp_path, text), change) == text.replace("gender: m  #", "gender: f  #")


@pytest.mark.parametrize("said", ["дама", "средний", "муж/жен", "x"])
def test_a_gender_that_is_none_is_a_finding(tmp_path: Path, said: str) -> None:
    _, report = corrections(project(tmp_path, UNKNOWN), setting(LAST, Род=said))
    assert [each.code for each in report] == ["DG303"]


def test_a_person_of_two_genders_is_a_finding(tmp_path: Path) -> None:
    def change(lines: Cells) -> None:
        setting(LAST, Род="муж.")(lines)
        setting("people/cur/first_name", Род="жен.")(lines)

    _, report = corrections(project(tmp_path, UNKNOWN), change)
    assert [each.code for each in report] == ["DG306"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("\n", True),
        ("да\n", True),
        ("Д\n", True),
        ("y\n", True),
        ("что\nнет\n", False),
        ("н\n", False),
    ],
)
def test_the_question_is_asked_and_answered_in_russian(
    tmp_path: Path, typed: str, written: bool
) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = filled(folder, setting(LAST, Родительный="Дудка"))
    before = (folder / "programme.yaml").read_bytes()
    done = run("import", path, "-C", folder, typed=typed)
    assert "[Да/нет]" in done.output
    assert ((folder / "programme.yaml").read_bytes() != before) == written


def test_the_command_shows_asks_and_writes(tmp_path: Path) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = filled(folder, setting(LAST, Родительный="Дудка"))
    sheet, before = path.read_bytes(), (folder / "programme.yaml").read_bytes()
    refused = run("import", path, "-C", folder, typed="n\n")
    assert "Дудек, родительный: Дудека → Дудка" in refused.output
    assert (folder / "programme.yaml").read_bytes() == before
    assert run("import", path, "-C", folder, "--dry-run", "--yes").exit_code == 0
    assert (folder / "programme.yaml").read_bytes() == before
    assert run("import", path, "-C", folder, "--yes").exit_code == 0
    after = (folder / "programme.yaml").read_text(encoding="utf-8")
    assert "cases: {last_name: {nom: Дудек, gen: Дудка}}" in after
    assert "Исправлений нет" in run("import", path, "-C", folder, "--yes").output
    assert path.read_bytes() == sheet


def test_a_sheet_with_a_mistake_is_not_taken_at_all(tmp_path: Path) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = filled(folder, setting(LAST, Родительный="Дудка", Дательный=5))
    done = run("import", path, "-C", folder, "--yes", "--json")
    assert done.exit_code == 1
    assert [each["code"] for each in answer(done)["diagnostics"]] == ["DG303"]
    assert (folder / "programme.yaml").read_text(encoding="utf-8") == DOUBTFUL


def test_a_programme_in_another_encoding_is_left_as_it_was(tmp_path: Path) -> None:
    folder = project(tmp_path, DOUBTFUL)
    path = filled(folder, setting(LAST, Родительный="Дудка"))
    before = DOUBTFUL.encode("cp1251")
    (folder / "programme.yaml").write_bytes(before)
    done = run("import", path, "-C", folder, "--yes")
    assert done.exit_code == 1
    assert "DG304" in done.output
    assert (folder / "programme.yaml").read_bytes() == before


def test_check_tells_the_doubtful_forms(tmp_path: Path) -> None:
    done = run("check", "-C", project(tmp_path, DOUBTFUL), "--json")
    assert done.exit_code == 0
    assert "DG120" in [each["code"] for each in answer(done)["diagnostics"]]
