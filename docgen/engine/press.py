"""Makes documents of one programme; each template and text is compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.declensions.sheet import sheet_facts, sheet_rows
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx import Rendering, Template, bind
from docgen.engine.project import Project, bound_to
from docgen.errors import TemplateError
from docgen.facts import Row, rows_of
from docgen.facts.sections import sections_of
from docgen.manifest import Doubt
from docgen.packs import Kind, PackStack
from docgen.plan import Job, Plan
from docgen.russian import Case
from docgen.wording import Used, Wording, dialect


@dataclass(frozen=True, slots=True)
class Printed:
    """A document in memory: its files by their endings, its blanks, the forms to look at."""

    files: Mapping[str, bytes]
    blanks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Press:
    """What is compiled once and used for every document of a plan; `public` makes site copies."""

    def __init__(self, project: Project, everything: Plan, *, public: bool = False) -> None:
        self._project = project
        self._everything = everything
        self._public = public
        self._kinds: dict[str, _Compiled] = {}
        self._look = cache(partial(_compile, project.packs))
        self._known: dict[tuple[str, Case], bool] = {}

    def make(self, job: Job, **more: Any) -> Printed:
        """Make one document in memory; TemplateError says what it asks for and the programme lacks.

        `more` are names for the template that only this run knows.
        """
        rendering, used = self._printed(job, more)
        annexes = [self._printed(each, {}) for each in self._annexes(job)]
        used += [each for _, own in annexes for each in own]
        made = [rendering, *(annex for annex, _ in annexes)]
        rest = [annex.docx for annex in made[1:]]
        files = {"docx": bind(rendering.docx, rest) if rest else rendering.docx}
        if self._wants_declensions(job):
            from docgen.declensions.workbook import workbook  # noqa: PLC0415  only for the sheet

            files["xlsx"] = workbook(self._declensions)
        blanks = dict.fromkeys(blank for each in made for blank in each.blanks)
        return Printed(files, tuple(blanks), tuple(dict.fromkeys(self._doubts(used))))

    def print(self, job: Job) -> Rendering:
        """Print one document without looking at its forms."""
        return self._printed(job, {})[0]

    def uses(self, kind: str) -> tuple[str, ...]:
        """Return the parts of the programme's file that papers of a kind are made from."""
        return sections_of(self._compiled(kind).names(self._project.facts.wording))

    def said(self) -> tuple[list[Used], Report]:
        """Print the words of all documents; return what they put into cases, each form once."""
        used: dict[tuple[str, ...], Used] = {}
        found: list[Diagnostic] = []
        for job in self._everything.jobs:
            try:
                for each in self._context(job)["_used"]:
                    used.setdefault((each.case, *(row.id for row in rows_of(each.text))), each)
            except TemplateError as error:
                found += error.report
        return list(used.values()), Report(found)

    def _annexes(self, job: Job) -> tuple[Job, ...]:
        """Return the documents that go into one file with an order; of a site copy, none."""
        return () if self._public else bound_to(self._project, job, self._everything)

    def _printed(self, job: Job, more: Mapping[str, Any]) -> tuple[Rendering, list[Used]]:
        context = {**self._context(job), **more}
        if self._wants_declensions(job):
            context["declensions"] = sheet_facts(self._declensions)
        return self._compiled(job.kind).template.render(context), context["_used"]

    def _doubts(self, used: list[Used]) -> Iterator[Doubt]:
        """Yield the forms that somebody should look at."""
        for each in used:
            for row in rows_of(each.text):
                if self._is_doubtful(row, each.case):
                    yield Doubt(row.id, row.text, row.kind, each.case, each.form, each.sentence)

    def _is_doubtful(self, row: Row, case: Case) -> bool:
        """Whether a form has doubts; the dictionary is asked once about each."""
        key = (row.id, case)
        if key not in self._known:
            self._known[key] = bool(row.form(case).doubts)
        return self._known[key]

    @cached_property
    def _declensions(self) -> tuple[Row, ...]:
        return sheet_rows(self._project.facts.lexicon, self.said()[0])

    def _wants_declensions(self, job: Job) -> bool:
        return "declensions" in self._compiled(job.kind).kind.data

    def _context(self, job: Job) -> dict[str, Any]:
        compiled = self._compiled(job.kind)
        project = self._project
        facts = project.public_facts if self._public else project.facts_for(compiled.kind)
        return build_context(job, facts, self._everything, compiled.text)

    def _compiled(self, name: str) -> _Compiled:
        if name not in self._kinds:
            stack = self._project.packs
            self._kinds[name] = _Compiled(stack.kind(name), stack, self._look)
        return self._kinds[name]


class Printer:
    """A task for workers: to make documents of a project. Each worker compiles for itself."""

    def __init__(self, project: Project, everything: Plan) -> None:
        self._given = (project, everything)

    def __reduce__(self) -> tuple[type[Printer], tuple[Project, Plan]]:
        return Printer, self._given

    def __call__(self, job: Job) -> Printed | Report:
        """Make a document, or say why it cannot be made."""
        try:
            return self._press.make(job)
        except TemplateError as error:
            return error.report

    @cached_property
    def _press(self) -> Press:
        return Press(*self._given)


class _Compiled:
    """The template and the words of one kind of document, compiled when first asked for."""

    def __init__(self, kind: Kind, stack: PackStack, look: Callable[[Path], Template]) -> None:
        self.kind = kind
        self._stack = stack
        self._look = look

    @cached_property
    def template(self) -> Template:
        """The look."""
        path = self._stack.find(self.kind, "template.docx")
        if path is None:
            raise TemplateError(_no_template(self.kind))
        return self._look(path)

    @cached_property
    def clauses(self) -> Clauses | None:
        """The words, if the kind has any of its own."""
        path = self._stack.find(self.kind, "clauses.yaml")
        return Clauses.read(path, self._stack.typesetter()) if path else None

    def names(self, wording: Wording) -> set[str]:
        """The names that the look, the words and the heading ask for."""
        asked = {
            variable.path.partition(".")[0].strip("[]") for variable in self.template.variables
        }
        return (
            asked
            | wording.names(self.kind.heading)
            | (self.clauses.names() if self.clauses else set())
        )

    def text(self, names: Mapping[str, object]) -> Text:
        """Print the words for a context."""
        return self.clauses.render(names) if self.clauses else Text()


def _compile(stack: PackStack, path: Path) -> Template:
    """Compile a template under the name of its folder: several kinds may share it."""
    name = path.parent.name
    words = dialect(stack.typesetter())
    return Template.compile(path.read_bytes(), name=name, dialect=words, parts=stack.part)


def _no_template(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG268",
        f"Для вида документа «{kind.name}» нет template.docx.",
        Place(file=kind.place.file),
        "Положите template.docx в папку вида документа.",
    )
