"""DOCX to PDF through LibreOffice, judged by the PDF itself.

`require_soffice` finds LibreOffice, `LibreOffice` is the `Converter` that uses it.
"""

from docgen.pdf.bundle import Bundle, Piece, bundle
from docgen.pdf.convert import Conversion, Converter, LibreOffice, Pair
from docgen.pdf.kinship import bears_joining
from docgen.pdf.line import Line
from docgen.pdf.office import OLDEST, Office, find_soffice, require_soffice
from docgen.pdf.profile import Export
from docgen.pdf.worker import Limits

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
    "Pair",
    "Piece",
    "bears_joining",
    "bundle",
    "find_soffice",
    "require_soffice",
]
