"""Builds the sets of school papers: YAML that people wrote, files that schools would have.

Each paper of `<set>/<school>` says how it looks and what it holds; nothing of docgen takes part,
for it is docgen that is measured. LibreOffice makes the formats that python-docx cannot write,
all papers of one format in one call.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

# A set is measured once it has floors.
SETS = sorted(path.parent for path in Path(__file__).parent.glob("*/floors.yaml"))
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
LONG = 1000  # characters: a paper longer than this has a second page, and numbers on it

Convert = Callable[[Iterable[Path], str, Path], None]
"""Has an office make the files over into a format, in a folder, in one call."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paper looks; margins are left, right, top, bottom in millimetres."""

    font: str = "Times New Roman"
    size: float = 14
    margins: tuple[int, int, int, int] = (25, 15, 20, 20)
    landscape: bool = False
    numbers: bool = True
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as a school keeps it."""

    file: str
    layout: Layout = Layout()
    format: str = "docx"
    body: list[Any] = field(default_factory=list)


def schools(corpus: Path) -> list[str]:
    """The folders of a set."""
    return sorted(path.name for path in corpus.iterdir() if path.is_dir())


def papers(corpus: Path, school: str) -> list[Paper]:
    """The papers of a school in order of their numbers."""
    files = sorted((corpus / school).glob("[0-9]*.yaml"))
    return [_paper(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]


def expected(corpus: Path, school: str) -> dict[str, Any]:
    """What a careful inspector says of the school's folder."""
    path = corpus / school / "expected.yaml"
    known: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return known


def build(sets: Iterable[Path], target: Path, convert: Convert) -> None:
    """Put each school's papers into `target/<set>/<school>`; each format of all sets at once."""
    waiting: dict[str, list[tuple[Path, Path]]] = {}
    for corpus in sets:
        for school in schools(corpus):
            folder = target / corpus.name / school
            folder.mkdir(parents=True)
            for number, paper in enumerate(papers(corpus, school)):
                final = folder / paper.file
                if paper.format == "docx":
                    _write(paper, final)
                    continue
                made = target / f"{corpus.name}-{school}-{number}.docx"
                _write(paper, made)
                waiting.setdefault(_suffix(paper), []).append((made, final))
    for suffix, moves in waiting.items():
        _make_over(suffix, moves, target, convert)


def _paper(data: dict[str, Any]) -> Paper:
    layout = dict(data.pop("layout", {}))
    if "margins" in layout:
        layout["margins"] = tuple(layout["margins"])
    return Paper(layout=Layout(**layout), **data)


def _suffix(paper: Paper) -> str:
    return "pdf" if paper.format == "scan" else paper.format


def _make_over(suffix: str, moves: list[tuple[Path, Path]], target: Path, convert: Convert) -> None:
    out = target / "made"
    out.mkdir(exist_ok=True)
    convert([made for made, _ in moves], suffix, out)
    for made, final in moves:
        (out / f"{made.stem}.{suffix}").rename(final)
        made.unlink()
    shutil.rmtree(out)


def _write(paper: Paper, path: Path) -> None:
    document = docx.Document()
    _lay_out(document, paper.layout)
    if paper.format == "scan":
        _scan(document, path.with_suffix(".png"))
    for block in paper.body:
        _block(document, paper.layout, block)
    if paper.layout.numbers and len(str(paper.body)) > LONG:
        _number_pages(document.sections[0])
    document.save(str(path))


def _lay_out(document: Document, layout: Layout) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = layout.font, Pt(layout.size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), layout.font)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    if layout.landscape:
        section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
    section.page_width, section.page_height = width, height
    section.left_margin, section.right_margin = (Mm(side) for side in layout.margins[:2])
    section.top_margin, section.bottom_margin = (Mm(side) for side in layout.margins[2:])


def _number_pages(section: Section) -> None:
    section.different_first_page_header_footer = True
    section.header_distance = Mm(10)
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    code = OxmlElement("w:fldSimple")
    code.set(qn("w:instr"), "PAGE")
    paragraph._p.append(code)


def _block(document: Document, layout: Layout, block: dict[str, Any]) -> None:
    kind = next(iter(block))
    content = block[kind]
    if kind == "table":
        _table(document, content, block.get("border", True))
    elif kind == "columns":
        _columns(document, content)
    elif kind == "blank":
        for _ in range(content):
            document.add_paragraph()
    elif kind == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    else:
        _lines(document, layout, kind, content)


def _lines(document: Document, layout: Layout, kind: str, content: str) -> None:
    for number, line in enumerate(content.rstrip("\n").split("\n")):
        paragraph = _line(document, kind, line)
        if layout.mixed and number % 2:
            paragraph.runs[0].font.name = "Courier New"


def _line(document: Document, kind: str, line: str) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(line)
    run.bold = True if kind in ("title", "bold", "heading") else None
    aligned = {"title": CENTRE, "centre": CENTRE, "right": RIGHT, "text": BOTH}
    paragraph.alignment = aligned.get(kind, LEFT)
    if kind == "text":
        paragraph.paragraph_format.first_line_indent = Mm(12.5)
    return paragraph


def _columns(document: Document, columns: list[str]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, text.strip().split("\n"))


def _table(document: Document, text: str, border: bool) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid" if border else "Normal Table"
    cells = [list(row.cells) for row in table.rows]
    for number, row in enumerate(rows):
        for place, said in enumerate(row):
            if said not in ("<", "^"):
                _fill(cells[number][place], said.split(" // "))
    _merge(table, rows)


def _merge(table: Table, rows: list[list[str]]) -> None:
    for number, row in enumerate(rows):
        for place, said in enumerate(row):
            if said == "<" and (place + 1 == len(row) or row[place + 1] != "<"):
                first = max(at for at in range(place) if row[at] != "<")
                _join(table.cell(number, first), table.cell(number, place))
            column = [line[place] for line in rows]
            if said == "^" and (number + 1 == len(rows) or column[number + 1] != "^"):
                first = max(at for at in range(number) if column[at] != "^")
                _join(table.cell(first, place), table.cell(number, place))


def _join(first: _Cell, last: _Cell) -> None:
    whole = first.merge(last)
    for paragraph in whole.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _fill(cell: _Cell, lines: list[str]) -> None:
    cell.paragraphs[0].add_run(lines[0])
    for line in lines[1:]:
        cell.add_paragraph(line)


def _scan(document: Document, picture: Path) -> None:
    picture.write_bytes(_grey_page())
    document.add_picture(str(picture), width=Mm(160))
    picture.unlink()


def _grey_page() -> bytes:
    """A picture of a page with grey lines, as a scanner would leave it."""
    width, height = 60, 80
    line = bytes([0, *([255] * 6 + [90] * 48 + [255] * 6)])
    empty = bytes([0, *([255] * width)])
    data = b"".join(line if row % 4 == 1 else empty for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
