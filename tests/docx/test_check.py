"""The strict check of made documents: what it must find, and what it must leave alone."""

from __future__ import annotations

import io
import zipfile
from time import process_time

import pytest

from docgen.diagnostics import Severity
from docgen.docx.check import check_package
from tests.packages import (
    BODY,
    CONTROL,
    GOOD,
    NUMBERED,
    PICTURE,
    REFERENCE,
    SECTION,
    TABLE,
    document,
    package,
    paragraph,
    relationships,
    spoiled,
    with_body,
)

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
ROW = f"<w:tr><w:tc>{paragraph('А')}</w:tc><w:tc>{paragraph('Б')}</w:tc></w:tr>"
GRID = "<w:tblPr/><w:tblGrid><w:gridCol w:w='1'/><w:gridCol w:w='1'/></w:tblGrid>"
BOOKMARK = '<w:p><w:bookmarkStart w:id="{}" w:name="{}"/><w:bookmarkEnd w:id="{}"/></w:p>'


def codes(data: bytes) -> set[str]:
    return {found.code for found in check_package(data, "приказ.docx")}


def field(instruction: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def added(row: tuple[str, str, str], *, external: bool = False) -> bytes:
    """Return the good document with one more relation of its main part."""
    extra = relationships([row], external=row[0] if external else "")
    item = extra[extra.index("<Relationship ") : extra.index("</Relationships>")]
    return spoiled(RELATIONS, "</Relationships>", f"{item}</Relationships>")


def rezipped(*members: tuple[str, str]) -> bytes:
    """Return the good document with further members, repeated names allowed."""
    target = io.BytesIO(package())
    with zipfile.ZipFile(target, "a") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def corrupted() -> bytes:
    """Return the good document with bytes of its body turned over, sums kept."""
    data = bytearray(package())
    start = data.index(b"word/document.xml") + 60
    for position in range(start, start + 40):
        data[position] ^= 0x55
    return bytes(data)


BROKEN = {
    "random bytes": (b"\x00\x07garbage" * 50, "DG520"),
    "an empty file": (b"", "DG520"),
    "a zip cut in two": (package()[:900], "DG520"),
    "a member with a wrong sum": (corrupted(), "DG520"),
    "a traversal name": (rezipped(("../evil.xml", "<a/>")), "DG521"),
    "a name with a backslash": (rezipped(("word\\x.xml", "<a/>")), "DG521"),
    "names that differ in case only": (rezipped(("word/Document.xml", "<a/>")), "DG521"),
    "a bomb": (package({"word/media/a.png": b"\0" * 5_000_000}), "DG522"),
    "no list of types": (package({TYPES: None}), "DG523"),
    "a part without a type": (package({"word/x.bin": b"1"}), "DG523"),
    "a type for a part that is not there": (
        spoiled(TYPES, "/word/header1.xml", "/word/header7.xml"),
        "DG523",
    ),
    "a type given twice": (
        spoiled(TYPES, "</Types>", '<Default Extension="PNG" ContentType="image/png"/></Types>'),
        "DG523",
    ),
    "a header typed as a footer": (
        spoiled(TYPES, "wordprocessingml.header+xml", "wordprocessingml.footer+xml"),
        "DG523",
    ),
    "a template instead of a document": (
        spoiled(TYPES, "document.main+xml", "template.main+xml"),
        "DG523",
    ),
    "a missing body": (package({DOCUMENT: None}), "DG524"),
    "a missing styles part": (package({"word/styles.xml": None}), "DG524"),
    "a missing picture": (package({"word/media/image1.png": None}), "DG524"),
    "a relation id twice": (added(("rId1", "theme", "theme.xml")), "DG524"),
    "a header reference without a relation": (spoiled(DOCUMENT, '"rId5"', '"rId55"'), "DG524"),
    "a picture without a relation": (spoiled(DOCUMENT, '"rId8"', '"rId88"'), "DG524"),
    "relations of a part that is not there": (
        package({"word/_rels/gone.xml.rels": relationships([])}),
        "DG524",
    ),
    "no relations at all": (package({"_rels/.rels": None}), "DG524"),
    "a linked picture": (added(("x", "image", "http://example.org/a.png"), external=True), "DG525"),
    "a link to a file": (added(("x", "hyperlink", "file:///etc/passwd"), external=True), "DG525"),
    "a link to a share": (added(("x", "hyperlink", "\\\\host\\a"), external=True), "DG525"),
    "a link that is a script": (
        added(("x", "hyperlink", "javascript:alert(1)"), external=True),
        "DG525",
    ),
    "macros": (added(("x", "vbaProject", "settings.xml")), "DG526"),
    "an OLE object": (added(("x", "oleObject", "settings.xml")), "DG526"),
    "a foreign document": (added(("x", "aFChunk", "settings.xml")), "DG526"),
    "an attached template": (
        added(("x", "attachedTemplate", "file:///n.dotm"), external=True),
        "DG526",
    ),
    "an ActiveX control": (added(("x", "control", "settings.xml")), "DG526"),
    "a macro-enabled type": (
        spoiled(
            TYPES,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "DG526",
    ),
    "a field that includes a file": (with_body(field("INCLUDETEXT c:/a")), "DG526"),
    "a DDE field": (with_body(field(" DDEAUTO c cmd")), "DG526"),
    "a field cut into runs": (
        with_body(
            field("INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE http://example.org/")
        ),
        "DG526",
    ),
    "a simple field that links": (
        with_body('<w:p><w:fldSimple w:instr="LINK Excel a"/></w:p>'),
        "DG526",
    ),
    "markup that does not parse": (spoiled(DOCUMENT, "</w:tbl>", "</w:tbl"), "DG527"),
    "a raw ampersand": (spoiled(DOCUMENT, "Приказ о", "Приказ & о"), "DG527"),
    "a document type": (
        spoiled(DOCUMENT, "<w:document", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document"),
        "DG527",
    ),
    "an unknown ignorable prefix": (
        spoiled(DOCUMENT, 'mc:Ignorable="w14"', 'mc:Ignorable="w14 w99"'),
        "DG527",
    ),
    "a bookmark id twice": (
        with_body(BOOKMARK.format(3, "a", 3), BOOKMARK.format(3, "b", 3)),
        "DG528",
    ),
    "a picture id twice": (with_body(PICTURE, PICTURE), "DG528"),
    "a control id twice": (with_body(CONTROL, CONTROL), "DG528"),
    "a paragraph id twice": (
        spoiled(DOCUMENT, 'w14:paraId="00000002"', 'w14:paraId="00000001"'),
        "DG528",
    ),
    "a bookmark name twice": (
        with_body(BOOKMARK.format(3, "a", 3), BOOKMARK.format(4, "a", 4)),
        "DG529",
    ),
    "a bookmark without an end": (spoiled(DOCUMENT, '<w:bookmarkEnd w:id="1"/>', ""), "DG529"),
    "an end without a bookmark": (with_body('<w:p><w:bookmarkEnd w:id="9"/></w:p>'), "DG529"),
    "a bookmark name of two words": (with_body(BOOKMARK.format(3, "a b", 3)), "DG529"),
    "a bookmark name too long": (with_body(BOOKMARK.format(3, "a" * 41, 3)), "DG529"),
    "a reference to nowhere": (spoiled(DOCUMENT, "REF clause_one", "REF clause_two"), "DG530"),
    "a page reference to nowhere": (with_body(field("PAGEREF nowhere \\h")), "DG530"),
    "a link to no bookmark": (
        spoiled(DOCUMENT, 'w:anchor="clause_one"', 'w:anchor="clause_two"'),
        "DG530",
    ),
    "a field without an end": (
        spoiled(DOCUMENT, '<w:fldChar w:fldCharType="end"/>', ""),
        "DG531",
    ),
    "a field without a beginning": (
        spoiled(DOCUMENT, '<w:fldChar w:fldCharType="begin"/>', ""),
        "DG531",
    ),
    "a field separated twice": (
        spoiled(
            DOCUMENT, "<w:r><w:t>1</w:t></w:r>", '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        ),
        "DG531",
    ),
    "an empty cell": (with_body(TABLE.replace(paragraph("Срок"), "")), "DG532"),
    "a cell with properties only": (with_body(TABLE.replace("<w:p/>", "")), "DG532"),
    "a cell that ends with a table": (
        with_body(TABLE.replace(paragraph("Срок"), f"<w:p/><w:tbl>{GRID}{ROW}</w:tbl>")),
        "DG532",
    ),
    "a table without rows": (with_body(f"<w:tbl>{GRID}</w:tbl><w:p/>"), "DG533"),
    "a row without cells": (with_body(f"<w:tbl>{GRID}{ROW}<w:tr/></w:tbl><w:p/>"), "DG533"),
    "a table without a grid": (with_body(f"<w:tbl><w:tblPr/>{ROW}</w:tbl><w:p/>"), "DG533"),
    "a row narrower than the grid": (
        with_body(TABLE.replace('<w:gridSpan w:val="2"/>', "")),
        "DG534",
    ),
    "a row wider than the grid": (
        with_body(TABLE.replace('w:gridSpan w:val="2"', 'w:gridSpan w:val="3"')),
        "DG534",
    ),
    "a merge that continues nothing": (
        with_body(TABLE.replace('<w:vMerge w:val="restart"/>', "")),
        "DG534",
    ),
    "an unknown number": (spoiled(DOCUMENT, 'w:numId w:val="1"', 'w:numId w:val="5"'), "DG535"),
    "an unknown level": (spoiled(DOCUMENT, 'w:ilvl w:val="0"', 'w:ilvl w:val="3"'), "DG535"),
    "a number without a definition": (
        spoiled(
            "word/numbering.xml", '<w:abstractNumId w:val="0"/>', '<w:abstractNumId w:val="4"/>'
        ),
        "DG535",
    ),
    "a number defined twice": (
        spoiled(
            "word/numbering.xml",
            "</w:numbering>",
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        ),
        "DG535",
    ),
    "an unknown style": (with_body(paragraph("А", "Нет")), "DG536"),
    "a character style on a paragraph": (with_body(paragraph("А", "Strong")), "DG536"),
    "an unknown table style": (
        spoiled(DOCUMENT, 'tblStyle w:val="Grid"', 'tblStyle w:val="X"'),
        "DG536",
    ),
    "a style built on nothing": (
        spoiled("word/styles.xml", 'w:basedOn w:val="Normal"', 'w:basedOn w:val="Gone"'),
        "DG536",
    ),
    "a style defined twice": (
        spoiled("word/styles.xml", 'w:styleId="Strong"', 'w:styleId="Text"'),
        "DG536",
    ),
    "a tag left over": (with_body(paragraph("Директор {{ director.name }}")), "DG537"),
    "a tag split over runs": (
        with_body("<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>% if x %}</w:t></w:r></w:p>"),
        "DG537",
    ),
    "None in the text": (with_body(paragraph("Класс: None.")), "DG537"),
    "nan in the text": (with_body(paragraph("Итого nan")), "DG537"),
    "a tag in the header": (spoiled("word/header1.xml", "Колонтитул", "{{ school }}"), "DG537"),
    "a tag in the title": (spoiled("docProps/core.xml", "Приказ", "{{ title }}"), "DG537"),
    "a paragraph in a paragraph": (with_body(f"<w:p>{paragraph('А')}</w:p>"), "DG538"),
    "a run in a text": (
        with_body("<w:p><w:r><w:t><w:r><w:t>А</w:t></w:r></w:t></w:r></w:p>"),
        "DG538",
    ),
    "a paragraph straight in a row": (
        with_body(TABLE.replace("<w:tr><w:tc>", "<w:tr><w:p/><w:tc>", 1)),
        "DG538",
    ),
    "text outside a run": (with_body("<w:p>потеряно</w:p>"), "DG538"),
    "text after a run": (with_body("<w:p><w:r/>потеряно</w:p>"), "DG538"),
    "properties that come late": (
        with_body('<w:p><w:r/><w:pPr><w:jc w:val="center"/></w:pPr></w:p>'),
        "DG538",
    ),
    "no section": (package({DOCUMENT: document(paragraph("А"))}), "DG539"),
    "a section that is not last": (
        package({DOCUMENT: document(SECTION + paragraph("А"))}),
        "DG539",
    ),
    "margins wider than the page": (spoiled(DOCUMENT, 'w:w="11906"', 'w:w="2000"'), "DG539"),
    "a tracked change": (
        with_body('<w:p><w:ins w:id="5" w:author="a"><w:r><w:t>А</w:t></w:r></w:ins></w:p>'),
        "DG540",
    ),
    "a comment": (with_body('<w:p><w:commentRangeStart w:id="1"/></w:p>'), "DG540"),
    "no properties": (package({"docProps/core.xml": None}), "DG541"),
    "the tool's name as author": (
        spoiled("docProps/core.xml", "МБОУ «Лесногорская СОШ»", "python-docx"),
        "DG541",
    ),
    "the date of the tool's sample": (
        spoiled("docProps/core.xml", "2026-08-28T00", "2013-12-23T00"),
        "DG541",
    ),
    "a title too long": (spoiled("docProps/core.xml", "Приказ", "Приказ" * 50), "DG541"),
    "a space Word would drop": (with_body("<w:p><w:r><w:t>слово </w:t></w:r></w:p>"), "DG542"),
    "a picture that is none": (package({"word/media/image1.png": b"<svg/>"}), "DG543"),
    "a note that is not there": (
        spoiled(DOCUMENT, 'footnoteReference w:id="1"', 'footnoteReference w:id="2"'),
        "DG544",
    ),
}


def test_a_good_document_is_clean() -> None:
    assert list(check_package(package(), "приказ.docx")) == []


@pytest.mark.parametrize("what", BROKEN)
def test_each_damage_is_found_by_its_code(what: str) -> None:
    data, code = BROKEN[what]
    assert code in codes(data)


def test_the_damages_cover_every_code_of_the_check() -> None:
    assert {code for _, code in BROKEN.values()} == {f"DG{number}" for number in range(520, 545)}


def test_a_doubled_member_is_found() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = rezipped((DOCUMENT, document()))
    assert codes(data) == {"DG521"}


def test_a_finding_names_the_file_the_part_and_the_paragraph() -> None:
    data = with_body(paragraph("Первый"), paragraph("Директор {{ кто }}"))
    found = next(iter(check_package(data, "приказ.docx")))
    assert str(found.place) == "приказ.docx, word/document.xml, абзац 2 «Директор {{ кто }}»"
    assert found.message == "В тексте осталось «{{»"
    assert found.hint


def test_what_may_be_a_persons_own_words_is_only_a_warning() -> None:
    report = check_package(with_body(paragraph("{{ и None")), "приказ.docx")
    assert report.ok
    assert report.count(Severity.WARNING) == 2


@pytest.mark.parametrize(
    "text", ["Nonet", "nano", "Финансы", "undefined-behaviour", "канал.None", "{ и }", "50 % { }"]
)
def test_ordinary_words_are_not_leftovers(text: str) -> None:
    assert codes(with_body(paragraph(text))) == set()


def test_several_damages_are_found_at_once() -> None:
    data = with_body(paragraph("А", "Нет"), "<w:p>потеряно</w:p>", field("REF nowhere"))
    assert codes(data) == {"DG536", "DG538", "DG530"}


def test_rows_with_cells_left_out_at_the_edges_fill_the_grid() -> None:
    row = ROW.replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>', 1)
    table = f"<w:tbl>{GRID.replace('</w:tblGrid>', '<w:gridCol/></w:tblGrid>')}{row}</w:tbl>"
    assert codes(with_body(table, "<w:p/>")) == set()


def test_cells_and_rows_inside_controls_are_counted() -> None:
    row = f"<w:sdt><w:sdtContent>{ROW}</w:sdtContent></w:sdt>"
    assert codes(with_body(f"<w:tbl>{GRID}{row}</w:tbl>", "<w:p/>")) == set()


def test_a_document_type_of_any_encoding_is_refused() -> None:
    text = document().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    bomb = text.replace("<w:document", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)
    assert codes(package({DOCUMENT: bomb.encode("utf-16")})) == {"DG527"}


def test_a_document_of_forty_kilobytes_takes_a_few_milliseconds() -> None:
    data = with_body(*[TABLE + paragraph("Пункт", "Text")] * 38)
    times = []
    for _ in range(15):
        start = process_time()
        check_package(data, "приказ.docx")
        times.append(process_time() - start)
    assert min(times) < 0.02


def test_the_good_document_has_everything_the_damages_touch() -> None:
    assert BODY in str(GOOD[DOCUMENT])
    assert all(piece in BODY for piece in (NUMBERED, REFERENCE, TABLE, PICTURE, CONTROL))
