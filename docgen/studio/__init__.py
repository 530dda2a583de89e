"""Templates for whoever makes them: where each comes from, what is wrong, what it may say.

Nothing here reads a programme of the school unless it is asked to: a template is judged by the
palette of names and tried on a sample.
"""

from __future__ import annotations

from docgen.docx.look import Face
from docgen.studio.adopting import Adopted, adopt, keep, own_pack, recognised
from docgen.studio.checking import check_file, check_head_fields, check_kinds, examined_files
from docgen.studio.copies import (
    Copy,
    Renewal,
    keep_look,
    keep_renewal,
    renewals,
    take,
)
from docgen.studio.fields import Line, Page, fields_of, palette_docx
from docgen.studio.layers import Entry, Groups, Layer, Source, layers
from docgen.studio.looks import Redressed
from docgen.studio.manuscript import manuscript, noted
from docgen.studio.measuring import share_of_page
from docgen.studio.preview import Preview, preview, sample_for, with_packs
from docgen.studio.redlining import redline, redline_of
from docgen.studio.taking import wanted
from docgen.studio.upgrading import Upgrade, remember, upgrades
from docgen.studio.verdicts import Outcome, Verdict

__all__ = [
    "Adopted",
    "Copy",
    "Entry",
    "Face",
    "Groups",
    "Layer",
    "Line",
    "Outcome",
    "Page",
    "Preview",
    "Redressed",
    "Renewal",
    "Source",
    "Upgrade",
    "Verdict",
    "adopt",
    "check_file",
    "check_head_fields",
    "check_kinds",
    "examined_files",
    "fields_of",
    "keep",
    "keep_look",
    "keep_renewal",
    "layers",
    "manuscript",
    "noted",
    "own_pack",
    "palette_docx",
    "preview",
    "recognised",
    "redline",
    "redline_of",
    "remember",
    "renewals",
    "sample_for",
    "share_of_page",
    "take",
    "upgrades",
    "wanted",
    "with_packs",
]
