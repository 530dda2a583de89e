"""What does not look as LibreOffice writes it is refused, never guessed."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from docgen.pdf.objects import Objects, Strange, written
from docgen.pdf.paper import Properties
from docgen.pdf.splitting import split
from tests.pdf.fake_soffice import pdf

PAGE = b"<</Type/Page/Parent 2 0 R/Resources 5 0 R/MediaBox[0 0 600 800]/Contents %d 0 R>>"
TWO = [Properties(title="Первый"), Properties(title="Второй")]


def joint(marks: bytes, page: bytes = PAGE) -> bytes:
    """Return the PDF of two documents, of two pages and one, and a page more, with marks."""
    drawn = [b"BT /F1 12 Tf 50 700 Td (Page %d) Tj ET" % number for number in range(4)]
    streams = [b"<</Length %d>>\nstream\n%s\nendstream" % (len(each), each) for each in drawn]
    contents = [
        b"<</Type/Catalog/Pages 2 0 R/Dests 3 0 R/Lang(ru-RU)>>",
        b"<</Type/Pages/MediaBox[0 0 600 800]/Kids[7 0 R 8 0 R 9 0 R 10 0 R]/Count 4>>",
        b"<<%s>>" % marks,
        b"<</Creator<FEFF0057>\n/Producer<FEFF004C>\n/CreationDate(D:20260828000000Z')>>",
        b"<</Font 6 0 R/ProcSet[/PDF/Text]>>",
        b"<</F1 15 0 R/F2 16 0 R>>",
        *(page % number for number in (11, 12, 13, 14)),
        *streams,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]
    return written(contents, 1, 4)


def mark(name: str, page: int) -> bytes:
    return b"/docgen%s[%d 0 R/XYZ 85 700 0]\n" % (name.encode(), page)


GOOD = mark("start0", 7) + mark("end0", 8) + mark("start1", 9) + mark("end1", 9)
GOOD += mark("start2", 10)


def test_a_joint_is_cut_where_its_marks_say() -> None:
    parts = [PdfReader(io.BytesIO(part or b""), strict=True) for part in split(joint(GOOD), TWO)]
    texts = [[page.extract_text() for page in part.pages] for part in parts]
    assert texts == [["Page 0", "Page 1"], ["Page 2"]]
    assert [part.metadata and part.metadata.title for part in parts] == ["Первый", "Второй"]
    assert all("/Dests" not in part.root_object for part in parts)
    fonts = [list(part.pages[0]["/Resources"]["/Font"]) for part in parts]
    assert fonts == [["/F1"], ["/F1"]]


MISPLACED = {
    "no marks": b"",
    "one document too few": mark("start0", 7) + mark("end0", 9),
    "a start on the page before": GOOD.replace(mark("start1", 9), mark("start1", 8)),
    "an end on the page before": GOOD.replace(mark("end0", 8), mark("end0", 7)),
    "a first page that is nobody's": GOOD.replace(mark("start0", 7), mark("start0", 8)),
    "a page that is not there": GOOD.replace(mark("start1", 9), mark("start1", 99)),
}


@pytest.mark.parametrize("marks", MISPLACED.values(), ids=list(MISPLACED))
def test_marks_that_leave_a_doubt_are_not_believed(marks: bytes) -> None:
    assert parts_of(marks) == [None, None]


def parts_of(marks: bytes) -> list[bytes | None]:
    try:
        return split(joint(marks), TWO)
    except Strange:
        return [None, None]


def test_a_doubt_about_two_documents_costs_no_third_one() -> None:
    near = mark("start0", 7) + mark("end0", 8) + mark("start1", 8) + mark("end1", 8)
    far = mark("start2", 9) + mark("end2", 9) + mark("start3", 10)
    parts = split(joint(near + far), [*TWO, Properties()])
    assert parts[:2] == [None, None]
    assert parts[2] is not None
    (page,) = PdfReader(io.BytesIO(parts[2]), strict=True).pages
    assert page.extract_text() == "Page 2"


def test_a_link_into_another_document_is_not_cut_through() -> None:
    page = PAGE.replace(b"/Contents", b"/Annots[<</Type/Annot/Dest[9 0 R/XYZ 0 0 0]>>]/Contents")
    assert split(joint(GOOD, page), TWO)[0] is None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_short_is_not_read(share: float) -> None:
    data = pdf("Words of a letter")
    with pytest.raises(Strange):
        Objects.read(data[: int(len(data) * share)]).pages()


def test_a_stream_that_is_cut_short_is_not_read() -> None:
    broken = b"<</Length 9/Filter/FlateDecode>>\nstream\nx\x9c\x03\nendstream"
    objects = Objects.read(written([broken, b"<<>>", b"<<>>"], 2, 3))
    with pytest.raises(Strange):
        objects.stream(1)
