"""The acts that a finished document cites, held against the register of acts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from docgen.citations import KnownActs, Paper, examine
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.norms.document import Document

_LAPSED: Final = "DG467"
# Whoever says that an act is gone does not rest on it.
_BURIED: Final = re.compile(r"утрат|взамен|вместо|не применя|отмен", re.IGNORECASE)


def cited_acts(document: Document, paper: Paper, known: KnownActs) -> Report:
    """Return what is wrong with the acts that a document cites, judged as such a paper."""
    return Report(_findings(document, known, paper))


def _findings(document: Document, known: KnownActs, paper: Paper) -> Iterator[Diagnostic]:
    paragraphs = document.paragraphs
    starts = [0, *accumulate(len(each.text) + 1 for each in paragraphs)]
    text = "\n".join(each.text for each in paragraphs)
    for found in examine(text, known, paper):
        at = bisect_right(starts, found.start) - 1
        if found.code == _LAPSED and found.end and _BURIED.search(paragraphs[at].text):
            continue
        place = paragraphs[at].place if found.end else Place(document.file)
        yield Diagnostic(found.code, found.what, place, found.repair, found.severity)
