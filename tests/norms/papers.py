"""Papers of a school that nobody made with docgen: right in every rule, ready to be spoiled."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

NB = "\u00a0"
PREAMBLE = (
    "В целях поддержки молодых педагогов и обучающихся, в соответствии с Положением, "
    "принятым педагогическим советом (приложение 1), и списком пар (приложение 2)"
)
POINTS = (
    "Закрепить наставников за наставляемыми на учебный год согласно приложению 2 к приказу.",
    "Утвердить план работы наставников согласно приложению 1 и выполнять его в срок.",
    "Контроль за исполнением приказа оставляю за собой и прошу докладывать о ходе работы.",
)
CLAUSES = (
    "Наставник помогает наставляемому освоить обязанности и показывает приёмы работы.",
    "Наставляемый выполняет согласованный план и отчитывается о сделанном наставнику.",
)


def saved(paper: Document) -> bytes:
    """Return a paper as the bytes of its file."""
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def spoiled(make: Callable[[], Document], spoil: Callable[[Document], Any]) -> bytes:
    """Return a good paper with one thing spoiled."""
    paper = make()
    spoil(paper)
    return saved(paper)


def order() -> Document:
    """Return an order with two annexes."""
    return docx.Document(io.BytesIO(_order()))


def regulation() -> Document:
    """Return rules approved by an order."""
    return docx.Document(io.BytesIO(_regulation()))


def survey() -> Document:
    """Return a questionnaire with a table."""
    return docx.Document(io.BytesIO(_survey()))


def line(paper: Document, beginning: str) -> Paragraph:
    """Return the paragraph that begins so, in a table too."""
    inside = (
        each for t in paper.tables for row in t.rows for c in row.cells for each in c.paragraphs
    )
    return next(each for each in (*paper.paragraphs, *inside) if each.text.startswith(beginning))


def rewrite(beginning: str, old: str, new: str) -> Callable[[Document], None]:
    """Return what changes some words of a paragraph and nothing of its look."""

    def spoil(paper: Document) -> None:
        run = line(paper, beginning).runs[0]
        assert old in run.text
        run.text = run.text.replace(old, new)

    return spoil


def remove(beginning: str) -> Callable[[Document], None]:
    """Return what takes a paragraph away."""

    def spoil(paper: Document) -> None:
        element = line(paper, beginning)._p
        element.getparent().remove(element)

    return spoil


def text(
    paper: Any, words: str, *, align: ALIGN = ALIGN.JUSTIFY, first: float = 12.5, **look: Any
) -> Paragraph:
    """Add a paragraph; without more words it is one of running text."""
    made: Paragraph = paper.add_paragraph()
    made.add_run(words).bold = look.get("bold")
    made.alignment = align
    form = made.paragraph_format
    form.first_line_indent = Mm(first)
    form.left_indent, form.right_indent = Mm(look.get("left", 0)), Mm(look.get("right", 0))
    form.space_after, form.line_spacing = Pt(0), 1.0
    form.keep_with_next = look.get("kept")
    if "style" in look:
        made.style = look["style"]
    return made


def middle(paper: Any, words: str, **look: Any) -> Paragraph:
    """Add a line in the middle."""
    return text(paper, words, align=ALIGN.CENTER, first=0, **look)


def left(paper: Any, words: str, **look: Any) -> Paragraph:
    """Add a line at the left."""
    return text(paper, words, align=ALIGN.LEFT, first=0, **look)


@cache
def _order() -> bytes:
    paper = _sheet()
    middle(paper, "Муниципальное учреждение «Лесногорская школа»", bold=True)
    middle(paper, "ПРИКАЗ", bold=True)
    left(paper, f"05.10.2026\t№{NB}15-од")
    middle(paper, f"г.{NB}Лесногорск")
    left(paper, "О закреплении наставников", right=90)
    text(paper, PREAMBLE)
    left(paper, "ПРИКАЗЫВАЮ:")
    for point in POINTS:
        text(paper, point, style="List Number", kept=point == POINTS[-1])
    _signature(paper, "Директор", f"А.{NB}Б.{NB}Вымышленная")
    left(paper, "С приказом ознакомлены:")
    left(paper, "_____________ 06.10.2026")
    _annex(paper, 1, "План работы")
    _annex(paper, 2, "Список пар")
    return saved(paper)


@cache
def _regulation() -> bytes:
    paper = _sheet()
    left(paper, "УТВЕРЖДЕНО", left=90)
    left(paper, "приказом Лесногорской школы", left=90)
    left(paper, f"от 05.10.2026 №{NB}15-од", left=90)
    middle(paper, "Муниципальное учреждение «Лесногорская школа»")
    middle(paper, "ПОЛОЖЕНИЕ", bold=True)
    middle(paper, "о наставничестве")
    middle(paper, "Общие положения", bold=True)
    for clause in CLAUSES:
        text(paper, clause, style="List Number")
    text(paper, "Наставник:", kept=True)
    for item in ("показывает приёмы работы;", "отвечает на вопросы."):
        text(paper, item, style="List Bullet")
    return saved(paper)


@cache
def _survey() -> bytes:
    paper = _sheet()
    middle(paper, "Муниципальное учреждение «Лесногорская школа»")
    middle(paper, "АНКЕТА", bold=True)
    middle(paper, "наставляемого")
    rows = (("Вопрос", "Ваша оценка"), ("Работа наставника", ""), ("Довольны ли вы встречами?", ""))
    table = paper.add_table(rows=len(rows), cols=2)
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(words)
    return saved(paper)


def _sheet() -> Document:
    """Return an empty paper with a page number where it belongs."""
    paper = docx.Document()
    font = paper.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(14)
    fonts = paper.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:cs"), "Times New Roman")
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    number._p.append(field)
    return paper


def _signature(paper: Document, post: str, name: str) -> None:
    row = paper.add_table(rows=1, cols=3).rows[0]
    for cell, words in ((row.cells[0], post), (row.cells[2], name)):
        cell.paragraphs[0].add_run(words)


def _annex(paper: Document, number: int, title: str) -> None:
    paper.add_section(WD_SECTION.NEW_PAGE)
    left(paper, f"Приложение{NB}№{NB}{number}", left=90)
    left(paper, "к приказу Лесногорской школы", left=90)
    left(paper, f"от 05.10.2026 №{NB}15-од", left=90)
    middle(paper, title, bold=True)
    text(paper, CLAUSES[number - 1])


def copied(paragraph: Paragraph, words: str) -> Paragraph:
    """Put another paragraph of the same look after one."""
    element = deepcopy(paragraph._p)
    paragraph._p.addnext(element)
    made = Paragraph(element, paragraph._parent)
    made.runs[0].text = words
    return made
