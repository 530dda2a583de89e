"""PDFs beside the documents of a build: only of those whose DOCX is another one than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.keeping import Keeper, Output
from docgen.errors import OutputError
from docgen.files import digest_of
from docgen.manifest import Manifest, Record
from docgen.russian import count

if TYPE_CHECKING:
    from docgen.pdf import Converter


def convert(
    outputs: Sequence[Output],
    keeper: Keeper,
    converter: Converter,
    progress: Callable[[str, int, int], None],
) -> tuple[list[Output], Report]:
    """Make the PDFs that are not there yet; a document without one keeps its DOCX."""
    wanted = {_pdf(output): output for output in outputs if _is_wanted(output, keeper)}
    ready, found = _expected(wanted, keeper)
    counter = _counter(len(ready), progress)

    def ready_now(pdf: Path) -> None:
        next(counter)
        with suppress(OutputError):  # a full disk takes no note: then it is made once more
            _remember(wanted[pdf], keeper)

    conversion = converter.convert([(wanted[pdf].docx, pdf) for pdf in ready], ready_now)
    made = set(conversion.made)
    missing = wanted.keys() - made
    for pdf in missing:
        with suppress(OutputError):
            keeper.fail(wanted[pdf].job, "pdf")
    done_now = [
        replace(
            each, pdf=None if _pdf(each) in missing else _pdf(each), pdf_made=_pdf(each) in made
        )
        for each in outputs
    ]
    return done_now, conversion.report + found


def _expected(wanted: Mapping[Path, Output], keeper: Keeper) -> tuple[list[Path], Report]:
    """Prepare the places of PDFs; return those that can be made, and why others cannot."""
    ready: list[Path] = []
    found: list[Diagnostic] = []
    for pdf, output in wanted.items():
        try:
            _expect(output, keeper)
            ready.append(pdf)
        except OutputError as error:
            found += error.report
    return ready, Report(found)


def outdated(outputs: Iterable[Output], manifest: Manifest) -> Iterator[Diagnostic]:
    """Yield the finding that PDFs beside documents were made of what these were before."""
    records = (manifest.get(str(output.job.path)) for output in outputs if not output.pdf)
    number = sum(record is not None and _is_outdated(record) for record in records)
    if number:
        said = count(number, "документа", "документов", "документов")
        message = f"У {said} PDF старый: он сделан раньше, чем DOCX изменился."
        hint = "Обновите их: docgen build --pdf"
        yield Diagnostic("DG556", message, hint=hint, severity=Severity.INFO)


def _is_outdated(record: Record) -> bool:
    return bool(record.digest("pdf")) and record.pdf_of != record.digest("docx")


def _pdf(output: Output) -> Path:
    return output.docx.with_suffix(".pdf")


def _is_wanted(output: Output, keeper: Keeper) -> bool:
    """Whether a document needs another PDF than is there; a signed one needs any."""
    if output.kept:
        return output.pdf is None
    record = keeper.record(output.job)
    there = digest_of(_pdf(output))
    return not there or record.pdf_of != record.digest("docx") or there != record.digest("pdf")


def _expect(output: Output, keeper: Keeper) -> None:
    """Write down that a PDF is being made; one that a person changed is put aside before."""
    if output.kept:
        return
    record = keeper.record(output.job)
    there = digest_of(_pdf(output))
    if there and not record.made("pdf", there) and not _is_being_made(record):
        keeper.set_aside(_pdf(output))
    files = {**record.files, "pdf": ("", there)}
    keeper.manifest.note(replace(record, files=files, pdf_of=""))


def _is_being_made(record: Record) -> bool:
    return "pdf" in record.files and not record.digest("pdf")


def _remember(output: Output, keeper: Keeper) -> None:
    """Write down that a PDF is there."""
    if output.kept:
        return
    record = keeper.record(output.job)
    files = {**record.files, "pdf": (digest_of(_pdf(output)), "")}
    pdf_of = record.digest("docx")
    keeper.manifest.note(replace(record, files=files, pdf_of=pdf_of, failed=""))


def _counter(total: int, progress: Callable[[str, int, int], None]) -> Iterator[None]:
    for number in range(1, total + 1):
        progress("PDF", number, total)
        yield
