"""What spoils a paper beside its text: visas, pictures, seals, title sheets, questions."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from tests.norms.papers import NB, copied, left, line, middle, text

Spoil = Callable[[Document], Any]
NAME = f"О.{NB}П.{NB}Выдумкина"


def visas(*lines: str) -> Spoil:
    """Return what puts visas under the signature of an order."""

    def spoil(paper: Document) -> None:
        for words in lines:
            line(paper, "С приказом").insert_paragraph_before(words)

    return spoil


def picture(beginning: str, *, title: str = "", over: bool = False, left: int = 0) -> Spoil:
    """Return what puts a picture into a paragraph, beside the text or over it."""

    def spoil(paper: Document) -> None:
        run = line(paper, beginning).add_run()
        inline = run.add_picture(io.BytesIO(_dot()), width=Mm(20))._inline
        inline.docPr.set("descr", title)
        if over or left:
            inline.tag = qn("wp:anchor")
            inline.append(OxmlElement("wp:wrapNone" if over else "wp:wrapSquare"))
            inline.append(_offset(left))

    return spoil


def titled(*, number: bool = False, short: bool = False) -> Spoil:
    """Return what binds rules with a title sheet behind an order."""

    def spoil(paper: Document) -> None:
        paper.add_page_break() if number else paper.add_section()
        for words in ("УТВЕРЖДЕНО", "приказом школы", f"от 05.10.2026 №{NB}15-од"):
            left(paper, words, left=90)
        middle(paper, "ПОЛОЖЕНИЕ", bold=True)
        middle(paper, "о наставничестве").add_run().add_break(WD_BREAK.PAGE)
        for _ in range(1 if short else 20):
            text(paper, "Наставник помогает наставляемому освоить обязанности в школе. " * 2)

    return spoil


def sealed(paper: Document) -> None:
    """Put the place of the seal at the very name of the signature."""
    run = line(paper, "А.").runs[0]
    run.text = f"{run.text} М.{NB}П."


def seal_in_a_cell(*, width: float) -> Spoil:
    """Return what puts the place of the seal under the name, in a cell of some width."""

    def spoil(paper: Document) -> None:
        cell = paper.tables[0].rows[0].cells[2]
        for column, wide in zip(paper.tables[0].columns, (60, 30, width), strict=True):
            column.width = Mm(wide)
        copied(cell.paragraphs[0], f"М.{NB}П.")

    return spoil


def asked(*, row: int, column: int, words: str) -> Spoil:
    """Return what writes other words into a cell of the table of a questionnaire."""

    def spoil(paper: Document) -> None:
        cell: Paragraph = paper.tables[0].rows[row].cells[column].paragraphs[0]
        cell.runs[0].text = words

    return spoil


def _offset(millimetres: int) -> Any:
    position, offset = OxmlElement("wp:positionH"), OxmlElement("wp:posOffset")
    position.set("relativeFrom", "page")
    offset.text = str(millimetres * 36000)
    position.append(offset)
    return position


def _dot() -> bytes:
    """Return a grey picture of one dot."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x7f")),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
