"""A letterhead looks in every document as it looks by itself, and brings its page along."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from docgen.diagnostics import Diagnostic
from docgen.docx import Dialect, Template
from docgen.docx.errors import Findings
from docgen.docx.headlook import check_heading
from docgen.docx.images import kind_of, size_of
from docgen.docx.letterhead import Letterhead
from docgen.docx.ooxml import W
from docgen.pdf import Office
from tests.docx.editors import resaved, saved
from tests.docx.making import docx, found, p, packed, root, row, table, texts
from tests.openxml import assert_valid

FIELD = f'<w:fldSimple xmlns:w="{W}" w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
CORE = "<dc:title>Приказ</dc:title><dc:creator>{{ name }}</dc:creator>"
USUAL = (
    '<w:pgMar w:top="1134" w:right="567" w:bottom="1134" w:left="1701" w:header="567"'
    ' w:footer="567" w:gutter="0"/>'
)
STYLES = "word/styles.xml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SIZES = {
    False: '<w:pgSz w:w="11906" w:h="16838"/>',
    True: '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
}


def png(width: int = 24, height: int = 32) -> bytes:
    """A whole picture, blue."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x20\x40\xa0" * width) * height
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def centred() -> Document:
    """Lines in the middle, as Word begins a letterhead: nothing but direct formatting."""
    made = new_document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    for text, size in (("Управление образования", 11), ("{{ name }}", 14)):
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).font.size = Pt(size)
    made.add_paragraph()
    made.add_paragraph()
    return made


def in_table() -> Document:
    """A coat of arms beside the lines; a number of its own on the pages that follow."""
    made = centred()
    for line in list(made.paragraphs):
        line._p.getparent().remove(line._p)
    table = made.add_table(1, 2, style="Table Grid")
    table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(png()), height=Mm(20))
    table.cell(0, 1).paragraphs[0].add_run("{{ name }}").bold = True
    header = made.sections[0].header.paragraphs[0]
    header.add_run("Лист ")
    header._p.append(parse_xml(FIELD))
    made.sections[0].different_first_page_header_footer = True
    return made


def in_corner() -> Document:
    """A narrow head, and the address at the foot of every page."""
    made = centred()
    foot = made.sections[0].footer.paragraphs[0]
    foot.add_run("Лесногорск, ул. Школьная, 1").font.size = Pt(8)
    foot.add_run().add_picture(io.BytesIO(png()), height=Mm(5))
    return made


MADE = {"centred": centred, "in a table": in_table, "in a corner": in_corner}


def section(*, landscape: bool = False, title: bool = True, more: str = "") -> str:
    """The end of a section with a number in its header, as our templates have it."""
    header = '<w:headerReference w:type="default" r:id="rheader"/>'
    first = "<w:titlePg/>" if title else ""
    return f"<w:sectPr>{header}{SIZES[landscape]}{USUAL}{more}{first}</w:sectPr>"


def template(*, include: bool = True, last: str = "", annex: bool = False) -> bytes:
    """An order, perhaps with an annex in a section of its own."""
    body = [p("{%p include 'letterhead' %}")] if include else []
    body += [p("ПРИКАЗ")]
    body += [f"<w:p><w:pPr>{section()}</w:pPr></w:p>", p("Приложение")] if annex else []
    number = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    made = docx(*body, parts={"header": number, "styles": ""}, core=CORE)
    return _with_section(made, last or section())


