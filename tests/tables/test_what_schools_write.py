"""What stands in the lists of schools beside people: signatures, «нет», capitals, whole pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import Diagnostic, Severity
from docgen.tables.changes import Detail
from tests.cli.running import run
from tests.programmes import project
from tests.tables.making import EMPTY, FULL, Rows, take, xlsx

HEADER = ["№", "ФИО", "Класс", "Дата рождения"]
MARK = [1, "Клеёв Марк Ильич", "7Б", "01.03.2013"]
PAIR = ["Наставник", "Наставляемый", "Форма", "Начало"]


def found(folder: Path, rows: Rows, text: str = FULL) -> list[Diagnostic]:
    """Return what is wrong with a table."""
    return list(take(folder, xlsx(folder / "a.xlsx", rows), text).report)


@pytest.mark.parametrize(
    "foot",
    [
        ["Классный руководитель:", "Петрова А. А."],
        ["", "Классный руководитель", "Петрова А. А."],
        ["Директор школы", "____________", "Иванова А. П."],
        ["Дата", "01.09.2026"],
        ["Дата", "", "", "01.09.2026"],
    ],
)
def test_a_signature_below_a_list_is_nobody_and_said(foot: list[Any], tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [HEADER, MARK, ["", "___", "–"], foot])
    taken = take(tmp_path, path)
    assert [each["last_name"] for each in taken.added("people", 2)] == ["Клеёв"]
    assert [each.message for each in taken.report] == ["Не взяты строки (подписи): 4"]


def test_a_post_before_a_name_is_no_signature(tmp_path: Path) -> None:
    rows = [["Должность", "ФИО"], ["Директор", "Клеёв Марк Ильич"], ["Методист", "Ким Лев Ильич"]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows))
    assert [each["post"] for each in taken.added("people", 2)] == ["директор", "методист"]


def test_a_cell_that_says_no_is_empty_and_a_role_tells_nobody(tmp_path: Path) -> None:
    rows = [
        ["ФИО", "Должность", "Роль", "Телефон", "Электронная почта", "Запрос"],
        ["Клеёв Марк Ильич", "Учитель химии", "наставник", "нет", "–", "не указан"],
        ["Ким Лев Ильич", "IT-специалист", "наставляемый", "НЕТ", "___", "нет пособий"],
    ]
    one, other = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows)).added("people", 2)
    assert (one["kind"], one["post"]) == ("teacher", "учитель химии")
    assert (other["post"], other["request"]) == ("IT-специалист", "нет пособий")
    assert not {"contacts", "request"} & set(one)


def test_a_post_with_a_capital_is_the_same_post(tmp_path: Path) -> None:
    rows = [["ФИО", "Должность"], ["Примерова Ольга Львовна", "Учитель математики"]]
    assert take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL).text == FULL
    capital = FULL.replace("post: учитель", "post: Учитель")
    assert take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), capital).text == capital


def test_a_letter_that_no_russian_name_has_is_said_at_its_cell(tmp_path: Path) -> None:
    rows = [HEADER[1:3], ["Сkрепкин Лев Ильич", "7Б"]]
    (warned,) = found(tmp_path, rows, EMPTY)
    assert (warned.code, warned.place.spot) == ("DG126", "лист «Лист1», A2")
    rows = [["Обозначение", "ФИО"], ["s1", "Теtrадкин Марк Ильич"]]
    assert [each.code for each in found(tmp_path, rows)] == ["DG126"]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2013 г.", "«2013 г.» – это год, а нужен день"),
        (2013, "«2013» – это год, а нужен день"),
        ("01.09.2026-31.05.2027", "«01.09.2026-31.05.2027» – это несколько дат, а нужна одна"),
        (2.5, "«2,5» – не дата"),
    ],
)
def test_what_stands_instead_of_a_day_is_told_apart(date: Any, said: str, tmp_path: Path) -> None:
    (wrong,) = found(tmp_path, [HEADER, [*MARK[:3], date]], EMPTY)
    assert wrong.message == f"Дата рождения: {said}"


def test_a_cell_with_a_whole_page_does_not_fill_the_screen(tmp_path: Path) -> None:
    page = "слово " * 5000
    header = ["ФИО", "Класс", "Дата рождения", "Стаж", "Кто это", "Телефон"]
    rows = [header, [page + title for title in header[:-1]], ["01.09.2026", *MARK[2:]]]
    report = found(tmp_path, rows, EMPTY)
    assert len(report) == 6
    assert max(len(each.message) + len(each.hint) for each in report) < 300
    assert report[-1].message == "«01.09.2026» – не фамилия, имя и отчество"
    assert len(str(Detail("Цель", page, page))) < 200


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        (
            ["Примерова О. Л.", "Тетрадкин М. И.", "учитель – ученик"],
            "Формы «учитель – ученик» в программе нет",
            "Добавьте в programme.forms: педагог – обучающийся (teacher-student).",
        ),
        (
            ["Примерова О. Л.", "Тетрадкин М. И.", ""],
            "Ни одна форма программы не подходит: "
            "наставник – педагог, наставляемый – обучающийся школы",
            "Добавьте в programme.forms: педагог – обучающийся (teacher-student).",
        ),
        (
            ["Тетрадкин М. И.", "Примерова О. Л.", ""],
            "Ни одна форма программы не подходит: "
            "наставник – обучающийся школы, наставляемый – педагог",
            "Проверьте, кто наставник и кто наставляемый.",
        ),
    ],
)
def test_a_form_that_the_programme_lacks_is_named(
    row: list[str], message: str, hint: str, tmp_path: Path
) -> None:
    (wrong,) = found(tmp_path, [PAIR, row], FULL.replace(", teacher-student]", "]"))
    assert (wrong.code, wrong.message) == ("DG327", message)
    assert wrong.hint.startswith(hint)


def test_nobody_is_gone_from_a_table_that_is_not_understood(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс"], ["Тетрадкин М", "10А"], ["Линейкина!", "7Б"]]
    home = project(tmp_path / "p", FULL)
    done = run("import", xlsx(tmp_path / "a.xlsx", rows), "-C", home)
    assert done.exit_code == 1
    assert "Изменений нет" not in done.stdout
    assert "нет в таблице" not in done.stdout
    assert "Итог: 1 ошибка. Ничего не записано." in done.stdout


def test_what_a_hint_says_of_a_column_may_be_copied(tmp_path: Path) -> None:
    home = project(tmp_path / "p", EMPTY)
    path = xlsx(tmp_path / "a.xlsx", [["ФИО", "Класс (параллель)"], ["Ким Лев Ильич", "7Б"]])
    hint = '--map "Класс (параллель)=нет"'
    assert hint in run("import", path, "-C", home, "--dry-run").stderr
    said = hint.removeprefix('--map "').removesuffix('"')
    assert "(параллель) → не берётся" in run("import", path, "-C", home, "--map", said).stdout


def test_a_table_without_a_filled_cell_is_empty(tmp_path: Path) -> None:
    (wrong,) = found(tmp_path, [], EMPTY)
    assert (wrong.code, wrong.message) == ("DG311", "Таблица пуста: не заполнена ни одна ячейка")


def test_what_one_table_calls_a_column_does_not_bind_another(tmp_path: Path) -> None:
    first = xlsx(tmp_path / "a.xlsx", [["Ребёнок", "Класс"], ["Клеёв Марк Ильич", "7Б"]])
    other = xlsx(tmp_path / "b.xlsx", [["ФИО", "Кл."], ["Ким Лев Ильич", "8А"]])
    take(tmp_path, first, EMPTY, columns={"Ребёнок": "ФИО"})
    taken = take(tmp_path, other, None)
    assert (taken.codes, len(taken.added("people", 3))) == ([], 1)
    both = [["Ребёнок", "Фамилия Имя Отчество"], ["Ким Лев Ильич", "Клеёв Марк Ильич"]]
    (gone,) = take(tmp_path, xlsx(tmp_path / "c.xlsx", both), None).changes
    assert gone.title == "Клеёв Марк Ильич (7 «Б»)"


def test_a_heading_that_is_only_near_gives_way_and_is_named(tmp_path: Path) -> None:
    header = ["ФИО ребёнка", "Класс", "Группа здоровья", "ФИО мамы", "Телефон мамы"]
    rows = [header, ["Клеёв Марк Ильич", "7Б", "2", "Клеёва Анна Ильинична", "8 (000) 1"]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows))
    (warned,) = taken.report
    assert (warned.code, warned.place.spot) == ("DG313", "лист «Лист1», столбец C")
    (person,) = taken.added("people", 2)
    assert (person["last_name"], person["class"]) == ("Клеёв", "7 «Б»")
    assert "contacts" not in person


def test_two_headings_that_are_both_near_are_an_error(tmp_path: Path) -> None:
    rows = [["ФИО", "Телефон 1", "Телефон 2"], ["Клеёв Марк Ильич", "8 (000) 1", "8 (000) 2"]]
    codes = [each.code for each in found(tmp_path, rows) if each.severity is Severity.ERROR]
    assert codes == ["DG313"]
