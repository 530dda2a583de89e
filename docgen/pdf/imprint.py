"""The last lines of a printer's file: of what it was made, whether it is whole, how many pages."""

from __future__ import annotations

import hashlib
import re
from os import SEEK_END
from pathlib import Path
from typing import IO, Final

_LINES = re.compile(
    rb"trailer\n<<.*/ID \[ <(\w+)>\n<\w+> \]\n>>\n%(\w+) (\d+)\nstartxref\n\d+\n%%EOF\n\Z",
    re.DOTALL,
)
_LONGEST: Final = 300
_AT_ONCE: Final = 2**20


def imprint(  # noqa: PLR0913  each is a word of it
    content: hashlib._Hash,
    made_of: str,
    *,
    objects: int,
    root: int,
    info: int,
    pages: int,
    table: int,
) -> bytes:
    """Return the trailer of a PDF whose `content` stands before it, and its table at a place."""
    own = _token(content)
    return (
        b"trailer\n<</Size %d/Root %d 0 R\n/Info %d 0 R\n/ID [ <%s>\n<%s> ]\n>>\n"
        b"%%%s %d\nstartxref\n%d\n%%%%EOF\n"
        % (objects, root, info, own, own, made_of.encode("ascii"), pages, table)
    )


def pages_there(target: Path, made_of: str) -> int:
    """Return how many pages a file has that is whole and was made of the same; else none."""
    try:
        with target.open("rb") as file:
            end = file.seek(max(0, file.seek(0, SEEK_END) - _LONGEST))
            told = _LINES.search(file.read())
            if told is None or told[2].decode() != made_of:
                return 0
            return int(told[3]) if _token(_content(file, end + told.start())) == told[1] else 0
    except OSError:
        return 0


def _content(file: IO[bytes], size: int) -> hashlib._Hash:
    """Return the digest of the beginning of a file."""
    content = hashlib.sha256()
    file.seek(0)
    while piece := file.read(min(_AT_ONCE, size)):
        content.update(piece)
        size -= len(piece)
    return content


def _token(content: hashlib._Hash) -> bytes:
    return content.hexdigest()[:32].upper().encode("ascii")
