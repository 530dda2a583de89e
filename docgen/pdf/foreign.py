"""PDFs of other makers, written anew as LibreOffice writes: plain objects, found by one table."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter

from docgen.pdf.objects import Strange
from docgen.pdf.proof import PYPDF_COMPLAINTS


def plain(data: bytes) -> bytes:
    """Return the pages of a PDF in a plain one; raise Strange when it cannot be read."""
    writer, made = PdfWriter(), io.BytesIO()
    try:
        for page in PdfReader(io.BytesIO(data)).pages:
            writer.add_page(page)
        writer.write(made)
    except PYPDF_COMPLAINTS as error:
        raise Strange from error
    return made.getvalue()
