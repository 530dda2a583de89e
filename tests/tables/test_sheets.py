"""Books of many sheets, lists of a part: what is taken, what is passed over, who is called gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import Severity
from docgen.packs import stack
from docgen.tables import Asked, Catalogue, Memory, choose, read_book
from docgen.tables.coverage import only_a_part
from docgen.tables.surroundings import class_named, class_said
from tests.cli.running import answer, codes, run
from tests.programmes import project
from tests.tables.making import EMPTY, FULL, Rows, Taken, csv, drawn, take, xlsx

HEADER = ["№", "ФИО", "Дата рождения"]
MARK, VERA = [1, "Клеёв Марк Ильич", "01.03.2013"], [2, "Кнопкина Вера Петровна", "02.03.2013"]
LEV, LIA = [1, "Скрепкин Лев Ильич", "03.03.2014"], [2, "Пеналова Лия Ильинична", "04.03.2014"]
CLASSES = {"5А": [HEADER, MARK, VERA], "6 «Б»": [HEADER, LEV, LIA]}
PAIR = ["Наставник", "Наставляемый", "Цель"]


def book(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write a workbook of several sheets."""
    first, *others = sheets
    return xlsx(path, sheets[first], first, **{name: sheets[name] for name in others})


def classes(taken: Taken, before: int = 2) -> dict[str, str]:
    """Return the new people and the class of each."""
    return {each["last_name"]: each.get("class", "") for each in taken.added("people", before)}


def test_every_class_of_a_school_is_taken_with_the_class_that_its_sheet_is_named_after(
    tmp_path: Path,
) -> None:
    taken = take(tmp_path, book(tmp_path / "a.xlsx", CLASSES))
    assert taken.codes == []
    wanted = {"Клеёв": "5 «А»", "Кнопкина": "5 «А»", "Скрепкин": "6 «Б»", "Пеналова": "6 «Б»"}
    assert classes(taken) == wanted
    assert take(tmp_path, tmp_path / "a.xlsx", None).changes == []


def test_sheets_that_are_alike_are_shown_once(tmp_path: Path) -> None:
    home = project(tmp_path / "p", EMPTY)
    done = run("import", book(tmp_path / "a.xlsx", CLASSES), "-C", home, "--dry-run")
    assert "Листы «5А», «6 «Б»»: люди, заголовок в строке 1, ниже 4 строки" in done.stdout
    assert "Класс: 5 «А», 6 «Б» – так назван лист" in done.stdout
    assert done.stdout.count("A  № → не берётся") == 1


def test_sheets_may_be_named_one_by_one_or_refused_for_good(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {**CLASSES, "7В": [HEADER, [1, "Ким Ян Ильич", ""]]})
    home = project(tmp_path / "p", EMPTY)
    run("import", path, "-C", home, "--sheet", "5а", "--sheet", "7в", "--yes")
    text = (home / "programme.yaml").read_text(encoding="utf-8")
    assert ("Клеёв" in text, "Скрепкин" in text, "Ким" in text) == (True, False, True)
    assert codes(run("import", path, "-C", home, "--sheet", "9Г", "--json")) == ["DG331"]
    run("import", path, "-C", home, "--sheet", "6 «Б»=нет", "--yes")
    assert "6 «Б»: нет" in (home / "import.yaml").read_text(encoding="utf-8")
    done = run("import", path, "-C", home)
    assert "Не взяты листы «6 «Б»»: о них сказано «нет»" in done.stderr
    assert (home / "programme.yaml").read_text(encoding="utf-8") == text


