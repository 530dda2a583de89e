"""Tables and stamps that a person edited in a manuscript keep their layout in later documents."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document as opened
from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from docgen.docx.view import view
from docgen.packs import PackStack
from docgen.pdf import Office
from docgen.studio.looks.layouts import SIDES, Line
from tests.studio.adopted import Desk, layout, lost, widths
from tests.studio.basic import edited

PAIRS = "Наставник, должность (класс)"
SIGNED = "____________________"
STAMPS = "УТВЕРЖДЕНО"
PAIRS_PART = "общая часть «pairs-table» вписана в этот шаблон"
STAMPS_PART = "общая часть «stamps» вписана в этот шаблон"


@pytest.fixture(scope="module")
def order(packs: PackStack) -> Desk:
    return Desk.of(packs, "order-pairs")


@pytest.fixture(scope="module")
def regulation(packs: PackStack) -> Desk:
    return Desk.of(packs, "regulation-students")


def the(document: Document, words: str) -> Table:
    """Return the table that says these words."""
    tables = document.tables
    return next(each for each in tables if any(words in c.text for c in each._cells))


def say(cell: _Cell, xml: str) -> None:
    """Say something of a cell that python-docx has no word for."""
    name, _, rest = xml.partition(" ")
    properties = cell._tc.get_or_add_tcPr()
    properties.append(parse_xml(f"<w:{name} {nsdecls('w')} {rest}/>"))


def test_a_table_in_a_loop_has_the_columns_and_grounds_of_the_edited_one(order: Desk) -> None:
    def edit(document: Document) -> None:
        table = the(document, PAIRS)
        for row in table.rows:
            for cell, width in zip(row.cells, (15, 40, 40, 40, 35), strict=True):
                cell.width = Mm(width)
        for cell in table.rows[0].cells:
            say(cell, 'shd w:val="clear" w:fill="D9E2F3"')
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        table.rows[3].height = Mm(20)  # a sample row: all rows of the loop are to be so high

    look = order.edit(edit)
    assert lost(look) == []
    assert look.changes == (
        f"таблица «{PAIRS}»: ширина столбцов 15, 40, 40, 40, 35 мм, заливка, "
        "выравнивание по высоте, высота строк",
        PAIRS_PART,
    )
    head, *rows = layout(order.printed(look.data), PAIRS).rows
    assert {tuple(each) for each in widths(layout(order.printed(look.data), PAIRS))} == {
        (15, 40, 40, 40, 35)
    }
    assert {(c.look["shd"], c.look["vAlign"]) for c in head.cells} == {("D9E2F3", "bottom")}
    assert {c.look["shd"] for row in rows for c in row.cells} == {""}
    assert {round(float(row.look["trHeight"])) for row in rows} == {1134}
    assert (head.look["trHeight"], head.look["tblHeader"]) == (0.0, True)


def test_lines_hold_for_tables_of_any_length(order: Desk) -> None:
    def edit(document: Document) -> None:
        table = the(document, PAIRS)
        thick = 'w:val="double" w:sz="12" w:space="0" w:color="1F3864"'
        sides = "".join(f"<w:{side} {thick}/>" for side in SIDES)
        inner = '<w:insideH w:val="single" w:sz="4" w:color="auto"/><w:insideV w:val="nil"/>'
        table._tbl.tblPr.append(
            parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}{inner}</w:tblBorders>")
        )

    look = order.edit(edit)
    assert lost(look) == []
    thick, thin, none = Line("double", 12.0, "1F3864"), Line("single", 4.0, "000000"), Line()
    rows = layout(order.printed(look.data, "rural-school"), PAIRS).rows
    assert len(rows) != len(layout(order.printed(look.data), PAIRS).rows)
    assert {cell.lines["top"] for cell in rows[0].cells} == {thick}
    assert {cell.lines["bottom"] for cell in rows[-1].cells} == {thick}
    assert {cell.lines["bottom"] for row in rows[:-1] for cell in row.cells} == {thin}
    assert {row.cells[0].lines["right"] for row in rows} == {none}
    assert {row.cells[0].lines["left"] for row in rows} == {thick}


def test_rows_that_a_condition_prints_in_turn_are_alike(order: Desk) -> None:
    def edit(document: Document) -> None:
        for cell in the(document, SIGNED).rows[0].cells:
            say(cell, 'shd w:val="clear" w:fill="EEEEEE"')

    look = order.edit(edit)
    rows = layout(order.printed(look.data), SIGNED).rows
    assert len(rows) > 9
    assert {c.look["shd"] for row in rows for c in row.cells} == {"EEEEEE"}


def test_cells_of_the_heading_are_made_one_and_columns_stay(order: Desk) -> None:
    def edit(document: Document) -> None:
        head = the(document, PAIRS).rows[0].cells
        head[1].merge(head[2])

    look = order.edit(edit)
    assert lost(look) == []
    head, *rows = layout(order.printed(look.data), PAIRS).rows
    assert head.text[1] == f"{PAIRS}\nНаставляемый, должность (класс)"
    assert [len(each.cells) for each in (head, *rows)] == [4] + [5] * len(rows)
    assert widths(layout(order.printed(look.data), PAIRS))[:2] == [
        [10, 90, 42, 28],
        [10, 46, 44, 42, 28],
    ]


def test_cells_of_rows_that_are_always_there_are_made_one_downwards(packs: PackStack) -> None:
    summary = Desk.of(packs, "municipal-summary")

    def edit(document: Document) -> None:
        table = document.tables[0]
        table.cell(0, 0).merge(table.cell(1, 0))

    look = summary.edit(edit)
    assert lost(look) == []
    head, numbers, *_ = layout(summary.printed(look.data), "Охват").rows
    assert [row.cells[0].look["vMerge"] for row in (head, numbers)] == ["restart", "continue"]
    assert (head.text[0], numbers.text[0]) == ("№\n1", "")


def test_the_edges_of_one_row_may_stand_apart_from_those_of_others(order: Desk) -> None:
    def edit(document: Document) -> None:
        head = the(document, PAIRS).rows[0].cells
        for cell, width in zip(head, (10, 60, 30, 42, 28), strict=True):
            cell.width = Mm(width)

    look = order.edit(edit)
    assert lost(look) == []
    head, *rows = widths(layout(order.printed(look.data), PAIRS))
    assert head == [10, 60, 30, 42, 28]
    assert {tuple(each) for each in rows} == {(10, 46, 44, 42, 28)}


def test_the_mark_of_an_annex_moves_and_a_table_may_float(order: Desk) -> None:
    def edit(document: Document) -> None:
        for each in document.paragraphs:
            if each.style is not None and each.style.name == "Req.Annex":
                each.paragraph_format.left_indent = Mm(110)
        place = 'w:horzAnchor="margin" w:tblpXSpec="right" w:vertAnchor="text" w:tblpY="100"'
        floating = parse_xml(f"<w:tblpPr {nsdecls('w')} {place}/>")
        the(document, PAIRS)._tbl.tblPr.insert(1, floating)

    look = order.edit(edit)
    assert lost(look) == []
    made = order.printed(look.data)
    assert "tblpXSpec=right" in str(layout(made, PAIRS).look["tblpPr"])
    document = opened(io.BytesIO(made.packed()))
    annex = [e for e in document.paragraphs if e.style is not None and e.style.name == "Req.Annex"]
    assert {round(each.paragraph_format.left_indent.mm) for each in annex} == {110}


def test_what_a_table_of_a_template_cannot_hold_is_told(order: Desk) -> None:
    def fewer(document: Document) -> None:
        for row in the(document, PAIRS).rows:
            row._tr.remove(row.cells[4]._tc)

    def longer(document: Document) -> None:
        table = the(document, PAIRS)
        table._tbl.append(deepcopy(table.rows[-1]._tr))

    def taller(document: Document) -> None:
        table = the(document, PAIRS)
        table.cell(1, 0).merge(table.cell(2, 0))

    def gone(document: Document) -> None:
        table = the(document, PAIRS)._tbl
        table.getparent().remove(table)

    look = order.edit(fewer)
    assert look.changes == ()
    assert lost(look) == [
        f"Столбцы или ячейки добавлены либо убраны: это меняют в самом шаблоне: таблица «{PAIRS}»."
    ]
    assert lost(order.edit(longer))[0].startswith("Строки добавлены или убраны")
    assert "Таблица добавлена или убрана" in lost(order.edit(gone))[0]
    assert "а сколько строк, решают данные" in lost(order.edit(taller))[0]


def test_moved_rows_and_tables_are_told_and_taken_for_no_others(order: Desk) -> None:
    def edit(document: Document) -> None:
        rows = the(document, PAIRS).rows
        rows[1]._tr.addprevious(rows[2]._tr)
        signed = the(document, SIGNED)
        signed.rows[0].cells[0]._tc.tcPr.append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="EEEEEE"/>')
        )
        document.tables[0]._tbl.addprevious(signed._tbl)

    look = order.edit(edit)
    assert look.changes[0].endswith(": заливка")
    assert sorted(each.partition(":")[0] for each in lost(look)) == [
        "Переставлено, а место задаёт шаблон",
        "Строки переставлены",
    ]


def test_what_the_head_of_the_school_prints_is_told_and_so_are_moved_blocks(order: Desk) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        found = {each.text: each._p for each in document.paragraphs}
        found["С приказом ознакомлены:"].addnext(found["ПРИКАЗЫВАЮ:"])

    look = order.edit(edit)
    assert look.changes == ()
    assert [each.split(":")[0] for each in lost(look)] == [
        "Изменён абзац, который стоит не в шаблоне этого вида, а в бланке или ином",
        "Переставлено, а место задаёт шаблон",
    ]


def test_stamps_change_places_and_the_look_of_their_lines(regulation: Desk) -> None:
    def edit(document: Document) -> None:
        left, _, right = the(document, STAMPS).rows[0].cells
        accepted, approved = ([each._p for each in cell.paragraphs] for cell in (left, right))
        left._tc.extend(approved)
        right._tc.extend(accepted)
        left.paragraphs[0].runs[0].bold = True
        for paragraph in left.paragraphs:
            paragraph.paragraph_format.left_indent = Mm(10)
            for run in paragraph.runs:
                run.font.size = Pt(12)

    look = regulation.edit(edit)
    assert lost(look) == []
    assert look.changes == (
        "таблица «ПРИНЯТО»: что в какой ячейке",
        "абзац «УТВЕРЖДЕНО»: отступ слева 10 мм, кегль 12, первая строка – полужирный",
        STAMPS_PART,
    )
    data = look.data
    made = regulation.printed(data)
    left, _, right = layout(made, STAMPS).rows[0].cells
    assert left.text.startswith("УТВЕРЖДЕНО\nприказом")
    assert right.text.startswith("ПРИНЯТО\nпедагогическим советом")
    document = opened(io.BytesIO(made.packed()))
    cell = the(document, STAMPS).rows[0].cells[0]
    assert {round(p.paragraph_format.left_indent.mm) for p in cell.paragraphs} == {10}
    assert {run.font.size for p in cell.paragraphs for run in p.runs} == {Pt(12)}
    assert [p.runs[0].bold for p in cell.paragraphs] == [True, None, None]
    other = the(document, STAMPS).rows[0].cells[2]
    assert {p.paragraph_format.left_indent for p in other.paragraphs} == {None}


def test_a_stamp_that_was_pushed_into_another_is_told(regulation: Desk) -> None:
    def edit(document: Document) -> None:
        left, _, right = the(document, STAMPS).rows[0].cells
        left._tc.append(right.paragraphs[1]._p)

    assert lost(regulation.edit(edit)) == [
        "Слова ячеек переставлены не целиком или не во всех строках: таблица «ПРИНЯТО»."
    ]


def test_a_paragraph_of_the_template_keeps_the_look_that_it_got(regulation: Desk) -> None:
    def edit(document: Document) -> None:
        title = next(each for each in document.paragraphs if each.text == "ПОЛОЖЕНИЕ")
        title.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        title.runs[0].font.name = "Arial"

    look = regulation.edit(edit)
    assert look.changes == ("абзац «ПОЛОЖЕНИЕ»: выравнивание справа, шрифт Arial",)
    document = opened(io.BytesIO(regulation.printed(look.data).packed()))
    title = next(each for each in document.paragraphs if each.text == "ПОЛОЖЕНИЕ")
    assert (title.alignment, title.runs[0].font.name) == (WD_ALIGN_PARAGRAPH.RIGHT, "Arial")


def test_words_dressed_apart_and_lines_in_the_middle_are_told(regulation: Desk) -> None:
    def edit(document: Document) -> None:
        _, _, right = the(document, STAMPS).rows[0].cells
        right.paragraphs[1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        title = next(each for each in document.paragraphs if each.text.startswith("о программе"))
        text = title.runs[0].text
        title.runs[0].text = text[:11]
        title.add_run(text[11:]).font.size = Pt(20)

    look = regulation.edit(edit)
    assert look.changes == ()
    assert sorted(each.partition(":")[0] for each in lost(look)) == [
        "Абзацы, которые повторяются, оформлены по-разному (выравнивание)",
        "Оформлена только часть слов",
    ]


def test_only_the_parts_that_were_changed_are_put_in_and_a_second_time_nothing_changes(
    order: Desk,
) -> None:
    def edit(document: Document) -> None:
        for row in the(document, PAIRS).rows:
            say(row.cells[0], "tcMar")
            margins = row.cells[0]._tc.tcPr[-1]
            margins.append(parse_xml(f'<w:left {nsdecls("w")} w:w="284" w:type="dxa"/>'))

    data = order.edited(edit)
    look = order.adopt(data)
    assert look.changes == (f"таблица «{PAIRS}»: поля ячеек", PAIRS_PART)
    text = view(look.data)
    assert "{%p include 'signature' %}" in text
    assert "{%p include 'pairs-table' %}" not in text
    assert b"urn:docgen" not in look.data
    second = order.again(look.data, data)
    assert (second.changes, lost(second), second.data) == ((), [], look.data)


# edited and saved by LibreOffice


@pytest.mark.soffice
def test_columns_grounds_and_heights_that_libreoffice_changed_are_understood(
    office: Office, order: Desk, desk: Path
) -> None:
    steps = """
  table = doc.TextTables.getByIndex(doc.TextTables.Count - 1)
  columns = table.TableColumnSeparators
  columns(0).Position = columns(0).Position + 300
  columns(1).Position = columns(1).Position + 500
  table.TableColumnSeparators = columns
  names = table.CellNames
  For i = 0 To 4
    cell = table.getCellByName(names(i))
    cell.BackColor = RGB(217, 226, 243)
    cell.VertOrient = com.sun.star.text.VertOrientation.BOTTOM
  Next
  For i = 0 To UBound(names)
    cell = table.getCellByName(names(i))
    cell.LeftBorderDistance = 300
  Next
  sample = table.Rows.getByIndex(3)
  sample.IsAutoHeight = False
  sample.Height = 3000
