"""The text view shows any DOCX line by line."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from docgen.docx.view import main, numbered, view
from docgen.errors import TemplateError


def shown(document: docx.document.Document) -> list[str]:
    file = io.BytesIO()
    document.save(file)
    return view(file.getvalue()).splitlines()


def with_paragraph(inside: str) -> list[str]:
    document = docx.Document()
    document.add_paragraph()._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>"))
    return shown(document)[1:]


def test_a_paragraph_shows_the_name_of_its_style() -> None:
    document = docx.Document()
    document.add_paragraph("Раздел", style="Heading 1")
    document.add_paragraph("Текст")
    assert shown(document)[1:] == ["[heading 1] Раздел", "[Normal] Текст"]


def test_letters_that_change_are_marked() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("обычные ")
    paragraph.add_run("жирные ").bold = True
    both = paragraph.add_run("и курсив")
    both.bold = both.italic = True
    assert shown(document)[1:] == ["[Normal] обычные <b>жирные <i>и курсив</b></i>"]


def test_what_has_no_letter_of_its_own_has_a_name() -> None:
    inside = '<w:tab/><w:t xml:space="preserve">№\u00a05</w:t><w:br/><w:noBreakHyphen/>'
    assert with_paragraph(inside) == ["[Normal] <tab>№<nbsp>5<br>\N{NON-BREAKING HYPHEN}"]


def test_a_page_number_is_shown_as_a_field_without_its_result() -> None:
    inside = (
        '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/>'
        "<w:t>!</w:t>"
    )
    assert with_paragraph(inside) == ["[Normal] <field PAGE>!"]


def test_a_reference_is_shown_with_the_number_it_prints() -> None:
    inside = (
        '<w:fldChar w:fldCharType="begin"/><w:instrText> REF c_scope \\r </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>1.2</w:t><w:fldChar w:fldCharType="end"/>'
    )
    assert with_paragraph(inside) == ["[Normal] <field REF c_scope \\r>1.2"]


def test_a_table_shows_widths_merges_and_every_paragraph_of_a_cell() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for column, width in zip(table.columns, (40, 60.5), strict=True):
        column.width = Mm(width)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Шапка"
    table.cell(1, 0).text = "первый\nвторой"
    table.cell(1, 1).add_paragraph("третий")
    assert shown(document)[1:] == [
        "@table TableNormal 40 60.5 split",
        "@row",
        "| span=2 [Normal] Шапка",
        "@row",
        "| [Normal] первый<br>второй",
        "| [Normal]",
        "  [Normal] третий",
        "@end",
    ]


def test_a_table_in_a_cell_stands_further_in() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "внутри"
    assert [line for line in shown(document) if line.startswith("  ")][-3:] == [
        "  | [Normal] внутри",
        "  @end",
        "  [Normal]",
    ]


def test_text_inside_a_content_control_is_shown() -> None:
    document = docx.Document()
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>внутри</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, control)
    assert shown(document)[1:] == ["[Normal] внутри"]


def test_a_sheet_shows_its_size_turn_and_margins_in_millimetres() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.right_margin = Mm(20), Mm(10)
    section.bottom_margin, section.left_margin = Mm(20), Mm(30)
    section.header_distance = Mm(12.5)
    section.different_first_page_header_footer = True
    assert shown(document) == ["@page landscape 20 10 20 30 header=12.5 title"]
    section.page_width = Mm(210)
    assert shown(document)[0].startswith("@page 210x210 ")


def test_each_section_starts_with_its_own_sheet() -> None:
    document = docx.Document()
    document.add_paragraph("первый")
    document.add_section()
    document.add_paragraph("второй")
    lines = shown(document)
    assert [line.split()[0] for line in lines] == ["@page", "[Normal]", "@page", "[Normal]"]


def test_headers_and_footers_are_shown_with_their_pages() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "сверху"
    section.different_first_page_header_footer = True
    section.first_page_footer.paragraphs[0].text = "внизу"
    lines = shown(document)
    assert "@header [header] сверху" in lines
    assert "@footer first [footer] внизу" in lines


def test_lines_are_numbered_for_people() -> None:
    assert numbered("a\n" * 10).splitlines()[0::9] == [" 1  a", "10  a"]


def test_the_command_prints_views_with_numbers_or_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "письмо.docx"
    document = docx.Document()
    document.add_paragraph("Текст")
    document.save(str(path))
    assert main([str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "2  [Normal] Текст"
    assert main(["--plain", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "[Normal] Текст"


def test_the_command_says_nothing_besides_the_views(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    docx.Document().save(str(path))
    command = [sys.executable, "-m", "docgen.docx.view", "--plain", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("@page ")
    assert done.stderr == ""


def test_a_file_that_is_no_docx_is_named() -> None:
    with pytest.raises(TemplateError) as error:
        view(b"not a zip", "письмо.docx")
    (found,) = error.value.report
    assert (found.code, found.place.file) == ("DG230", "письмо.docx")
