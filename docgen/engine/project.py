"""A project's folder, read and checked: the programme, its packs, what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial
from pathlib import Path

import docgen
from docgen import packs, schema, source
from docgen.diagnostics import Report
from docgen.engine.clean import made_of, unless_clean
from docgen.errors import DocgenError, TemplateError
from docgen.facts import Facts, Ground, LeftOut
from docgen.model import Programme, build_programme
from docgen.packs import Kind, PackStack
from docgen.plan import Everything, Job, Plan, Planned
from docgen.records import Frozen
from docgen.register import Register, entered, read_register
from docgen.source import Source

MAIN_FILE = "programme.yaml"
OWN_PACK = packs.OWN


class Project(Frozen, dict=True):
    """A programme that was read and checked: the typed programme, or the findings why not.

    Records with errors may have been `left_out`: then there are a programme and the findings.
    """

    source: Source
    programme: Programme | None
    packs: PackStack
    report: Report
    register: Register
    left_out: tuple[LeftOut, ...] = ()

    @property
    def all_found(self) -> Report:
        """All findings; of one code the report may have no more than anybody will read."""
        read = set(self.source.report)
        return self.source.all_found + [each for each in self.report if each not in read]

    @cached_property
    def facts(self) -> Facts:
        """What texts may say of the programme; DocgenError says why there is none."""
        if self.programme is None:
            raise DocgenError(*self.report)
        ground = Ground(self.programme, self.packs, self.left_out)
        return Facts(self.programme, self.packs, ground=ground)

    @cached_property
    def personal_facts(self) -> Facts:
        """The same with identity documents and contacts, for the papers that must name them."""
        return self.facts.personal()

    @cached_property
    def public_facts(self) -> Facts:
        """The same for copies on the site: nobody's private data."""
        from docgen.publication import public  # noqa: PLC0415  few runs make copies for the site

        return Facts(public(self.facts.programme), self.packs, public=True)

    def facts_for(self, kind: Kind) -> Facts:
        """Return what texts of this kind may say."""
        return self.personal_facts if kind.personal else self.facts

    @cached_property
    def everything(self) -> Everything:
        """All that applies, whatever is bound to what: orders number their annexes by it."""
        return Everything(self.facts_for, self.packs)


def locate(path: Path) -> Path:
    """Return the programme file meant by a file or a folder."""
    return path / MAIN_FILE if path.is_dir() else path


def packs_of(folder: Path) -> tuple[PackStack, Report]:
    """Return the layers of packs of a folder, and what is wrong with them."""
    stack, report = packs.packs_around(folder, docgen.__version__)
    return stack.headed(folder), report


def load(path: Path) -> Project:
    """Read and check a programme (a file, or a folder that holds `programme.yaml`).

    Never raises for what people wrote: all findings are in the project's report.
    """
    read = source.read(locate(path))
    stack, found = packs_of(locate(path).parent)
    stack = stack.headed(locate(path).parent, _coat_of_arms(read))
    register, report = read_register(locate(path).parent)
    programme, more = checked(read, stack, register)
    if stack.own:
        found = found + packs.check_files(stack)
    report = report + found + more
    return Project(read, programme if report.ok else None, stack, report, register)


def checked(read: Source, stack: PackStack, register: Register) -> tuple[Programme | None, Report]:
    """Return the programme and all findings; with packs that cannot be read, only theirs."""
    try:
        return _programme(read, stack, register)
    except TemplateError as error:
        return None, error.report


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
    if stack.own:
        found = found + packs.check_required(data, read, stack)
        found = found + packs.check_conditions(read, report, stack)
    programme, more = entered(programme, register, read)
    whole = made_of(read, register, stack)
    look = partial(_weighed, programme, stack, read)
    more = more + unless_clean("programme", whole, look)
    return programme, report + found + more


def _weighed(programme: Programme, stack: PackStack, read: Source) -> Report:
    from docgen.engine.weighing import weighed  # noqa: PLC0415  most were found clean before

    return weighed(programme, stack, read)


def _coat_of_arms(read: Source) -> str:
    """Return the picture that the programme names, whatever else may be wrong with it."""
    school = read.data.get("school") if isinstance(read.data, dict) else None
    named = school.get("coat_of_arms") if isinstance(school, dict) else None
    return named if isinstance(named, str) else ""


def plan(project: Project, kinds: Iterable[str] = ()) -> tuple[Plan, Report]:
    """Plan the documents of the named kinds (none named: all that apply).

    What is bound to an order as its annex is no document of its own, unless it is named.
    """
    names = tuple(kinds)
    planned, report = project.everything.plan(names)
    if names:
        return planned, report
    bound = {job for order in planned.jobs for job in bound_to(project, order, planned)}
    return Plan(tuple(job for job in planned.jobs if job not in bound)), report


def bound_to(project: Project, order: Job, planned: Planned) -> tuple[Job, ...]:
    """Return the documents that the programme wants in one file with an order."""
    if project.facts.programme.about.annexes != "bound" or order.subject:
        return ()
    annexes = project.facts.ground.annexes.get(order.kind, ())
    return tuple(job for kind in annexes for job in planned.of(kind))
