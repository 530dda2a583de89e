"""Makes documents of one programme; each template and text is compiled once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx import Rendering, Template, bind
from docgen.docx.effort import effort
from docgen.engine.compiling import Compiled, Compiler
from docgen.engine.project import Project, bound_to
from docgen.errors import TemplateError
from docgen.facts import EVERYTHING, Row, rows_of
from docgen.manifest import Doubt
from docgen.packs import Kind, PackStack
from docgen.plan import Job
from docgen.records import Frozen
from docgen.wording import Used, Wording


class Printed(Frozen):
    """A document in memory: its files by their endings, its blanks, the forms to look at.

    `asked` are the ids of those whom it has looked up, or that it asked for everything.
    """

    files: Mapping[str, bytes]
    blanks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    asked: frozenset[str] = frozenset((EVERYTHING,))


class _Paper(Frozen):
    """What was printed, the forms that it put into cases, the ids of those it looked up."""

    rendering: Rendering
    used: list[Used]
    asked: set[str]


class Press:
    """What is compiled once and used for every document of a plan; `public` makes site copies."""

    def __init__(
        self,
        project: Project,
        *,
        public: bool = False,
        compiled: Compiled | None = None,
    ) -> None:
        self._project = project
        self._public = public
        self._kinds: dict[str, _Compiled] = {}
        self._compiler = (compiled or Compiled()).of(project.packs)

    def make(self, job: Job, **more: Any) -> Printed:
        """Make one document in memory; TemplateError says what it asks for and the programme lacks.

        `more` are names for the template that only this run knows.
        """
        paper, annexes = self._printed(job, more), self._annexes(job)
        made = _bound(paper, [self._printed(each, {}) for each in annexes]) if annexes else paper
        files = {"docx": made.rendering.docx}
        if self._compiled(job.kind).wants_declensions:
            from docgen.declensions.workbook import workbook  # noqa: PLC0415  only for the sheet

            files["xlsx"] = workbook(self._declensions)
        blanks, doubts = dict.fromkeys(made.rendering.blanks), dict.fromkeys(_doubts(made.used))
        return Printed(files, tuple(blanks), tuple(doubts), frozenset(made.asked))

    def print(self, job: Job) -> Rendering:
        """Print one document without looking at its forms."""
        return self._printed(job, {}).rendering

    def asked(self, job: Job) -> frozenset[str]:
        """Return what the last document that was tried has asked for; it was one of this kind."""
        kind = self._compiled(job.kind).kind
        return frozenset(self._project.facts_for(kind).people.asked)

    def uses(self, kind: str) -> tuple[str, ...]:
        """Return the parts of the programme's file that papers of a kind are made from."""
        from docgen.facts.sections import sections_of  # noqa: PLC0415  no build asks

        return sections_of(self._compiled(kind).names(self._project.facts.wording))

    def said(self) -> tuple[list[Used], Report]:
        """Try the words of all documents; return what they put into cases, each form once."""
        used: dict[tuple[str, ...], Used] = {}
        found: list[Diagnostic] = []
        for job in self._project.everything.jobs:
            try:
                with effort(), _Passing(self._context(job, trying=True)) as names:
                    said = names["_used"]
                for each in said:
                    used.setdefault((each.case, *(row.id for row in rows_of(each.text))), each)
                found += self._compiled(job.kind).doubts
            except TemplateError as error:
                found += error.report
        return list(used.values()), Report(found)

    def _annexes(self, job: Job) -> tuple[Job, ...]:
        """Return the documents that go into one file with an order; of a site copy, none."""
        return () if self._public else bound_to(self._project, job, self._project.everything)

    def _printed(self, job: Job, more: Mapping[str, Any]) -> _Paper:
        """Print a document."""
        compiled = self._compiled(job.kind)
        with effort(), _Passing(self._context(job)) as names:
            names.update(more)
            if compiled.wants_declensions:
                from docgen.declensions.sheet import sheet_facts  # noqa: PLC0415  only for the sheet

                names["declensions"] = sheet_facts(self._declensions)
            if self._public or compiled.kind.data:  # names that nobody else can ask for
                names["_asked"].add(EVERYTHING)
            return _Paper(compiled.template.render(names), names["_used"], names["_asked"])

    @cached_property
    def _declensions(self) -> tuple[Row, ...]:
        from docgen.declensions.sheet import sheet_rows  # noqa: PLC0415  only for the sheet

        return sheet_rows(self._project.facts.lexicon, self.said()[0])

    def _context(self, job: Job, *, trying: bool = False) -> dict[str, Any]:
        compiled = self._compiled(job.kind)
        project = self._project
        facts = project.public_facts if self._public else project.facts_for(compiled.kind)
        text = compiled.tried if trying else compiled.text
        return build_context(job, facts, self._project.everything, text)

    def _compiled(self, name: str) -> _Compiled:
        if name not in self._kinds:
            stack = self._project.packs
            self._kinds[name] = _Compiled(stack.kind(name), stack, self._compiler)
        return self._kinds[name]


