"""Only what looks the same alone and joined is joined; each reason against it has its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pdf import bears_joining
from docgen.pdf.paper import look
from tests.packages import (
    GOOD,
    NOTE,
    NUMBERED,
    PICTURE,
    REFERENCE,
    SECTION,
    TABLE,
    document,
    package,
    paragraph,
)

WORDS = paragraph("Приказ о закреплении")
LAST = paragraph("Директор школы")


def field(code: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def in_pieces(*codes: str) -> str:
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{pieces}{end}</w:p>"


def body(*blocks: str, section: str = SECTION) -> bytes:
    return whole(WORDS, *blocks, LAST, section)


def whole(*blocks: str) -> bytes:
    return package({"word/document.xml": document("".join(blocks))})


def spoiled_part(name: str, old: str, new: str) -> bytes:
    part = str(GOOD[name])
    assert old in part
    return package(
        {name: part.replace(old, new), "word/document.xml": document(WORDS + LAST + SECTION)}
    )


@pytest.mark.parametrize(
    "docx",
    [
        body(),
        body(TABLE, PICTURE),
        body(NUMBERED, REFERENCE),
        body(field(" PAGE ")),
        body(in_pieces(" PAGE ")),
    ],
)
def test_plain_papers_with_lists_tables_and_page_numbers_bear_it(docx: bytes) -> None:
    assert bears_joining(docx)


UNBEARABLE = {
    "a number of pages": body(field("NUMPAGES")),
    "a number of a section's pages": body(field("SECTIONPAGES")),
    "a running number": body(field("SEQ Рисунок")),
    "a table of contents": body(in_pieces("TOC \\o 1-3")),
    "a property of the document": body(field("TITLE")),
    "a date": body(field("DATE")),
    "a page of something": body(field("PAGEREF clause_one")),
    "a reference to nothing": body(field("REF nothing \\h")),
    "a field in pieces": body(in_pieces("NUM", "PAGES")),
    "a field in pieces that begin well": body(in_pieces(" PAGE ", " SEQ x")),
    "a footnote": body(NOTE),
    "an endnote": body('<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'),
    "a comment": body('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'),
    "a content control": body(f"<w:sdt><w:sdtContent>{WORDS}</w:sdtContent></w:sdt>"),
    "a revision": body('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>да</w:t></w:r></w:ins></w:p>'),
    "an object": body("<w:p><w:r><w:object/></w:r></w:p>"),
    "an old picture": body("<w:p><w:r><w:pict/></w:r></w:p>"),
    "a placed picture": body("<w:p><w:r><w:drawing><wp:anchor/></w:drawing></w:r></w:p>"),
    "a frame": body(f"<w:p><w:pPr><w:framePr/></w:pPr>{WORDS[5:]}"),
    "a foreign chunk": body('<w:altChunk r:id="x"/>'),
    "lines with numbers": body(section=SECTION.replace("</w:sectPr>", "<w:lnNumType/></w:sectPr>")),
    "an odd page": body(
        section=SECTION.replace("<w:pgSz", '<w:type w:val="oddPage"/><w:pgSz', 1),
    ),
    "a table at the end": whole(WORDS, TABLE, SECTION),
    "a section of one paragraph": whole(LAST, SECTION),
    "a first section of one paragraph": whole(
        f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>", WORDS, LAST, SECTION
    ),
    "no section": whole(WORDS, LAST),
    "a header with a number of pages": spoiled_part(
        "word/header1.xml", "</w:hdr>", f"{field('NUMPAGES')}</w:hdr>"
    ),
    "a header that counts": spoiled_part(
        "word/header1.xml",
        "</w:hdr>",
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:hdr>',
    ),
    "a header with a table": spoiled_part("word/header1.xml", "</w:hdr>", f"{TABLE}<w:p/></w:hdr>"),
    "a header that refers": spoiled_part(
        "word/header1.xml", "</w:hdr>", f"{field('REF clause_one')}</w:hdr>"
    ),
    "a chart": spoiled_part(
        "word/_rels/document.xml.rels", "relationships/image", "relationships/chart"
    ),
    "linked list styles": spoiled_part(
        "word/numbering.xml", '<w:lvl w:ilvl="0">', '<w:styleLink w:val="Text"/><w:lvl w:ilvl="0">'
    ),
    "numbered by default": spoiled_part(
        "word/styles.xml",
        '<w:name w:val="Normal"/>',
        '<w:name w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    ),
    "numbered by a table style": spoiled_part(
        "word/styles.xml",
        '<w:name w:val="Grid"/>',
        '<w:name w:val="Grid"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    ),
    "numbered chapters": spoiled_part(
        "word/styles.xml",
        '<w:name w:val="Text"/>',
        '<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    ),
    "no package": b"PK nonsense",
    "no text": package({"word/document.xml": None}),
}


@pytest.mark.parametrize("docx", UNBEARABLE.values(), ids=list(UNBEARABLE))
def test_what_runs_through_a_file_does_not_bear_it(docx: bytes) -> None:
    assert not bears_joining(docx)


def kin(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "т.docx"
    path.write_bytes(data)
    return look(path).kin


def test_papers_that_differ_in_text_and_properties_only_are_of_one_kin(tmp_path: Path) -> None:
    one, other = body(), body(TABLE)
    core = str(GOOD["docProps/core.xml"]).replace("Приказ", "План")
    third = package(
        {"docProps/core.xml": core, "word/document.xml": document(WORDS + LAST + SECTION)}
    )
    assert kin(tmp_path, one) == kin(tmp_path, other) == kin(tmp_path, third) != ""


@pytest.mark.parametrize("part", ["word/styles.xml", "word/header1.xml", "word/settings.xml"])
def test_papers_of_other_looks_are_of_another_kin(part: str, tmp_path: Path) -> None:
    changed = str(GOOD[part]).replace("</w:", " </w:", 1)
    other = package({part: changed, "word/document.xml": document(WORDS + LAST + SECTION)})
    assert kin(tmp_path, other) not in ("", kin(tmp_path, body()))
