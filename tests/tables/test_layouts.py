"""One list, written in all the ways in which schools write lists: it always comes out the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.tables.making import EMPTY, csv, drawn, take, xlsx

HEADER = ["ФИО", "Класс", "Дата рождения"]
PEOPLE = [
    ("Клеёв", "Марк", "Ильич", "10 «А»", "01.03.2010"),
    ("Кнопкина", "Вера", "Петровна", "7 «Б»", "15.11.2012"),
    ("Скрепкин", "Пётр", "Ильич", "7 «Б»", "02.01.2013"),
]
DAYS = [date(2010, 3, 1), date(2012, 11, 15), date(2013, 1, 2)]
ROWS = [[f"{last} {first} {middle}", class_, day] for last, first, middle, class_, day in PEOPLE]
Layout = Callable[[Path], Path]


def lines(rows: list[list[Any]], separator: str = ";", end: str = "\r\n") -> str:
    """Return rows as lines of a CSV."""
    return "".join(separator.join(map(str, row)) + end for row in rows)


def plain(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [HEADER, *ROWS])


def title_above(folder: Path) -> Path:
    title = [["Список обучающихся"], ["на 01.09.2026"], []]
    return xlsx(folder / "a.xlsx", [*title, HEADER, *ROWS])


def merged_title(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "Список учеников для программы наставничества")
        for row, line in enumerate([HEADER, *ROWS], start=2):
            sheet.write_row(row, 0, line)

    return drawn(folder / "a.xlsx", draw)


def other_order(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [[*reversed(HEADER)], *([*reversed(row)] for row in ROWS)])


def other_words(folder: Path) -> Path:
    header = ["Ф.И.О. ученика", "Кл.", "Дата рожд."]
    return xlsx(folder / "a.xlsx", [header, *ROWS])


def spaced_letters(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [["Ф. И. О.", "КЛАСС:", "Д/Р"], *ROWS])


def misspelt(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [["ФИО", "Класс", "Дата раждения"], *ROWS])


def numbered(folder: Path) -> Path:
    rows = [[n, *row, ""] for n, row in enumerate(ROWS, 1)]
    return xlsx(folder / "a.xlsx", [["№ п/п", *HEADER, "Подпись"], [1, 2, 3, 4, 5], *rows])


def three_columns(folder: Path) -> Path:
    header = ["Фамилия", "Имя", "Отчество", "Класс", "Дата рождения"]
    return xlsx(folder / "a.xlsx", [header, *map(list, PEOPLE)])


def real_dates(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        look = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, HEADER)
        for row, (line, day) in enumerate(zip(ROWS, DAYS, strict=True), 1):
            sheet.write_row(row, 0, line[:2])
            sheet.write_datetime(row, 2, datetime.combine(day, datetime.min.time()), look)

    return drawn(folder / "a.xlsx", draw)


def serial_dates(folder: Path) -> Path:
    serials = [(day - date(1899, 12, 30)).days for day in DAYS]
    rows = [[*row[:2], serial] for row, serial in zip(ROWS, serials, strict=True)]
    return xlsx(folder / "a.xlsx", [HEADER, *rows])


def dates_in_words(folder: Path) -> Path:
    days = ["1 марта 2010 г.", "15 ноября 2012 года", "2 января 2013"]
    return xlsx(
        folder / "a.xlsx", [HEADER, *([*r[:2], d] for r, d in zip(ROWS, days, strict=True))]
    )


def iso_dates(folder: Path) -> Path:
    days = ["2010-03-01", "2012-11-15 00:00:00", "2013-01-02"]
    return xlsx(
        folder / "a.xlsx", [HEADER, *([*r[:2], d] for r, d in zip(ROWS, days, strict=True))]
    )


def short_dates(folder: Path) -> Path:
    days = ["01.03.10", "15/11/12", "2-1-13"]
    return xlsx(
        folder / "a.xlsx", [HEADER, *([*r[:2], d] for r, d in zip(ROWS, days, strict=True))]
    )


def classes_as_written(folder: Path) -> Path:
    classes = ["10-А", '7 "б" класс', "7Б"]
    rows = [[r[0], c, r[2]] for r, c in zip(ROWS, classes, strict=True)]
    return xlsx(folder / "a.xlsx", [HEADER, *rows])


def shouted_names(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [HEADER, *([r[0].upper(), *r[1:]] for r in ROWS)])


def stray_spaces(folder: Path) -> Path:
    rows = [[f"  {r[0].replace(' ', chr(160))} ", f" {r[1]}\u200b", f"{r[2]} "] for r in ROWS]
    return xlsx(folder / "a.xlsx", [["ФИО\n(полностью)", "\u00a0Класс ", "Дата\nрождения"], *rows])


def name_first(folder: Path) -> Path:
    names = [f"{first} {middle} {last}" for last, first, middle, *_ in PEOPLE]
    return xlsx(
        folder / "a.xlsx", [HEADER, *([n, *r[1:]] for n, r in zip(names, ROWS, strict=True))]
    )


def empty_rows_and_totals(folder: Path) -> Path:
    rows = [
        ROWS[0],
        [],
        ROWS[1],
        ["", "", ""],
        ROWS[2],
        [],
        ["Всего: 3 человека"],
        [],
        ["Директор"],
    ]
    return xlsx(folder / "a.xlsx", [HEADER, *rows])


def sections(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range(1, 0, 1, 2, "10 класс")
        sheet.write_row(2, 0, ROWS[0])
        sheet.merge_range(3, 0, 3, 2, "7 класс")
        sheet.write_row(4, 0, ROWS[1])
        sheet.write_row(5, 0, ROWS[2])

    return drawn(folder / "a.xlsx", draw)


def class_merged_down(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Класс", "ФИО", "Дата рождения"])
        sheet.write(1, 0, "10А")
        sheet.merge_range(2, 0, 3, 0, "7Б")
        for row, line in enumerate(ROWS, 1):
            sheet.write_row(row, 1, [line[0], line[2]])

    return drawn(folder / "a.xlsx", draw)


def header_of_two_rows(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, "№")
        sheet.merge_range(0, 1, 0, 2, "Обучающийся")
        sheet.merge_range(0, 3, 1, 3, "Дата рождения")
        sheet.write_row(1, 1, ["ФИО", "Класс"])
        for row, line in enumerate(ROWS, 2):
            sheet.write_row(row, 0, [row - 1, *line])

    return drawn(folder / "a.xlsx", draw)


def header_repeated(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [HEADER, ROWS[0], HEADER, *ROWS[1:]])


def far_from_the_corner(folder: Path) -> Path:
    rows = [["", "", *row] for row in [HEADER, *ROWS]]
    return xlsx(folder / "a.xlsx", [[], [], [], *rows])


def second_sheet(folder: Path) -> Path:
    return xlsx(folder / "a.xlsx", [["Читать до конца"]], "О книге", Список=[HEADER, *ROWS])


def hidden_rows_and_columns(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        for row, line in enumerate([HEADER, *ROWS]):
            sheet.write_row(row, 0, line)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    return drawn(folder / "a.xlsx", draw)


def formulas_with_values(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        for row, line in enumerate(ROWS, 1):
            sheet.write_formula(row, 0, "=D1&E1", None, line[0])
            sheet.write_row(row, 1, line[1:])

    return drawn(folder / "a.xlsx", draw)


def rich_text(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, HEADER)
        for row, line in enumerate(ROWS, 1):
            last, _, rest = line[0].partition(" ")
            sheet.write_rich_string(row, 0, bold, last, f" {rest}")
            sheet.write_row(row, 1, line[1:])

    return drawn(folder / "a.xlsx", draw)


def csv_of_russian_excel(folder: Path) -> Path:
    return csv(folder / "a.csv", lines([HEADER, *ROWS]))


def csv_utf8(folder: Path) -> Path:
    return csv(folder / "a.csv", lines([HEADER, *ROWS], ",", "\n"), "utf-8")


def csv_utf8_with_mark(folder: Path) -> Path:
    return csv(folder / "a.csv", lines([HEADER, *ROWS]), "utf-8-sig")


def csv_utf16_with_tabs(folder: Path) -> Path:
    return csv(folder / "a.txt", lines([HEADER, *ROWS], "\t"), "utf-16")


def csv_utf16_without_mark(folder: Path) -> Path:
    return csv(folder / "a.txt", lines([HEADER, *ROWS], "\t"), "utf-16-le")


def csv_that_names_its_separator(folder: Path) -> Path:
    return csv(folder / "a.csv", "sep=,\r\n" + lines([HEADER, *ROWS], ","))


def csv_with_quotes(folder: Path) -> Path:
    quoted = [
        [f'"{r[0]}"', '"7 ""Б"""' if r[1][0] == "7" else '"10;А"'[:3] + '-А"', r[2]] for r in ROWS
    ]
    return csv(folder / "a.csv", lines([HEADER, *quoted]))


