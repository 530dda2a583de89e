"""A table as it stands in a file: sheets of cells, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import TypeAlias

from docgen.diagnostics import Place
from docgen.records import Frozen, field

# What a spreadsheet may hold in a cell; a datetime is a date too.
Value: TypeAlias = str | int | float | bool | date | time | timedelta
Spot: TypeAlias = tuple[int, int]  # row and column, from 0

MAX_CELLS = 3_000_000


class Sheet(Frozen):
    """One sheet. Merged cells all hold the value of their first one.

    `hidden_rows` and `hidden_columns` are those that a person does not see; `formulas` are those
    without a value, `errors` the cells that show one.
    """

    file: str
    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[Spot, Spot], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: Mapping[Spot, str] = field(default_factory=dict)
    errors: frozenset[Spot] = frozenset()

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """Return a place as a spreadsheet names it: «лист «Пары», E17»; a CSV has no sheets."""
        cell = "" if column is None else letters(column)
        cell += "" if row is None else str(row + 1)
        if row is None and column is not None:
            cell = f"столбец {cell}"
        if row is not None and column is None:
            cell = f"строка {cell}"
        sheet = f"лист «{self.name}»" if self.name else ""
        return Place(self.file, spot=", ".join(part for part in (sheet, cell) if part))

    def value(self, row: int, column: int) -> Value:
        """Return what a cell holds; a cell that is not there is empty."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


class Book(Frozen):
    """A file with tables, and what there is to say of how it was read."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def letters(column: int) -> str:
    """Return the name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def unmerged(
    rows: Iterable[Iterable[Value]], merged: Iterable[tuple[Spot, Spot]]
) -> tuple[tuple[Value, ...], ...]:
    """Return rows in which every merged cell holds what the first of them holds."""
    cells = [list(row) for row in rows]
    for (top, left), (bottom, right) in merged:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        for row in cells[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = cells[top][left]
    return tuple(map(tuple, cells))