"""
    look = order.adopt(edited(order.paper, steps, office, desk))
    assert lost(look) == []
    made = layout(order.printed(look.data), PAIRS)
    assert {tuple(each) for each in widths(made)} == {(15, 49, 36, 42, 28)}
    head, *rows = made.rows
    assert {(c.look["shd"], c.look["vAlign"]) for c in head.cells} == {("D9E2F3", "bottom")}
    assert {c.look["margin-left"] for row in made.rows for c in row.cells} == {170.0}
    assert {(round(float(row.look["trHeight"]), -2), row.look["hRule"]) for row in rows} == {
        (1700.0, "exact")
    }


@pytest.mark.soffice
def test_lines_merges_and_places_that_libreoffice_changed_are_understood(
    office: Office, order: Desk, desk: Path
) -> None:
    steps = """
  table = doc.TextTables.getByIndex(doc.TextTables.Count - 1)
  Dim none As New com.sun.star.table.BorderLine2
  Dim thick As New com.sun.star.table.BorderLine2
  thick.LineWidth = 53
  thick.OuterLineWidth = 53
  lines = table.TableBorder
  lines.TopLine = thick : lines.BottomLine = thick
  lines.LeftLine = thick : lines.RightLine = thick
  lines.VerticalLine = none
  table.TableBorder = lines
  table.HoriOrient = com.sun.star.text.HoriOrientation.NONE
  table.LeftMargin = 1000
  table.HeaderRowCount = 0
  table.RepeatHeadline = False
  area = table.createCursorByCellName("B1")
  area.gotoCellByName("C1", True)
  area.mergeRange()
