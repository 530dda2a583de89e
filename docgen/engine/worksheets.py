"""Workbooks that tell what came of a run: every text is a text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docgen.records import Frozen, field

# A workbook has a date of making; the same findings must give the same bytes.
_MADE_ON: Final = datetime(2026, 1, 1)
_A4: Final = 9
_LINE: Final = 15  # points of a row of one line: not every program measures rows that have more
_TALLEST: Final = 409  # points of a row that Excel takes
_FIGURE: Final = '#,##0;-#,##0;"–"'  # many figures are none, and the rest should be seen

Row = tuple[str | int, ...]


class Worksheet(Frozen):
    """A sheet: its title, its columns with their widths, its rows; texts that have a colour."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    shades: Mapping[str, str] = field(default_factory=dict)


def workbook(title: str, *sheets: Worksheet) -> bytes:
    """Return a workbook of sheets with filters over their columns."""
    import xlsxwriter  # noqa: PLC0415  only when there is something to tell

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": _MADE_ON})
        for sheet in sheets:
            _add(book, sheet)
    return made.getvalue()


def _add(book: Any, sheet: Worksheet) -> None:
    page = book.add_worksheet(sheet.title)
    head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True})
    text = {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    cell, figure = book.add_format(text), book.add_format({**text, "num_format": _FIGURE})
    shaded = {
        each: book.add_format({**text, "bg_color": sheet.shades[each]}) for each in sheet.shades
    }
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    titles = tuple(title for title, _ in sheet.columns)
    for number, row in enumerate((titles, *sheet.rows)):
        page.set_row(number, min(_TALLEST, _LINE * _lines(row, sheet.columns)))
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, column, value, figure)
            else:
                page.write_string(number, column, value, shaded.get(value, cell))
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.freeze_panes(1, 0)
    _lay_out(page)


def _lines(row: Row, columns: tuple[tuple[str, int], ...]) -> int:
    """Return how many lines the longest text of a row takes."""
    return max(
        -(-len(str(value)) // (width - 1)) for value, (_, width) in zip(row, columns, strict=True)
    )


def _lay_out(page: Any) -> None:
    """Let whoever prints a sheet get all columns on a page, under their heads."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
