"""Where things are in a document, in the words of someone who looks at it in Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Place
from docgen.docx.ooxml import Element, is_w, local, w
from docgen.records import Frozen

_PARTS = {
    "document": "основной текст",
    "footnotes": "сноски",
    "endnotes": "концевые сноски",
    "comments": "примечания",
    "header": "верхний колонтитул",
    "footer": "нижний колонтитул",
}
HEADING_SHOWN = 60


class Located(Frozen):
    """A paragraph and the words that say where it is."""

    paragraph: Element
    place: Place


def part_title(root: Element, number: int = 0) -> str:
    """Return the Russian name of a part by its root element."""
    names = {"hdr": "header", "ftr": "footer"}
    title = _PARTS.get(names.get(local(root), local(root)), "часть документа")
    return f"{title} {number}" if number else title


def heading_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of the paragraph styles that have an outline level, by inheritance too."""
    if styles is None:
        return frozenset()
    parents: dict[str, str] = {}
    found: set[str] = set()
    for style in styles.findall(w("style")):
        name = style.get(w("styleId"), "")
        based = style.find(w("basedOn"))
        parents[name] = based.get(w("val"), "") if based is not None else ""
        level = style.find(f"{w('pPr')}/{w('outlineLvl')}")
        if level is not None and level.get(w("val")) != "9":
            found.add(name)
    for _ in range(10):
        found |= {name for name, parent in parents.items() if parent in found}
    return frozenset(found)


class Locator:
    """Walks a part and says where each paragraph is."""

    def __init__(
        self, file: str, title: str, headings: frozenset[str], lines: Mapping[Element, int]
    ) -> None:
        self._file = file
        self._lines = lines
        self._title = title
        self._headings = headings
        self._heading = ""
        self._tables = 0

    def place(self, spot: str = "", line: int = 0) -> Place:
        """Return the place of the part, or of a spot in it and on a line of the text view."""
        heading = f" (под заголовком «{self._heading}»)" if self._heading else ""
        return Place(self._file, line, spot=", ".join(filter(None, (self._title, spot))) + heading)

    def walk(self, root: Element) -> Iterator[Located]:
        """Yield every paragraph of the part in reading order."""
        bodies = [item for item in root if is_w(item, "body", "footnote", "endnote", "comment")]
        for body in bodies or [root]:
            yield from self._blocks(body, "")

    def _blocks(self, parent: Element, within: str) -> Iterator[Located]:
        number = 0
        for block in parent:
            if is_w(block, "p"):
                number += 1
                yield from self._paragraph(block, within, number)
            elif is_w(block, "tbl"):
                self._tables += 1
                yield from self._table(block, f"{within}таблица {self._tables}, ")
            elif is_w(block, "sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._blocks(block, within)

    def _table(self, table: Element, within: str) -> Iterator[Located]:
        rows = [row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table]
        for row_number, row in enumerate(rows, 1):
            cells = [cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row]
            for column, cell in enumerate(cells, 1):
                spot = f"{within}строка {row_number}, столбец {column}, "
                yield from self._blocks(cell, spot)

    def _paragraph(self, paragraph: Element, within: str, number: int) -> Iterator[Located]:
        spot = f"{within}абзац {number}"
        self._note_heading(paragraph, within)
        yield Located(paragraph, self.place(spot, self._lines.get(paragraph, 0)))
        for box_number, box in enumerate(_boxes(paragraph), 1):
            yield from self._blocks(box, f"{spot}, надпись {box_number}, ")

    def _note_heading(self, paragraph: Element, within: str) -> None:
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        named = style is not None and style.get(w("val"), "") in self._headings
        if not within and (named or own is not None):
            text = "".join(item.text or "" for item in paragraph.iter(w("t"))).strip()
            self._heading = text[:HEADING_SHOWN]


def _boxes(paragraph: Element) -> list[Element]:
    """Return the text boxes anchored in this paragraph itself."""
    return [
        box
        for box in paragraph.iter(w("txbxContent"))
        if next(box.iterancestors(w("p")), None) is paragraph
    ]
