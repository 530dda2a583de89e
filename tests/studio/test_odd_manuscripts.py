"""Whatever a manuscript has become, the template stays one that prints, and a person is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy

import pytest
from docx import Document as opened
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement

from docgen import studio
from docgen.docx.view import view
from docgen.errors import TemplateError
from docgen.packs import Pack, PackStack
from docgen.studio.checking import new_error
from docgen.studio.looks import Look, redressed
from docgen.studio.manuscript import manuscript, marks, words_of
from tests.openxml import assert_valid
from tests.studio.adopted import Desk, lost

KIND = "order-pairs"
CELL = "<w:tbl {}><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"


@pytest.fixture(scope="module")
def order(packs: PackStack) -> Desk:
    return Desk.of(packs, KIND)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Pack("school", "Набор школы", tmp_path_factory.mktemp("own"))


def tables(document: Document) -> list[CT_Tbl]:
    return list(document.element.body.iter(qn("w:tbl")))


def element(xml: str) -> BaseOxmlElement:
    name, _, rest = xml.partition(" ")
    return parse_xml(f"<w:{name} {nsdecls('w')} {rest}/>")


def without_grids(document: Document) -> None:
    for table in tables(document):
        table.remove(table.tblGrid)


def beyond_the_grid(document: Document) -> None:
    for table in tables(document):
        for cell in table.iter_tcs():
            cell.grid_span = 60


def without_cells(document: Document) -> None:
    for table in tables(document):
        for row in table.tr_lst:
            for cell in list(row.tc_lst):
                row.remove(cell)


def one_in_another(document: Document) -> None:
    inner = ""
    for _ in range(40):
        inner = CELL.format("", inner)
    for table in tables(document):
        holder = parse_xml(CELL.format(nsdecls("w"), inner))
        table.addprevious(holder)
        next(holder.iter(qn("w:tc"))).insert(0, table)


def enormous(document: Document) -> None:
    table = tables(document)[-1]
    for _ in range(150):
        table.append(deepcopy(table.tr_lst[-1]))


def another_in_its_place(document: Document) -> None:
    own = document.add_table(3, 3)
    for number, cell in enumerate(own._cells):
        cell.text = f"Своё {number}"
    table = tables(document)[0]
    table.addprevious(own._tbl)
    table.getparent().remove(table)


def in_controls(document: Document) -> None:
    for table in tables(document):
        row = table.tr_lst[0]
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        row.addprevious(control)
        control[0].append(row)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (beyond_the_grid, "Столбцы переставлены, сжаты до нуля или шире любого листа"),
        (without_cells, "Таблица добавлена или убрана"),
        (one_in_another, "Таблица добавлена или убрана"),
        (another_in_its_place, "Таблица добавлена или убрана"),
        (enormous, "Строки добавлены или убраны"),
        (lambda document: document.element.body.clear(), "Таблица добавлена или убрана"),
    ],
)
def test_what_tables_have_become_is_told_and_the_template_stays(
    order: Desk, edit: Callable[[Document], object], told: str
) -> None:
    look = order.edit(edit)
    assert any(each.startswith(told) for each in lost(look))
    assert (look.changes, look.data) == ((), order.look.template)


def going_on_from_nothing(document: Document) -> None:
    for table in tables(document):
        for cell in table.tr_lst[0].tc_lst:
            cell.get_or_add_tcPr().append(element("vMerge"))


@pytest.mark.parametrize("edit", [in_controls, without_grids, going_on_from_nothing])
def test_tables_that_only_another_program_would_write_so_are_the_same(
    order: Desk, edit: Callable[[Document], object]
) -> None:
    look = order.edit(edit)
    assert (look.changes, lost(look)) == ((), [])


def test_what_word_never_says_does_not_come_into_a_template(order: Desk) -> None:
    def edit(document: Document) -> None:
        for table in tables(document):
            table.tblPr.append(element('jc w:val="diagonal"'))
            table.tblPr.append(element('tblpPr w:tblpX="a b=c" w:nonsense="1"'))
            for cell in table.iter_tcs():
                cell.get_or_add_tcPr().append(element('shd w:val="clear" w:fill="{{ nonsense }}"'))
                cell.get_or_add_tcPr().append(element('vAlign w:val="sideways"'))
                cell.width = 900_000_000
            for row in table.tr_lst:
                row.get_or_add_trPr().append(element('trHeight w:val="99999" w:hRule="wild"'))
        for paragraph in document.element.body.iter(qn("w:p")):
            paragraph.get_or_add_pPr().append(element('ind w:left="99999" w:firstLine="x"'))
            for run in paragraph.r_lst:
                run.get_or_add_rPr().append(element('color w:val="nonsense"'))
                run.get_or_add_rPr().append(element('sz w:val="-4"'))

    look = order.edit(edit)
    assert look.changes == ()


def test_a_style_that_the_template_has_not_is_told_and_the_rest_is_carried(order: Desk) -> None:
    def edit(document: Document) -> None:
        document.styles.add_style("Своё", WD_STYLE_TYPE.PARAGRAPH)
        said = next(each for each in document.paragraphs if each.text == "ПРИКАЗЫВАЮ:")
        said.style = document.styles["Своё"]
        said.runs[0].font.italic = True

    look = order.edit(edit)
    assert lost(look) == ["Стиля «Своё» в шаблоне нет: абзац «ПРИКАЗЫВАЮ:»."]
    assert len(look.changes) == 1
    assert "курсив" in look.changes[0]


def test_a_template_that_got_odd_but_possible_tables_prints_files_that_word_opens(
    order: Desk, packs: PackStack
) -> None:
    def edit(document: Document) -> None:
        for table in tables(document):
            for cell in list(table.iter_tcs())[::3]:
                sides = '<w:top w:val="double" w:sz="40"/><w:end w:val="dashed" w:sz="4"/>'
                borders = f"<w:tcBorders {nsdecls('w')}>{sides}</w:tcBorders>"
                cell.get_or_add_tcPr().append(parse_xml(borders))
            head = table.tr_lst[0]
            for cell in head.tc_lst[1:]:
                head.tc_lst[0].extend(cell.p_lst)
                head.remove(cell)
            head.tc_lst[0].grid_span = len(table.tr_lst[-1].tc_lst)

    look = order.edit(edit)
    assert look.changes
    path = packs.find(order.kind, "template.docx")
    assert path is not None
    assert new_error(order.look.template, look.data, path, packs, (order.kind,)) == ""
    assert_valid(order.printed(look.data).packed())


def test_the_manuscript_of_an_older_template_gives_one_that_prints(
    order: Desk, packs: PackStack
) -> None:
    document = opened(io.BytesIO(order.look.template))
    parts = [each for each in document.paragraphs if "include 'pairs-table'" in each.text]
    for each in parts:
        each._p.getparent().remove(each._p)
    buffer = io.BytesIO()
    document.save(buffer)
    newer = Look.of(buffer.getvalue(), packs.part, "")
    paper = manuscript(packs, order.kind, template=newer.marked)
    older = order.edited(lambda document: setattr(document.tables[0], "autofit", False))
    look = redressed(newer, paper, older, marks(words_of(order.kind, packs)))
    assert parts
    assert "Таблица добавлена или убрана: это меняют в самом шаблоне." in lost(look)
    assert "pairs-table" not in view(look.data)


def test_rows_added_to_a_table_are_no_clauses(order: Desk, packs: PackStack, own: Pack) -> None:
    def edit(document: Document) -> None:
        for table in tables(document):
            table.append(deepcopy(table.tr_lst[-1]))

    adopted = studio.adopt(packs, order.kind, own, order.edited(edit))
    assert adopted.amendments == ()
    assert {each.code for each in adopted.report} == {"DG259", "DG299"}


def test_the_manuscript_of_another_kind_is_refused(order: Desk, packs: PackStack) -> None:
    assert studio.recognised(packs, order.paper, asked=order.kind) == order.kind
    with pytest.raises(TemplateError) as refused:
        studio.recognised(packs, order.paper, asked=packs.kind("regulation-students"))
    (found,) = refused.value.report
    assert found.code == "DG292"
    assert order.kind.short in found.message
