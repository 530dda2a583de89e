"""Values that a template prints as more than plain text: emphasis, references, blanks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Any

from docgen.deferred import pattern
from docgen.records import Frozen

BLANK_WIDTH = 8
UNCOUNTED = "…"  # stands for the number of a page until pages are counted
_BOOKMARK = pattern(r"[^\W\d]\w{0,39}")


class Run(Frozen):
    """A stretch of text; a newline in it is a line break, a tab is a tab."""

    text: str
    bold: bool = False
    italic: bool = False
    highlight: bool = False

    def __str__(self) -> str:
        return self.text


class Reference(Frozen):
    """A cross-reference: a REF field to a bookmark with the number already in it.

    With `page` it is a PAGEREF field: the page on which the bookmark stands, which only whoever
    lays the document out can know.
    """

    bookmark: str
    text: str = UNCOUNTED
    page: bool = False

    def __str__(self) -> str:
        return self.text


class Blank(Frozen):
    """A place to fill in by hand; the rendering lists the labels of the blanks it printed.

    `width` is how many underscores it takes: a name needs more room than a number.
    """

    label: str
    width: int = BLANK_WIDTH

    def __str__(self) -> str:
        return "_" * self.width


Piece = Run | Reference | Blank


class Rich(Frozen):
    """Pieces printed one after another, optionally with a bookmark around the whole."""

    parts: tuple[Piece, ...]
    bookmark: str | None = None

    def __str__(self) -> str:
        return "".join(str(part) for part in self.parts)

    def __bool__(self) -> bool:
        return any(isinstance(part, Blank) or str(part) for part in self.parts)


_MORE = (Rich, Run, Reference, Blank)


def join(values: Iterable[object]) -> str | Rich:
    """Put values together; the result stays rich when any of them is."""
    given: list[Any] = list(values)
    with suppress(TypeError):  # of most all are texts
        return "".join(given)
    if not any(isinstance(value, _MORE) for value in given):
        return "".join(map(str, given))
    return Rich(tuple(piece for value in given for piece in _pieces(value)))


def _pieces(value: object) -> tuple[Piece, ...]:
    if isinstance(value, Rich):
        return value.parts
    if isinstance(value, Run | Reference | Blank):
        return (value,)
    return (Run(str(value)),)


@lru_cache(maxsize=4096)
def bookmark_name(name: str) -> str:
    """Return `name` as Word accepts it (a letter first, 40 letters, digits and `_` at most).

    A name that has to change gets a digest, so two different names never become one.
    """
    if _BOOKMARK.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    plain = re.sub(r"\W", "_", name).lstrip("0123456789_")[:29] or "mark"
    return f"{plain}_{digest}"