def test_a_named_sheet_without_a_table_and_a_book_refused_as_a_whole_are_errors(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", {**CLASSES, "Свод": [["Класс", "Число"], ["5А", 2]]})
    assert take(tmp_path, path, sheet="Свод").codes == ["DG311"]
    assert take(tmp_path, path, refused=("5А", "6 «Б»", "Свод")).codes == ["DG331"]


def test_sheets_that_are_no_tables_are_named_and_a_list_without_a_header_warned_of(
    tmp_path: Path,
) -> None:
    names = [[each[1]] for each in (MARK, VERA, LEV)]
    page = [["Как заполнять"], ["Впишите всех"]]
    sheets = {**CLASSES, "Свод": [["Класс", "Число"], ["5А", 2]], "8А": names, "О книге": page}
    some, others = take(tmp_path, book(tmp_path / "a.xlsx", sheets)).report
    assert (some.code, some.severity) == ("DG339", Severity.WARNING)
    assert some.message.startswith("Не взяты листы «8А», хотя на них есть имена")
    assert (others.code, others.severity) == ("DG339", Severity.INFO)
    assert others.message.startswith("Не взяты листы «Свод»: ")


def test_a_hidden_list_and_a_journal_beside_a_list_are_not_taken(tmp_path: Path) -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        hidden = workbook.add_worksheet("Прошлый год")
        hidden.hide()
        for at, row in enumerate([HEADER, MARK, VERA, LEV]):
            hidden.write_row(at, 0, row)
            sheet.write_row(at, 0, row)

    taken = take(tmp_path, drawn(tmp_path / "a.xlsx", draw, "5А"))
    assert (taken.codes, len(taken.added("people", 2))) == (["DG329"], 3)
    rows = [PAIR, ["Тетрадкин М. И.", "Линейкина В. П.", "дружить"]]
    meetings = [
        ["Наставник", "Наставляемый", "Тема"],
        *([*rows[1][:2], "встреча"] for _ in range(5)),
    ]
    sheets = {"Журнал": meetings, "Пары": rows}
    taken = take(tmp_path, book(tmp_path / "b.xlsx", sheets), FULL, complete=False)
    assert (taken.codes, [each.sort for each in taken.changes]) == (["DG329"], ["changed"])


def test_parents_beside_their_children_are_not_taken_unless_they_are_named(tmp_path: Path) -> None:
    parents = [["ФИО", "Телефон"], ["Клеёва Анна Ильинична", "8 (000) 1"]]
    path = book(tmp_path / "a.xlsx", {**CLASSES, "Родители": parents})
    taken = take(tmp_path, path)
    assert (taken.codes, len(taken.added("people", 2))) == (["DG329"], 4)
    (one,) = take(tmp_path, path, sheet="Родители").added("people", 2)
    assert one["kind"] == "parent"


def test_one_person_on_two_sheets_is_one_and_each_sheet_says_its_part(tmp_path: Path) -> None:
    sheets = {
        "Наставники": [["ФИО", "Запрос"], ["Клеёв Марк Ильич", "учиться"]],
        "Ученики": [["ФИО", "Класс"], ["Клеёв Марк Ильич", "7Б"]],
    }
    (mark,) = take(tmp_path, book(tmp_path / "a.xlsx", sheets)).added("people", 2)
    assert (mark["class"], mark["request"]) == ("7 «Б»", "учиться")
    sheets["Ученики"][0].append("Запрос")
    sheets["Ученики"][1].append("играть")
    (wrong,) = take(tmp_path, book(tmp_path / "b.xlsx", sheets)).report
    assert (wrong.code, wrong.place.spot) == ("DG322", "лист «Наставники», B2")
    assert "лист «Ученики», C2" in wrong.message


def test_a_list_of_another_year_is_not_mixed_in_but_a_namesake_is_another_person(
    tmp_path: Path,
) -> None:
    people = [MARK, VERA, LEV, LIA]
    years = {"4А": [HEADER[:2], *(each[:2] for each in people)]}
    years["5А"] = years["4А"]
    years["Пары"] = [PAIR[:2], ["Клеёв М. И.", "Кнопкина В. П."]]
    (wrong,) = take(tmp_path, book(tmp_path / "a.xlsx", years)).report
    assert wrong.code == "DG340"
    assert '--sheet "4А=нет" или --sheet "5А=нет"' in wrong.hint
    assert take(tmp_path, tmp_path / "a.xlsx", refused=("4А",)).report.ok
    sheets = {"5А": [HEADER[:2], MARK[:2], VERA[:2]], "7Б": [HEADER[:2], MARK[:2]]}
    taken = take(tmp_path, book(tmp_path / "b.xlsx", sheets))
    assert [(each.code, each.severity) for each in taken.report] == [("DG322", Severity.WARNING)]
    assert len(taken.added("people", 2)) == 3


def test_a_pair_on_two_sheets_is_one_unless_they_contradict_each_other(tmp_path: Path) -> None:
    row = ["Тетрадкин М. И.", "Линейкина В. П."]
    sheets = {"Осень": [PAIR, [*row, "дружить"]], "Весна": [PAIR[:2], row]}
    taken = take(tmp_path, book(tmp_path / "a.xlsx", sheets), FULL, complete=False)
    assert (taken.codes, [each.sort for each in taken.changes]) == ([], ["changed"])
    sheets["Весна"] = [PAIR, [*row, "спорить"]]
    taken = take(tmp_path, book(tmp_path / "b.xlsx", sheets), FULL)
    (wrong,) = taken.report
    assert (wrong.code, wrong.place.spot) == ("DG322", "лист «Весна», C2")


@pytest.mark.parametrize(
    "title",
    [
        "Список обучающихся 7 «Б» класса",
        "7б класс",
        "Класс: 7-Б",
        "7 «Б»",
        "Ученики 7Б класса школы № 5",
    ],
)
def test_the_class_of_a_list_stands_above_it(title: str, tmp_path: Path) -> None:
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [[title], HEADER, MARK, VERA]))
    assert classes(taken) == {"Клеёв": "7 «Б»", "Кнопкина": "7 «Б»"}


