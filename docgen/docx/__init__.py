"""DOCX templates: compiled once, rendered strictly. A library that knows nothing of schools."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.docx.rich import Blank, Reference, Rich, Run, bookmark_name
from docgen.docx.sandbox import Dialect
from docgen.docx.state import Refused
from docgen.docx.template import Rendering, Template
from docgen.docx.variables import Variable


def bind(document: bytes, annexes: Sequence[bytes]) -> bytes:
    """Return one document: the first, then each annex from a new page."""
    from docgen.docx import binding  # noqa: PLC0415  few documents are bound, and it needs lxml

    return binding.bind(document, annexes)


__all__ = [
    "Blank",
    "Dialect",
    "Reference",
    "Refused",
    "Rendering",
    "Rich",
    "Run",
    "Template",
    "Variable",
    "bind",
    "bookmark_name",
]
