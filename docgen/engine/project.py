"""A project's folder, read and checked: the programme, its packs, what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen import packs, schema, source
from docgen.agreement import check_agreement
from docgen.declensions.findings import check_stated
from docgen.diagnostics import Report
from docgen.errors import DocgenError
from docgen.facts import Facts
from docgen.model import AnnexPlace, Programme, build_programme
from docgen.packs import Kind, PackStack
from docgen.plan import Job, Plan, make_plan
from docgen.publication import public
from docgen.register import Register, check_numbers, entered, read_register
from docgen.rules import check_rules
from docgen.source import Source

MAIN_FILE = "programme.yaml"
OWN_PACK = "templates"


class _Memory:
    """Room beside the slots of a record, for what is computed once; it stays out of pickles."""


@dataclass(frozen=True, slots=True)
class Project(_Memory):
    """A programme that was read and checked: the typed programme, or the findings why not."""

    source: Source
    programme: Programme | None
    packs: PackStack
    report: Report
    register: Register

    @cached_property
    def facts(self) -> Facts:
        """What texts may say of the programme; DocgenError says why there is none."""
        if self.programme is None:
            raise DocgenError(*self.report)
        return Facts(self.programme, self.packs)

    @cached_property
    def personal_facts(self) -> Facts:
        """The same with identity documents and contacts, for the papers that must name them."""
        return Facts(self.facts.programme, self.packs, personal=True)

    @cached_property
    def public_facts(self) -> Facts:
        """The same for copies on the site: nobody's private data."""
        return Facts(public(self.facts.programme), self.packs, public=True)

    def facts_for(self, kind: Kind) -> Facts:
        """Return what texts of this kind may say."""
        return self.personal_facts if kind.personal else self.facts


def locate(path: Path) -> Path:
    """Return the programme file meant by a file or a folder."""
    return path / MAIN_FILE if path.is_dir() else path


def load(path: Path) -> Project:
    """Read and check a programme (a file, or a folder that holds `programme.yaml`).

    Never raises for what people wrote: all findings are in the project's report.
    """
    read = source.read(locate(path))
    own = locate(path).parent / OWN_PACK
    stack = packs.stack(*([own.resolve()] if own.is_dir() else []))
    register, report = read_register(locate(path).parent)
    programme, found = _programme(read, stack, register)
    report = report + found
    return Project(read, programme if report.ok else None, stack, report, register)


def _programme(
    read: Source, stack: PackStack, register: Register
) -> tuple[Programme | None, Report]:
    """Return the programme that was read, whatever may be wrong with it, and all findings."""
    if not read.complete:
        return None, read.report
    data, report = schema.validate(read)
    report = report + read.report
    if not report.ok:
        return None, report
    programme, found = build_programme(data, read)
    if programme is None or not found.ok:
        return None, report + found
    programme, more = entered(programme, register, read)
    found = found + more + check_rules(programme, stack, read) + check_agreement(programme, read)
    found = found + check_stated(programme, read) + check_numbers(programme, stack, read)
    return programme, report + found


def plan(project: Project, kinds: Iterable[str] = ()) -> tuple[Plan, Report]:
    """Plan the documents of the named kinds (none named: all that apply).

    What is bound to an order as its annex is no document of its own, unless it is named.
    """
    names = tuple(kinds)
    planned, report = make_plan(project.facts_for, project.packs, names)
    if names:
        return planned, report
    bound = {job for order in planned.jobs for job in bound_to(project, order, planned)}
    return Plan(tuple(job for job in planned.jobs if job not in bound)), report


def everything(project: Project) -> Plan:
    """Plan all that applies, whatever is bound to what: orders number their annexes by it."""
    return make_plan(project.facts_for, project.packs)[0]


def bound_to(project: Project, order: Job, planned: Plan) -> tuple[Job, ...]:
    """Return the documents that the programme wants in one file with an order."""
    if project.facts.programme.about.annexes is not AnnexPlace.BOUND or order.subject:
        return ()
    kind = project.packs.kind
    return tuple(job for job in planned.jobs if kind(job.kind).annex_of == order.kind)
