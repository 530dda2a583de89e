"""Findings about what people wrote: values, never exceptions.

Every phase collects all the findings it can into a `Report`; only a surface
(the command line, a web page) prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from docgen.deferred import pattern
from docgen.records import Frozen, field

_CELL = pattern(r"(?:строка )?([A-Z]{0,3})(\d+)\Z")
_NUMBER = pattern(r"\d+")


class Severity(Enum):
    """How much a finding matters: an error stops the documents it concerns."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Frozen):
    """Where a finding is: a stretch of a text file, or a named spot of a document or a workbook.

    `line` and `column` count from 1, `length` is in characters on that line; 0 means unknown.
    The lines of a Word template are those of its text view (`docgen.docx.view`).
    `spot` names a place that has no line, as the reader would look for it:
    «лист «Пары», E17», «таблица 2, строка 1, столбец 3», «пункт 3.2».
    """

    file: str = ""
    line: int = 0
    column: int = 0
    length: int = 0
    spot: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where += f":{self.line}:{self.column}" if self.column else f":{self.line}"
        return ", ".join(part for part in (where, self.spot) if part)

    @property
    def order(self) -> str:
        """The spot as it is sorted: numbers by their size, cells of a sheet row by row."""
        rows_first = _CELL.sub(lambda cell: f"{cell[2]} {cell[1]:>3}", self.spot)
        return _NUMBER.sub(lambda number: number[0].zfill(8), rows_first)


class Diagnostic(Frozen):
    """One finding: a stable code, what is wrong, where, and what to do about it (in Russian).

    `path` is the way to the value in the data (`("people", 3, "class")`), for programs.
    """

    code: str
    message: str
    place: Place = field(default_factory=Place)
    hint: str = ""
    severity: Severity = Severity.ERROR
    path: tuple[str | int, ...] = ()

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Order by place, then by code, so that a report never depends on who found what first."""
        place = self.place
        spot = place.order if place.spot else ""
        return (place.file, place.line, place.column, spot, self.code, self.message)


class Report:
    """An immutable, sorted set of findings."""

    __slots__ = ("_found",)

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found = tuple(sorted(set(found), key=Diagnostic.sort_key))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __add__(self, other: Iterable[Diagnostic]) -> Report:
        return Report((*self._found, *other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and self._found == other._found

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return f"Report({list(self._found)!r})"

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(found.severity is severity for found in self._found)

    @property
    def ok(self) -> bool:
        """Whether nothing found is an error."""
        return not self.count(Severity.ERROR)
