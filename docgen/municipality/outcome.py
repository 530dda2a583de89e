"""What came of one school: small, for it crosses from one process to another and is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine import Built, Failure, Project, State
from docgen.municipality.finding import SchoolFolder
from docgen.records import Frozen, replace


class Outcome(Frozen):
    """What came of a school: its documents by state, and all that was found.

    `pdfs` were made in this run, of new documents or of those that were there. `title` is what the
    programme calls the school, `full_name` and `inn` what nobody else is called; `why` says for how
    many documents there was each reason to make them; `archive` is the file to send it; `waived`
    are the rules that it has decided not to keep, each with its reason. A school that is
    `postponed` is too large for a worker: nothing came of it yet.
    """

    school: SchoolFolder
    report: Report
    title: str = ""
    full_name: str = ""
    inn: str = ""
    planned: int = 0
    made: int = 0
    why: tuple[tuple[str, int], ...] = ()
    pdfs: int = 0
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


def came_of(school: SchoolFolder, project: Project, built: Built, report: Report) -> Outcome:
    """Return what came of a school that was built."""
    why = Counter(why.value for output in built.outputs for why in output.why)
    return replace(
        known(school, project, report),
        why=tuple(why.most_common()),
        planned=len(built.plan.jobs),
        made=built.count(State.MADE),
        pdfs=sum(output.pdf_made for output in built.outputs),
        unchanged=built.count(State.SAME),
        signed=built.count(State.SIGNED),
        moved=len(built.moved),
        failures=tuple(
            replace(each, report=placed(school, each.report)) for each in built.failures
        ),
    )


def known(school: SchoolFolder, project: Project, report: Report) -> Outcome:
    """Return what is known of a school whose programme was read."""
    said = project.facts.programme.school
    return Outcome(
        school,
        placed(school, report),
        title=said.short_name or said.full_name,
        full_name=said.full_name,
        inn=said.inn,
    )


def placed(school: SchoolFolder, found: Iterable[Diagnostic]) -> Report:
    """Return findings that say at least which school they are about."""
    return Report(replace(each, place=_of(school, each.place)) for each in found)


def _of(school: SchoolFolder, place: Place) -> Place:
    """Return a place that names the school: a template is known there by its name alone."""
    here = Path()
    if place.file and (Path(place.file).parent != here or school.path == here):
        return place
    named = f"{school.path}, {place.file}" if place.file else str(school.path)
    return replace(place, file=named)
