"""A document as lines of sense: a paragraph, or a row of a table that only places text.

Signatures and stamps stand in tables without lines, in tabs or in spaces; read as lines they are
the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from docgen.norms.document import Document, Paragraph
from docgen.records import Frozen

_PUSHED: Final = re.compile(r"[ \t]{3,}|\t+")


class Line(Frozen):
    """A line of sense and the paragraphs that it is made of; cells are parted by tabs."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def first(self) -> Paragraph:
        """The paragraph that says where the line is."""
        return next((each for each in self.paragraphs if not each.blank), self.paragraphs[0])


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return the lines of a document without the empty ones."""
    return tuple(line for line in _lines(document) if line.text.strip())


def _lines(document: Document) -> Iterator[Line]:
    for row, group in groupby(document.paragraphs, key=_row):
        together = tuple(group)
        if row is None:
            yield from (Line(_clean(each.text), (each,)) for each in together)
        else:
            cells = (_cell(list(cell)) for _, cell in groupby(together, key=_column))
            yield Line("\t".join(cells), together)


def _row(paragraph: Paragraph) -> tuple[int, int] | None:
    cell = paragraph.cell
    return (cell.table, cell.row) if cell and not cell.ruled else None


def _column(paragraph: Paragraph) -> int:
    return paragraph.cell.column if paragraph.cell else 0


def _cell(paragraphs: list[Paragraph]) -> str:
    return " ".join(_clean(each.text) for each in paragraphs).strip()


def _clean(text: str) -> str:
    """Return a text on one line; parts that spaces push apart are parted by a tab."""
    return _PUSHED.sub("\t", text.replace("\n", " ").strip())