"""
    look = order.adopt(edited(order.paper, steps, office, desk))
    assert lost(look) == []
    made = layout(order.printed(look.data), PAIRS)
    thick = Line("single", 12.0, "000000")
    assert {cell.lines["top"] for cell in made.rows[0].cells} == {thick}
    assert {cell.lines["bottom"] for cell in made.rows[-1].cells} == {thick}
    assert {row.cells[0].lines["right"] for row in made.rows} == {Line()}
    assert [len(row.cells) for row in made.rows[:3]] == [4, 5, 5]
    assert made.rows[0].look["tblHeader"] is False
    assert 500 < float(made.look["tblInd"]) < 600


@pytest.mark.soffice
def test_stamps_that_libreoffice_moved_and_dressed_are_understood(
    office: Office, regulation: Desk, desk: Path
) -> None:
    steps = """
  table = doc.TextTables.getByIndex(0)
  columns = table.TableColumnSeparators
  columns(0).Position = 3500
  columns(1).Position = 4500
  table.TableColumnSeparators = columns
  parts = table.getCellByName("C1").createEnumeration()
  top = True
  Do While parts.hasMoreElements()
    part = parts.nextElement()
    part.ParaLeftMargin = 1500
    part.ParaAdjust = com.sun.star.style.ParagraphAdjust.CENTER
    part.CharHeight = 12
    If top Then part.CharWeight = com.sun.star.awt.FontWeight.BOLD
    top = False
  Loop
"""
    look = regulation.adopt(edited(regulation.paper, steps, office, desk))
    assert lost(look) == []
    made = regulation.printed(look.data)
    assert widths(layout(made, STAMPS)) == [[59, 17, 94]] * 2
    cell = the(opened(io.BytesIO(made.packed())), STAMPS).rows[0].cells[2]
    assert {round(p.paragraph_format.left_indent.mm) for p in cell.paragraphs} == {15}
    assert {p.alignment for p in cell.paragraphs} == {WD_ALIGN_PARAGRAPH.CENTER}
    assert {run.font.size for p in cell.paragraphs for run in p.runs} == {Pt(12)}
    assert [bool(p.runs[0].bold) for p in cell.paragraphs] == [True, False, False]