@pytest.mark.parametrize(
    "text",
    [
        "на 10 сентября",
        "5-9 классы",
        "6А и 7Б",
        "Лист1",
        "2026",
        "7",
        "школа № 5 г. Мечта",
        "8-1 и 2",
    ],
)
def test_not_every_number_is_a_class(text: str) -> None:
    assert class_said(text) == ""


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("5А", "5 «А»"),
        ("10-б", "10 «Б»"),
        ("7 «В»", "7 «В»"),
        ("5 а", "5 «А»"),
        ("8 класс", "8"),
        ("список 5А (осень)", "5 «А»"),
        ("Выгрузка из 1С", ""),
        ("3D-моделирование", ""),
        ("5А и 5Б", ""),
        ("5", ""),
        ("Лист1", ""),
    ],
)
def test_a_class_in_a_name_is_surely_one(name: str, own: str) -> None:
    assert class_named(name) == own


def test_the_class_is_in_the_name_of_a_file_or_in_subheadings(tmp_path: Path) -> None:
    path = csv(tmp_path / "Список 7Б_2026.csv", "ФИО;Телефон\nКлеёв Марк Ильич;8 (000) 1\n")
    assert classes(take(tmp_path, path)) == {"Клеёв": "7 «Б»"}
    rows = [["№", "ФИО"], ["5А класс"], MARK[:2], ["", "5 «Б»"], VERA[:2], [3, LEV[1]]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows))
    assert taken.codes == []
    assert classes(taken) == {"Клеёв": "5 «А»", "Кнопкина": "5 «Б»", "Скрепкин": "5 «Б»"}


def test_a_column_of_classes_a_post_or_another_kind_wins_over_the_name_of_a_sheet(
    tmp_path: Path,
) -> None:
    rows = [["ФИО", "Должность"], ["Клеёв Марк Ильич", "учитель химии"], ["Ким Лев Ильич", ""]]
    one, other = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows, "5А")).added("people", 2)
    assert ("class" in one, other["class"]) == (False, "5 «А»")
    rows = [["ФИО", "Класс"], ["Клеёв Марк Ильич", "7Б"]]
    assert classes(take(tmp_path, xlsx(tmp_path / "b.xlsx", rows, "5А"))) == {"Клеёв": "7 «Б»"}
    known = [["ФИО", "Телефон"], ["Примерова Ольга Львовна", "8 (000) 1"]]
    taken = take(tmp_path, xlsx(tmp_path / "c.xlsx", known, "5А"), FULL)
    assert [str(each) for each in taken.changes[0].details] == ["Телефон: (пусто) → 8 (000) 1"]


def test_the_name_of_a_list_says_who_is_in_it(tmp_path: Path) -> None:
    sheets = {
        "Учителя": [["ФИО", "Предмет"], ["Клеёв Марк Ильич", "химия"]],
        "Классные руководители": [["ФИО", "Класс"], ["Ким Лев Ильич", "5А"]],
        "Ученики": [["ФИО"], ["Пеналова Лия Ильинична"]],
    }
    people = take(tmp_path, book(tmp_path / "a.xlsx", sheets)).added("people", 2)
    assert [each["kind"] for each in people] == ["teacher", "teacher", "student"]
    assert "class" not in people[1]


