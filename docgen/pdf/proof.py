"""Judges a PDF by what it is: it opens, has pages, shows the words of its document, carries fonts.

LibreOffice reports success for conversions that made nothing, so its exit status proves nothing.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import IndirectObject

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.pdf.letters import fonts_of, letters
from docgen.pdf.objects import Objects, Strange
from docgen.pdf.paper import Paper, squeeze

# What a broken PDF makes pypdf log is said in our findings; nothing of it goes to stderr.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

# A page may lose a word to a hyphen, a text box or a list; most must be there.
_ENOUGH = 0.5
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(PSMT|PS|MT)?([-,].*)?$")
# Drawn with the same widths, so that lines and pages break as in Word.
_TWINS: Mapping[str, frozenset[str]] = {
    "timesnewroman": frozenset({"liberationserif", "tinos", "ptastraserif", "xoserif"}),
    "arial": frozenset({"liberationsans", "arimo", "ptastrasans"}),
    "couriernew": frozenset({"liberationmono", "cousine"}),
    "calibri": frozenset({"carlito"}),
    "cambria": frozenset({"caladea"}),
}
# Called in for single signs that a text font has not.
_SIGNS = frozenset({"opensymbol", "symbol", "wingdings", "dejavusans", "segoeuisymbol"})

PYPDF_COMPLAINTS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError)


class Bad(Exception):
    """This is not the PDF of the document; says why in Russian."""


def check_pdf(data: bytes, paper: Paper) -> dict[str, bool]:
    """Return the PDF's font families (embedded or not); raise Bad unless it is the paper's PDF.

    A PDF as LibreOffice writes it is read quickly; pypdf judges what looks otherwise or wrong.
    """
    try:
        return _quickly(Objects.read(data), paper)
    except (Strange, ValueError):
        return _thoroughly(data, paper)


def _quickly(objects: Objects, paper: Paper) -> dict[str, bool]:
    pages = objects.pages()
    for page in pages:
        objects.drawing(page)  # a page that is cut short does not inflate
    shown = cache(partial(letters, objects))  # the first page is often the last, too
    first, last = map(shown, pages[:2]), map(shown, pages[-2:])
    if not (_seen(paper.opening, first) and _seen(paper.ending, last)):
        raise Strange
    fonts = {font for page in pages for font in fonts_of(objects, page).values()}
    return dict(_plain_font(objects, font) for font in sorted(fonts))


def _plain_font(objects: Objects, font: int) -> tuple[str, bool]:
    base = re.search(rb"/BaseFont\s*/([^\s/<>\[\]]+)", objects.dictionary(font))
    name = family_of(base[1].decode("latin-1")) if base else ""
    carriers = [font, *objects.references(font, b"/DescendantFonts")]
    described = [each for at in carriers for each in objects.references(at, b"/FontDescriptor")]
    if not described:
        return name, b"/Type3" in objects.dictionary(font)
    return name, all(b"/FontFile" in objects.dictionary(each) for each in described)


def _thoroughly(data: bytes, paper: Paper) -> dict[str, bool]:
    try:
        pages = list(PdfReader(io.BytesIO(data), strict=False).pages)
        if not pages:
            raise Bad("в нём нет ни одной страницы")
        _check_words(pages, paper)
        return dict(_fonts(pages))
    except (*PYPDF_COMPLAINTS, RecursionError) as error:
        raise Bad("он не открывается") from error


def font_findings(fonts: Mapping[str, bool], paper: Paper, name: str) -> Iterator[Diagnostic]:
    """Yield what the reader of the PDF should know about its fonts."""
    yield from _substituted(dict.fromkeys(fonts), paper, name)
    for family, embedded in fonts.items():
        if not embedded:
            yield Diagnostic(
                "DG904",
                f"Шрифт «{family}» не встроен в PDF: на другом компьютере текст может измениться",
                Place(name),
                "Замените шрифт в шаблоне на свободный, например PT Astra Serif.",
                Severity.WARNING,
            )


def family_of(base_font: str) -> str:
    """Return the family of a PDF font name: «BAAAAA+LiberationSerif-Bold» → «LiberationSerif»."""
    return _STYLE.sub("", _SUBSET.sub("", base_font.lstrip("/")))


def _check_words(pages: list[PageObject], paper: Paper) -> None:
    first, last = ((page.extract_text() for page in part) for part in (pages[:2], pages[-2:]))
    if not (_seen(paper.opening, first) and _seen(paper.ending, last)):
        raise Bad("в нём не тот текст, что в документе")


def _seen(words: tuple[str, ...], texts: Iterable[str]) -> bool:
    """Tell whether most of the words are there; reads no more than it must."""
    seen = ""
    for text in texts:
        seen += squeeze(text)
        if sum(word in seen for word in words) >= _ENOUGH * len(words):
            return True
    return False


def _fonts(pages: list[PageObject]) -> Iterator[tuple[str, bool]]:
    known: set[Any] = set()
    for page in pages:
        resources = page.get("/Resources")
        fonts = resources.get_object().get("/Font") if resources is not None else None
        for reference in (fonts.get_object() if fonts is not None else {}).values():
            key = (
                (reference.idnum, reference.generation)
                if isinstance(reference, IndirectObject)
                else id(reference)
            )
            if key not in known:
                known.add(key)
                yield _font(reference.get_object())


def _font(font: Any) -> tuple[str, bool]:
    name = family_of(str(font.get("/BaseFont", "")))
    inner = font.get("/DescendantFonts")
    carrier = inner.get_object()[0].get_object() if inner is not None else font
    descriptor = carrier.get("/FontDescriptor")
    if descriptor is None:
        return name, font.get("/Subtype") == "/Type3"
    return name, any(f"/FontFile{kind}" in descriptor.get_object() for kind in ("", "2", "3"))


def _substituted(made: Mapping[str, None], paper: Paper, name: str) -> Iterator[Diagnostic]:
    asked = {squeeze_name(family) for family in paper.families}
    fitting = asked.union(*(_TWINS.get(family, frozenset()) for family in asked))
    strange = [family for family in made if squeeze_name(family) not in fitting | _SIGNS]
    text_fonts = [family for family in made if squeeze_name(family) in fitting]
    if asked and made and (strange or not text_fonts):
        yield Diagnostic(
            "DG903",
            "В PDF другой шрифт: документ просит "
            + ", ".join(sorted(paper.families))
            + ", напечатано "
            + ", ".join(sorted(strange or made)),
            Place(name),
            "Установите шрифт документа или fonts-liberation2: иначе строки и страницы сдвинутся.",
            Severity.WARNING,
        )


def squeeze_name(family: str) -> str:
    """Reduce a font name to what Word and PDF agree on."""
    return re.sub(r"[\s\-_,]", "", family).casefold()
