"""Does a finished document look as norms ask? Word files and PDFs, made by docgen or not.

A profile says what is asked; `examine` says where a file differs. It reads bytes, and knows
nothing of programmes. What it finds is never «соответствует ГОСТу»: only that no breach was found.
"""

from __future__ import annotations

from docgen.norms.acts import cited_acts
from docgen.norms.document import Document, Paragraph
from docgen.norms.examining import Examined, examine, examine_pdf, verdict
from docgen.norms.profile import DEFAULT, Profile, profile, profile_names
from docgen.norms.reading import read_document
from docgen.norms.requisites import Requisites
from docgen.norms.signatures import Signature
from docgen.norms.stamps import AnnexMark, Stamp

__all__ = [
    "DEFAULT",
    "AnnexMark",
    "Document",
    "Examined",
    "Paragraph",
    "Profile",
    "Requisites",
    "Signature",
    "Stamp",
    "cited_acts",
    "examine",
    "examine_pdf",
    "profile",
    "profile_names",
    "read_document",
    "verdict",
]
