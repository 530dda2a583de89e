"""What is wrong with a table is said all at once, with the sheet and the cell, in Russian."""

from __future__ import annotations

import tempfile
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import engine
from docgen.packs import stack
from docgen.tables import Catalogue
from docgen.tables.delimited import read_delimited
from docgen.tables.names import mentions, read_name
from docgen.tables.sheets import Value, letters
from docgen.tables.values import Misfit
from docgen.tables.values import take as take_value
from tests.tables.making import EMPTY, FULL, csv, drawn, rewritten, take, xlsx

HEADER = ["ФИО", "Класс", "Дата рождения", "Пол", "Стаж", "Телефон", "Предметы"]
MARK = ["Клеёв Марк Ильич", "7Б", "01.03.2012", "муж.", "12 лет", 79000000011, "физика, химия"]
CATALOGUE = Catalogue(stack())


def test_every_bad_cell_is_reported_at_once_with_its_place_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    rows = [
        [*MARK[:1], "седьмой", "31.02.2012", "неясно", "много", 7.9e10, ""],
        ["№ 5", "7Б"],
        MARK,
    ]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [["Список"], HEADER, *rows], "7 «Б»"))
    spots = {(found.code, found.place.spot.rpartition(" ")[2]) for found in taken.report}
    cells = {("DG315", cell) for cell in ("B3", "C3", "D3", "E3")}
    assert spots == cells | {("DG317", "A4")}
    assert all("лист «7 «Б»»" in found.place.spot for found in taken.report)
    assert taken.text == EMPTY


def test_a_good_row_has_no_findings(tmp_path: Path) -> None:
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [HEADER, MARK]))
    assert taken.codes == []
    (person,) = taken.added("people", 2)
    assert person["gender"] == "m"
    assert person["experience"] == {"total": "12"}
    assert person["contacts"] == {"phone": "+7 (900) 000-00-11"}
    assert person["subjects"] == ["физика", "химия"]


def field(key: str) -> Any:
    """Return a field of people."""
    return CATALOGUE.kind("people").field(key)


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("birth_date", "1.9.2026", "01.09.2026"),
        ("birth_date", 46266.0, "01.09.2026"),
        ("birth_date", "46266", "01.09.2026"),
        ("birth_date", "01/09/26", "01.09.2026"),
        ("birth_date", "5 мая 1999 года", "05.05.1999"),
        ("birth_date", "01.09.70", "01.09.1970"),
        ("birth_date", date(2026, 9, 1), "01.09.2026"),
        ("birth_date", "12,05,2010", "12.05.2010"),
        ("birth_date", "12. 05. 2010 г.", "12.05.2010"),
        ("class", 7.0, "7"),
        ("class", "11-a", "11 «А»"),
        ("class", "7 'б' класс", "7 «Б»"),
        ("class", "7\u2011б", "7 «Б»"),
        ("gender", "Ж", "f"),
        ("gender", "девочка", "f"),
        ("kind", "Учитель", "teacher"),
        ("kind", "обучающийся", "student"),
        ("experience.total", 12.0, "12"),
        ("experience.total", "3 года", "3"),
        ("experience.total", "5л.", "5"),
        ("experience.total", "12,5", "12"),
        ("experience.total", "1 год 2 мес.", "1"),
        ("experience.total", "8 мес.", "0"),
        ("experience.total", "менее года", "0"),
        ("contacts.phone", 89000000011.0, "+7 (900) 000-00-11"),
        ("contacts.phone", "9000000011", "+7 (900) 000-00-11"),
        ("contacts.phone", "8 (000) 2-00", "8 (000) 2-00"),
        ("post", "  учитель\n\u00a0химии ", "учитель химии"),
        ("post", "=1+1", "=1+1"),
        ("achievements", "грамота, диплом; кубок", ["грамота, диплом", "кубок"]),
        ("subjects", "физика, химия", ["физика", "химия"]),
        ("id", "s-1", "s-1"),
        ("mentoring_in_post", True, "да"),
        ("mentoring_in_post", "+", "да"),
        ("mentoring_in_post", "не имеется", "нет"),
        ("mentoring_in_post", "–", "нет"),
    ],
)
def test_a_cell_is_read_as_a_person_means_it(key: str, value: Value, wanted: Any) -> None:
    assert take_value(field(key), value, CATALOGUE.values).value == wanted


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("birth_date", "завтра"),
        ("birth_date", 12.0),
        ("birth_date", True),
        ("birth_date", "29.02.2023"),
        ("class", date(2026, 5, 7)),
        ("class", "старший"),
        ("gender", "средний"),
        ("kind", "директриса школы № 5"),
        ("experience.total", "12 классов"),
        ("experience.total", "-1"),
        ("post", time(9, 0)),
        ("id", "два слова"),
        ("contacts.phone", "7,9E+10"),
    ],
)
def test_a_cell_that_is_no_value_is_refused_with_what_would_do(key: str, value: Value) -> None:
    with pytest.raises(Misfit) as refused:
        take_value(field(key), value, CATALOGUE.values)
    assert refused.value.message
    assert refused.value.hint.endswith(".")


