"""From a project's folder to its papers: read, check, plan, build.

Surfaces (the command line, a web page) call these functions and print what they return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import packs, schema, source
from docgen.agreement import check_agreement
from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.declensions.findings import check_dictionary, check_stated, check_used
from docgen.declensions.sheet import sheet_facts, sheet_rows
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx import Template
from docgen.errors import DocgenError, OutputError, TemplateError
from docgen.facts import Facts, Row
from docgen.files import inside, sweep, write_atomic
from docgen.model import DocumentStatus, Programme, build_programme
from docgen.packs import Kind, PackStack
from docgen.plan import Job, Plan, make_plan
from docgen.rules import check_rules
from docgen.source import Source
from docgen.wording import Used, dialect

if TYPE_CHECKING:
    from docgen.pdf import Converter

MAIN_FILE = "programme.yaml"
OWN_PACK = "templates"

Progress = Callable[[str, int, int], None]


class _Memory:
    """Room beside the slots of a record, for what is computed once; it stays out of pickles."""


@dataclass(frozen=True, slots=True)
class Project(_Memory):
    """A programme that was read and checked: the typed programme, or the findings why not."""

    source: Source
    programme: Programme | None
    packs: PackStack
    report: Report

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

    def facts_for(self, kind: Kind) -> Facts:
        """Return what texts of this kind may say."""
        return self.personal_facts if kind.personal else self.facts


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


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, and what it found."""

    plan: Plan
    outputs: tuple[Output, ...]
    report: Report


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
    if not read.complete:
        return Project(read, None, stack, read.report)
    data, report = schema.validate(read)
    report = report + read.report
    if not report.ok:
        return Project(read, None, stack, report)
    programme, found = build_programme(data, read)
    if programme is not None and found.ok:
        found = found + check_rules(programme, stack, read) + check_agreement(programme, read)
        found = found + check_stated(programme, read)
    return Project(read, programme if found.ok else None, stack, report + found)


def plan(project: Project, kinds: Iterable[str] = ()) -> tuple[Plan, Report]:
    """Plan the documents of the named kinds (none named: all)."""
    return make_plan(project.facts_for, project.packs, kinds)


def proofread(project: Project) -> Report:
    """Print the words of every document, without making any; return the forms to look at.

    What a kind or its clauses ask for and the programme does not have is found here, too.
    """
    press = _Press(project, plan(project)[0])
    used, report = press.said()
    report = report + check_dictionary(project.facts.lexicon, used, project.source)
    return report + check_used(used, project.source)


def declension_rows(project: Project) -> tuple[Row, ...]:
    """Return everybody and everything that documents of the project put into cases."""
    used, _ = _Press(project, plan(project)[0]).said()
    return sheet_rows(project.facts.lexicon, used)


def build(
    project: Project,
    folder: Path,
    kinds: Iterable[str] = (),
    *,
    converter: Converter | None = None,
    progress: Progress = lambda *_: None,
) -> Built:
    """Make the documents as DOCX and, with a converter, as PDF.

    A document that cannot be made is a finding; the others are made all the same.
    """
    names = tuple(kinds)
    chosen, report = plan(project, names)
    if not report.ok:
        return Built(chosen, (), report)
    everything = plan(project)[0] if names else chosen
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    press = _Press(project, everything)
    outputs: list[Output] = []
    found: list[Diagnostic] = list(report)
    for number, job in enumerate(chosen.jobs, start=1):
        progress("DOCX", number, len(chosen.jobs))
        try:
            outputs.append(press.make(job, folder))
        except (TemplateError, OutputError) as error:
            found += error.report
    found += check_used(press.used, project.source)
    found += [_is_kept(output) for output in outputs if output.kept]
    if converter is not None:
        outputs, more = _convert(outputs, converter, progress)
        found += more
    return Built(chosen, tuple(outputs), Report(found))


class _Press:
    """Makes documents of one programme; each template and text is compiled once."""

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


def _is_kept(output: Output) -> Diagnostic:
    return Diagnostic(
        "DG550",
        f"Документ «{output.job.name}» подписан, его файл не переписан.",
        hint="Изменилось что-то важное – издайте приказ об изменении. Ошиблись с отметкой – "
        "уберите status: signed.",
        severity=Severity.INFO,
    )


def _write_workbook(rows: tuple[Row, ...], target: Path) -> Path:
    from docgen.declensions.workbook import workbook  # noqa: PLC0415  only for the sheet

    write_atomic(target, workbook(rows))
    return target


def _compile(stack: PackStack, path: Path) -> Template:
    """Compile a template under the name of its folder: several kinds may share it."""
    name = path.parent.name
    return Template.compile(path.read_bytes(), name=name, dialect=dialect(), parts=stack.part)


def _convert(
    outputs: list[Output], converter: Converter, progress: Progress
) -> tuple[list[Output], Report]:
    """Make the PDFs beside the DOCX; a document without one keeps its DOCX."""
    pdfs = {output.docx: output.docx.with_suffix(".pdf") for output in outputs if not output.pdf}
    counter = _counter(len(pdfs), progress)
    conversion = converter.convert(list(pdfs.items()), lambda _: next(counter))
    made = set(conversion.made)
    done = [
        replace(output, pdf=pdfs[output.docx]) if pdfs.get(output.docx) in made else output
        for output in outputs
    ]
    return done, conversion.report


def _counter(total: int, progress: Progress) -> Iterator[None]:
    for number in range(1, total + 1):
        progress("PDF", number, total)
        yield


def _no_template(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG268",
        f"Для вида документа «{kind.name}» нет template.docx.",
        Place(file=kind.place.file),
        "Положите template.docx в папку вида документа.",
    )
