"""The read files side by side: an offset in this row of texts is a place in one of them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from zlib import compress, decompress

from docgen import shelf
from docgen.diagnostics import Place
from docgen.files import digest
from docgen.records import Frozen

_BIG = 200_000  # characters
_PIECE = 256  # lines


class Text(Frozen, dict=True):
    """One file: its name as the user knows it, its text, and where it begins in the row."""

    name: str
    text: str
    base: int = 0

    @cached_property
    def starts(self) -> array[int]:
        """Where each line begins."""
        starts = array("I", [0])
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @cached_property
    def digest(self) -> str:
        """What tells this text from others."""
        return digest(self.text.encode("utf-8", "surrogatepass"))

    def lacks(self, what: str, search: Callable[[], Iterable[object]]) -> bool:
        """Whether a search finds nothing; where an earlier run found nothing, there is nothing."""
        return shelf.kept(f"no {what} in {self.digest}", lambda: not any(search()))

    @property
    def end(self) -> int:
        """The first offset of the row that is free for the next file."""
        return self.base + len(self.text) + 1

    def place(self, at: int, length: int = 1) -> Place:
        """Return the place of a stretch of this text, cut at the end of its first line."""
        return _place(self, at, length)

    def line(self, number: int) -> str:
        """Return a line by its number from 1, or nothing beyond the ends."""
        if not 0 < number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def column(self, at: int) -> int:
        """Return how far from the beginning of its line a place is."""
        return at - self.starts[bisect_right(self.starts, at) - 1]

    def stretch(self, start: int, end: int) -> str:
        """Return a part of the text."""
        return self.text[start:end]

    def stored(self) -> Text | Stored:
        """Return what to keep of a text when it has been read."""
        if len(self.text) < _BIG:
            return self
        ends = (*self.starts[_PIECE::_PIECE], len(self.text) + 1)
        parts = zip(self.starts[::_PIECE], ends, strict=True)
        pieces = (compress(self.text[start : end - 1].encode(), 1) for start, end in parts)
        return Stored(self.name, tuple(pieces), self.starts, self.base)


class Stored(Frozen):
    """A big text that has been read: packed, in pieces of so many lines; a place needs one."""

    name: str
    pieces: tuple[bytes, ...]
    starts: array[int]
    base: int

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(decompress(piece).decode() for piece in self.pieces)

    def place(self, at: int, length: int = 1) -> Place:
        """Return the place of a stretch of this text, cut at the end of its first line."""
        return _place(self, at, length)

    def line(self, number: int) -> str:
        """Return a line by its number from 1, or nothing beyond the ends."""
        if not 0 < number <= len(self.starts):
            return ""
        piece, at = divmod(number - 1, _PIECE)
        return decompress(self.pieces[piece]).decode().split("\n")[at]

    def column(self, at: int) -> int:
        """Return how far from the beginning of its line a place is."""
        return at - self.starts[bisect_right(self.starts, at) - 1]

    def stretch(self, start: int, end: int) -> str:
        """Return a part of the text."""
        first, last = ((bisect_right(self.starts, at) - 1) // _PIECE for at in (start, end))
        text = "\n".join(decompress(each).decode() for each in self.pieces[first : last + 1])
        base = self.starts[first * _PIECE]
        return text[start - base : end - base]


def _place(text: Text | Stored, at: int, length: int) -> Place:
    line = bisect_right(text.starts, at)
    column = at - text.starts[line - 1]
    rest = text.line(line)[column : column + length]
    return Place(text.name, line, column + 1, len(rest.rstrip() or rest[:1]))


class Texts(Frozen):
    """All files of one source in the order they were read."""

    files: tuple[Text | Stored, ...]

    @property
    def digest(self) -> str:
        """What tells these texts from others."""
        return digest(
            " ".join(file.digest for file in self.files if isinstance(file, Text)).encode()
        )

    def stored(self) -> Texts:
        """Return what to keep when all are read."""
        return Texts(tuple(file.stored() for file in self.files if isinstance(file, Text)))

    def file_at(self, offset: int) -> Text | Stored:
        """Return the file that this offset of the row is in."""
        return self.files[bisect_right([file.base for file in self.files], offset) - 1]

    def place(self, start: int, end: int) -> Place:
        """Return the place of a stretch of the row."""
        file = self.file_at(start)
        return file.place(start - file.base, end - start)

    def offset(self, place: Place) -> int:
        """Return the offset of the row at which a place begins; -1 of one in no file of these."""
        for file in self.files:
            if file.name == place.file and 0 < place.line <= len(file.starts):
                return file.base + file.starts[place.line - 1] + max(place.column, 1) - 1
        return -1

    def text(self, name: str) -> str:
        """Return the text of the file of this name."""
        return next((file.text for file in self.files if file.name == name), "")

    def line(self, name: str, number: int) -> str:
        """Return a line of the file of this name."""
        return next((file.line(number) for file in self.files if file.name == name), "")
