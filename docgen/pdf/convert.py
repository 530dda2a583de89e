"""DOCX to PDF: many documents, several LibreOffice workers, one finding per failure."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from docgen.diagnostics import Report
from docgen.pdf.batches import Feed
from docgen.pdf.line import Done, Line
from docgen.pdf.office import Office
from docgen.pdf.profile import Export
from docgen.pdf.worker import Limits, Worker
from docgen.records import Frozen

# Where a DOCX is, where its PDF shall be.
Pair = tuple[Path, Path]

_MOST_WORKERS = 4


class Conversion(Frozen):
    """What came of a call: the PDFs made, in the order asked for, and the findings."""

    made: tuple[Path, ...]
    report: Report


class Converter(Protocol):
    """Makes PDFs; one that fails is a finding, the others are made all the same."""

    @property
    def form(self) -> str:
        """What its PDFs are, as far as it is not the usual; PDFs of another form are made anew."""
        ...

    def of(self, form: str) -> Converter:
        """Return the same for PDFs of another form."""
        ...

    def convert(self, pairs: Sequence[Pair], done: Done = ...) -> Conversion:
        """Make a PDF for each pair; `done` hears of each one as it is ready."""
        ...

    def open(self, *, expected: int | None = ..., done: Done = ...) -> Line:
        """Open a line for documents that are still being made; `expected` of them, if known."""
        ...


class LibreOffice:
    """The `Converter` that every school has: LibreOffice without its window.

    Several documents of one template are converted as one, where they bear it: twice as fast,
    equal to the eye and to a reader, but not byte for byte; without `joined` they are not.
    `export` says what the PDFs are like.
    """

    def __init__(  # noqa: PLR0913  each has its default
        self,
        office: Office,
        environ: Mapping[str, str],
        *,
        workers: int | None = None,
        limits: Limits | None = None,
        temporary: Path | None = None,
        export: Export | None = None,
        joined: bool = True,
    ) -> None:
        self._office = office
        self._environ = environ
        self._workers = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        self._limits = limits or Limits()
        self._temporary = temporary or Path(tempfile.gettempdir())
        self._export = export or Export()
        self._joined = joined

    @property
    def form(self) -> str:
        """What its PDFs are, as far as it is not the usual."""
        return self._export.form

    def of(self, form: str) -> LibreOffice:
        """Return the same for PDFs of another form."""
        return LibreOffice(
            self._office,
            self._environ,
            workers=self._workers,
            limits=self._limits,
            temporary=self._temporary,
            export=Export.of(form),
            joined=self._joined,
        )

    def convert(self, pairs: Sequence[Pair], done: Done = lambda _: None) -> Conversion:
        """Make a PDF for each pair; a document that fails twice is a finding."""
        with self._line(len(pairs), None, done) as line:
            for docx, pdf in pairs:
                line.add(docx, pdf)
        return Conversion(line.made, line.report)

    def open(self, *, expected: int | None = None, done: Done = lambda _: None) -> Line:
        """Open a line: LibreOffice converts what was added while more is being made.

        How documents that are `expected` are put together depends on nothing but their order.
        """
        return self._line(expected, self._limits.patience if expected is None else None, done)

    def _line(self, expected: int | None, patience: float | None, done: Done) -> Line:
        feed = Feed(self._workers, self._limits, expected=expected, patience=patience)
        return Line(
            self._hire,
            self._temporary,
            self._workers,
            self._limits,
            joined=self._joined,
            feed=feed,
            done=done,
        )

    def _hire(self, folder: Path) -> Worker:
        export = self._export.with_destinations() if self._joined else self._export
        return Worker(folder, self._office, self._environ, export)
