"""PDFs for keeping and PDFs for reading aloud: what is asked for is in the file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.pdf import Export, LibreOffice, Office
from docgen.pdf.objects import Objects
from docgen.pdf.paper import look
from docgen.pdf.proof import check_pdf
from tests.packages import NUMBERED, PICTURE, SECTION, document, package, paragraph

pytestmark = pytest.mark.soffice
DOCX = package({"word/document.xml": document(paragraph("Приказ") + NUMBERED + PICTURE + SECTION)})
Make = Callable[[Export], Path]


@pytest.fixture(scope="module")
def docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("приказ") / "приказ.docx"
    path.write_bytes(DOCX)
    return path


@pytest.fixture(scope="module")
def make(office: Office, docx: Path) -> Make:
    """Convert the order; in the same way only once."""

    @cache
    def convert(export: Export) -> Path:
        return convert_anew(office, docx, export)

    return convert


def convert_anew(office: Office, docx: Path, export: Export) -> Path:
    pdf = docx.with_name(f"приказ {time.monotonic_ns()}.pdf")
    converter = LibreOffice(office, os.environ, temporary=docx.parent, export=export)
    conversion = converter.convert([(docx, pdf)])
    assert conversion.report.ok, list(conversion.report)
    return pdf


def test_an_archive_says_that_it_is_one_and_carries_all_it_needs(make: Make, docx: Path) -> None:
    pdf = make(Export(archive=True))
    reader = PdfReader(pdf)
    root = reader.root_object
    described = root["/Metadata"].get_object().get_data().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in described
    assert "<xmp:CreateDate>2026-08-28T00:00:00Z</xmp:CreateDate>" in described
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    profile = intent.get_object()["/DestOutputProfile"].get_object().get_data()
    assert profile[36:40] == b"acsp"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.creation_date_raw == "D:20260828000000Z'"
    assert not reader.is_encrypted
    fonts = check_pdf(pdf.read_bytes(), look(docx))
    assert fonts
    assert all(fonts.values())


def test_a_usual_pdf_is_tagged_and_names_its_language_and_title(make: Make) -> None:
    root = PdfReader(make(Export())).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/OutputIntents" not in root
    assert "/Dests" not in root


def test_tags_can_be_left_out(make: Make) -> None:
    pdf = make(Export(tagged=False))
    assert "/StructTreeRoot" not in PdfReader(pdf).root_object
    assert Objects.read(pdf.read_bytes()).pages()


def test_an_archive_is_the_same_each_time(make: Make, office: Office, docx: Path) -> None:
    """The clock inside goes by seconds; the tests above have let it go on."""
    first = make(Export(archive=True)).read_bytes()
    assert convert_anew(office, docx, Export(archive=True)).read_bytes() == first
