"""Every rule of a PDF: pages that are right, and the same pages with one thing spoiled."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
)

from docgen import norms, packs
from docgen.pdf import LibreOffice, Office
from tests.norms.papers import order, regulation, saved

PROFILE = norms.profile("gost-2025", packs.stack())
IN_MM = 72 / 25.4
Words = tuple[float, float, str]
FONT = "ABCDEF+TimesNewRomanPSMT"
BODY: list[Words] = [(30, 270, "First line of the text"), (30, 263, "and one more of it")]
NUMBER: Words = (114, 283, "2")


def pdf(
    *pages: list[Words],
    sheet: tuple[float, float] = (210, 297),
    font: str = FONT,
    embedded: bool = True,
    bold: bool = False,
) -> bytes:
    """Return a PDF whose pages show words at places given in millimetres from below."""
    writer = PdfWriter()
    name = font + ("-Bold" if bold else "")
    for words in pages:
        page = writer.add_blank_page(*(side * IN_MM for side in sheet))
        drawing = DecodedStreamObject()
        shown = (f"1 0 0 1 {x * IN_MM} {y * IN_MM} Tm ({text}) Tj" for x, y, text in words)
        drawing.set_data(f"BT /F1 14 Tf {' '.join(shown)} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(drawing)
        fonts = DictionaryObject({NameObject("/F1"): _font(writer, name, embedded=embedded)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _font(writer: PdfWriter, name: str, *, embedded: bool) -> DictionaryObject:
    descriptor = DictionaryObject({NameObject("/Type"): NameObject("/FontDescriptor")})
    if embedded:
        file = DecodedStreamObject()
        file.set_data(b"letters")
        descriptor[NameObject("/FontFile2")] = writer._add_object(file)
    widths = ArrayObject([FloatObject(500)] * 224)
    entries = {"Type": "/Font", "Subtype": "/TrueType", "BaseFont": f"/{name}"}
    made = DictionaryObject({NameObject(f"/{k}"): NameObject(v) for k, v in entries.items()})
    made[NameObject("/FontDescriptor")] = writer._add_object(descriptor)
    made[NameObject("/FirstChar")], made[NameObject("/Widths")] = FloatObject(32), widths
    return made


def found(data: bytes) -> dict[str, str]:
    report = norms.examine_pdf(data, PROFILE, "приказ.pdf").report
    return {each.code: f"{each.place}: {each.message}" for each in report}


GOOD = [BODY, [NUMBER, *BODY]]


def test_pages_that_are_right_have_no_findings() -> None:
    assert found(pdf(*GOOD)) == {}


@pytest.mark.parametrize(
    ("code", "data", "words"),
    [
        ("DG600", pdf(*GOOD, sheet=(215.9, 279.4)), "а нужен А4"),
        ("DG601", pdf([(12, 270, "Too near"), *BODY], GOOD[1]), "12 мм от левого края"),
        ("DG603", pdf(BODY, [(30, 270, "Another page"), (30, 263, "of it")]), "не пронумерованы"),
        ("DG603", pdf([(114, 283, "1"), *BODY], GOOD[1]), "страница 1: Номер напечатан"),
        ("DG604", pdf(BODY, [(30, 283, "2"), *BODY]), "не посередине"),
        ("DG604", pdf(BODY, [(114, 10, "2"), *BODY]), "внизу листа"),
        ("DG604", pdf(BODY, [(114, 290, "2"), *BODY]), "от края листа"),
        ("DG605", pdf(BODY, [(112, 283, "- 2 -"), *BODY]), "«- 2 -»"),
        ("DG608", pdf(*GOOD, font="ABCDEF+Impact"), "«Impact» не из допустимых"),
        ("DG608", pdf(*GOOD, embedded=False), "не встроен"),
        ("DG621", pdf(BODY, [NUMBER, BODY[0]]), "страница 2: На последней странице"),
        ("DG621", pdf([*BODY, (30, 100, "3. Rights")], GOOD[1], bold=True), "остался заголовок"),
    ],
)
def test_a_rule_sees_what_was_spoiled(code: str, data: bytes, words: str) -> None:
    assert words in found(data).get(code, "")


def test_copies_of_a_form_need_no_numbers() -> None:
    assert found(pdf(BODY, BODY, BODY)) == {}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 cut short", "не открывается"),
        (b"no pdf at all", "не открывается"),
        (pdf([]), "снимок"),
    ],
)
def test_a_pdf_that_cannot_be_examined_is_said_to_be_one(data: bytes, words: str) -> None:
    assert words in found(data)["DG658"]


def test_a_pdf_with_a_password_is_not_examined() -> None:
    writer = PdfWriter(io.BytesIO(pdf(BODY)))
    writer.encrypt("слово", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert "паролем" in found(stream.getvalue())["DG658"]


@pytest.mark.soffice
def test_what_libreoffice_prints_of_a_good_paper_is_right(office: Office, tmp_path: Path) -> None:
    pairs = []
    for make in (order, regulation):
        path = tmp_path / f"{make.__name__}.docx"
        path.write_bytes(saved(make()))
        pairs.append((path, path.with_suffix(".pdf")))
    assert LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs).report.ok
    for _, printed in pairs:
        assert found(printed.read_bytes()) == {}