PUPILS = FULL.replace("class: 7 «Б»", "class: 10 «А»").replace(
    "  # Обучающиеся\n",
    "".join(
        f"  - {{id: k{n}, last_name: {name}, first_name: Ян, kind: student, class: 5 «А»}}\n"
        for n, name in enumerate(("Клеёв", "Ким", "Ли", "Пак"))
    ),
)


def gone(folder: Path, rows: Rows, **more: Any) -> tuple[int, list[str]]:
    """Return how many are called gone, and the messages of the notes about the others."""
    taken = take(folder, xlsx(folder / "a.xlsx", rows), PUPILS, **more)
    notes = [each.message for each in taken.report if each.code == "DG338"]
    return sum(each.sort == "gone" for each in taken.changes), notes


def test_a_list_of_one_class_says_nothing_of_the_others(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс"], ["Тетрадкин Марк Ильич", "10А"]]
    count, (note,) = gone(tmp_path, rows)
    assert count == 1
    assert note == "Похоже, это часть списка: не названо людей из программы: 4 (5 «А»)"
    assert gone(tmp_path, rows, complete=True) == (5, [])
    assert gone(tmp_path, rows, complete=False) == (0, [])


def test_groups_of_those_who_are_not_named_stand_in_order_and_are_not_all_listed() -> None:
    groups = [f"{number} «{letter}»" for number in (10, 9, 5) for letter in "БВА"]
    note = only_a_part("людей", groups, "a.xlsx")
    assert note is not None
    assert note.message.endswith("9 (5 «А», 5 «Б», 5 «В», 9 «А», 9 «Б», 9 «В» и ещё 3)")
    assert only_a_part("людей", (), "a.xlsx") is None


def test_a_list_of_a_few_of_many_is_a_part(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс"], ["Клеёв Ян", "5А"]]
    assert gone(tmp_path, rows)[0] == 0
    rows.append(["Ким Ян", "5А"])
    assert gone(tmp_path, rows)[0] == 2


def test_pairs_of_one_form_say_nothing_of_the_others(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [PAIR, ["Тетрадкин М. И.", "Линейкина В. П.", ""]])
    taken = take(tmp_path, path, FULL)
    assert taken.changes == []
    (note,) = taken.report
    assert note.message.endswith("не названо пар из программы: 1 (педагог – педагог)")
    assert [each.sort for each in take(tmp_path, path, FULL, complete=True).changes] == ["gone"]


def test_schools_of_several_sheets_are_one_list(tmp_path: Path) -> None:
    rows = [
        ["Наименование", "Директор", "Населённый пункт"],
        ["Школа № 0", "Ким Ян Ильич", "с. Юг"],
    ]
    other = [rows[0], ["Школа № 00", "Ким Лия Ильинична", "с. Север"]]
    (tmp_path / "all").mkdir()
    path = book(tmp_path / "a.xlsx", {"Юг": rows, "Север": other})
    done = run("import", path, "-C", tmp_path / "all", "--yes")
    assert done.exit_code == 0, done.stderr
    assert len(list((tmp_path / "all").glob("*/programme.yaml"))) == 2
    assert answer(run("import", path, "-C", tmp_path / "all", "--json"))["changes"] == []
    new = [rows[0], ["Школа № 000", "Ким Ия Ильинична", "с. Восток"]]
    for options, sorts in (((), ["added"]), (("--complete",), ["added", "gone", "gone"])):
        told = run(
            "import", xlsx(tmp_path / "c.xlsx", new), "-C", tmp_path / "all", "--json", *options
        )
        assert [each["sort"] for each in answer(told)["changes"]] == sorts
    rows.append(other[1])
    path = book(tmp_path / "b.xlsx", {"Юг": rows, "Север": other})
    done = run("import", path, "-C", tmp_path, "--json")
    assert codes(done) == ["DG322"]


def test_what_is_doubtful_on_many_sheets_is_said_once(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс (параллель)"], ["Клеёв Марк Ильич", "7Б"]]
    other = [rows[0], ["Ким Лев Ильич", "8А"]]
    path = book(tmp_path / "a.xlsx", {"Первый": rows, "Второй": other})
    catalogue = Catalogue(stack())
    _, report = choose(read_book(path), catalogue, Asked(), Memory())
    (warned,) = report
    assert warned.message.endswith("понят как «Класс» (и ещё на листах: 1)")
