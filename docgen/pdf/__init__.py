"""DOCX to PDF through LibreOffice, judged by the PDF itself.

`require_soffice` finds LibreOffice, `LibreOffice` is the `Converter` that uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred

if TYPE_CHECKING:
    from docgen.pdf.binder import Bundle, Piece, bundle
    from docgen.pdf.convert import Conversion, Converter, LibreOffice, Pair
    from docgen.pdf.demand import OnDemand
    from docgen.pdf.kinship import bears_joining
    from docgen.pdf.line import Line
    from docgen.pdf.office import OLDEST, Office, find_soffice, require_soffice
    from docgen.pdf.profile import Export
    from docgen.pdf.worker import Limits
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.pdf.binder": "Bundle Piece bundle",
            "docgen.pdf.convert": "Conversion Converter LibreOffice Pair",
            "docgen.pdf.demand": "OnDemand",
            "docgen.pdf.kinship": "bears_joining",
            "docgen.pdf.line": "Line",
            "docgen.pdf.office": "OLDEST Office find_soffice require_soffice",
            "docgen.pdf.profile": "Export",
            "docgen.pdf.worker": "Limits",
        },
    )

__all__ = [
    "OLDEST",
    "Bundle",
    "Conversion",
    "Converter",
    "Export",
    "LibreOffice",
    "Limits",
    "Line",
    "Office",
    "OnDemand",
    "Pair",
    "Piece",
    "bears_joining",
    "bundle",
    "find_soffice",
    "require_soffice",
]
