"""A PDF as its reader sees it: sheets, where their words begin, and the fonts it carries."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from pypdf import PageObject, PdfReader

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.pdf.proof import family_of
from docgen.records import Frozen

# What a broken PDF makes pypdf log is said in our findings.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_IN_POINT: Final = 25.4 / 72
MOST_PAGES: Final = 500


class Piece(Frozen):
    """A stretch of a line: where it begins from the left and the bottom, in millimetres."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False


class Sheet(Frozen):
    """A page, its measures in millimetres, and its text from the top down."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> tuple[tuple[Piece, ...], ...]:
        """The lines of text from the top down, each from the left."""
        down = sorted(self.pieces, key=lambda piece: (-round(piece.y), piece.x))
        return tuple(tuple(line) for _, line in groupby(down, key=lambda piece: round(piece.y)))


class Printed(Frozen):
    """A PDF that was read; of each font, whether the file carries it."""

    file: str
    sheets: tuple[Sheet, ...]
    fonts: tuple[tuple[str, bool], ...]

    def place(self, sheet: Sheet | None = None) -> Place:
        """Return the place of a page, or of the whole file."""
        return Place(self.file, spot=f"страница {sheet.number}" if sheet else "")


def read_pdf(data: bytes, file: str = "") -> tuple[Printed | None, Report]:
    """Return what a PDF shows, or why it cannot be examined."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return None, Report([_unread(file, "он закрыт паролем")])
        pages = list(reader.pages[:MOST_PAGES])
        sheets = tuple(_sheet(number, page) for number, page in enumerate(pages, start=1))
        fonts = tuple(sorted(dict(_fonts(pages)).items()))
    except Exception:  # whatever a damaged file leads pypdf to, an assertion among it
        return None, Report([_unread(file, "он не открывается")])
    if not any(sheet.pieces for sheet in sheets):
        return None, Report([_unread(file, "в нём нет текста: это снимок страниц")])
    return Printed(file, sheets, fonts), Report()


def _sheet(number: int, page: PageObject) -> Sheet:
    box = page.mediabox
    width, height = float(box.width) * _IN_POINT, float(box.height) * _IN_POINT
    pieces: list[Piece] = []

    def note(text: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        if text.strip():
            pieces.append(_piece(text, outer, inner, font, size))

    page.extract_text(visitor_text=note)
    return Sheet(number, width, height, tuple(pieces))


def _piece(text: str, outer: Any, inner: Any, font: Any, size: float) -> Piece:
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    scale = abs(inner[3] * outer[3]) or 1
    name = str(font.get("/BaseFont", "")) if font else ""
    bold = "Bold" in name
    return Piece(x * _IN_POINT, y * _IN_POINT, size * scale, text.strip(), bold)


def _fonts(pages: Iterable[PageObject]) -> Iterator[tuple[str, bool]]:
    for page in pages:
        resources = page.get("/Resources")
        fonts = resources.get_object().get("/Font") if resources is not None else None
        for reference in (fonts.get_object() if fonts is not None else {}).values():
            yield _font(reference.get_object())


def _font(font: Any) -> tuple[str, bool]:
    inner = font.get("/DescendantFonts")
    carrier = inner.get_object()[0].get_object() if inner is not None else font
    descriptor = carrier.get("/FontDescriptor")
    name = family_of(str(font.get("/BaseFont", "")))
    if descriptor is None:
        return name, font.get("/Subtype") == "/Type3"
    return name, any(f"/FontFile{kind}" in descriptor.get_object() for kind in ("", "2", "3"))


def _unread(file: str, why: str) -> Diagnostic:
    hint = "Сохраните документ в PDF заново, с текстом и без пароля."
    return Diagnostic("DG658", f"PDF не проверен: {why}.", Place(file), hint)
