"""What can be built: every kind of document, for whom, from which data, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.diagnostics import Diagnostic, Report
from docgen.engine.press import Press
from docgen.engine.project import Project, plan
from docgen.errors import TemplateError
from docgen.packs import Group, Kind, PackStack
from docgen.plan import Plan, chosen_kinds
from docgen.records import Frozen


class Entry(Frozen):
    """A kind of document and its state in a programme.

    `documents` says how many apply, `uses` from which parts of the file they are made, `blanks`
    what they leave to fill in by hand.
    """

    kind: Kind
    group: Group | None
    uses: tuple[str, ...] = ()
    documents: int = 0
    blanks: tuple[str, ...] = ()


def kinds(packs: PackStack, names: Iterable[str] = ()) -> tuple[tuple[Entry, ...], Report]:
    """Return the named kinds (none named: all), of which no programme is known yet."""
    chosen, report = chosen_kinds(packs, tuple(names) or _every(packs))
    return tuple(Entry(kind, packs.group(kind)) for kind in chosen), report


def catalogue(project: Project, names: Iterable[str] = ()) -> tuple[tuple[Entry, ...], Report]:
    """Return the same for a programme: its documents are printed, but none is written."""
    packs = project.packs
    chosen, report = chosen_kinds(packs, tuple(names) or _every(packs))
    planned = plan(project, [kind.name for kind in chosen])[0]
    press = Press(project)
    found: list[Diagnostic] = list(report)
    return tuple(_entry(kind, project, planned, press, found) for kind in chosen), Report(found)


def _every(packs: PackStack) -> tuple[str, ...]:
    return tuple(kind.name for kind in packs.kinds())


def _entry(
    kind: Kind, project: Project, planned: Plan, press: Press, found: list[Diagnostic]
) -> Entry:
    jobs = planned.of(kind.name)
    blanks: dict[str, None] = {}
    uses: tuple[str, ...] = ()
    try:
        uses = press.uses(kind.name)
        for job in jobs:
            blanks |= dict.fromkeys(press.print(job).blanks)
    except TemplateError as error:
        found += error.report
    return Entry(kind, project.packs.group(kind), uses, len(jobs), tuple(blanks))
