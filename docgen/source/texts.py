"""The read files side by side: an offset in this row of texts is a place in one of them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from docgen.diagnostics import Place
from docgen.records import Frozen

LENGTH_BITS = 22  # no text is longer than decoding allows: two million characters


class Text(Frozen, dict=True):
    """One file: its name as the user knows it, its text, and where it begins in the row."""

    name: str
    text: str
    base: int = 0

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @property
    def end(self) -> int:
        """The first offset of the row that is free for the next file."""
        return self.base + len(self.text) + 1

    def place(self, at: int, length: int = 1) -> Place:
        """Return the place of a stretch of this text, cut at the end of its first line."""
        line = bisect_right(self._starts, at)
        rest = self.text[at : at + length].partition("\n")[0]
        column = at - self._starts[line - 1] + 1
        return Place(self.name, line, column, len(rest.rstrip() or rest[:1]))

    def line(self, number: int) -> str:
        """Return a line by its number from 1, or nothing beyond the ends."""
        if not 0 < number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class Texts(Frozen):
    """All files of one source in the order they were read."""

    files: tuple[Text, ...]

    def file_at(self, offset: int) -> Text:
        """Return the file that this offset of the row is in."""
        return self.files[bisect_right([file.base for file in self.files], offset) - 1]

    def place(self, mark: int) -> Place:
        """Return the place that a mark of the tree means."""
        offset, length = unpack(mark)
        file = self.file_at(offset)
        return file.place(offset - file.base, length)

    def line(self, name: str, number: int) -> str:
        """Return a line of the file of this name."""
        return next((file.line(number) for file in self.files if file.name == name), "")


def pack(offset: int, length: int) -> int:
    """Return a stretch as one number: a big file has tens of thousands of them."""
    return offset << LENGTH_BITS | length


def unpack(mark: int) -> tuple[int, int]:
    """Return the offset and the length that `pack` was given."""
    return mark >> LENGTH_BITS, mark & ((1 << LENGTH_BITS) - 1)
