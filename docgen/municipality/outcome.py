"""What came of one school: small, for it crosses from one process to another and is kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine import Built, Failure, State
from docgen.municipality.finding import SchoolFolder
from docgen.records import Frozen, replace


class Outcome(Frozen):
    """What came of a school: its documents by state, and all that was found.

    `title` is what the programme calls the school; `archive` is the file to send it; `waived` are
    the rules that it has decided not to keep, each with its reason. A school that is `postponed` is
    too large for a worker: nothing came of it yet.
    """

    school: SchoolFolder
    report: Report
    title: str = ""
    planned: int = 0
    made: int = 0
    unchanged: int = 0
    signed: int = 0
    moved: int = 0
    failures: tuple[Failure, ...] = ()
    archive: Path | None = None
    waived: tuple[tuple[str, str], ...] = ()
    postponed: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing found is an error."""
        return self.report.ok

    def with_more(self, found: Iterable[Diagnostic]) -> Outcome:
        """Return the same with more findings."""
        return replace(self, report=self.report + placed(self.school, found))


def came_of(school: SchoolFolder, title: str, built: Built, report: Report) -> Outcome:
    """Return what came of a school that was built."""
    return Outcome(
        school,
        placed(school, report),
        title,
        planned=len(built.plan.jobs),
        made=built.count(State.MADE),
        unchanged=built.count(State.SAME),
        signed=built.count(State.SIGNED),
        moved=len(built.moved),
        failures=tuple(
            replace(each, report=placed(school, each.report)) for each in built.failures
        ),
    )


def placed(school: SchoolFolder, found: Iterable[Diagnostic]) -> Report:
    """Return findings that say at least which school they are about."""
    return Report(
        each if each.place.file else replace(each, place=_at(school, each.place)) for each in found
    )


def _at(school: SchoolFolder, place: Place) -> Place:
    return replace(place, file=str(school.path))
