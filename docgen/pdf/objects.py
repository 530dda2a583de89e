"""The objects of a PDF as LibreOffice writes it: plain, whole, found by the table at its end.

Enough to take such a file apart and to put parts of it together again, forty times as fast as a
library that understands every PDF. What is not written that way is refused, not guessed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from docgen.records import Frozen

REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_HEAD = re.compile(rb"\s*(\d+) 0 obj\s*")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_ENTRY = 20
_PAGE = re.compile(rb"/Type\s*/Page\b")
_STREAM = re.compile(rb">>\s*stream\r?\n")


class Strange(Exception):
    """This PDF is not written as LibreOffice writes: another way must be found."""


class Objects(Frozen):
    """The objects by number, without their `obj` and `endobj`; the first and the last."""

    content: Mapping[int, bytes]
    root: int
    info: int

    @classmethod
    def read(cls, data: bytes) -> Objects:
        """Take a PDF apart; raise Strange when it is not of the plain kind."""
        found = _START.search(data[-64:])
        start = int(found[1]) if found else 0
        table = _TABLE.match(data, start) if start else None
        root, info = _ROOT.search(data, start), _INFO.search(data, start)
        if table is None or root is None or info is None:
            raise Strange
        offsets = _offsets(data, table.end(), int(table[1]))
        return cls(dict(_contents(data, [*sorted(offsets), start])), int(root[1]), int(info[1]))

    def dictionary(self, number: int) -> bytes:
        """Return an object without its stream."""
        return parted(self._object(number))[0]

    def references(self, number: int, key: bytes) -> list[int]:
        """Return the objects that an entry of a dictionary names."""
        value = entry(self.dictionary(number), key)
        return [int(each) for each in REFERENCE.findall(value)]

    def stream(self, number: int) -> bytes:
        """Return what a stream holds, inflated."""
        head, tail = parted(self._object(number))
        if b"/FlateDecode" not in head:
            return tail.removesuffix(b"\nendstream")
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(tail)
        except zlib.error as error:
            raise Strange from error
        if not inflater.eof:
            raise Strange
        return content

    def pages(self) -> list[int]:
        """Return the pages in their order; LibreOffice keeps them in one list."""
        pages = [
            kid
            for tree in self.references(self.root, b"/Pages")
            for kid in self.references(tree, b"/Kids")
        ]
        if not pages or not all(_PAGE.search(self.dictionary(page)) for page in pages):
            raise Strange
        return pages

    def drawing(self, page: int) -> bytes:
        """Return what draws a page."""
        return b"\n".join(map(self.stream, self.references(page, b"/Contents")))

    def _object(self, number: int) -> bytes:
        try:
            return self.content[number]
        except KeyError as error:
            raise Strange from error


def entry(dictionary: bytes, key: bytes) -> bytes:
    """Return the value of a key: an array, a dictionary, or what stands up to the next key."""
    found = re.search(re.escape(key) + rb"(?=[\s/<\[(\d-])\s*", dictionary)
    if found is None:
        return b""
    rest = dictionary[found.end() :]
    if rest.startswith((b"[", b"<<")):
        return rest[: _closed(rest)]
    value = re.match(rb"/?[^/>\[]*", rest)
    return value[0].strip() if value else b""


_BRACKET = re.compile(rb"<<|>>|\[|\]")


def _closed(text: bytes) -> int:
    """Return where the bracket that a text begins with is closed."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in (b"<<", b"[") else -1
        if depth == 0:
            return bracket.end()
    raise Strange


def parted(content: bytes) -> tuple[bytes, bytes]:
    """Part an object into its dictionary and its stream, which may be empty."""
    # Most objects have no stream, and this is quicker than the search.
    found = _STREAM.search(content) if b"stream" in content else None
    if found is None:
        return content, b""
    return content[: found.start() + 2], content[found.end() :]


def renumbered(content: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return an object that refers to others by their new numbers; a stream stays what it is."""
    found = _STREAM.search(content) if b"stream" in content else None
    end = found.start() if found else len(content)
    head = REFERENCE.sub(lambda each: b"%d 0 R" % _new(int(each[1]), numbers), content[:end])
    return head + content[end:]


def _new(number: int, numbers: Mapping[int, int]) -> int:
    if number not in numbers:
        raise Strange
    return numbers[number]


def written(contents: Sequence[bytes], root: int, info: int) -> bytes:
    """Return the PDF of the objects, numbered from 1 in their order, as LibreOffice writes one."""
    parts = [b"%PDF-1.6\n%\xc3\xa4\xc3\xbc\xc3\xb6\xc3\x9f\n"]
    offsets, size = [], len(parts[0])
    for number, content in enumerate(contents, 1):
        parts.append(b"%d 0 obj\n%s\nendobj\n\n" % (number, content))
        offsets.append(size)
        size += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    parts += [b"%010d 00000 n \n" % offset for offset in offsets]
    unknown = b"0" * 32
    parts.append(
        b"trailer\n<</Size %d/Root %d 0 R\n/Info %d 0 R\n/ID [ <%s>\n<%s> ]\n>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, root, info, unknown, unknown, size)
    )
    return b"".join(parts)


def written_text(text: str) -> bytes:
    """Return a text as it stands in a PDF."""
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode("ascii")


def _offsets(data: bytes, start: int, count: int) -> Iterable[int]:
    for at in range(start, start + count * _ENTRY, _ENTRY):
        if data[at + 17 : at + 18] == b"n":
            yield int(data[at : at + 10])


def _contents(data: bytes, borders: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for start, end in pairwise(borders):
        head = _HEAD.match(data, start, end)
        tail = data.rfind(b"endobj", start, end)
        if head is None or tail < 0:
            raise Strange
        yield int(head[1]), data[head.end() : tail].rstrip(b"\r\n")
