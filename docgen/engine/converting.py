"""PDFs beside the documents of a build: only of those whose DOCX is another one than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.keeping import Keeper, Output, Reason
from docgen.errors import EnvironmentProblem, OutputError
from docgen.files import digest_of
from docgen.manifest import Manifest, Record
from docgen.plan import Job
from docgen.records import Frozen, replace
from docgen.russian import count

if TYPE_CHECKING:
    from docgen.pdf import Converter, Line


class Forms(Frozen):
    """What PDFs documents shall have, and what makes them.

    A document that is made `again` has the one that it was to have, unless a special one is wanted.
    """

    converter: Converter
    keeper: Keeper
    again: bool

    def of(self, job: Job) -> str:
        """Return the form of the PDF of a document."""
        wanted = self.converter.form
        return self.keeper.form(job) if self.again and not wanted else wanted


class Pdfs:
    """The PDFs of a build: LibreOffice makes them while other documents are still being printed.

    `there` are the documents that need no printing, `coming` is how many may still be given. A
    document without a PDF keeps its DOCX; so do all of them when no PDF can be made at all.
    """

    def __init__(
        self,
        forms: Forms,
        progress: Callable[[str, int, int], None],
        there: Sequence[Output],
        coming: int,
    ) -> None:
        self._forms = forms
        self._keeper = forms.keeper
        self._progress = progress
        self._wanted: dict[Path, Output] = {}
        self._made: set[Path] = set()
        self._found: list[Diagnostic] = []
        self._there = [output for output in there if self._is_wanted(output)]
        self._total = len(self._there) + coming
        self._told = 0, 0
        self._lines: dict[str, Line] = {}
        self._closed = False

    def __enter__(self) -> Self:
        with ExitStack() as begun:
            self._begun = begun
            for output in self._there:
                self._add(output)
            self._begun = begun.pop_all()
        return self

    def take(self, output: Output | None) -> None:
        """Make the PDF of a document that was printed; there is none if that went wrong."""
        if output is not None and self._is_wanted(output):
            self._add(output)
        else:
            self._total -= 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._begun.__exit__(kind, error, trace)
        except EnvironmentProblem as problem:
            self._found += problem.report
        if kind is None:
            self._finish()

    @property
    def report(self) -> Report:
        """What was found."""
        return sum((line.report for line in self._lines.values()), Report(self._found))

    def beside(self, output: Output) -> Output:
        """Return a document with its PDF, if that is there now."""
        pdf = _pdf(output)
        missing = pdf in self._wanted and pdf not in self._made
        others = tuple(ending for ending in output.endings if ending != "pdf")
        endings = others if missing else (*others, "pdf")
        return replace(output, endings=endings, pdf_made=pdf in self._made)

    def _add(self, output: Output) -> None:
        """Hand a document over; when nothing can be converted, printing goes on all the same."""
        self._wanted[_pdf(output)] = output
        if self._closed:
            return
        try:
            form = self._forms.of(output.job)
            line = self._opened(form)
            _expect(output, self._keeper, form)
            line.add(output.docx, _pdf(output))
        except EnvironmentProblem as problem:
            self._closed = True
            self._found += problem.report
        except OutputError as error:
            self._found += error.report

    def _opened(self, form: str) -> Line:
        """Open the line of a form for its first document: in most runs there is none."""
        if form not in self._lines:
            usual = self._forms.converter
            converter = usual if form == usual.form else usual.of(form)
            line = converter.open(expected=self._total, done=self._ready)
            self._begun.enter_context(line)
            self._lines[form] = line
            if len(self._lines) == 1:
                self._tell(0)
        return self._lines[form]

    def _ready(self, pdf: Path) -> None:
        """Write down that a PDF is there."""
        self._made.add(pdf)
        with suppress(OutputError):  # a full disk takes no note: then it is made once more
            output = self._wanted[pdf]
            _remember(output, self._keeper, self._forms.of(output.job))
        self._tell(len(self._made))

    def _tell(self, number: int) -> None:
        self._told = number, self._total
        self._progress("PDF", number, self._total)

    def _is_wanted(self, output: Output) -> bool:
        return why_pdf(output, self._forms) is not None

    def _finish(self) -> None:
        missing = [output for pdf, output in self._wanted.items() if pdf not in self._made]
        for output in missing:
            with suppress(OutputError):
                _give_up(output, self._keeper, self._forms.of(output.job))
        if self._lines and self._told != (self._total, self._total):
            self._tell(self._total)


def why_pdf(output: Output, forms: Forms) -> Reason | None:
    """Return why a document needs another PDF than is there; a signed one needs any."""
    if output.kept:
        return None if output.pdf else Reason.NEW
    record = forms.keeper.record(output.job)
    there = digest_of(_pdf(output))
    made = record.digest("pdf")
    if not made:
        return Reason.UNFINISHED if record.lacks_pdf else Reason.NEW
    if there != made:
        return Reason.EDITED if there else Reason.LOST
    if record.owed is None and record.pdf_of == record.source(forms.of(output.job)):
        return None
    return Reason.FORM if _is_of(record) else Reason.OLDER


def foreseen(output: Output, forms: Forms) -> Output:
    """Return a document of a dry run with the PDF that it would have."""
    endings = (*(ending for ending in output.endings if ending != "pdf"), "pdf")
    return replace(output, endings=endings, pdf_why=why_pdf(output, forms))


def lacking(outputs: Iterable[Output], manifest: Manifest) -> Iterator[Diagnostic]:
    """Yield the findings that PDFs are of what documents were before, or could not be made."""
    without = (output.job.path for output in outputs if "pdf" not in output.endings)
    records = list(manifest.telling_more(without))
    failed = sum(record.lacks_pdf for record in records)
    outdated = sum(map(_is_outdated, records))
    if failed:
        message = f"У {_documents(failed)} PDF не сделан: в прошлый раз или сейчас не получилось."
        hint = "Повторить только их: docgen build --failed --pdf"
        yield Diagnostic("DG558", message, hint=hint, severity=Severity.INFO)
    if outdated:
        message = f"У {_documents(outdated)} PDF старый: он сделан раньше, чем DOCX изменился."
        hint = "Обновите их: docgen build --pdf"
        yield Diagnostic("DG556", message, hint=hint, severity=Severity.INFO)


def _documents(number: int) -> str:
    return count(number, "документа", "документов", "документов")


def _is_outdated(record: Record) -> bool:
    return bool(record.digest("pdf")) and not (record.lacks_pdf or _is_of(record))


def _is_of(record: Record) -> bool:
    """Whether the PDF of a document was made of it as it is now."""
    return record.pdf_of.startswith(record.digest("docx"))


def _pdf(output: Output) -> Path:
    return output.docx.with_suffix(".pdf")


def _expect(output: Output, keeper: Keeper, form: str) -> None:
    """Write down that a PDF is being made; one that a person changed is put aside before."""
    if output.kept:
        return
    record = keeper.record(output.job)
    there = digest_of(_pdf(output))
    if there and not record.made("pdf", there) and not _is_being_made(record):
        keeper.set_aside(_pdf(output))
    files = {**record.files, "pdf": ("", there)}
    keeper.manifest.note(replace(record, files=files, pdf_of="", owed=form))


def _is_being_made(record: Record) -> bool:
    return "pdf" in record.files and not record.digest("pdf")


def _give_up(output: Output, keeper: Keeper, form: str) -> None:
    """Write down that no PDF was made: what is there from now on is what was there before."""
    record = keeper.record(output.job)
    files = dict(record.files)
    if _is_being_made(record):
        _, before = files.pop("pdf")
        files |= {"pdf": (before, "")} if before else {}
    keeper.manifest.note(replace(record, files=files, failed="pdf", owed=form))


def _remember(output: Output, keeper: Keeper, form: str) -> None:
    """Write down that a PDF is there."""
    if output.kept:
        return
    record = keeper.record(output.job)
    files = {**record.files, "pdf": (digest_of(_pdf(output)), "")}
    pdf_of = record.source(form)
    keeper.manifest.note(replace(record, files=files, pdf_of=pdf_of, failed="", owed=None))
