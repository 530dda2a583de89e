"""What Word shows of a file: looks laid together, numbers counted, deleted text left out."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from docgen import norms, packs
from docgen.norms.document import Document, Paragraph
from tests.docx.making import docx, p, row, t, table

PROFILE = norms.profile("gost-2025", packs.stack())
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="20"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
)


def style(key: str, inner: str, *, base: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = ' w:default="1"' if key == "Normal" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{default}><w:name w:val="{key}"/>'
        f"{based}{inner}</w:style>"
    )


def level(number: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    )


def numbering(*levels: str, second: str = "") -> dict[str, str]:
    lists = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{second}</w:num>'
    return {"numbering": lists + nums + more}


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def read(*blocks: str, parts: Mapping[str, str] | None = None) -> Document:
    document, report = norms.read_document(docx(*blocks, parts=parts), "файл.docx")
    assert document is not None, list(report)
    return document


def only(*blocks: str, styles: str = "") -> Paragraph:
    (found,) = read(*blocks, parts={"styles": DEFAULTS + styles}).paragraphs
    return found


def numbers(*blocks: str, parts: Mapping[str, str]) -> list[str]:
    return [each.number for each in read(*blocks, parts=parts).paragraphs]


def test_the_defaults_of_the_file_are_seen_through_an_empty_style() -> None:
    found = only(p("Слово"), styles=style("Normal", ""))
    assert found.stretches[0].letters.font == "Arial"
    assert found.stretches[0].letters.size == 10
    assert (found.layout.after, round(found.layout.line, 2)) == (8, 1.08)


def test_a_style_is_taken_with_all_that_it_is_based_on() -> None:
    styles = style("Normal", '<w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>')
    styles += style("Text", '<w:pPr><w:ind w:firstLine="709"/></w:pPr>', base="Normal")
    found = only(p("Слово", '<w:pStyle w:val="Text"/>'), styles=styles)
    assert (found.style, found.layout.align, found.layout.first) == ("Text", "both", 12.51)
    assert found.stretches[0].letters.size == 14


def test_what_stands_in_the_paragraph_itself_wins() -> None:
    styles = style("Normal", '<w:pPr><w:jc w:val="both"/><w:ind w:hanging="360"/></w:pPr>')
    own = '<w:jc w:val="center"/><w:ind w:firstLine="0"/>'
    run = t("Слово", '<w:rFonts w:ascii="Tinos" w:hAnsi="Tinos"/><w:sz w:val="24"/>')
    found = only(f"<w:p><w:pPr>{own}</w:pPr>{run}</w:p>", styles=styles)
    assert (found.layout.align, found.layout.first) == ("center", 0)
    assert (found.stretches[0].letters.font, found.stretches[0].letters.size) == ("Tinos", 12)


def test_letters_have_a_style_of_their_own() -> None:
    styles = style("Strong", '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr>', kind="character")
    run = t("Слово", '<w:rStyle w:val="Strong"/>')
    found = only(f"<w:p>{run}</w:p>", styles=styles)
    assert found.stretches[0].letters.bold
    assert found.stretches[0].letters.size == 15


def test_latin_letters_may_have_another_font() -> None:
    look = '<w:rFonts w:ascii="Calibri" w:hAnsi="Tinos"/>'
    found = only(f"<w:p>{t('Слово word', look)}</w:p>")
    assert [each.letters.font for each in found.stretches] == ["Tinos", "Calibri"]


def test_a_circle_of_styles_ends() -> None:
    styles = style("A", "", base="B") + style("B", '<w:rPr><w:sz w:val="40"/></w:rPr>', base="A")
    assert only(p("Слово", '<w:pStyle w:val="A"/>'), styles=styles).text == "Слово"


def test_a_list_moves_its_paragraphs_and_they_may_move_back() -> None:
    parts = numbering(level(0, "%1."))
    moved, back = read(
        item("Один"),
        p("Два", '<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="0" w:firstLine="709"/>'),
        parts=parts,
    ).paragraphs
    assert (moved.layout.left, moved.layout.first) == (12.7, -6.35)
    assert (back.layout.left, back.layout.first) == (0, 12.51)


def test_numbers_are_counted_through_levels() -> None:
    parts = numbering(level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower"))
    blocks = [item(str(n), depth) for n, depth in enumerate((0, 1, 1, 2, 2, 0, 1))]
    assert numbers(*blocks, parts=parts) == ["1.", "1.1.", "1.2.", "а)", "б)", "2.", "2.1."]


@pytest.mark.parametrize(
    ("form", "shown"), [("upperRoman", "II"), ("lowerLetter", "b"), ("decimalZero", "02")]
)
def test_a_number_has_its_form(form: str, shown: str) -> None:
    parts = numbering(level(0, "%1", form))
    assert numbers(item("а"), item("б"), parts=parts)[1] == shown


def test_a_list_begins_again_where_it_says_so_and_goes_on_elsewhere() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    blocks = [item("а"), item("б"), item("в", number=2), item("г", number=2)]
    levels = level(0, "%1.")
    assert numbers(*blocks, parts=numbering(levels, second=again)) == ["1.", "2.", "1.", "2."]
    assert numbers(*blocks, parts=numbering(levels)) == ["1.", "2.", "3.", "4."]


def test_a_bullet_is_no_number_and_a_legal_level_is_arabic() -> None:
    parts = numbering(level(0, "%1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>"))
    assert numbers(item("а"), item("б", 1), parts=parts) == ["I.", "1.1."]
    assert numbers(item("а"), parts=numbering(level(0, "–", "bullet"))) == ["•"]


def test_a_style_may_carry_the_number() -> None:
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    parts = {"styles": style("Point", own), **numbering(level(0, "%1."))}
    blocks = [p("Один", '<w:pStyle w:val="Point"/>'), p("Два", '<w:pStyle w:val="Point"/>')]
    assert numbers(*blocks, parts=parts) == ["1.", "2."]


def test_deleted_and_hidden_text_is_not_shown_and_a_field_shows_its_result() -> None:
    gone = "<w:del><w:r><w:delText>старое</w:delText></w:r></w:del>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("1.2")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = only(f"<w:p>{t('пункт ')}{gone}{t('тайна', '<w:vanish/>')}{field}{t('!')}</w:p>")
    assert found.text == "пункт 1.2!"
    assert found.fields == ("REF",)


def test_capitals_are_read_as_they_are_printed() -> None:
    assert only(f"<w:p>{t('Приказ', '<w:caps/>')}</w:p>").text == "ПРИКАЗ"


def test_a_paragraph_knows_its_cell() -> None:
    (a, b, *_) = read(table(row("один", "два"), row("три", "четыре"))).paragraphs
    assert a.cell is not None
    assert b.cell is not None
    assert (b.cell.table, b.cell.row, b.cell.column, b.cell.start) == (1, 1, 2, 35.28)
    assert not a.cell.ruled


def test_a_table_is_given_by_rows() -> None:
    found = read(table(row("один", "два"), row("три", "четыре")))
    assert found.tables == (1,)
    assert found.table(1) == (("один", "два"), ("три", "четыре"))


@pytest.mark.parametrize("junk", ["", "много", "nan", "1e9", "9" * 30, "-5"])
def test_numbers_that_are_none_do_no_harm(junk: str) -> None:
    look = (
        f'<w:numPr><w:ilvl w:val="{junk}"/><w:numId w:val="{junk}"/></w:numPr>'
        f'<w:spacing w:line="{junk}" w:before="{junk}"/><w:ind w:left="{junk}"/>'
        f'<w:outlineLvl w:val="{junk}"/>'
    )
    sheet = f'<w:sectPr><w:pgSz w:w="{junk}" w:h="{junk}"/><w:pgMar w:left="{junk}"/></w:sectPr>'
    run = t("Слово", f'<w:sz w:val="{junk}"/>')
    data = docx(f"<w:p><w:pPr>{look}</w:pPr>{run}</w:p>", sheet)
    examined = norms.examine(data, PROFILE, "файл.docx")
    assert examined.document is not None
    assert examined.document.paragraphs[0].text == "Слово"


def bomb() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20 * 2**20)
    return stream.getvalue()


def entities() -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(docx("Слово"))) as good, ZipFile(stream, "w") as made:
        for name in good.namelist():
            head = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
            data = good.read(name)
            made.writestr(name, head + data if name == "word/document.xml" else data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"plain text", "DG230"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "DG230"),
        (zlib.compress(b"x"), "DG230"),
        (bomb(), "DG231"),
        (entities(), "DG232"),
    ],
)
def test_a_file_that_is_damaged_or_hostile_is_refused_with_a_finding(
    data: bytes, code: str
) -> None:
    examined = norms.examine(data, PROFILE, "файл.docx")
    assert [each.code for each in examined.report] == [code]
    assert (examined.rules, examined.document) == (0, None)


def test_words_without_end_take_no_time() -> None:
    for text in ("а" * 50_000, "а " * 20_000, "1." * 20_000, "И." * 20_000, "_" * 50_000):
        assert norms.examine(docx(text), PROFILE, "файл.docx").document is not None
