"""DOCX templates: compiled once, rendered strictly. A library that knows nothing of schools."""

from __future__ import annotations

from docgen.docx.binding import bind
from docgen.docx.rich import Blank, Reference, Rich, Run, bookmark_name
from docgen.docx.sandbox import Dialect
from docgen.docx.state import Refused
from docgen.docx.template import Rendering, Template
from docgen.docx.variables import Variable

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
