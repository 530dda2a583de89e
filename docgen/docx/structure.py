"""Where control tags take effect: a run, a whole paragraph, a row, a cell; and their nesting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from docgen.docx import errors
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element, fragment, is_w, local, remove, w
from docgen.docx.tag import Tags
from docgen.docx.tags import is_marker, paragraph_text

OPENERS: Final = {"if": "endif", "for": "endfor", "with": "endwith"}
CLOSERS: Final = {closing: opening for opening, closing in OPENERS.items()}
MIDDLES: Final = {"elif": ("if",), "else": ("if", "for")}
CELL_WORDS: Final = ("cellbg", "colspan", "vm", "hm", "vmerge")
_UNITS: Final = {"p": "абзац", "tr": "строка таблицы", "tc": "ячейка"}
_LINE: Final = "textWrapping"
_SILENT: Final = ("pPr", "bookmarkStart", "bookmarkEnd", "rPr", "tcPr", "trPr", "tblPrEx")


class Structure:
    """Lifts the control tags of one part to where they belong and checks their nesting."""

    def __init__(self, tags: Tags, findings: Findings) -> None:
        self._tags = tags
        self._findings = findings

    def settle(self, root: Element) -> None:
        """Do everything in the order that keeps places meaningful."""
        self._join_paragraphs(root)
        self._lift_rows(root)
        self._lift_cells(root)
        self._lift_paragraphs(root)

    def markers(self, element: Element) -> list[Element]:
        """Return the markers inside an element, in document order."""
        return [node for node in element.iter(etree.ProcessingInstruction) if node is not element]

    # {%- and -%}

    def _join_paragraphs(self, root: Element) -> None:
        """Let a dashed tag swallow the line or paragraph break on its side."""
        for marker in self.markers(root):
            paragraph = marker.getparent()
            if self._tags.of(marker).joins_before and paragraph is not None:
                _swallow_breaks(marker, -1)
                if is_w(paragraph, "p") and not _content(_before(marker)):
                    _pour(paragraph, _neighbour(paragraph, -1))
        for marker in self.markers(root):
            paragraph = marker.getparent()
            if self._tags.of(marker).joins_after and paragraph is not None:
                _swallow_breaks(marker, 1)
                following = _neighbour(paragraph, 1) if is_w(paragraph, "p") else None
                if following is not None and not _content(marker.itersiblings()):
                    _pour(following, paragraph)

    # rows and cells

    def _lift_rows(self, root: Element) -> None:
        for row in list(root.iter(w("tr"))):
            own = [item for item in self.markers(row) if next(item.iterancestors(w("tr"))) is row]
            prefixed = [item for item in own if self._tags.of(item).prefix == "tr"]
            if prefixed:
                self._lift_prefixed(row, own, prefixed, "tr")
            elif own and self._only_flow(own) and not shows(row, self._tags):
                self._replace(row, own)

    def _lift_cells(self, root: Element) -> None:
        for cell in list(root.iter(w("tc"))):
            own = [item for item in self.markers(cell) if next(item.iterancestors(w("tc"))) is cell]
            prefixed = [item for item in own if self._tags.of(item).prefix == "tc"]
            if prefixed:
                self._lift_prefixed(cell, own, prefixed, "tc")

    def _only_flow(self, markers: Iterable[Element]) -> bool:
        """Whether all are statements (at least one) or comments, none about a cell or a list."""
        tags = [self._tags.of(marker) for marker in markers]
        flow = all(
            tag.kind == "comment"
            or (tag.kind == "block" and tag.word not in (*CELL_WORDS, "restart_numbering"))
            for tag in tags
        )
        return flow and any(tag.kind == "block" for tag in tags)

    # paragraphs

    def _lift_paragraphs(self, root: Element) -> None:
        for paragraph in list(root.iter(w("p"))):
            own = [item for item in self.markers(paragraph) if _paragraph_of(item) is paragraph]
            prefixed = [item for item in own if self._tags.of(item).prefix == "p"]
            if prefixed:
                self._lift_prefixed(paragraph, own, prefixed, "p")
            elif own and not shows(paragraph, self._tags):
                self._replace(paragraph, own)

    def _lift_prefixed(
        self, unit: Element, own: list[Element], prefixed: list[Element], prefix: str
    ) -> None:
        if all(self._tags.of(marker).kind == "comment" for marker in prefixed):
            remove(unit)
        elif not shows(unit, self._tags, besides=prefixed):
            self._replace(unit, own)
        elif self._wraps(unit, prefixed):
            self._wrap(unit, prefixed)
        else:
            tag = self._tags.of(prefixed[0])
            message = f"{_UNITS[prefix].capitalize()} с тегом {tag.text} содержит и другой текст."
            hint = (
                f"Тег с «{prefix}» заменяет весь элемент ({_UNITS[prefix]}), и текст пропал бы; "
                "поставьте тег отдельно или парой в начале и в конце."
            )
            self._findings.add(errors.TEXT_LOST, message, tag.place, hint)

    def _wraps(self, unit: Element, prefixed: list[Element]) -> bool:
        """Whether the tags are a matched set around the whole content of the unit."""
        depth: list[str] = []
        for marker in prefixed:
            tag = self._tags.of(marker)
            if tag.word in OPENERS and leads(marker, unit, self._tags):
                depth.append(tag.word)
            elif not depth or CLOSERS.get(tag.word) != depth.pop():
                return False
        return not depth

    def _wrap(self, unit: Element, prefixed: list[Element]) -> None:
        closers: list[Element] = []
        for marker in prefixed:
            opening = self._tags.of(marker).word in OPENERS
            remove(marker)
            if opening:
                unit.addprevious(marker)
            else:
                closers.append(marker)
        for marker in reversed(closers):
            add_after(unit, marker)

    def _replace(self, unit: Element, markers: list[Element]) -> None:
        """Put the markers in the place of an element that shows nothing itself."""
        self._remember_look(unit, markers)
        kept = [*markers]
        if is_w(unit, "p"):
            kept = [item for item in unit if item in markers or local(item).startswith("bookmark")]
            kept += [item for item in markers if item not in kept]
        for node in kept:
            remove(node)
            unit.addprevious(node)
        if unit.find(f"{w('pPr')}/{w('sectPr')}") is None:
            remove(unit)

    def _remember_look(self, unit: Element, markers: list[Element]) -> None:
        for marker in markers:
            tag = self._tags.of(marker)
            if tag.kind == "value" and tag.prefix == "p":
                tag.paragraph_properties = fragment(unit.find(w("pPr")))


def _paragraph_of(marker: Element) -> Element | None:
    return next(marker.iterancestors(w("p")), None)


def _before(marker: Element) -> list[Element]:
    return list(marker.itersiblings(preceding=True))


def _swallow_breaks(marker: Element, step: int) -> None:
    """Remove the line breaks that touch a marker."""
    for run in list(marker.itersiblings(preceding=step < 0)):
        pieces = [piece for piece in run if not is_w(piece, "rPr")] if is_w(run, "r") else [run]
        for piece in pieces[::step]:
            if not is_w(piece, "br") or piece.get(w("type"), _LINE) != _LINE:
                return
            run.remove(piece)


def _content(nodes: Iterable[Element]) -> bool:
    """Whether any of these nodes of a paragraph is more than properties and bookmarks."""
    return any(not is_w(node, *_SILENT) and not _empty_run(node) for node in nodes)


def _empty_run(node: Element) -> bool:
    return is_w(node, "r") and not any(local(item) != "rPr" for item in node)


def _neighbour(paragraph: Element, step: int) -> Element | None:
    found = paragraph.getnext() if step > 0 else paragraph.getprevious()
    return found if found is not None and is_w(found, "p") else None


def _pour(source: Element, target: Element | None) -> None:
    """Append the content of one paragraph to another and remove it."""
    if target is None:
        return
    for node in list(source):
        if not is_w(node, "pPr"):
            target.append(node)
    remove(source)


def shows(unit: Element, tags: Tags, besides: Iterable[Element] = ()) -> bool:
    """Whether a paragraph, a row or a cell holds anything that would be seen."""
    skipped = set(besides)
    for node in unit.iter():
        if node in skipped:
            continue
        if is_marker(node):
            if tags.of(node).kind == "value" and tags.of(node).prefix != "p":
                return True
        elif (is_w(node, "p") and paragraph_text(node).strip()) or (
            is_w(node, "tbl") and node is not unit
        ):
            return True
    return False


def leads(marker: Element, unit: Element, tags: Tags) -> bool:
    """Whether nothing visible stands before the marker in its unit."""
    for node in unit.iter():
        if node is marker:
            return True
        if _visible(node, tags):
            return False
    return False


def trails(marker: Element, unit: Element, tags: Tags) -> bool:
    """Whether nothing visible stands after the marker in its unit."""
    passed = False
    for node in unit.iter():
        if node is marker:
            passed = True
        elif passed and _visible(node, tags):
            return False
    return passed


def _visible(node: Element, tags: Tags) -> bool:
    if is_marker(node):
        return tags.of(node).kind == "value"
    if is_w(node, "t"):
        return bool((node.text or "").strip())
    return is_w(node, "drawing", "pict", "object", "footnoteReference", "endnoteReference", "sym")


def add_after(unit: Element, marker: Element) -> None:
    """Put a marker right after an element."""
    parent = unit.getparent()
    if parent is not None:
        parent.insert(parent.index(unit) + 1, marker)
