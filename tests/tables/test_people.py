"""A list of people meets the programme: who is known, who is new, who has another name now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen import engine
from docgen.tables.names import read_name
from docgen.tables.roster import Roster
from tests.tables.making import EMPTY, FULL, Taken, take, xlsx

HEADER = ["ФИО", "Класс", "Дата рождения", "Телефон", "Должность"]
MARK = ["Тетрадкин Марк Ильич", "10А"]
VERA = ["Линейкина Вера Петровна", "7Б", "01.03.2013"]


def people(folder: Path, rows: list[list[Any]], text: str | None = FULL, **more: Any) -> Taken:
    """Take rows of people under plain headings."""
    return take(folder, xlsx(folder / "people.xlsx", [HEADER, *rows]), text, **more)


def test_who_is_known_as_he_is_changes_nothing(tmp_path: Path) -> None:
    taken = people(tmp_path, [MARK, VERA])
    assert (taken.codes, taken.changes, taken.text) == ([], [], FULL)


def test_the_letter_yo_and_capitals_are_no_change(tmp_path: Path) -> None:
    text = FULL.replace("last_name: Тетрадкин", "last_name: Тетёрин")
    assert people(tmp_path, [["ТЕТЕРИН Марк Ильич"], VERA], text).changes == []


def test_a_changed_value_is_put_in_place_and_an_empty_cell_changes_nothing(tmp_path: Path) -> None:
    taken = people(tmp_path, [["Тетрадкин Марк", "11А", "", 79000000011], ["Линейкина Вера"]])
    assert taken.text == FULL.replace(
        "     class: 10 «А»}   # староста",
        "     class: 11 «А», contacts: {phone: '+7 (900) 000-00-11'}}   # староста",
    )
    (change,) = taken.changes
    assert [str(each) for each in change.details] == [
        "Класс: 10 «А» → 11 «А»",
        "Телефон: (пусто) → +7 (900) 000-00-11",
    ]


def test_a_patronymic_that_was_not_known_is_added(tmp_path: Path) -> None:
    text = FULL.replace("    middle_name: Петровна\n", "")
    taken = people(tmp_path, [MARK, VERA], text)
    assert taken.data["people"][3]["middle_name"] == "Петровна"


def test_who_is_gone_is_listed_among_those_of_the_same_kind_and_kept(tmp_path: Path) -> None:
    text = FULL.replace("class: 10 «А»", "class: 7 «Б»")
    taken = people(tmp_path, [VERA], text)
    (gone,) = taken.changes
    assert (gone.sort, gone.title, taken.text) == ("gone", "Тетрадкин Марк Ильич (7 «Б»)", text)


@pytest.mark.parametrize(
    "row", [["Линейкена Вера Петровна", "7Б"], ["Треугольникова Вера Петровна", "7Б", "01.03.2013"]]
)
def test_a_name_that_is_like_a_known_one_is_asked_about(row: list[str], tmp_path: Path) -> None:
    taken = people(tmp_path, [MARK, row])
    assert taken.codes == ["DG321"]
    assert taken.text == FULL
    assert "похоже, это Линейкина В. П." in taken.prepared.questions[0].text
    yes = people(tmp_path, [MARK, row], answer=lambda _: True)
    assert yes.text == FULL.replace("Линейкина", row[0].split()[0])
    no = people(tmp_path, [MARK, row], answer=lambda _: False)
    assert [change.sort for change in no.changes] == ["added", "gone"]


def test_who_stands_in_the_table_under_his_own_name_is_nobodys_new_name(tmp_path: Path) -> None:
    taken = people(tmp_path, [MARK, VERA, ["Линейкена Вера Петровна", "5А"]])
    assert taken.codes == []
    assert len(taken.added("people", 6)) == 1


def test_an_id_tells_who_it_is_whatever_the_name(tmp_path: Path) -> None:
    rows = [["Обозначение", "ФИО"], ["s2", "Кругова Вера Петровна"], ["s1", "Тетрадкин Марк Ильич"]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL)
    assert taken.text == FULL.replace("Линейкина", "Кругова")


def test_namesakes_of_two_classes_are_two_people_and_of_one_a_finding(tmp_path: Path) -> None:
    taken = people(tmp_path, [MARK, ["Линейкина Вера Петровна", "5А"], VERA])
    assert taken.codes == []
    assert [each["id"] for each in taken.added("people", 6)] == ["lineykina"]
    assert taken.data["people"][3]["class"] == "7 «Б»"
    twice = people(tmp_path, [MARK, VERA, ["Линейкина В. П.", "7Б"]])
    assert twice.codes == ["DG322"]
    new = [["Клеёв Пётр Ильич", "5А"], ["Клеёв Пётр Ильич", "6А"]]
    assert [each["id"] for each in people(tmp_path, new).added("people", 6)] == [
        "kleev",
        "kleev-pi",
    ]
    assert people(tmp_path, [new[0], new[0]]).codes == ["DG322"]


def test_new_people_go_into_the_part_where_people_are(tmp_path: Path) -> None:
    home = tmp_path / "p"
    head, rest = EMPTY.split("people:\n")
    staff, programme = rest.split("\nprogramme:")
    pupils = "people:\n  - {id: s1, last_name: Тетрадкин, first_name: Марк, kind: student}  # да\n"
    home.mkdir()
    (home / "ученики.yaml").write_text(pupils, encoding="utf-8")
    text = f"include: [ученики.yaml]\n{head}people:\n{staff}\nprogramme:{programme}"
    taken = people(tmp_path, [["Клеёв Марк Ильич", "5А"], ["Тетрадкин Марк"]], text)
    assert taken.report.ok
    assert taken.text == text
    added = (
        "  - {id: kleev, last_name: Клеёв, first_name: Марк, middle_name: Ильич, kind: student, "
        "class: 5 «А»}\n"
    )
    assert (home / "ученики.yaml").read_text(encoding="utf-8") == pupils + added


def test_what_columns_mean_is_remembered_and_may_be_mended(tmp_path: Path) -> None:
    rows = [["Ребёнок", "Класс", "Код"], ["Клеёв Марк Ильич", "5А", "x"]]
    path = xlsx(tmp_path / "a.xlsx", rows)
    assert take(tmp_path, path, EMPTY).codes == ["DG311"]
    taken = take(tmp_path, path, EMPTY, columns={"Ребёнок": "ФИО"})
    assert taken.report.ok
    memory = tmp_path / "p" / "import.yaml"
    text = memory.read_text(encoding="utf-8")
    assert "'Ребёнок': name" in text
    assert take(tmp_path, path, None).codes == []
    memory.write_text(text.replace("'Класс': class", "'Класс': нет # не надо"), encoding="utf-8")
    again = take(tmp_path, path, EMPTY)
    assert again.codes == ["DG328"]
    assert "не надо" in memory.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said", [{"Класс": "возраст"}, {"Класс": "mentors.name"}], ids=["title", "field"]
)
def test_a_field_that_is_none_is_a_finding(said: dict[str, str], tmp_path: Path) -> None:
    taken = people(tmp_path, [MARK], kind="people", columns=said)
    assert taken.codes == ["DG332"]


def test_a_memory_that_names_an_unknown_field_is_a_finding(tmp_path: Path) -> None:
    home = tmp_path / "p"
    home.mkdir()
    text = "tables:\n  people:\n    columns: {Класс: klass}\n"
    (home / "import.yaml").write_text(text, encoding="utf-8")
    assert people(tmp_path, [MARK]).codes == ["DG332"]


def test_a_gender_that_the_name_does_not_show_is_a_warning(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс", "Пол"], ["Ким Женя", "5А", ""], ["Цой Саша", "5А", "девочка"]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows))
    assert taken.codes == ["DG326"]
    assert taken.added("people", 2)[1]["gender"] == "f"


def test_the_project_is_read_again_without_errors(tmp_path: Path) -> None:
    rows = [["Клеёв Марк Ильич", "5А", "", "", ""], ["Кнопкина Вера", "", "", "", "учитель химии"]]
    people(tmp_path, rows, EMPTY)
    loaded = engine.load(tmp_path / "p")
    assert loaded.programme is not None
    assert [person.kind for person in loaded.programme.people[2:]] == [
        "student",
        "teacher",
    ]


@pytest.mark.parametrize(
    ("typed", "is_near"),
    [
        ("Линейкена Вера Петровна", True),
        ("Лнейкинна Вера Петровна", True),
        ("Лниейкина Вера Петрвна", True),
        ("Линейкина Вераа Птровна", True),
        ("Линейкина Арев Петровна", False),
        ("Лнейкинна Верра Петровна", False),
        ("Кнопкина Вера Петровна", False),
    ],
)
def test_a_name_with_two_slips_is_near_and_with_more_it_is_not(typed: str, is_near: bool) -> None:
    vera = {"last_name": "Линейкина", "first_name": "Вера", "middle_name": "Петровна"}
    others = [{"id": f"n{n}", "last_name": f"Клей{'ов' * n}", "first_name": "Ян"} for n in range(9)]
    roster = Roster([{"id": "s2", **vera}, *others])
    found = roster.near(read_name(typed), {}, ())
    assert (found.id if found else None) == ("s2" if is_near else None)


def test_a_new_surname_of_somebody_of_the_same_class_is_near() -> None:
    vera = {"last_name": "Линейкина", "first_name": "Вера", "middle_name": "Петровна"}
    roster = Roster([{"id": "s2", "class": "7 «Б»", **vera}])
    name = read_name("Кнопкина Вера Петровна")
    assert roster.near(name, {"class": "7 «Б»"}, ()) is roster.people[0]
    assert roster.near(name, {"class": "7 «Б»"}, (0,)) is None