def test_digits_that_a_spreadsheet_lost_are_mended_or_refused() -> None:
    inn = CATALOGUE.kind("schools").field("inn")
    assert inn is not None
    mended = take_value(inn, 100000001.0, CATALOGUE.values)
    assert (mended.value, mended.code) == ("0100000001", "DG335")
    assert take_value(inn, "0100000001", CATALOGUE.values).doubt == ""
    with pytest.raises(Misfit):
        take_value(inn, 12345.0, CATALOGUE.values)


def codes(folder: Path, rows: list[list[Any]], text: str = EMPTY, **more: Any) -> list[str]:
    """Return what is found in rows."""
    return take(folder, xlsx(folder / "a.xlsx", rows), text, **more).codes


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("DG311", [["Мероприятие", "Ответственный"], ["Линейка", "все"]]),
        ("DG312", [["ФИО", "Клас"], MARK[:2]]),
        ("DG313", [["ФИО", "Класс", "Класс обучения"], [*MARK[:2], "8А"]]),
        ("DG314", [["ФИО", "Класс", "Пол"], ["", "7Б", "м"]]),
        ("DG316", [HEADER, [*MARK[:2], "01.03.12"]]),
        ("DG316", [HEADER, [*MARK[:2], 41000]]),
        ("DG317", [HEADER, ["Клеёв М. И. и другие!", "7Б"]]),
        ("DG317", [HEADER, [12, "7Б"]]),
        ("DG318", [["ФИО", "Класс", "Пол"], ["Ким Ен Су", "7Б", "м"]]),
        ("DG319", [HEADER, ["Клеёв М. И.", "7Б"]]),
        ("DG325", [HEADER, MARK, ["Составила классный руководитель"]]),
        ("DG328", [["ФИО", "Телефон"], [MARK[0], "8 (000) 1"]]),
        (None, [HEADER, MARK]),
    ],
)
def test_what_is_doubtful_in_a_list_is_said(
    code: str | None, rows: list[list[Any]], tmp_path: Path
) -> None:
    found = codes(tmp_path, rows)
    assert found[:1] == ([code] if code else []) or (code == "DG317" and "DG315" in found)


def test_a_formula_without_a_value_and_an_error_are_findings(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["ФИО", "Класс", "Должность"])
        sheet.write_formula(1, 0, '="Клеёв"&" Марк"', None, "")
        sheet.write_row(1, 1, ["7Б"])
        sheet.write_row(2, 0, ["Кнопкина Вера Петровна", "7Б"])
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")

    taken = take(tmp_path, drawn(tmp_path / "a.xlsx", draw))
    assert [(found.code, found.place.spot[-2:]) for found in taken.report] == [
        ("DG323", "A2"),
        ("DG323", "C3"),
    ]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["ФИО", "Класс", "Стаж"])
        sheet.write_row(1, 0, ["Клеёв Марк Ильич", "7Б"])
        for row, column in ((1, 2), (2, 0), (2, 1)):
            sheet.write_formula(row, column, '=IF(Z9="","",Z9)', None, "")

    path = drawn(tmp_path / "a.xlsx", draw)
    rewritten(path, b'"><f>', b'" t="str"><f>')  # as Excel and LibreOffice save it
    taken = take(tmp_path, path)
    assert (taken.codes, len(taken.added("people", 2))) == ([], 1)


def test_what_is_hidden_is_taken_and_said(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER[:2])
        sheet.write_row(1, 0, MARK[:2])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    taken = take(tmp_path, drawn(tmp_path / "a.xlsx", draw))
    assert taken.codes == ["DG324", "DG324"]
    assert len(taken.added("people", 2)) == 1


def test_a_person_named_in_the_list_has_no_other_name_among_the_pairs(tmp_path: Path) -> None:
    people = [["ФИО", "Класс"], ["Линейкина Вера Петровна", "7Б"]]
    pairs = [["Наставник", "Наставляемый"], ["Тетрадкин М. И.", "Линейкена Вера Петровна"]]
    path = xlsx(tmp_path / "a.xlsx", people, "Люди", Пары=pairs)
    (wrong,) = take(tmp_path, path, FULL, answer=lambda _: True).report
    assert (wrong.code, wrong.place.spot) == ("DG322", "лист «Пары», B2")
    assert (
        "фамилия: здесь иначе, чем в другой строке («Линейкина»; лист «Люди», A2)" in wrong.message
    )


def test_people_and_pairs_of_one_book_are_taken_together(tmp_path: Path) -> None:
    lists = [["ФИО", "Класс"], ["Клеёв Марк Ильич", "9А"], ["Кнопкина Вера Петровна", "7Б"]]
    pairs = [["Наставник", "Наставляемый"], ["Клеёв М. И.", "Кнопкина В. П."]]
    path = xlsx(tmp_path / "a.xlsx", lists, "Ученики", Пары=pairs)
    taken = take(tmp_path, path)
    assert taken.codes == []
    assert taken.data["pairs"][0]["mentees"] == ["knopkina"]
    assert len(take(tmp_path, path, EMPTY, kind="people").data["people"]) == 4


