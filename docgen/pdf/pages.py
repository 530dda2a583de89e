"""How many pages a PDF has."""

from __future__ import annotations

from pathlib import Path

from docgen.pdf.objects import Objects, Strange


def page_count(pdf: Path) -> int:
    """Return the number of pages of a PDF that was made and judged already."""
    try:
        return len(Objects.read(pdf.read_bytes()).pages())
    except (Strange, ValueError):
        from pypdf import PdfReader  # noqa: PLC0415  slow, and only for PDFs of other makers

        return len(PdfReader(pdf).pages)
