"""Workbooks that tell what came of a run: every text is a text, whatever it begins with."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docgen.records import Frozen

# A workbook has a date of making; the same findings must give the same bytes.
_MADE_ON: Final = datetime(2026, 1, 1)
_A4: Final = 9

Row = tuple[str | int, ...]


class Worksheet(Frozen):
    """A sheet: its title, its columns with their widths, its rows."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


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
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    figure = book.add_format({"valign": "top", "border": 1})
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, column, value, figure)
            else:
                page.write_string(number, column, value, cell)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.freeze_panes(1, 0)
    _lay_out(page)


def _lay_out(page: Any) -> None:
    """Let whoever prints a sheet get all columns on a page, under their heads."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
