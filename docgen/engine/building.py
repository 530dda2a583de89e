"""From a plan to files: DOCX and, with a converter, PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.declensions.findings import check_used
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.press import Output, Press
from docgen.engine.project import Project, plan
from docgen.errors import OutputError, TemplateError
from docgen.files import sweep
from docgen.plan import Plan

if TYPE_CHECKING:
    from docgen.pdf import Converter

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, and what it found."""

    plan: Plan
    outputs: tuple[Output, ...]
    report: Report


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
    press = Press(project, everything)
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


def _is_kept(output: Output) -> Diagnostic:
    return Diagnostic(
        "DG550",
        f"Документ «{output.job.name}» подписан, его файл не переписан.",
        hint="Изменилось что-то важное – издайте приказ об изменении. Ошиблись с отметкой – "
        "уберите status: signed.",
        severity=Severity.INFO,
    )


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
