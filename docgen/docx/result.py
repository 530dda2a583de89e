"""What becomes of a template: all that rendering needs, and nothing that could not be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Final

from docgen.deferred import pattern
from docgen.docx.archive import Archive
from docgen.docx.printers import Printer
from docgen.docx.tag import Tags
from docgen.docx.variables import Variable
from docgen.records import Frozen

MAX_PROPERTY: Final = 255  # letters of a property: what Word itself keeps
_LONG: Final = pattern(rf">[^<]{{{MAX_PROPERTY + 1}}}")
_REMEMBERED: Final = 64  # documents of a kind mostly have the same properties


class Part(Frozen):
    """One part that changes with the data; `words` says that it is a text and no property."""

    member: str
    program: CodeType
    words: bool

    def is_whole(self, made: bytes, *, damaged: bool) -> bool:
        """Whether nothing is to be mended in what was made: a property may be too long for Word."""
        return not damaged if self.words else _fits(made)


@lru_cache(_REMEMBERED)
def _fits(properties: bytes) -> bool:
    return not _LONG.search(properties.decode())


class Numbering(Frozen):
    """The numbering part, cut where new instances go."""

    head: str
    tail: str
    abstract: dict[str, str]  # numId -> abstractNumId
    starts: dict[str, tuple[str, ...]]  # abstractNumId -> what each level starts with
    last: int

    def with_instances(self, made: Iterable[tuple[str, str]]) -> bytes:
        """Return the part with new instances: pairs of a new numId and the one it restarts."""
        added = "".join(self._instance(new, old) for new, old in made)
        return f"{self.head}{added}{self.tail}".encode()

    def _instance(self, new: str, old: str) -> str:
        abstract = self.abstract[old]
        levels = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in enumerate(self.starts.get(abstract, ("1",)))
        )
        return f'<w:num w:numId="{new}"><w:abstractNumId w:val="{abstract}"/>{levels}</w:num>'


class Result(Frozen):
    """A compiled template; `included` are the digests of the shared parts that it took in."""

    archive: Archive
    parts: tuple[Part, ...]
    printers: tuple[Printer, ...]
    tags: Tags
    variables: tuple[Variable, ...]
    names: frozenset[str]
    last_id: int
    numbering: Numbering | None
    numbering_member: str
    included: Mapping[str, str]


def fingerprint(data: bytes | None) -> str:
    """Return what tells the contents of a file from others; of none, nothing."""
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()