class _Passing:
    """All that a document knows, while it is made.

    Much of it knows the rest: taken apart, it is gone at once; else a hundred objects of each
    document would wait for Python to look for rings.
    """

    __slots__ = ("_names",)

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def __enter__(self) -> dict[str, Any]:
        return self._names

    def __exit__(self, *_: object) -> None:
        self._names.clear()


class Printer:
    """A task for workers: to make documents of a project. Each worker compiles for itself."""

    def __init__(self, project: Project, compiled: Compiled | None = None) -> None:
        self._given = (project, compiled or Compiled())

    def __reduce__(self) -> tuple[type[Printer], tuple[Project, Compiled]]:
        return Printer, self._given

    def __call__(self, job: Job) -> Printed | Report:
        """Make a document, or say why it cannot be made."""
        project, _ = self._given
        try:
            return self._spared(project, job) if project.left_out else self._press.make(job)
        except TemplateError as error:
            return error.report

    def _spared(self, project: Project, job: Job) -> Printed | Report:
        """Make a document that does not tell of what is left out, or say that this one does."""
        from docgen.engine.sparing import refusal  # noqa: PLC0415  few have errors

        if why := refusal(project, job, project.everything.asked(job)):
            return Report([why])
        try:
            made = self._press.make(job)
        except TemplateError:  # what is left out may be what it lacks
            if why := refusal(project, job, self._press.asked(job)):
                return Report([why])
            raise
        why = refusal(project, job, made.asked)
        return Report([why]) if why else made

    @cached_property
    def _press(self) -> Press:
        project, compiled = self._given
        return Press(project, compiled=compiled)


class _Compiled:
    """The template and the words of one kind of document, compiled when first asked for."""

    def __init__(self, kind: Kind, stack: PackStack, compiler: Compiler) -> None:
        self.kind = kind
        self._stack = stack
        self._compiler = compiler

    @cached_property
    def template(self) -> Template:
        """The look."""
        path = self._stack.find(self.kind, "template.docx")
        if path is None:
            raise TemplateError(_no_template(self.kind))
        return self._compiler.template(path)

    @cached_property
    def clauses(self) -> Clauses | None:
        """The words, if the kind has any of its own."""
        leaves = self._stack.leaves(self.kind)
        return self._compiler.clauses(leaves) if leaves else None

    @property
    def doubts(self) -> Report:
        """What is doubtful in the amendments to the words."""
        return self.clauses.report if self.clauses else Report()

    @cached_property
    def wants_declensions(self) -> bool:
        """Whether papers of this kind show the sheet of declensions."""
        return "declensions" in self.kind.data

    def _seen(self) -> set[str]:
        """Return the names that the look asks for."""
        return {variable.path.partition(".")[0].strip("[]") for variable in self.template.variables}

    def names(self, wording: Wording) -> set[str]:
        """The names that the look, the words and the heading ask for."""
        return (
            self._seen()
            | wording.names(self.kind.heading)
            | (self.clauses.names() if self.clauses else set())
        )

    def text(self, names: Mapping[str, object]) -> Text:
        """Print the words for a context."""
        return self.clauses.render(names) if self.clauses else Text()

    def tried(self, names: Mapping[str, object]) -> Text:
        """Find what printing the words would find, without printing them."""
        return self.clauses.tried(names) if self.clauses else Text()


def _bound(first: _Paper, annexes: list[_Paper]) -> _Paper:
    """Return papers in one file, with all that each of them has."""
    papers = [first, *annexes]
    docx = bind(first.rendering.docx, [each.rendering.docx for each in annexes])
    blanks = tuple(blank for each in papers for blank in each.rendering.blanks)
    used = [form for each in papers for form in each.used]
    return _Paper(Rendering(docx, blanks), used, set().union(*(each.asked for each in papers)))


def _doubts(used: list[Used]) -> Iterator[Doubt]:
    """Yield the forms that somebody should look at."""
    for each in used:
        for row in rows_of(each.text):
            if row.is_doubtful(each.case):
                yield Doubt(row.id, row.text, row.kind, each.case, each.form, each.sentence)


def _no_template(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG268",
        f"Для вида документа «{kind.name}» нет template.docx.",
        Place(file=kind.place.file),
        "Положите template.docx в папку вида документа.",
    )