@pytest.mark.parametrize("content", [b"\n\n", b";;;\n", b"\xff"])
def test_an_empty_table_is_not_understood(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert take(tmp_path, path).codes == ["DG311"]


@pytest.mark.parametrize(
    ("separator", "said"), [(";", "«;»"), (",", "«,»"), ("\t", "табуляция"), ("|", "«|»")]
)
def test_the_separator_is_told_though_cells_hold_others(
    separator: str, said: str, tmp_path: Path
) -> None:
    rows = ["ФИО;Примечание".replace(";", separator)]
    rows += [f'"Ким Лев"{separator}"а, б; в"'] * 3
    sheet, note = read_delimited(csv(tmp_path / "a.csv", "\n".join(rows)))
    assert sheet.value(1, 1) == "а, б; в"
    assert note == f"кодировка Windows-1251, разделитель {said}"


def test_several_people_of_a_cell_are_told_apart_with_what_is_said_of_them() -> None:
    text = "1. Клеёв Марк Ильич, 9 «А»; Кнопкина В. П. (учитель химии)\nфон Бюлов Отто"
    found = mentions(text)
    assert [(each.name.last, each.said) for each in found] == [
        ("Клеёв", (("class", "9 «А»"),)),
        ("Кнопкина", (("post", "учитель химии"),)),
        ("фон Бюлов", ()),
    ]
    assert len(mentions("Клеёв Марк, Кнопкина Вера")) == 2
    assert [each.said for each in mentions("1) Клеёв М. И. 7Б\n2) Ким Лев – 10 «А» класс")] == [
        (("class", "7 «Б»"),),
        (("class", "10 «А»"),),
    ]
    assert mentions("Клеёв Марк Ильич\nучитель химии")[0].said == (("post", "учитель химии"),)


@pytest.mark.parametrize("text", ["7", "нет!", "№ 5", "a@b.ru", ""])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Misfit):
        read_name(text)


@pytest.mark.parametrize(
    ("text", "middle"),
    [("Гусейнов Рашид Мамед оглы", "Мамед оглы"), ("АЛИЕВА ЛЕЙЛА АРИФ КЫЗЫ", "Ариф Кызы")],
)
def test_a_patronymic_of_two_words_leaves_no_doubt(text: str, middle: str) -> None:
    name = read_name(text)
    assert (name.middle, name.doubt) == (middle, "")
    assert read_name("Гарсиа Лопес Рашид Мамед оглы").doubt


def test_columns_have_the_names_of_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_cell_that_begins_like_a_formula_is_a_text(tmp_path: Path) -> None:
    rows = [["ФИО", "Класс", "Запрос"], [*MARK[:2], "=HYPERLINK(1)"], ["Ким Лев", "5А", "+минус"]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL)
    assert [each["request"] for each in taken.added("people", 6)] == ["=HYPERLINK(1)", "+минус"]


def test_a_link_and_a_formula_of_a_csv_are_texts(tmp_path: Path) -> None:
    text = 'ФИО;Класс;Запрос\nКлеёв Марк Ильич;7Б;"=1+1"\n'
    assert take(tmp_path, csv(tmp_path / "a.csv", text)).added("people", 2)[0]["request"] == "=1+1"


def test_a_long_list_is_taken_whole(tmp_path: Path) -> None:
    rows = [[f"Клеёв{'аоуие'[n % 5] * (n // 5 + 1)} Лев", "7Б"] for n in range(200)]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [HEADER[:2], *rows]), answer=lambda _: False)
    assert len({each["id"] for each in taken.added("people", 2)}) == 200


CELLS = st.sampled_from(
    [
        *(
            "",
            "Клеёв Марк Ильич",
            "Тетрадкин М. И.",
            "Линейкина Вера",
            "фон",
            "А. Б.",
            "Ким",
            "Итого",
        ),
        *("7Б", "01.09.2026", "46266", "7,9E+10", "=1+1", "-", "да", "м", "p1", "s1", "t9", "(7Б)"),
        *(
            "педагог – педагог",
            "Клеёв Лев; Ким Ян, учитель",
            "# нет",
            "a: b",
            "{x",
            "'",
            "null",
            "no",
        ),
    ]
)
HEADINGS = st.sampled_from(
    [
        *("ФИО", "Наставник", "Наставляемый", "Класс", "Дата рождения", "Телефон", "Должность"),
        *("Пол", "Стаж", "Форма", "Начало", "Обозначение", "Задачи", "Фамилия", "Имя", "Кто это"),
    ]
)


@settings(max_examples=25, deadline=None)
@given(
    header=st.lists(HEADINGS, min_size=1, max_size=6),
    cells=st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=5),
)
def test_no_table_ever_breaks_the_programme(header: list[str], cells: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        rows = [header, *(line[: len(header)] for line in cells)]
        text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
        take(Path(name), csv(Path(name) / "a.csv", text, "utf-8"), FULL, answer=lambda _: True)
        assert engine.load(Path(name) / "p").programme is not None
