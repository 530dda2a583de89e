"""How high blocks stand on a page, guessed from sizes and spacing: nobody has laid them out yet."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Final

from docgen.docx.ooxml import WP, Element, is_w, w
from docgen.docx.tags import paragraph_text

_POINTS_IN_EMU: Final = 1 / 12_700
_TWIPS_IN_POINT: Final = 20
_LETTER: Final = 0.48  # the width of a letter, as a share of its size
_LEADING: Final = 1.15
_USUAL: Final = 12.0
_BLOCK_TAG: Final = re.compile(r"\{%(?:[^{}%]|%(?!\}))*%\}")
_VALUE_TAG: Final = re.compile(r"\{\{[^{}]*\}\}")
_VALUE: Final = "х" * 40  # a name of a school, an address
_MAX: Final = 100_000.0
_LONGEST: Final = 20  # styles based on one another


class Heights:
    """Guesses heights in points under some styles."""

    def __init__(self, styles: Element | None) -> None:
        found = styles.iterfind(w("style")) if styles is not None else ()
        self._styles: Mapping[str, Element] = {each.get(w("styleId"), ""): each for each in found}

    def of(self, blocks: Iterable[Element], width: float) -> float:
        """Return how high blocks stand in a column of so many points."""
        return min(_MAX, sum(self._block(block, width) for block in blocks))

    def _block(self, block: Element, width: float) -> float:
        if is_w(block, "p"):
            return self._paragraph(block, width)
        if is_w(block, "tbl"):
            return sum(self._row(row, width) for row in block.iterfind(w("tr")))
        return sum(self._block(each, width) for each in block) if is_w(block, *_HOLDERS) else 0.0

    def _row(self, row: Element, width: float) -> float:
        cells = row.findall(w("tc"))
        least = _points(row.find(f"{w('trPr')}/{w('trHeight')}"), "val")
        shares = [self.of(cell, _cell(cell, width / max(1, len(cells)))) for cell in cells]
        return max([least, *shares])

    def _paragraph(self, paragraph: Element, width: float) -> float:
        text = _VALUE_TAG.sub(_VALUE, _BLOCK_TAG.sub("", paragraph_text(paragraph)))
        size = self._size(paragraph)
        lines = sum(
            max(1, math.ceil(len(line) * size * _LETTER / max(width, size)))
            for line in text.split("\n")
        )
        pictures = [_height(each) for each in paragraph.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor")]
        if _BLOCK_TAG.search(paragraph_text(paragraph)) and not text.strip() and not pictures:
            return 0.0
        high = max([lines * self._line(paragraph, size), *pictures])
        return high + self._spacing(paragraph, "before") + self._spacing(paragraph, "after")

    def _line(self, paragraph: Element, size: float) -> float:
        rule = self._stated(paragraph, "pPr", "spacing", "lineRule") or "auto"
        line = _number(self._stated(paragraph, "pPr", "spacing", "line")) or 240.0
        return size * _LEADING * line / 240 if rule == "auto" else line / _TWIPS_IN_POINT

    def _spacing(self, paragraph: Element, side: str) -> float:
        return _number(self._stated(paragraph, "pPr", "spacing", side)) / _TWIPS_IN_POINT

    def _size(self, paragraph: Element) -> float:
        """Return the size of the largest letters of a paragraph."""
        own = [_number(each.get(w("val"))) / 2 for each in paragraph.iter(w("sz"))]
        return max(own) if own else self._of_style(paragraph)

    def _of_style(self, paragraph: Element) -> float:
        return _number(self._stated(paragraph, "rPr", "sz", "val")) / 2 or _USUAL

    def _stated(self, paragraph: Element, owner: str, name: str, attribute: str) -> str:
        """Return what a paragraph, or its style and those it is based on, says of itself."""
        properties = paragraph.find(w("pPr"))
        use = properties.find(w("pStyle")) if properties is not None else None
        said = paragraph.find(f"{w('pPr')}/{w(name)}") if owner == "pPr" else None
        seen: set[str] = set()
        while (said is None or said.get(w(attribute)) is None) and use is not None:
            style = self._styles.get(use.get(w("val"), ""))
            if style is None or len(seen) == _LONGEST or style.get(w("styleId"), "") in seen:
                break
            seen.add(style.get(w("styleId"), ""))
            said, use = style.find(f"{w(owner)}/{w(name)}"), style.find(w("basedOn"))
        return "" if said is None else said.get(w(attribute), "")


_HOLDERS: Final = ("sdt", "sdtContent", "customXml", "smartTag", "tc")


def _height(drawing: Element) -> float:
    extent = drawing.find(f"{{{WP}}}extent")
    return _number(extent.get("cy")) * _POINTS_IN_EMU if extent is not None else 0.0


def _cell(cell: Element, otherwise: float) -> float:
    return _points(cell.find(f"{w('tcPr')}/{w('tcW')}"), "w") or otherwise


def _points(element: Element | None, name: str) -> float:
    return _number(element.get(w(name))) / _TWIPS_IN_POINT if element is not None else 0.0


def _number(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"\d{1,9}(\.\d{1,3})?", text) else 0.0