def _with_section(data: bytes, xml: str) -> bytes:
    """Put other ends of the sections into a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = files["word/document.xml"].decode()
    start = text.rindex("<w:sectPr>")
    end = text.rindex("</w:sectPr>") + len("</w:sectPr>")
    files["word/document.xml"] = (text[:start] + xml + text[end:]).encode()
    return packed(files)


def read(document: Document | bytes) -> Letterhead:
    """Read a letterhead that must be without errors, in the place of a usual one."""
    findings = Findings()
    data = document if isinstance(document, bytes) else saved(document)
    made = Letterhead.read(data, "бланк.docx", findings)
    assert made is not None, findings.found
    return made.over(_with_section(docx(p("бланк")), section()))


def under(letterhead: Letterhead, data: bytes) -> bytes:
    """Print a template under a letterhead."""
    parts = {"letterhead": letterhead.part}
    compiled = Template.compile(
        data, name="приказ", dialect=Dialect(), parts=parts.get, letterhead=letterhead
    )
    made = compiled.render({"name": "Лесногорская школа"}).docx
    assert_valid(made)
    return made


def margins(made: bytes) -> list[dict[str, str]]:
    """The margins of the sections, by side."""
    sides = ("top", "right", "bottom", "left")
    return [
        {side: each.get(qn(f"w:{side}")) for side in sides} for each in found(made, "//w:pgMar")
    ]


def stories(made: bytes) -> list[dict[str, str]]:
    """What the headers and footers of each section say, by kind and pages."""
    rows = root(made, "word/_rels/document.xml.rels")
    targets = {each.get("Id"): f"word/{each.get('Target')}" for each in rows}
    return [
        {
            f"{local(each)[:6]} {each.get(qn('w:type'))}": "".join(
                texts(made, targets[each.get(qn("r:id"))])
            )
            for each in one
            if local(each).endswith("Reference")
        }
        for one in found(made, "//w:sectPr")
    ]


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


@pytest.mark.parametrize("make", MADE.values(), ids=list(MADE))
def test_a_letterhead_stands_in_the_place_of_the_shared_part(make: Callable[[], Document]) -> None:
    lines = [text for text in texts(under(read(make()), template())) if text]
    assert lines[-2:] == ["Лесногорская школа", "ПРИКАЗ"]


def test_the_empty_lines_under_a_letterhead_are_left_out() -> None:
    assert texts(under(read(centred()), template())) == [
        "Управление образования",
        "Лесногорская школа",
        "ПРИКАЗ",
    ]


def test_a_line_looks_as_the_defaults_of_its_own_file_say() -> None:
    made = under(read(centred()), template())
    used = found(made, "//w:p[w:r/w:t='Управление образования']/w:pPr/w:pStyle/@w:val")
    assert used == ["Letterhead.Normal"]
    style = "//w:style[@w:styleId='Letterhead.Normal']"
    fonts = found(made, f"{style}/w:rPr/w:rFonts/@w:ascii", "word/styles.xml")
    assert fonts == ["Cambria"]  # what the theme of python-docx's file means by «minor»
    spacing = found(made, f"{style}/w:pPr/w:spacing/@w:after", "word/styles.xml")
    assert spacing == ["200"]
    assert not found(made, f"{style}/@w:default", "word/styles.xml")


def test_a_line_in_a_table_looks_as_the_style_of_the_table_says() -> None:
    made = under(read(in_table()), template())
    spacing = found(made, "//w:tbl//w:p/w:pPr/w:spacing/@w:after")
    assert set(spacing) == {"0"}
    assert found(made, "//w:tbl/w:tblPr/w:tblStyle/@w:val") == ["Letterhead.TableGrid"]


def test_the_usual_margins_give_way_and_special_ones_stay() -> None:
    narrow = section().replace('w:left="1701"', 'w:left="1134"')
    letterhead = read(centred())
    own, special = (margins(under(letterhead, template(last=each))) for each in ("", narrow))
    assert own == [{"top": "1134", "right": "850", "bottom": "1134", "left": "1417"}]
    assert special[0]["left"] == "1134"
    assert special[0]["right"] == "850"


def test_what_was_as_wide_as_the_text_is_so_between_the_new_margins() -> None:
    made = centred()
    made.sections[0].left_margin = Mm(35)
    wide = table(row("Должность", "Фамилия")).replace("2000", "4819")
    stop = '<w:tabs><w:tab w:val="right" w:pos="9638"/><w:tab w:val="left" w:pos="709"/></w:tabs>'
    style = f'<w:style w:type="paragraph" w:styleId="d"><w:pPr>{stop}</w:pPr></w:style>'
    data = docx(wide, p("т"), parts={"header": "<w:p/>", "styles": style}, core=CORE)
    printed = under(read(made), _with_section(data, section()))
    assert found(printed, "//w:gridCol/@w:w") == ["4536", "4536"]
    assert found(printed, "//w:tcW/@w:w") == ["4536", "4536"]
    assert found(printed, "//w:style[@w:styleId='d']//w:tab/@w:pos", STYLES) == ["9072", "709"]


@pytest.mark.parametrize(
    "last",
    [section(landscape=True), section(more="<w:pgBorders/>")],
    ids=["turned on its side", "framed"],
)
def test_special_sheets_keep_their_margins(last: str) -> None:
    made = margins(under(read(centred()), template(include=False, last=last)))
    assert made[0] == {"top": "1134", "right": "567", "bottom": "1134", "left": "1701"}


def test_a_footer_without_a_first_page_of_its_own_stands_on_every_page() -> None:
    made = under(read(in_corner()), template(annex=True))
    address = "Лесногорск, ул. Школьная, 1"
    assert stories(made) == [
        {"footer first": address, "footer default": address, "header default": ""},
        {"footer first": address, "header default": ""},  # the rest is that of the section before
    ]
    assert len(found(made, "//w:drawing", "word/letterhead-footer.xml")) == 1


def test_the_number_of_the_page_stays_unless_the_letterhead_has_a_header() -> None:
    kept = stories(under(read(in_corner()), template()))[0]
    own = stories(under(read(in_table()), template()))[0]
    assert "header first" not in kept
    assert own == {"header default": "Лист ", "header first": ""}


def test_what_stands_on_the_first_page_of_a_letterhead_comes_only_under_a_letterhead() -> None:
    made = in_table()
    made.sections[0].first_page_header.paragraphs[0].add_run("Герб")
    with_head, without = (
        stories(under(read(made), template(include=include, annex=True)))
        for include in (True, False)
    )
    assert [each["header first"] for each in with_head] == ["Герб", ""]
    assert [each["header first"] for each in without] == ["", ""]


def test_a_header_that_says_more_than_the_number_stays() -> None:
    own = _with_section(
        docx(p("т"), parts={"header": p("Анкета s1"), "styles": ""}, core=CORE), section()
    )
    assert stories(under(read(in_table()), own))[0]["header default"] == "Анкета s1"


def test_two_documents_under_one_letterhead_do_not_change_it() -> None:
    letterhead = read(in_table())
    assert under(letterhead, template()) == under(letterhead, template())


def test_colours_of_the_theme_become_plain_ones() -> None:
    made = centred()
    line = made.paragraphs[0].runs[0]
    line._r.get_or_add_rPr().append(
        parse_xml(f'<w:color xmlns:w="{W}" w:val="1F3864" w:themeColor="accent1"/>')
    )
    shape = f'<w:pict xmlns:w="{W}" xmlns:a="{_A}"><a:schemeClr val="tx1"/></w:pict>'
    line._r.append(parse_xml(shape))
    letterhead = read(made)
    (colour,) = letterhead.body.iter(f"{{{W}}}color")
    assert dict(colour.attrib) == {f"{{{W}}}val": "1F3864"}
    assert [each.get("val") for each in letterhead.body.iter("{*}srgbClr")] == ["000000"]


def test_a_list_of_the_letterhead_keeps_its_marks() -> None:
    made = centred()
    made.add_paragraph("ИНН 0000000000", style="List Bullet")
    printed = under(read(made), template())
    (style,) = found(printed, "//w:p[w:r/w:t='ИНН 0000000000']/w:pPr/w:pStyle/@w:val")
    (number,) = found(printed, f"//w:style[@w:styleId='{style}']//w:numId/@w:val", STYLES)
    assert found(printed, f"//w:num[@w:numId='{number}']", "word/numbering.xml")


def doubts(document: Document, *, share: float | None = None) -> list[str]:
    """The codes of what is doubtful in a letterhead."""
    every = list(every_doubt(document, share))
    return sorted({each.code for each in every})


def every_doubt(document: Document, share: float | None = None) -> list[Diagnostic]:
    return list(check_heading(read(document), "бланк.docx", {"ПРИКАЗ"}, share))


@pytest.mark.parametrize("make", MADE.values(), ids=list(MADE))
def test_there_is_nothing_to_say_of_a_good_letterhead(make: Callable[[], Document]) -> None:
    assert doubts(make()) == []


def test_a_letterhead_of_more_than_a_third_of_the_page_is_doubtful() -> None:
    made = centred()
    for _ in range(14):
        made.add_paragraph("Строка справочных данных")
    assert doubts(made) == ["DG250"]
    assert doubts(centred(), share=0.4) == ["DG250"]
    assert doubts(made, share=0.2) == []


def test_margins_narrower_than_the_standard_are_named() -> None:
    made = centred()
    made.sections[0].left_margin = Mm(15)
    (doubt,) = every_doubt(made)
    assert (doubt.code, "левое – 15 мм" in doubt.message) == ("DG251", True)


def test_a_text_box_is_doubtful() -> None:
    made = centred()
    box = f'<w:r xmlns:w="{W}"><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>'
    made.paragraphs[0]._p.append(parse_xml(box))
    assert "DG252" in doubts(made)


@pytest.mark.parametrize(
    "line",
    ["П Р И К А З", "приказ", "«___» ________ 20__ г. № ____", "01.09.2026 № 15", "№ _____"],
)
def test_lines_of_a_whole_order_are_named(line: str) -> None:
    made = centred()
    made.add_paragraph(line)
    assert [(each.code, each.place.spot) for each in every_doubt(made)] == [("DG253", "абзац 5")]


def test_a_header_without_a_number_and_one_that_repeats_the_head_are_doubtful() -> None:
    made = centred()
    made.sections[0].header.paragraphs[0].add_run("Лесногорская школа")
    assert doubts(made) == ["DG254"]
    for _ in range(6):
        made.sections[0].header.add_paragraph("Строка справочных данных")
    assert doubts(made) == ["DG254", "DG255"]


def test_a_diagram_in_a_header_is_refused() -> None:
    made = centred()
    header = made.sections[0].header
    header.paragraphs[0].add_run("т")
    header.part.relate_to(made.part, f"{_OFFICE}/chart")
    findings = Findings()
    assert Letterhead.read(saved(made), "бланк.docx", findings) is None
    assert [each.code for each in findings.found] == ["DG218"]


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("data", "size", "kind"),
    [
        (png(30, 40), (30, 40), "png"),
        (b"\xff\xd8\xff\xc0\0\x11\x08\0\x28\0\x1e" + b"\0" * 20 + b"\xff\xd9", (30, 40), "jpeg"),
        (b"GIF89a\x1e\0\x28\0\0", (30, 40), ""),
        (png()[:-9], (24, 32), ""),
        (b"PK\3\4", None, ""),
        (b"\xff\xd8\xff", None, ""),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(
    data: bytes, size: tuple[int, int] | None, kind: str
) -> None:
    assert (size_of(data), kind_of(data)) == (size, kind)


@pytest.mark.soffice
def test_a_letterhead_saved_by_libreoffice_does_the_same(office: Office, tmp_path: Path) -> None:
    letterhead = read(resaved(saved(in_table()), office, tmp_path))
    made = under(letterhead, template())
    assert [text for text in texts(made) if text] == ["Лесногорская школа", "ПРИКАЗ"]
    assert margins(made)[0]["left"] == "1417"
    assert stories(made)[0]["header default"].startswith("Лист ")
    assert doubts_of(letterhead) == []


def doubts_of(letterhead: Letterhead) -> list[str]:
    return [each.code for each in check_heading(letterhead, "бланк.docx", {"ПРИКАЗ"})]
