"""The sheet as a workbook: a person corrects the forms in it, and `docgen import` takes them back.

The forms as they were made stand once more on a hidden sheet, so that a corrected cell can be told
from one that only an older docgen declined otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from docgen.declensions.sheet import CASE_NAMES, DOUBTFUL, GENDERS, origins
from docgen.facts import Row
from docgen.russian import CASES

SHEET, MADE = "Склонения", "docgen"
KEY, NOMINATIVE, CONFIRMED, GENDER = "Ключ", "Именительный", "Верно", "Род"
YES = "да"
HEADINGS = (
    "Раздел",
    "О ком, о чём",
    NOMINATIVE,
    GENDER,
    *(CASE_NAMES[case].capitalize() for case in CASES),
    CONFIRMED,
    "Откуда формы",
    "На что посмотреть",
    KEY,
)
_WIDTHS = (11, 30, 30, 6, 28, 28, 28, 28, 28, 8, 18, 40, 5)
_FIRST = 3  # rows above the first text: what to do, an empty row, the headings
_FORMS = HEADINGS.index(NOMINATIVE) + 2
_HELP = (
    "Исправьте неверные формы прямо в ячейках; неверный или пустой род человека – в столбце "
    f"«{GENDER}». "
    f"Жёлтые со знаком {DOUBTFUL} docgen просит проверить: "
    f"если все формы строки верны, выберите «{YES}» в столбце «{CONFIRMED}». "
    "Именительный падеж и столбец с ключом не меняйте. Затем: docgen import ИМЯ_ФАЙЛА.xlsx"
)
# A workbook has a date of making; the same rows must give the same bytes.
_MADE_ON = datetime(2026, 1, 1)


def workbook(rows: Iterable[Row]) -> bytes:
    """Return the workbook of the sheet; every cell is a text, whatever it begins with."""
    import xlsxwriter  # noqa: PLC0415  only when a sheet is made

    made = BytesIO()
    listed = list(rows)
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": "Ведомость склонений", "created": _MADE_ON})
        _Sheet(book).write(listed)
        _keep(book, listed)
    return made.getvalue()


class _Sheet:
    """The visible sheet being written."""

    def __init__(self, book: Any) -> None:
        common = {"text_wrap": True, "valign": "top", "border": 1, "font_size": 11}
        self._sheet = book.add_worksheet(SHEET)
        self._plain = book.add_format(common)
        self._head = book.add_format({**common, "bold": True, "bg_color": "#D9E2F3"})
        self._help = book.add_format({"text_wrap": True, "valign": "top"})
        text = {**common, "num_format": "@"}
        # The sign is a part of the format, not of the text: a corrected form needs no cleaning.
        doubt = {"num_format": f'@" {DOUBTFUL}"', "bg_color": "#FFEB9C", "bold": True}
        self._form = {
            "rule": book.add_format(text),
            "dictionary": book.add_format({**text, "italic": True}),
            "stated": book.add_format({**text, "bold": True}),
        }
        self._doubtful = book.add_format({**common, **doubt})

    def write(self, rows: list[Row]) -> None:
        """Write what to do, the headings and the rows; print on A4, all columns on a page."""
        sheet, last = self._sheet, len(HEADINGS) - 1
        sheet.merge_range(0, 0, 0, last - 1, _HELP, self._help)
        sheet.set_row(0, 48)
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, None, {"hidden": heading == KEY})
            sheet.write_string(_FIRST - 1, column, heading, self._head)
        for number, row in enumerate(rows, start=_FIRST):
            self._row(number, row)
        names = [number for number, row in enumerate(rows, start=_FIRST) if row.is_name]
        if names:
            self._offer(GENDER, names[0], names[-1], [name for name in GENDERS.values() if name])
        self._behave(_FIRST + len(rows) - 1, last)

    def _row(self, number: int, row: Row) -> None:
        forms = row.forms()
        doubts = "\n".join(dict.fromkeys(each for form in forms for each in form.doubts))
        before = (row.group, row.owner, row.phrase(), GENDERS[row.gender])
        for column, text in enumerate(before):
            self._sheet.write_string(number, column, text, self._plain)
        for column, form in enumerate(forms, start=_FORMS):
            look = self._doubtful if form.doubts else self._form[form.origin]
            self._sheet.write_string(number, column, form.text, look)
        after = ("", origins(forms), doubts, row.id)
        for column, text in enumerate(after, start=_FORMS + len(CASES)):
            self._sheet.write_string(number, column, text, self._plain)

    def _offer(self, heading: str, first: int, last: int, choice: list[str]) -> None:
        """Let people choose what stands in a column, from one row to another."""
        column, rule = HEADINGS.index(heading), {"validate": "list", "source": choice}
        self._sheet.data_validation(first, column, last, column, rule)

    def _behave(self, last_row: int, last_column: int) -> None:
        sheet = self._sheet
        self._offer(CONFIRMED, _FIRST, max(last_row, _FIRST), [YES])
        sheet.autofilter(_FIRST - 1, 0, max(last_row, _FIRST), last_column)
        sheet.freeze_panes(_FIRST, _FORMS - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST - 1)


def _keep(book: Any, rows: list[Row]) -> None:
    """Write down the forms as they were made, on a sheet that nobody needs to see."""
    sheet = book.add_worksheet(MADE)
    sheet.hide()
    for number, row in enumerate(rows):
        forms = (form.text for form in row.forms())
        for column, text in enumerate((row.id, *forms, GENDERS[row.gender])):
            sheet.write_string(number, column, text)
