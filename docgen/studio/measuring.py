"""How high a letterhead stands on a page, as LibreOffice lays it out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from docgen.docx import Template
from docgen.docx.errors import Findings
from docgen.docx.letterhead import Letterhead
from docgen.engine import Project
from docgen.errors import DocgenError
from docgen.wording import dialect

Convert = Callable[[Path, Path], bool]
_END: Final = "docgenend"
_TWIPS_IN_POINT: Final = 20


def share_of_page(path: Path, project: Project, convert: Convert) -> float | None:
    """Return how much of its first page a letterhead takes; None if that cannot be seen."""
    letterhead = Letterhead.read(path.read_bytes(), str(path), Findings())
    if letterhead is None:
        return None
    with tempfile.TemporaryDirectory(prefix="docgen-") as folder:
        docx, pdf = Path(folder, "head.docx"), Path(folder, "head.pdf")
        try:
            docx.write_bytes(_printed(letterhead.ended(_END), project))
            return _read(pdf, letterhead) if convert(docx, pdf) else None
        except (DocgenError, PyPdfError, OSError):
            return None


def _printed(data: bytes, project: Project) -> bytes:
    stack = project.packs
    template = Template.compile(
        data, name="letterhead", dialect=dialect(stack.typesetter()), parts=stack.part
    )
    return template.render(project.facts.names).docx


def _read(pdf: Path, letterhead: Letterhead) -> float:
    """Return where on the first page the end of the head stands; on a later page, all of it."""
    page = PdfReader(pdf).pages[0]
    places: list[float] = []

    def see(text: str, _: Any, matrix: list[float], *__: Any) -> None:
        if _END in text:
            places.append(float(matrix[5]))

    page.extract_text(visitor_text=see)
    high = float(page.mediabox.height)
    top = float(letterhead.margin("top") or 0) / _TWIPS_IN_POINT
    return max(0.0, (high - top - places[0]) / high) if places else 1.0
