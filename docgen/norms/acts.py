"""The acts that a finished document cites, held against the register of acts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from docgen.citations import KnownActs, Paper, examine
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.norms.document import Document
from docgen.norms.requisites import Requisites


def cited_acts(document: Document, requisites: Requisites, known: KnownActs) -> Report:
    """Return what is wrong with the acts that a document cites at its date, if it has one."""
    day = requisites.date.day if requisites.date else None
    return Report(_findings(document, known, Paper(date=day)))


def _findings(document: Document, known: KnownActs, paper: Paper) -> Iterator[Diagnostic]:
    paragraphs = document.paragraphs
    starts = [0, *accumulate(len(each.text) + 1 for each in paragraphs)]
    text = "\n".join(each.text for each in paragraphs)
    for found in examine(text, known, paper):
        at = bisect_right(starts, found.start) - 1
        place = paragraphs[at].place if found.end else Place(document.file)
        yield Diagnostic(found.code, found.what, place, found.repair, found.severity)
