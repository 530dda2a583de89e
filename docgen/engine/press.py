"""Makes documents of one programme; each template and text is compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.declensions.sheet import sheet_facts, sheet_rows
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx import Template
from docgen.engine.project import Project
from docgen.errors import TemplateError
from docgen.facts import Row
from docgen.files import inside, write_atomic
from docgen.model import DocumentStatus
from docgen.packs import Kind, PackStack
from docgen.plan import Job, Plan
from docgen.wording import Used, dialect


@dataclass(frozen=True, slots=True)
class Output:
    """A document that was made, with the labels of the blanks left to fill in by hand.

    `kept` says that it was not made again: the programme calls it signed.
    """

    job: Job
    docx: Path
    pdf: Path | None = None
    blanks: tuple[str, ...] = ()
    xlsx: Path | None = None
    kept: bool = False


class Press:
    """What is compiled once and used for every document of a plan."""

    def __init__(self, project: Project, everything: Plan) -> None:
        self._project = project
        self._everything = everything
        self._kinds: dict[str, _Compiled] = {}
        self._look = cache(partial(_compile, project.packs))
        self.used: list[Used] = []

    def make(self, job: Job, folder: Path) -> Output:
        """Make one document and put it in its place."""
        target = inside(folder, f"{job.name}.docx")
        if self._signed(job) and target.exists():
            return _kept(job, target)
        compiled = self._compiled(job.kind)
        context = self._context(job)
        workbook = None
        if "declensions" in compiled.kind.data:
            rows = sheet_rows(self._project.facts.lexicon, self.said()[0])
            context["declensions"] = sheet_facts(rows)
            workbook = _write_workbook(rows, inside(folder, f"{job.name}.xlsx"))
        rendering = compiled.template.render(context)
        self.used += context["_used"]
        write_atomic(target, rendering.docx)
        return Output(job, target, blanks=rendering.blanks, xlsx=workbook)

    def said(self) -> tuple[list[Used], Report]:
        """Print the words of all documents; return what they put into cases."""
        used: list[Used] = []
        found: list[Diagnostic] = []
        for job in self._everything.jobs:
            try:
                used += self._context(job)["_used"]
            except TemplateError as error:
                found += error.report
        return used, Report(found)

    def _signed(self, job: Job) -> bool:
        """Whether the programme says that this document is signed: then its file is a fact."""
        document = self._project.facts.programme.document(job.kind, job.subject)
        return document.status is DocumentStatus.SIGNED

    def _context(self, job: Job) -> dict[str, Any]:
        compiled = self._compiled(job.kind)
        facts = self._project.facts_for(compiled.kind)
        return build_context(job, facts, self._everything, compiled.text)

    def _compiled(self, name: str) -> _Compiled:
        if name not in self._kinds:
            stack = self._project.packs
            self._kinds[name] = _Compiled(stack.kind(name), stack, self._look)
        return self._kinds[name]


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
        return Clauses.read(path) if path else None

    def text(self, names: Mapping[str, object]) -> Text:
        """Print the words for a context."""
        return self.clauses.render(names) if self.clauses else Text()


def _kept(job: Job, target: Path) -> Output:
    """Return a signed document as it is; its PDF is what it was, too."""
    pdf = target.with_suffix(".pdf")
    return Output(job, target, pdf if pdf.exists() else None, kept=True)


def _write_workbook(rows: tuple[Row, ...], target: Path) -> Path:
    from docgen.declensions.workbook import workbook  # noqa: PLC0415  only for the sheet

    write_atomic(target, workbook(rows))
    return target


def _compile(stack: PackStack, path: Path) -> Template:
    """Compile a template under the name of its folder: several kinds may share it."""
    name = path.parent.name
    return Template.compile(path.read_bytes(), name=name, dialect=dialect(), parts=stack.part)


def _no_template(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG268",
        f"Для вида документа «{kind.name}» нет template.docx.",
        Place(file=kind.place.file),
        "Положите template.docx в папку вида документа.",
    )
