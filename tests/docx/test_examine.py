"""All that is wrong with a template is found at once, before any data exist, with its place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as new_document
from docx.shared import RGBColor

from docgen.diagnostics import Severity
from docgen.docx import Dialect
from docgen.docx.examine import Examined, examine
from docgen.docx.look import Face
from docgen.pdf import Office
from tests.docx.editors import resaved, saved, written
from tests.docx.making import docx, p, packed, row, t, table

RARE = "Редкая"
STYLE = '<w:style w:type="{}" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def looked(data: bytes, *fonts: str, **parts: bytes) -> Examined:
    known = {"Times New Roman", *fonts}

    def face(font: str) -> Face:
        return Face.RARE if font == RARE else Face.COMMON if font in known else Face.MISSING

    return examine(data, name="t.docx", dialect=Dialect(), parts=parts.get, face=face)


def codes(data: bytes, *fonts: str) -> list[str]:
    return sorted(each.code for each in looked(data, *fonts).report)


def styles(*given: str) -> dict[str, str]:
    return {"styles": "".join(given)}


def test_one_kind_of_mistake_does_not_hide_another() -> None:
    link = (
        f'<Relationship Id="rx" Type="{OFFICE}/attachedTemplate" Target="http://a/b.dotx" '
        'TargetMode="External"/>'
    )
    data = docx(
        p("{{ school.name }"),
        p("{% for x in list %}"),
        table(row("{{ a }}", "{%tr endfor %}")),
        p("{{ name|no_such }}", '<w:pStyle w:val="Gone"/>'),
        relations=link,
        members={"word/vbaProject.bin": b"x"},
    )
    found = {each.code: str(each.place) for each in looked(data).report}
    assert {"DG203", "DG209", "DG233", "DG234", "DG241"} <= set(found)
    assert {"DG204", "DG205", "DG206"} & set(found)
    assert "абзац 3" in found["DG209"]


def test_the_fields_of_a_template_with_mistakes_are_known_all_the_same() -> None:
    paths = [each.path for each in looked(docx(p("{{ school.name }}"), p("{{ oops"))).variables]
    assert paths == ["school.name"]


def test_every_place_of_a_field_is_told() -> None:
    (field,) = looked(docx(p("{{ name }}"), p("и"), p("{{ name }} {{ name }}"))).variables
    assert [place.spot for place in field.places] == [
        "основной текст, абзац 1",
        "основной текст, абзац 3",
    ]


def test_a_file_that_is_no_document_is_a_finding() -> None:
    assert codes(b"nothing") == ["DG230"]
    assert codes(packed({"a": b"b"})) != []


def test_a_style_that_is_not_in_the_file_is_told_once_with_its_place() -> None:
    body = (p("да"), p("нет", '<w:pStyle w:val="Gone"/>'), p("нет", '<w:pStyle w:val="Gone"/>'))
    (found,) = looked(docx(*body, parts=styles(STYLE.format("paragraph", "A", "A", "")))).report
    assert (found.code, found.severity) == ("DG241", Severity.WARNING)
    assert "абзац 2" in str(found.place)
    assert "«Gone»" in found.message


def test_a_style_that_is_in_the_file_is_not_told() -> None:
    known = styles(STYLE.format("paragraph", "A", "Абзац", ""))
    assert codes(docx(p("да", '<w:pStyle w:val="A"/>'), parts=known)) == []


FONT = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'


def test_a_font_that_is_not_there_is_told_wherever_it_is_used() -> None:
    known = styles(
        STYLE.format("paragraph", "A", "A", FONT.format("Гарнитура")),
        STYLE.format("paragraph", "B", "B", FONT.format("Лишняя")),
    )
    body = (
        p("да", '<w:pStyle w:val="A"/>'),
        "<w:p>" + t("x", FONT[7:-8].format("Иная")) + "</w:p>",
    )
    data = docx(*body, parts=known)
    assert sorted(each.message for each in looked(data).report) == [
        "Шрифта «Гарнитура» на этом компьютере нет.",
        "Шрифта «Иная» на этом компьютере нет.",
    ]
    assert codes(data, "Гарнитура", "Иная") == []


def test_a_font_that_others_may_not_have_is_told() -> None:
    paragraph = f"<w:p>{t('x', FONT[7:-8].format(RARE))}</w:p>"
    (found,) = looked(docx(paragraph)).report
    assert (found.code, found.severity) == ("DG244", Severity.INFO)


def test_a_font_that_the_theme_names_is_looked_at() -> None:
    document = new_document()  # its styles take Calibri and Cambria from the theme
    document.add_paragraph("Текст")
    assert "DG242" in codes(saved(document))
    assert "DG242" not in codes(saved(document), "Calibri", "Cambria")


def test_heavy_styles_are_told() -> None:
    many = [STYLE.format("paragraph", f"S{n}", f"Стиль {n}", "<w:qFormat/>") for n in range(2500)]
    assert codes(docx("да", parts=styles(*many))) == ["DG243"]
    assert codes(docx("да", parts=styles(*many[:20]))) == []


def test_a_tag_whose_parts_look_different_is_told() -> None:
    torn = "<w:p>" + t("{{ scho") + t("ol.name", "<w:b/>") + t(" }}") + "</w:p>"
    (found,) = looked(docx(torn)).report
    assert (found.code, found.severity) == ("DG227", Severity.INFO)
    assert "{{ school.name }}" in found.message


@pytest.mark.parametrize(
    "runs",
    [
        t("{{ scho") + t("ol.name }}"),
        t("{{ scho") + t("ol.name }}", '<w:lang w:val="en-US"/>'),
        t("{{ scho") + '<w:proofErr w:type="spellStart"/>' + t("ol.name }}"),
        t("слово ", "<w:b/>") + t("{{ school.name }}") + t(" слово", "<w:i/>"),
    ],
)
def test_a_tag_that_word_only_cut_is_whole(runs: str) -> None:
    assert codes(docx(f"<w:p>{runs}</w:p>")) == []


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("attachedTemplate", "присоединённый шаблон"),
        ("mailMergeSource", "Обычный документ Word"),
        ("image", "«Вставить», а не «Связать»"),
    ],
)
def test_a_link_to_the_outside_is_told_with_what_to_do_about_it(kind: str, hint: str) -> None:
    link = (
        f'<Relationship Id="rx" Type="{OFFICE}/{kind}" Target="file:///a" TargetMode="External"/>'
    )
    (found,) = looked(docx("да", relations=link)).report
    assert found.code == "DG234"
    assert hint in found.hint


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in list %}а{% elif x %}б{% endfor %}",
        "{% with x = 1 %}а{% else %}б{% endwith %}",
        "{% if a %}а{% else %}б{% else %}в{% endif %}",
        "{% if a %}а{% else %}б{% elif b %}в{% endif %}",
    ],
)
def test_a_branch_where_none_can_begin_is_told(text: str) -> None:
    assert codes(docx(p(text))) == ["DG205"]


def test_a_document_without_its_last_section_is_read_to_the_end() -> None:
    data = docx(p("да", "<w:sectPr/>"), p("{{ a|no_such }}"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    last = files["word/document.xml"].rindex(b"<w:sectPr>")
    files["word/document.xml"] = files["word/document.xml"][:last] + b"</w:body></w:document>"
    assert codes(packed(files)) == ["DG209"]


@pytest.mark.parametrize("size", ["", "210mm", "много", "1e999"])
def test_a_size_that_is_no_number_is_no_fault_of_docgen(size: str) -> None:
    sheet = f'<w:sectPr><w:pgSz w:w="{size}" w:h="{size}"/></w:sectPr>'
    assert codes(docx(p("да", sheet))) == []


def test_what_is_wrong_in_a_shared_part_is_told_as_its_own() -> None:
    part = docx(p("{{ a|no_such }}"))
    (found,) = looked(docx(p("{%p include 'head' %}")), head=part).report
    assert found.code == "DG209"
    assert "вставка «head»" in str(found.place)


@pytest.mark.soffice
def test_a_template_of_python_docx_saved_by_libreoffice_is_read_alike(
    office: Office, tmp_path: Path
) -> None:
    document = new_document()
    paragraph = document.add_paragraph("Директор: {{ director.")
    paragraph.add_run("name.ful").bold = True
    paragraph.add_run(" }}").font.color.rgb = RGBColor(0, 0, 0)
    rows = document.add_table(rows=3, cols=2).rows
    for cells, texts in zip(
        rows,
        (("№", "Имя"), ("{%tr for pair in pairs %}", ""), ("{{ x }}", "{{ pair.mentor }}")),
        strict=True,
    ):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    data = resaved(saved(document), office, tmp_path)
    examined = looked(data, "Calibri", "Cambria")
    found = [each.code for each in examined.report if each.severity is Severity.ERROR]
    assert found == ["DG204"]
    paths = [each.path for each in examined.variables]
    assert paths == ["director.name.ful", "pairs", "x", "pairs[].mentor"]


def test_words_without_tags_have_no_findings() -> None:
    assert codes(docx("Просто слова")) == []
    assert codes(written("Слова"), "Calibri", "Cambria") == ["DG243"]  # a file of python-docx
