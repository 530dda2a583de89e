"""What an import would change: shown before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docgen.diagnostics import Diagnostic, Place
from docgen.records import Frozen, Struct, field
from docgen.source import Data
from docgen.source.insertions import Steps, Whole
from docgen.tables.words import brief

ADDED: Final = "added"
CHANGED: Final = "changed"
GONE: Final = "gone"
_SIGNS = {ADDED: "+", CHANGED: "~", GONE: "-"}


class Detail(Frozen):
    """A field that gets another value."""

    title: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.title}: {brief(self.old) or '(пусто)'} → {brief(self.new)}"


class Change(Frozen):
    """Something that is added, changed, or is in the programme and not in the table.

    What is gone is never deleted: `advice` says what a person would do.
    """

    sort: str
    what: str
    title: str
    details: tuple[Detail, ...] = ()
    advice: str = ""

    def lines(self) -> Iterable[str]:
        """Yield the change as people read it."""
        yield f"{_SIGNS[self.sort]} {self.what}: {self.title}"
        yield from (f"    {detail}" for detail in self.details)
        if self.advice:
            yield f"    {self.advice}"


class Question(Frozen):
    """A person of the table who may be one of the programme under another name."""

    key: str
    text: str
    place: Place


class Draft(Struct):
    """What an import of a file has found so far: values to write, changes, findings, questions."""

    file: str = ""
    values: dict[Steps, Data | Whole] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)  # true if all the rows were understood
    questions: list[Question] = field(default_factory=list)

    def say(self, code: str, message: str, place: Place, hint: str) -> None:
        """Add an error."""
        self.found.append(Diagnostic(code, message, place, hint))
