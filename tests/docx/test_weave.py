"""Templates are woven from text, always the same way, and look as the standard asks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.styles.style import ParagraphStyle
from hypothesis import given
from hypothesis import strategies as st

from docgen import resources
from docgen.docx.stylesheet import Stylesheet
from docgen.docx.view import view
from docgen.docx.weave import STYLES, TITLE, main, sources, weave, weave_folder
from docgen.errors import TemplateError
from tests.docx.making import rendered

ROOT = resources.templates() / "docx"
SHEET = Stylesheet.read(ROOT / STYLES)
SOURCES = sources(ROOT)
TEMPLATES = [source for source in SOURCES if source.name == "template.txt"]
PAGE = "@page portrait 20 10 20 30 header=10\n"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def canonical(text: str) -> str:
    """Return a source without comments and empty lines."""
    return "".join(f"{line}\n" for line in text.splitlines() if line.strip() and line[0] != "#")


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry: archive.read(entry).decode("utf-8") for entry in archive.namelist()}


# Weaving


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_every_template_is_woven_from_its_source(source: Path) -> None:
    title = TITLE if source in TEMPLATES else ""
    woven = weave(source.read_text(encoding="utf-8"), SHEET, title=title)
    stale = "run: python -m docgen.docx.weave templates/docx"
    assert source.with_suffix(".docx").read_bytes() == woven, stale


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_the_view_of_a_template_is_its_source(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert view(weave(text, SHEET)) == canonical(text)


def test_no_template_lies_without_a_source() -> None:
    assert sorted(ROOT.glob("*/*.docx")) == [source.with_suffix(".docx") for source in SOURCES]


def test_weaving_again_gives_the_same_bytes_with_fixed_dates() -> None:
    text = TEMPLATES[0].read_text(encoding="utf-8")
    assert weave(text, SHEET) == weave(text, SHEET)
    with zipfile.ZipFile(io.BytesIO(weave(text, SHEET))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_changed_sources_are_woven_again(tmp_path: Path) -> None:
    for folder in ("_parts", "letter"):
        (tmp_path / folder).mkdir()
    (tmp_path / STYLES).write_bytes((ROOT / STYLES).read_bytes())
    source = tmp_path / "letter" / "template.txt"
    source.write_text(f"{PAGE}[Text] Уважаемые родители!\n", encoding="utf-8")
    assert weave_folder(tmp_path) == [source.with_suffix(".docx")]
    assert weave_folder(tmp_path) == []
    source.write_text(f"{PAGE}[Text] Уважаемые коллеги!\n", encoding="utf-8")
    assert weave_folder(tmp_path) == [source.with_suffix(".docx")]


def test_the_command_names_what_it_rewrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "_parts").mkdir()
    (tmp_path / STYLES).write_bytes((ROOT / STYLES).read_bytes())
    (tmp_path / "_parts" / "seal.txt").write_text(f"{PAGE}[Text] М.П.\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / '_parts' / 'seal.docx'}\n"


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        pytest.param("[Text] Без листа\n", 1, "@page", id="no sheet"),
        pytest.param("", 0, "@page", id="empty"),
        pytest.param(f"{PAGE}\n[Пункт] Утвердить\n", 3, "[Пункт]", id="unknown style"),
        pytest.param(f"{PAGE}Утвердить\n", 2, "Утвердить", id="no style"),
        pytest.param(f"{PAGE}@table Grid 50\n[Text] а\n@end\n", 3, "[Text] а", id="not a row"),
        pytest.param(f"{PAGE}@table Grid 50\n@row\n| [Text] а\n", 4, "@end", id="no end"),
        pytest.param(f"{PAGE}@table Lines 50\n@end\n", 2, "Lines", id="unknown table"),
        pytest.param(f"{PAGE}@table Grid 50\n@row\n@end\n", 3, "ячеек", id="no cells"),
        pytest.param("@page portrait 20\n", 1, "@page portrait 20", id="margins missing"),
        pytest.param("@page portrait 20 10 20 3.0.1 header=10\n", 1, "3.0.1", id="no number"),
        pytest.param("@page portrait 20 10 20 слева\n", 1, "слева", id="margin not a number"),
    ],
)
def test_a_line_that_is_not_understood_is_an_error_with_its_place(
    text: str, line: int, named: str
) -> None:
    with pytest.raises(TemplateError) as error:
        weave(text, SHEET, "letter/template.txt")
    (found,) = error.value.report
    assert (found.code, found.place.file, found.place.line) == (
        "DG240",
        "letter/template.txt",
        line,
    )
    assert named in found.message + found.hint


# The view of what was woven is the text again

words = st.text("абвгдежз АБВ{}%&'\"№–«».,-()/1", min_size=1).map(str.strip).filter(bool)
marked = st.tuples(words, st.sampled_from(["b", "i", "u"]), words, words).map(
    lambda each: f"{each[0]}<{each[1]}>{each[2]}</{each[1]}>{each[3]}"
)
texts = st.one_of(st.just(""), words, marked, words.map(lambda word: f"{word}<tab>{word}<nbsp>а"))
styles = st.sampled_from(sorted(SHEET.styles))
paragraphs = st.builds(lambda style, text: f"[{style}] {text}".rstrip(), styles, texts)
tags = st.sampled_from(["{%p if a %}", "{%p for x in y if x > 1 %}", "{%p include 'b' %}"])
millimetres = st.integers(1, 2000).map(lambda tenths: f"{tenths / 10:g}")


@st.composite
def cells(draw: st.DrawFn) -> str:
    option = draw(st.sampled_from(["", "at=bottom ", "up ", "down "]))
    first, *others = draw(st.lists(st.one_of(paragraphs, tags), min_size=1, max_size=3))
    return "\n".join([f"| {option}{first}", *(f"  {other}" for other in others)])


@st.composite
def tables(draw: st.DrawFn) -> str:
    widths = draw(st.lists(millimetres, min_size=1, max_size=4))
    options = draw(
        st.sampled_from(["", " header=1", " rows=9", " split", " header=1 rows=9 split"])
    )
    rows = [f"@row\n{draw(cells())}" for _ in widths]
    tagged = draw(st.lists(st.just("@row {%tr endfor %}"), max_size=1))
    kind = draw(st.sampled_from(sorted(SHEET.tables)))
    return "\n".join([f"@table {kind} {' '.join(widths)}{options}", *rows, *tagged, "@end"])


@st.composite
def pages(draw: st.DrawFn) -> str:
    sides = " ".join(draw(st.lists(millimetres, min_size=4, max_size=4)))
    turned = draw(st.sampled_from(["portrait", "landscape"]))
    options = draw(st.sampled_from(["", " title", " restart", " title restart"]))
    return f"@page {turned} {sides} header={draw(millimetres)}{options}"


@given(pages(), st.lists(st.one_of(paragraphs, tags, tables(), pages()), max_size=6))
def test_any_source_is_read_back_from_what_it_wove(page: str, made: list[str]) -> None:
    text = "".join(f"{block}\n" for block in (page, *made))
    assert view(weave(text, SHEET)) == text


# What Word gets


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_a_template_is_lean_and_opens(source: Path) -> None:
    data = source.with_suffix(".docx").read_bytes()
    assert opened(data).paragraphs
    assert len(data) < 120_000
    assert "word/theme/theme1.xml" not in parts(data)


def test_word_is_told_its_version_and_language() -> None:
    made = parts(weave(PAGE, SHEET))
    assert 'w:name="compatibilityMode"' in made["word/settings.xml"]
    assert "autoHyphenation" not in made["word/settings.xml"]
    assert '<w:lang w:val="ru-RU"' in made["word/styles.xml"]


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_a_template_is_titled_after_its_document_and_a_shared_part_is_not(source: Path) -> None:
    core = parts(source.with_suffix(".docx").read_bytes())["docProps/core.xml"]
    titles = re.findall("<dc:title>(.*)</dc:title>", core)
    assert titles == (["{{ document.title }}"] if source in TEMPLATES else [])


@pytest.mark.parametrize(
    ("title", "kept"),
    [("ПРИКАЗ", "ПРИКАЗ"), ("Приказ & <копия>", "Приказ & <копия>"), ("Я" * 300, "Я" * 254 + "…")],
)
def test_a_printed_document_carries_its_title_and_its_school(title: str, kept: str) -> None:
    made = rendered(
        weave(PAGE, SHEET, title=TITLE), document={"title": title}, school={"short_name": "СОШ"}
    )
    properties = opened(made.docx).core_properties
    assert (properties.title, properties.author) == (kept, "СОШ")


def test_a_title_of_plain_words_may_hold_any_sign() -> None:
    assert opened(weave(PAGE, SHEET, title="Мы & <вы>")).core_properties.title == "Мы & <вы>"


def test_one_family_serves_every_alphabet() -> None:
    (fonts,) = re.findall("<w:rFonts ([^/]*)/>", parts(weave(PAGE, SHEET))["word/styles.xml"])
    assert set(re.findall('"([^"]*)"', fonts)) == {"Times New Roman"}


def test_a_sheet_has_a_frame_where_the_source_asks_for_one() -> None:
    framed = weave(PAGE.replace("header=10", "header=10 border"), SHEET)
    assert 'w:offsetFrom="page"' in parts(framed)["word/document.xml"]
    assert "header=10 border\n" in view(framed)
    assert "pgBorders" not in parts(weave(PAGE, SHEET))["word/document.xml"]


def test_every_style_is_used_by_some_template_or_is_the_base_of_one() -> None:
    text = "".join(source.read_text(encoding="utf-8") for source in SOURCES)
    used = set(re.findall(r"\[([\w.]+)\]", text))
    bases = {str(look.get("based", "Normal")) for look in SHEET.styles.values()}
    assert set(SHEET.styles) - used - bases == set()


@pytest.mark.parametrize("source", TEMPLATES, ids=name)
def test_sheets_are_a4_with_margins_for_binding(source: Path) -> None:
    sections = opened(source.with_suffix(".docx").read_bytes()).sections
    framed = " border\n" in source.read_text(encoding="utf-8")
    for section in sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert section.left_margin.mm > 19.9
        right = 20 if framed else 10  # what stands in a frame stands in its middle
        assert (round(section.right_margin.mm), round(section.top_margin.mm)) == (right, 20)
        assert round(section.bottom_margin.mm) == 20
        assert section.header_distance.mm >= 9.99


@pytest.mark.parametrize("source", TEMPLATES, ids=name)
def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(source: Path) -> None:
    document = opened(source.with_suffix(".docx").read_bytes())
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert not first.first_page_header.paragraphs[0].text
    (header,) = first.header.paragraphs
    assert "PAGE" in header._p.xml
    assert header.style is not None
    assert header.style.paragraph_format.alignment == ALIGN.CENTER


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_tables_fit_between_the_margins(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    left = {"portrait": 210, "landscape": 297}
    (turned, *sides), *_ = (
        (words[1], *map(float, words[2:6]))
        for words in (line.split() for line in text.splitlines() if line.startswith("@page"))
    )
    room = left[turned] - sides[1] - sides[3]
    for line in text.splitlines():
        if line.startswith("@table"):
            widths = [float(word) for word in line.split() if word[0].isdigit()]
            assert sum(widths) == pytest.approx(room), line


def chain(style: ParagraphStyle) -> Iterator[ParagraphStyle]:
    yield style
    if isinstance(style.base_style, ParagraphStyle):
        yield from chain(style.base_style)


def effective(style_name: str) -> dict[str, object]:
    """Return what a style comes to together with its bases."""
    style = opened(weave(PAGE, SHEET)).styles[style_name]
    assert isinstance(style, ParagraphStyle)
    looks = [(each.font, each.paragraph_format) for each in chain(style)]

    def first(values: Iterator[object]) -> object:
        return next((value for value in values if value is not None), None)

    indent = first(look.first_line_indent for _, look in looks)
    return {
        "size": first(font.size and font.size.pt for font, _ in looks),
        "bold": bool(first(font.bold for font, _ in looks)),
        "align": first(look.alignment for _, look in looks),
        "first": round(indent.mm, 1) if indent else 0,  # type: ignore[attr-defined] # a Length
        "line": first(look.line_spacing for _, look in looks),
        "next": bool(first(look.keep_with_next for _, look in looks)),
        "widows": first(look.widow_control for _, look in looks),
    }


@pytest.mark.parametrize(
    "style",
    ["Text", "Clause", "Subclause", "Item", "Point", "Subpoint", "Annex.Clause", "Numbered"],
)
def test_text_is_14_points_justified_with_the_first_line_set_in(style: str) -> None:
    look = effective(style)
    assert (look["size"], look["align"], look["first"]) == (14, ALIGN.JUSTIFY, 12.5)
    assert look["line"] == pytest.approx(1, abs=0.01)
    assert look["widows"] is True
    assert not look["bold"]


@pytest.mark.parametrize("style", ["Point.Kept", "Subpoint.Kept", "Item.Kept"])
def test_the_last_words_stay_with_the_signature_and_look_like_the_others(style: str) -> None:
    last, other = effective(style), effective(style.removesuffix(".Last"))
    assert last == {**other, "next": True}


@pytest.mark.parametrize("style", ["Section", "Heading2", "Annex.Title", "Title"])
def test_headings_are_bold_and_never_alone_at_the_foot_of_a_page(style: str) -> None:
    look = effective(style)
    assert look["bold"]
    assert look["next"]
    assert look["line"] == 1


@pytest.mark.parametrize("style", [style for style in SHEET.styles if style.startswith("Req.")])
def test_requisites_have_single_spacing_and_are_not_justified(style: str) -> None:
    look = effective(style)
    assert look["line"] == 1
    assert look["align"] in (ALIGN.LEFT, ALIGN.CENTER, ALIGN.RIGHT)
    assert look["size"] in (12, 14, 16)


@pytest.mark.parametrize("style", ["Table.Cell", "Table.Head", "Table.Item", "Table.Center"])
def test_tables_are_set_in_12_points(style: str) -> None:
    assert effective(style)["size"] == 12


@pytest.mark.parametrize("style", ["Req.Heading", "Req.Annex"])
def test_corner_requisites_are_at_most_8_centimetres_wide(style: str) -> None:
    look = SHEET.styles[style]
    assert 170 - look.get("left", 0) - look.get("right", 0) <= 80


def test_numbers_are_words_own_and_every_level_belongs_to_one_style() -> None:
    numbering = parts(weave(PAGE, SHEET))["word/numbering.xml"]
    linked = re.findall(r'<w:pStyle w:val="([^"]*)"/>', numbering)
    assert len(linked) == len(set(linked)) == len(SHEET.levels)
    assert [SHEET.levels[style].format for style in ("Section", "Clause", "Subclause")] == [
        "%1.",
        "%1.%2.",
        "%1.%2.%3.",
    ]


def test_a_second_style_of_a_level_states_its_number_in_the_paragraph() -> None:
    body = parts(weave(f"{PAGE}[Heading2] Форма\n[Clause] Пункт\n", SHEET))["word/document.xml"]
    heading, clause = re.findall("<w:pPr>.*?</w:pPr>", body)
    assert SHEET.levels["Clause"].reference in heading
    assert "numPr" not in clause


def test_shared_parts_state_no_numbers_so_that_the_host_counts_on() -> None:
    for source in SOURCES:
        if source.parent.name == "_parts":
            body = parts(source.with_suffix(".docx").read_bytes())["word/document.xml"]
            assert "numPr" not in body, source
