"""DOCX to PDF through LibreOffice, judged by the PDF itself.

`require_soffice` finds LibreOffice, `LibreOffice` is the `Converter` that uses it.
"""

from docgen.pdf.convert import Conversion, Converter, LibreOffice, Pair
from docgen.pdf.office import OLDEST, Office, find_soffice, require_soffice
from docgen.pdf.worker import Limits

__all__ = [
    "OLDEST",
    "Conversion",
    "Converter",
    "LibreOffice",
    "Limits",
    "Office",
    "Pair",
    "find_soffice",
    "require_soffice",
]
