"""Word files as other programs make them: by python-docx, and saved anew by LibreOffice."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document as new_document
from docx.document import Document

from docgen.pdf import Office
from tests.soffice import convert


def saved(document: Document) -> bytes:
    """Return the bytes of a document of python-docx."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def written(*paragraphs: str) -> bytes:
    """Return a document of python-docx with these paragraphs."""
    document = new_document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def resaved(docx: bytes, office: Office, folder: Path, *, to: str = "docx") -> bytes:
    """Return what LibreOffice makes of a document when it opens and saves it."""
    path = folder / "in" / "file.docx"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(docx)
    convert(office, path, folder, to)
    return (folder / f"file.{to}").read_bytes()
