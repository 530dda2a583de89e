"""A Word file as its reader sees it: sheets, paragraphs with their numbers and looks, tables.

Everything here is what Word would show, not what some layer of the file says. Lengths are in
millimetres, sizes and intervals in points.
"""

from __future__ import annotations

from collections.abc import Mapping

from docgen.diagnostics import Place
from docgen.records import Frozen, field


class Letters(Frozen):
    """How a stretch of text is set."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    spacing: float = 0


class Stretch(Frozen):
    """Text that is set in one way; letters printed as capitals are capitals here."""

    text: str
    letters: Letters


class Layout(Frozen):
    """Where the lines of a paragraph stand; `line` is in lines or, with another rule, in points."""

    align: str = "left"
    left: float = 0
    right: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    rule: str = "auto"
    kept: bool = False
    new_page: bool = False


class Cell(Frozen):
    """The cell that a paragraph stands in, counted from 1; `start` is its left edge in the table.

    A table without lines only places text: signatures and stamps stand in such ones.
    """

    table: int
    row: int
    column: int
    start: float
    width: float
    ruled: bool
    head: bool = False


class Picture(Frozen):
    """A picture: what its file calls it, and where it stands, `left` from its `origin`.

    One that `covers` lies over the text.
    """

    title: str
    width: float
    covers: bool = False
    origin: str = ""
    left: float = 0


class Paragraph(Frozen):
    """A paragraph with what Word prints before it, and its place in the words of a reader."""

    text: str
    number: str
    level: int
    list: str
    style: str
    outline: int | None
    layout: Layout
    stretches: tuple[Stretch, ...]
    place: Place
    section: int
    cell: Cell | None = None
    boxed: bool = False
    fields: tuple[str, ...] = ()
    breaks_page: bool = False
    pictured: bool = False
    pictures: tuple[Picture, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self.text.strip() and not self.pictured

    @property
    def shown(self) -> str:
        """The text as it is printed, with its number."""
        return f"{self.number} {self.text}".strip() if self.number != "•" else self.text.strip()


class Section(Frozen):
    """A stretch of sheets of one shape; headers and footers by the pages that they are for."""

    width: float = 210
    height: float = 297
    landscape: bool = False
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0
    header_edge: float = 0
    title_page: bool = False
    restarts: bool = False
    number_format: str = "decimal"
    same_page: bool = False
    headers: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    footers: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)

    @property
    def field(self) -> float:
        """The width that text may take."""
        return self.width - self.left - self.right


class Document(Frozen):
    """A Word file that was read."""

    file: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    hyphenated: bool = False
    two_sided: bool = False
    mirrored: bool = False
    pages: int = 0

    def section_of(self, paragraph: Paragraph) -> Section:
        """Return the sheets that a paragraph is printed on."""
        last = len(self.sections) - 1
        return self.sections[min(paragraph.section, last)] if self.sections else Section()

    def table(self, number: int) -> tuple[tuple[str, ...], ...]:
        """Return the texts of a table by rows."""
        rows: dict[int, dict[int, list[str]]] = {}
        for each in self.paragraphs:
            if each.cell and each.cell.table == number:
                row = rows.setdefault(each.cell.row, {})
                row.setdefault(each.cell.column, []).append(each.text)
        return tuple(tuple("\n".join(cell) for cell in row.values()) for row in rows.values())

    @property
    def tables(self) -> tuple[int, ...]:
        """The numbers of the tables that hold text, in order."""
        return tuple(dict.fromkeys(each.cell.table for each in self.paragraphs if each.cell))
