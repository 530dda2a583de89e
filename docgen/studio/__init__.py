"""Templates for whoever makes them: where each comes from, what is wrong, what it may say.

Nothing here reads a programme of the school unless it is asked to: a template is judged by the
palette of names and tried on a sample.
"""

from __future__ import annotations

from docgen.docx.look import Face
from docgen.studio.checking import check_file, check_kinds, examined_files
from docgen.studio.fields import Line, Page, fields_of, palette_docx
from docgen.studio.layers import Groups, Layer, Source, layers
from docgen.studio.preview import Preview, preview, sample_for, with_packs

__all__ = [
    "Face",
    "Groups",
    "Layer",
    "Line",
    "Page",
    "Preview",
    "Source",
    "check_file",
    "check_kinds",
    "examined_files",
    "fields_of",
    "layers",
    "palette_docx",
    "preview",
    "sample_for",
    "with_packs",
]
