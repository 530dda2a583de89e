"""What goes in comes out: values in body, table, header, properties."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from docxtpl import Listing, RichText, RichTextParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.docx import Blank, Reference, Rich, Run
from docgen.docx.rich import bookmark_name
from tests.docx.making import (
    codes,
    docx,
    found,
    made,
    member,
    p,
    problems,
    rendered,
    root,
    row,
    t,
    table,
    texts,
)

NAUGHTY = [
    "Рога & Копыта <5 баллов>",
    "Иванов <ученик> 9А",
    'ООО "A&B"',
    "a<b>c",
    "]]>",
    "<![CDATA[x]]>",
    "{{ 6*7 }}",
    "{% for x in y %}",
    "{_{ {# #}",
    "</w:t></w:r><w:r><w:instrText>INCLUDETEXT</w:instrText></w:r>",
    "&amp; &lt; &#10;",
    "<?docgen 1?>",
    "\ufdd01\ufdd1",
    "  два  пробела  ",
    "«ёлочки» „лапки“ ’",
    "𝕌𝕟𝕚 😀 é",
    "\u202eнаоборот",
    "%s %d %(x)s",
    "$$ \\1 \\g<0>",
]
LEGAL = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[chr(c) for c in range(32)] + ["\ufffe", "\uffff"],
    )
)


@pytest.mark.parametrize("value", NAUGHTY)
def test_a_naughty_value_comes_out_exactly_everywhere(value: str) -> None:
    data = docx(
        p("{{ x }}"), table(row("{{ x }}", "{{ x }}")), parts={"header": p("до {{ x }} после")}
    )
    result = rendered(data, x=value).docx
    assert texts(result) == [value] * 3
    assert texts(result, "word/header.xml") == [f"до {value} после"]


@settings(max_examples=300)
@given(LEGAL)
def test_text_out_is_text_in(value: str) -> None:
    assert texts(made(p("{{ x }}"), x=value)) == [value]


@settings(max_examples=60)
@given(LEGAL.filter(lambda value: len(value) <= 255))
def test_text_survives_attributes_and_properties(value: str) -> None:
    core = "<dc:title>{{ x }}</dc:title>"
    result = rendered(docx(p("т"), core=core), x=value).docx
    title = root(result, "docProps/core.xml")[0].text or ""
    assert title == value


def test_newlines_and_tabs_become_breaks_and_tabs() -> None:
    assert texts(made(p("{{ x }}"), x="а\nб\r\nв\rг\tд")) == ["а\nб\nв\nг\tд"]


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x0c", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_forbids_is_refused_with_its_tag(bad: str) -> None:
    ((code, place, message),) = problems(docx(p("{{ x }}")), x=f"до{bad}после")
    assert code == "DG211"
    assert "абзац 1" in place
    assert f"U+{ord(bad):04X}" in message
    assert "{{ x }}" in message


def test_text_and_literals_are_not_escaped_twice() -> None:
    assert texts(made(p('{{ "a & b" }} & {{ x|e }}'), x="<")) == ["a & b & <"]


def test_numbers_and_dates_print_the_russian_way() -> None:
    result = made(
        p("{{ a }} {{ b }} {{ c }} {{ d }}"),
        a=1234567.5,
        b=datetime.date(2026, 9, 1),
        c=5,
        d=Decimal("1.50"),
    )
    assert texts(result) == ["1234567,5 01.09.2026 5 1.50"]


@pytest.mark.parametrize("value", [None, True, [1], {"a": 1}, (), b"x", object(), print])
def test_what_is_no_text_is_never_printed(value: object) -> None:
    expected = "DG202" if value is None else "DG212"
    assert codes(p("{{ x }}"), x=value) == [expected]


def test_values_inherit_the_run_of_the_tag() -> None:
    look = '<w:i/><w:color w:val="FF0000"/><w:sz w:val="20"/>'
    block = "<w:p>" + t("{{ x }}", look) + "</w:p>"
    value = Rich((Run("обычный"), Run("жирный", bold=True), Run("цвет", highlight=True)))
    result = made(block, x=value)
    names = [[item.tag.rpartition("}")[2] for item in look] for look in found(result, "//w:rPr")]
    assert names == [
        ["i", "color", "sz"],
        ["b", "i", "color", "sz"],
        ["i", "color", "sz", "highlight"],
    ]


def test_a_reference_is_a_field_with_its_number_and_finds_its_bookmark() -> None:
    target = Rich((Run("Пункт"),), bookmark="consent.parents")
    result = made(p("{{ a }}"), p("{{ b }}"), a=target, b=Reference("consent.parents", "4.2"))
    name = bookmark_name("consent.parents")
    assert found(result, "//w:bookmarkStart/@w:name") == [name]
    assert found(result, "//w:instrText/text()") == [f" REF {name} \\n \\h "]
    assert found(result, "//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert texts(result) == ["Пункт", "4.2"]


def test_bookmarks_of_values_are_unique() -> None:
    value = Rich((Run("x"),), bookmark="a")
    result = made(p("{{ x }}{{ x }}"), x=value)
    assert found(result, "//w:bookmarkStart/@w:name") == ["a", "a_2"]
    assert found(result, "//w:bookmarkStart/@w:id") == found(result, "//w:bookmarkEnd/@w:id")
    assert len(set(found(result, "//w:bookmarkStart/@w:id"))) == 2


def test_blanks_are_highlighted_and_listed_in_order() -> None:
    data = docx(p("№ {{ n }} от {{ d }}{{ r }}"))
    result = rendered(data, n=Blank("номер"), d=Blank("дата"), r=Rich((Blank("подпись"),)))
    assert result.blanks == ("номер", "дата", "подпись")
    assert texts(result.docx) == ["№ ________ от ________________"]
    assert len(found(result.docx, "//w:highlight")) == 3


def test_what_was_printed_before_lists_its_blanks_in_each_document() -> None:
    data, value = docx(p("{{ x }}{{ x }}")), Rich((Run("от "), Blank("дата")))
    made = [rendered(data, x=value) for _ in range(2)]
    assert [each.blanks for each in made] == [("дата", "дата")] * 2


def test_a_blank_is_as_wide_as_what_has_to_be_written_there() -> None:
    result = rendered(docx(p("{{ a }}")), a=Blank("адрес", width=20))
    assert texts(result.docx) == ["_" * 20]
    assert result.blanks == ("адрес",)


def test_joining_keeps_what_is_rich() -> None:
    data = docx(p("{{ 'от ' ~ x }}; {{ [x, 'я']|join(', ') }}"))
    result = rendered(data, x=Blank("дата"))
    assert result.blanks == ("дата", "дата")
    assert texts(result.docx) == ["от ________; ________, я"]


def test_docxtpl_values_are_accepted() -> None:
    rich = RichText("жир & <", bold=True)
    rich.add("\nещё\f\a", color="FF0000")
    result = made(
        "<w:p>" + t("{{r x }}", '<w:sz w:val="20"/>') + "</w:p>",
        p("{{ x }}|{{ y }}"),
        p("{{p z }}"),
        x=rich,
        y=Listing("а & б\nв"),
        z=RichTextParagraph("абзац", parastyle="S"),
    )
    assert texts(result) == ["жир & <\nещё\n\n", "жир & <\nещё\n\n|а & б\nв", "абзац"]
    assert found(result, "//w:p[1]/w:r/w:rPr/w:sz/@w:val") == ["20", "20"]
    assert not found(result, "//w:t//w:r")


def test_a_list_of_values_can_become_paragraphs() -> None:
    result = made(p("{{p lines }}", "<w:jc w:val='center'/>"), lines=["а", "б"])
    assert texts(result) == ["а", "б"]
    assert len(found(result, "//w:p/w:pPr/w:jc")) == 2


def test_properties_take_long_values_as_word_keeps_them_and_no_traces_of_people() -> None:
    core = (
        "<dc:title>{{ x }}</dc:title><dc:creator>DESKTOP-1</dc:creator>"
        "<dc:description>generated by python-docx</dc:description>"
        "<cp:lastModifiedBy>Admin</cp:lastModifiedBy>"
        "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"
    )
    result = rendered(docx(p("т"), core=core), x="Ш" * 300 + "&").docx
    xml = member(result, "docProps/core.xml").decode()
    assert "Ш" * 254 + "…" in xml
    assert "Ш" * 255 not in xml
    assert not any(word in xml for word in ("DESKTOP", "Admin", "python-docx", "2013"))


def test_alternative_text_of_pictures_takes_tags() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
        '<wp:docPr id="7" name="n" descr="Герб {{ x }}"/></wp:inline></w:drawing></w:r></w:p>'
    )
    assert b'descr="\xd0\x93\xd0\xb5\xd1\x80\xd0\xb1 &quot;' in member(made(drawing, x='"Ш"'))


def test_tags_act_in_footnotes_text_boxes_and_controls() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{p('{{ x }}')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('{{ x }}')}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('{{ x }}')}</w:sdtContent></w:sdt>"
    note = f'<w:footnote w:id="2">{p("{{ x }}")}</w:footnote>'
    result = rendered(docx(box, control, parts={"footnotes": note}), x="{{ 6*7 }}").docx
    assert texts(result) == ["", "{{ 6*7 }}", "{{ 6*7 }}", "{{ 6*7 }}"]
    assert texts(result, "word/footnotes.xml") == ["{{ 6*7 }}"]
