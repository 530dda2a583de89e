"""The outline of a PDF: its headings, each below the last one before it that lies less deep."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.records import Frozen


class Heading(Frozen):
    """A line of the outline: how deep it lies, what it says, where it leads."""

    depth: int
    title: bytes
    target: bytes


class Outline:
    """Takes lines in their order and writes them, linked as a reader wants them."""

    def __init__(self, root: int) -> None:
        self._parents: list[tuple[int, int]] = [(-1, root)]
        self._children: dict[int, list[int]] = {root: []}
        self._titles: dict[int, bytes] = {}
        self._root = root
        self.targets: dict[int, bytes] = {}

    def add(self, heading: Heading, number: int) -> None:
        """Put a line behind the others."""
        while self._parents[-1][0] >= heading.depth:
            self._parents.pop()
        self._children[self._parents[-1][1]].append(number)
        self._children[number] = []
        self._parents.append((heading.depth, number))
        self._titles[number] = heading.title
        self.targets[number] = b"/Dest" + heading.target

    def written(self) -> Iterator[tuple[int, bytes]]:
        """Yield each line but for its target and its end."""
        yield self._root, b"<<" + self._family(self._root)
        for parent, children in self._children.items():
            for place, number in enumerate(children):
                near = b"/Parent %d 0 R" % parent
                if place:
                    near += b"/Prev %d 0 R" % children[place - 1]
                if place + 1 < len(children):
                    near += b"/Next %d 0 R" % children[place + 1]
                yield number, b"<<" + self._titles[number] + near + self._family(number)

    def _family(self, number: int) -> bytes:
        children = self._children[number]
        if not children:
            return b"/Count 0"
        ends = (children[0], children[-1], self._size(number))
        return b"/First %d 0 R/Last %d 0 R/Count %d" % ends

    def _size(self, number: int) -> int:
        return sum(1 + self._size(child) for child in self._children[number])
