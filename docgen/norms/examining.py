"""A Word file under a profile: what its rules find."""

from __future__ import annotations

from docgen.diagnostics import Report, Severity
from docgen.norms.catalogue import RULES
from docgen.norms.checking import Paper
from docgen.norms.document import Document
from docgen.norms.pdfreading import read_pdf
from docgen.norms.pdfrules import PDF_RULES, Print
from docgen.norms.profile import Profile
from docgen.norms.reading import read_document
from docgen.norms.requisites import Requisites
from docgen.records import Frozen
from docgen.russian import plural


class Examined(Frozen):
    """What a file is, as far as it could be read, what was found, and how many rules looked."""

    report: Report
    rules: int = 0
    document: Document | None = None
    parts: tuple[Requisites, ...] = ()

    @property
    def requisites(self) -> Requisites | None:
        """The parts of the first document of the file."""
        return self.parts[0] if self.parts else None


def examine(data: bytes, profile: Profile, file: str = "", most: int = 3) -> Examined:
    """Examine a Word file; of one rule no more than `most` places are told."""
    document, report = read_document(data, file)
    if document is None:
        return Examined(report)
    paper = Paper(document, profile)
    report = report + RULES.apply(paper, profile, "docx", most)
    active = sum(key in RULES for key in profile.active("docx"))
    parts = tuple(part.requisites for part in paper.parts)
    return Examined(report, active, document, parts)


def examine_pdf(data: bytes, profile: Profile, file: str = "", most: int = 3) -> Examined:
    """Examine a PDF; of one rule no more than `most` places are told."""
    printed, report = read_pdf(data, file)
    if printed is None:
        return Examined(report)
    report = report + PDF_RULES.apply(Print(printed, profile), profile, "pdf", most)
    return Examined(report, sum(key in PDF_RULES for key in profile.active("pdf")))


def verdict(examined: Examined, profile: Profile) -> str:
    """Say in one sentence what came of it: never more than that no breach was found."""
    own = [found for found in examined.report if "DG600" <= found.code < "DG658"]
    notes = sum(found.severity is Severity.INFO for found in own)
    also = f", заметок: {notes}" if notes else ""
    if len(own) > notes:
        return f"нарушений профиля {profile.id}: {len(own) - notes}{also}"
    rules = plural(examined.rules, "правило", "правила", "правил")
    return f"нарушений профиля {profile.id} не найдено ({examined.rules} {rules}){also}"
