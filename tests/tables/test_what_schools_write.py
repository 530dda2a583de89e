"""What stands in the lists of schools beside people: signatures, «нет», capitals, whole pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import Diagnostic, Severity
from docgen.tables.changes import Detail
from tests.cli.running import run
from tests.programmes import project
from tests.tables.making import EMPTY, FULL, Rows, csv, drawn, take, xlsx

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
    assert "DG126" in [each.code for each in found(tmp_path, rows)]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2013 г.", "«2013 г.» – это год, а нужен день"),
        (2013, "«2013» – это год, а нужен день"),
        ("май 2013 г.", "«май 2013 г.» – это месяц, а нужен день"),
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
    assert (taken.report.ok, len(taken.added("people", 3))) == (True, 1)
    both = [["Ребёнок", "Фамилия Имя Отчество"], ["Ким Лев Ильич", "Клеёв Марк Ильич"]]
    taken = take(tmp_path, xlsx(tmp_path / "c.xlsx", both), None, complete=True)
    assert [each.title for each in taken.changes] == ["Клеёв Марк Ильич (7 «Б»)"]


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


@pytest.mark.parametrize(
    ("cell", "last", "post"),
    [
        ("Доскина Анна Ильинична, учитель физики", "Доскина", "учитель физики"),
        ("Учитель физики Доскина Анна Ильинична", "Доскина", "учитель физики"),
        ("Доскина Анна Ильинична – учитель физики", "Доскина", "учитель физики"),
        ("педагог-психолог Анна Ильинична Доскина", "Доскина", "педагог-психолог"),
        ("Доскина (Пеналова) Анна Ильинична (методист)", "Доскина", "методист"),
        (
            "Доскина Анна Ильинична, учитель, педагог-психолог",
            "Доскина",
            "учитель, педагог-психолог",
        ),
    ],
)
def test_a_post_in_the_cell_of_a_name_is_a_post(
    cell: str, last: str, post: str, tmp_path: Path
) -> None:
    for header in ("ФИО", "Ф.И.О., должность"):
        (one,) = take(tmp_path, xlsx(tmp_path / "a.xlsx", [[header, "Стаж"], [cell, 5]])).added(
            "people", 2
        )
        assert (one["last_name"], one["first_name"], one["post"]) == (last, "Анна", post)


@pytest.mark.parametrize(
    "cell", ["ученик 8А Ким Лев Ильич", "Ким Лев Ильич 8А", "Ким Лев Ильич (ученик 8 «А» класса)"]
)
def test_a_class_in_the_cell_of_a_mentee_is_a_class(cell: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [PAIR[:2], ["Тетрадкин М. И.", cell]])
    assert take(tmp_path, path, FULL).added("people", 6)[0]["class"] == "8 «А»"


def test_a_surname_of_two_words_is_not_taken_for_a_post(tmp_path: Path) -> None:
    rows = [HEADER[1:3], ["Пеналова Доскина Анна Ильинична", "7Б"], ["фон Клей Лев Ильич", "7Б"]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows))
    assert [each["last_name"] for each in taken.added("people", 2)][1] == "фон Клей"
    assert taken.codes == ["DG318"]
    assert not any("post" in each for each in taken.added("people", 2))


def test_a_turkic_patronymic_leaves_no_doubt_and_capitals_in_three_cells_are_mended(
    tmp_path: Path,
) -> None:
    rows = [["ФИО", "Класс"], ["Мамедов Руслан Али оглы", "7Б"], ["Алиева Лейла Рашид кызы", "7Б"]]
    assert take(tmp_path, xlsx(tmp_path / "a.xlsx", rows)).codes == []
    rows = [["Фамилия", "Имя", "Отчество", "Класс"], ["КЛЕЁВ-КИМ", "МАРК", "ИЛЬИЧ", "7Б"]]
    taken = take(tmp_path, xlsx(tmp_path / "b.xlsx", rows))
    (one,) = taken.added("people", 2)
    assert (one["last_name"], one["middle_name"], taken.codes) == ("Клеёв-Ким", "Ильич", [])


def test_the_header_that_most_offices_ask_for_is_understood(tmp_path: Path) -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, "№ п/п")
        sheet.merge_range(0, 1, 0, 2, "Сведения о наставнике")
        sheet.merge_range(0, 3, 0, 4, "Сведения о наставляемом")
        sheet.merge_range(0, 5, 0, 6, "Период реализации")
        sheet.write_row(1, 1, ["ФИО", "Должность", "Ф.И.О.\u00a0(полностью)", "Должность/класс"])
        sheet.write_row(1, 5, ["Начало", "Завершение"])
        sheet.write_row(2, 0, range(1, 8))
        row = ["Доскина Анна Ильинична", "учитель физики", "Ким Лев Ильич", "8А"]
        sheet.write_row(3, 0, [1, *row, "01.09.2026", "31.05.2027"])

    taken = take(tmp_path, drawn(tmp_path / "a.xlsx", draw))
    (pair,) = taken.added("pairs", 0) if "pairs" in taken.data else [{}]
    assert (pair["start"], pair["end"], pair["form"]) == (
        "01.09.2026",
        "31.05.2027",
        "teacher-student",
    )
    assert taken.added("people", 2)[1]["class"] == "8 «А»"


def test_a_period_in_one_cell_is_a_start_and_an_end(tmp_path: Path) -> None:
    rows = [["Наставник", "Наставляемый", "Срок"], ["Тетрадкин М. И.", "Линейкина В. П.", ""]]
    rows[1][2] = "с 01.09.2026 г. по 31.05.2027 г."
    (change,) = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL, complete=False).changes
    assert [detail.new for detail in change.details] == ["01.09.2026", "31.05.2027"]


def test_mentees_of_a_group_may_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    header = ["Наставник", "Наставляемый 1", "Класс", "Наставляемый № 2", "Класс", "Наставляемый 3"]
    row = ["Примерова О. Л.", "Ким Лев Ильич", "8А", "Клеёв Марк Ильич", "7Б", ""]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [header, row]), FULL, complete=False)
    assert taken.report.ok, list(taken.report)
    assert [each["class"] for each in taken.added("people", 6)] == ["8 «А»", "7 «Б»"]
    assert taken.added("pairs", 2)[0]["mentees"] == ["kim", "kleev"]


def test_an_error_that_a_csv_has_as_text_is_no_value(tmp_path: Path) -> None:
    text = "ФИО;Класс;Телефон\nКлеёв Марк Ильич;7Б;#Н/Д\nКим Лев Ильич;#ССЫЛКА!;########\n"
    assert take(tmp_path, csv(tmp_path / "a.csv", text)).codes == ["DG323"] * 3


def test_a_last_row_is_no_header_because_a_word_of_it_is_near_to_one(tmp_path: Path) -> None:
    rows = [["Кто", "Кем", "Кого"], ["Ким Лев Ильич", "учитель физики", "Клеёв Марк Ильич"]]
    assert [each.code for each in found(tmp_path, rows)] == ["DG311"]


def test_a_third_namesake_of_another_class_is_one_more_person(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс"], *(["Ким Лев Ильич", each] for each in ("5А", "6А", "7А"))]
    assert len(take(tmp_path, xlsx(tmp_path / "a.xlsx", rows)).added("people", 2)) == 3


def test_what_is_beside_a_post_goes_where_it_belongs(tmp_path: Path) -> None:
    said = "учитель физики, высшая категория, стаж 15 лет"
    cells = (["ФИО", f"Доскина Анна Ильинична, {said}"], ["ФИО", "Доскина Анна Ильинична"])
    tables = [
        [[cells[0][0]], [cells[0][1]]],
        [["ФИО", "Должность, категория"], [cells[1][1], said]],
    ]
    for number, rows in enumerate(tables):
        (one,) = take(tmp_path, xlsx(tmp_path / f"{number}.xlsx", rows)).added("people", 2)
        assert (one["post"], one["category"]) == ("учитель физики", "высшая")
        assert one["experience"] == {"total": "15"}


def test_a_surname_set_apart_by_a_comma_is_the_same_name(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс"], ["Клеёв, Марк Ильич", "7Б"]]
    (one,) = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows)).added("people", 2)
    assert (one["last_name"], one["first_name"]) == ("Клеёв", "Марк")


def test_hints_name_the_column_and_what_to_do_with_two_lists_side_by_side(tmp_path: Path) -> None:
    (wrong,) = found(tmp_path, [["ФИО", "Статус"], ["Клеёв Марк Ильич", "учится"]], EMPTY)
    assert wrong.hint.endswith('Если столбец о другом: --map "Статус=нет".')
    (wrong,) = found(tmp_path, [["ФИО", "Класс", "ФИО"], [MARK[1], "7Б", "Ким Лев Ильич"]], EMPTY)
    assert "два списка рядом" in wrong.hint
    names = [[each] for each in ("Клеёв Марк Ильич", "Ким Лев Ильич", "Пеналова Лия Ильинична")]
    (wrong,) = found(tmp_path, names, EMPTY)
    assert wrong.hint.startswith("Над именами нет заголовков")
