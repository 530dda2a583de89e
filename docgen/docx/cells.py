"""Tags about the cell they stand in: colour, columns spanned, merging down and across."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from docgen.docx import errors
from docgen.docx.errors import Findings
from docgen.docx.ooxml import (
    CELL_PROPERTIES,
    Element,
    ancestor,
    child_first,
    is_w,
    make,
    put_property,
    remove,
    w,
)
from docgen.docx.structure import CELL_WORDS
from docgen.docx.tag import Tag, Tags
from docgen.docx.tags import SLOT_CLOSE, SLOT_OPEN, is_marker, marker_for


def slot(tag: Tag) -> str:
    """Return the text that stands for a tag inside an attribute."""
    return f"{SLOT_OPEN}{tag.number}{SLOT_CLOSE}"


class Cells:
    """Applies the cell tags of one part."""

    def __init__(self, tags: Tags, findings: Findings) -> None:
        self._tags = tags
        self._findings = findings
        self.grids_change = False

    def settle(self, root: Element) -> None:
        """Turn every cell tag into properties of its cell."""
        for marker in list(root.iter(etree.ProcessingInstruction)):
            tag = self._tags.of(marker)
            if tag.kind == "block" and tag.word in CELL_WORDS:
                self._apply(marker, tag)
        for cell in list(root.iter(w("tc"))):
            if not any(is_w(item, "p", "tbl", "sdt") or is_marker(item) for item in cell):
                cell.append(make("p"))
        self._mark_grids(root)

    def _apply(self, marker: Element, tag: Tag) -> None:
        cell = ancestor(marker, "tc")
        remove(marker)
        if cell is None:
            message = f"Тег {tag.text} стоит вне ячейки таблицы."
            self._findings.add(errors.CELL_TAG, message, tag.place, "Перенесите его в ячейку.")
        elif not tag.rest and tag.word in ("cellbg", "colspan", "vmerge"):
            message = f"В теге {tag.text} нет выражения."
            self._findings.add(errors.SYNTAX, message, tag.place)
        else:
            getattr(self, f"_{tag.word}")(cell, tag)

    def _property(self, cell: Element, element: Element) -> None:
        put_property(child_first(cell, "tcPr"), element, CELL_PROPERTIES)

    def _value(self, tag: Tag, body: str, role: str) -> Tag:
        value = self._tags.new("value", body, tag)
        value.role = role
        return value

    def _cellbg(self, cell: Element, tag: Tag) -> None:
        fill = slot(self._value(tag, tag.rest, "color"))
        self._property(cell, make("shd", val="clear", color="auto", fill=fill))

    def _colspan(self, cell: Element, tag: Tag) -> None:
        span = slot(self._value(tag, tag.rest, "span"))
        self._property(cell, make("gridSpan", val=span))
        self._grid(cell)

    def _vm(self, cell: Element, tag: Tag) -> None:
        self._merge_down(cell, self._value(tag, "loop.first", "first"))

    def _vmerge(self, cell: Element, tag: Tag) -> None:
        value = self._value(tag, tag.rest, "vmerge")
        self._merge_down(cell, value)
        row, table = ancestor(cell, "tr"), ancestor(cell, "tbl")
        for owner in (row, table):
            if owner is not None:
                self._tick(owner, tag)

    def _tick(self, owner: Element, tag: Tag) -> None:
        """Count rows of tables with merged cells, so that only neighbours merge."""
        rows = owner.iter(w("tr")) if is_w(owner, "tbl") else [owner]
        for counted in [owner, *rows]:
            first = counted[0] if len(counted) else None
            ticks = first is not None and is_marker(first) and self._tags.of(first).role == "tick"
            if not ticks:
                counted.insert(0, marker_for(self._value(tag, "0", "tick")))

    def _merge_down(self, cell: Element, value: Tag) -> None:
        self._property(cell, make("vMerge", val=slot(value)))
        content = [item for item in cell if not is_w(item, "tcPr")]
        if not content:
            return
        paragraph = next((item for item in content if is_w(item, "p")), None)
        empty = make("p")
        properties = paragraph.find(w("pPr")) if paragraph is not None else None
        if properties is not None:
            empty.append(deepcopy(properties))
        content[0].addprevious(marker_for(self._block(value, "if", "shown")))
        cell.append(marker_for(self._block(value, "else")))
        cell.append(empty)
        cell.append(marker_for(self._block(value, "endif")))

    def _block(self, like: Tag, body: str, role: str = "") -> Tag:
        block = self._tags.new("block", body, like)
        block.role, block.subject = role, str(like.number)
        return block

    def _hm(self, cell: Element, tag: Tag) -> None:
        properties = child_first(cell, "tcPr")
        old = properties.find(w("gridSpan"))
        width = old.get(w("val"), "1") if old is not None else "1"
        if not width.isdigit():
            width = "1"
        span = slot(self._value(tag, f"loop.length * {width}", "span"))
        self._property(cell, make("gridSpan", val=span))
        cell.addprevious(marker_for(self._tags.new("block", "if loop.first", tag)))
        parent = cell.getparent()
        if parent is not None:
            end = marker_for(self._tags.new("block", "endif", tag))
            parent.insert(parent.index(cell) + 1, end)
        self._grid(cell)

    def _grid(self, cell: Element) -> None:
        table = ancestor(cell, "tbl")
        if table is not None:
            self._mark_grid(table)

    def _mark_grids(self, root: Element) -> None:
        """Mark the tables whose rows may get another number of cells."""
        for marker in root.iter(etree.ProcessingInstruction):
            row = marker.getparent()
            tag = self._tags.of(marker)
            if row is not None and is_w(row, "tr") and tag.kind == "block" and tag.word == "for":
                table = ancestor(row, "tbl")
                if table is not None:
                    self._mark_grid(table)

    def _mark_grid(self, table: Element) -> None:
        self.grids_change = True
        if not any(is_marker(item) and self._tags.of(item).role == "grid" for item in table):
            mark = self._tags.new("value", "0", self._tags[1])
            mark.role = "grid"
            table.append(marker_for(mark))
