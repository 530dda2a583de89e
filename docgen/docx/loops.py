"""What must not repeat when a loop repeats it: ids of bookmarks, pictures and controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.docx.cells import slot
from docgen.docx.names import Names
from docgen.docx.ooxml import WP, Element, local, make, remove, w
from docgen.docx.tag import Tag, Tags
from docgen.docx.tags import is_marker
from docgen.records import Frozen

_REFERRING: Final = re.compile(r"^(\s*(?:REF|PAGEREF|NOTEREF)\s+)([^\s\\]+)", re.IGNORECASE)


def in_loops(root: Element, tags: Tags) -> Iterator[tuple[Element, tuple[Tag, ...]]]:
    """Yield every element of a part with the loops around it, in document order."""
    around: list[Tag] = []
    for node in list(root.iter()):
        if is_marker(node):
            tag = tags.of(node)
            if tag.kind == "block" and tag.word == "for":
                around.append(tag)
            elif tag.kind == "block" and tag.word == "endfor" and around:
                around.pop()
        elif isinstance(node.tag, str):
            yield node, tuple(around)


class _Mark(Frozen):
    """A bookmark that has begun: what its end is to say, and the loops it began in."""

    start: Element
    id: str
    around: tuple[Tag, ...]


def _end(node: Element, around: tuple[Tag, ...], mark: _Mark | None) -> None:
    """Number the end of a bookmark; one that a loop would tear from its start moves there."""
    if mark is None:
        remove(node)
        return
    node.set(w("id"), mark.id)
    if around != mark.around:
        remove(node)
        mark.start.addnext(node)


class Ids:
    """Gives every bookmark, picture and control of a template an id of its own."""

    def __init__(self, tags: Tags) -> None:
        self._tags = tags
        self._names = Names()
        self.last = 0

    def _next(self) -> str:
        self.last += 1
        return str(self.last)

    @property
    def names(self) -> frozenset[str]:
        """The bookmark names that stand in the template outside loops."""
        return self._names.frozen()

    def settle(self, root: Element) -> None:
        """Renumber one part; ids inside loops are made anew in every pass."""
        nodes = list(in_loops(root, self._tags))
        looped = self._bookmarks(nodes)
        for node, around in nodes:
            if node.tag == f"{{{WP}}}docPr":
                node.set("id", self._fresh(around))
            elif node.tag == w("id") and local_parent(node) == "sdtPr":
                node.set(w("val"), self._fresh(around))
            elif node.tag == w("instrText") and around:
                node.text = self._referring(node.text or "", looped, around[-1])
            elif node.tag == w("hyperlink") and around and node.get(w("anchor")) in looped:
                node.set(
                    w("anchor"), self._mark_slot(node.get(w("anchor"), ""), "name", around[-1])
                )

    def _fresh(self, around: tuple[Tag, ...]) -> str:
        if not around:
            return self._next()
        tag = self._tags.new("value", "0", around[-1])
        tag.role = "id"
        return slot(tag)

    def _bookmarks(self, nodes: list[tuple[Element, tuple[Tag, ...]]]) -> set[str]:
        """Renumber bookmarks; return the names of those inside loops."""
        open_marks: dict[str, _Mark] = {}
        names: set[str] = set()
        for node, around in nodes:
            old = node.get(w("id"), "")
            if node.tag == w("bookmarkStart"):
                names |= {node.get(w("name"), "")} if around else set()
                new = self._loop_start(node, around[-1]) if around else self._static_start(node)
                open_marks[old] = _Mark(node, new, around)
            elif node.tag == w("bookmarkEnd"):
                _end(node, around, open_marks.pop(old, None))
        for mark in open_marks.values():
            mark.start.addnext(make("bookmarkEnd", id=mark.id))
        return names

    def _static_start(self, node: Element) -> str:
        node.set(w("name"), self._names.take(node.get(w("name"), "")))
        node.set(w("id"), self._next())
        return node.get(w("id"), "")

    def _loop_start(self, node: Element, loop: Tag) -> str:
        key = self._next()
        loop.marks = (*loop.marks, (key, node.get(w("name"), "")))
        node.set(w("id"), self._mark_slot(key, "mark-id", loop))
        node.set(w("name"), self._mark_slot(key, "mark-name", loop))
        return self._mark_slot(key, "mark-id", loop)

    def _mark_slot(self, key: str, role: str, loop: Tag) -> str:
        tag = self._tags.new("value", "0", loop)
        tag.role, tag.subject = role, key
        return slot(tag)

    def _referring(self, instruction: str, looped: set[str], loop: Tag) -> str:
        found = _REFERRING.match(instruction)
        if not found or found.group(2) not in looped:
            return instruction
        return (
            found.group(1)
            + self._mark_slot(found.group(2), "name", loop)
            + instruction[found.end() :]
        )


def local_parent(node: Element) -> str:
    """Return the name of the parent element."""
    parent = node.getparent()
    return local(parent) if parent is not None else ""