def csv_ragged(folder: Path) -> Path:
    rows = [["Список класса"], [*HEADER, "", ""], *([*row, ""] for row in ROWS), ["Итого", 3]]
    return csv(folder / "a.csv", lines(rows))


def wrong_extension(folder: Path) -> Path:
    path = plain(folder)
    return path.rename(folder / "a.csv")


LAYOUTS = [each for each in dict(globals()).values() if callable(each)]
LAYOUTS = [
    each
    for each in LAYOUTS
    if getattr(each, "__annotations__", {}) == {"folder": "Path", "return": "Path"}
]


def test_there_are_many_layouts() -> None:
    assert len(LAYOUTS) >= 35


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_a_list_comes_out_the_same_in_every_layout(layout: Layout, tmp_path: Path) -> None:
    taken = take(tmp_path, layout(tmp_path))
    assert taken.report.ok, list(taken.report)
    found = [
        tuple(
            each[key] for key in ("last_name", "first_name", "middle_name", "class", "birth_date")
        )
        for each in taken.added("people", 2)
    ]
    assert found == PEOPLE
    assert {each["kind"] for each in taken.added("people", 2)} == {"student"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_a_list_that_was_taken_changes_nothing_more(layout: Layout, tmp_path: Path) -> None:
    path = layout(tmp_path)
    first = take(tmp_path, path)
    again = take(tmp_path, path, None)
    assert again.report.ok
    assert again.changes == []
    assert again.text == first.text


def test_everything_but_the_new_people_stays_to_the_byte(tmp_path: Path) -> None:
    start, end = EMPTY.split("\nprogramme:")
    assert take(tmp_path, plain(tmp_path)).text.startswith(start.rstrip())
    assert take(tmp_path, plain(tmp_path)).text.endswith("\nprogramme:" + end)
