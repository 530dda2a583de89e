"""Writing the zip of a .docx: fixed dates, fixed order, constant members deflated only once."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from docgen.docx.deflate import FAST, SMALL, Deflate

_DATE = (1 << 5) | 1  # 1 January 1980, the first day a zip can name
_UTF8 = 0x800
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DEFLATED = 8
# What is no longer than that – properties, a header – is often the same in many documents.
_SHORT: Final = 4096
_REMEMBERED: Final = 64


class Member:
    """A member of the archive, already deflated."""

    __slots__ = ("header", "name", "record")

    def __init__(self, name: str, data: bytes, deflate: Deflate) -> None:
        body = deflate.pack(data)
        self.name = name.encode("utf-8")
        common = (_UTF8, _DEFLATED, 0, _DATE, deflate.checksum(data), len(body), len(data))
        self.record = b"".join(
            (_LOCAL.pack(b"PK\3\4", 20, *common, len(self.name), 0), self.name, body)
        )
        self.header = common

    def directory_entry(self, offset: int) -> bytes:
        """Return the entry of the central directory for a member that begins at `offset`."""
        tail = (len(self.name), 0, 0, 0, 0, 0, offset)
        return _CENTRAL.pack(b"PK\1\2", 20, 20, *self.header, *tail) + self.name


class Archive:
    """The constant members of an archive, ready to be followed by the changing ones."""

    __slots__ = ("_body", "_count", "_directory")

    def __init__(self, constant: Mapping[str, bytes]) -> None:
        members = [Member(name, data, SMALL) for name, data in constant.items()]
        records, entries = _laid_out(members, 0)
        self._body, self._directory = b"".join(records), b"".join(entries)
        self._count = len(members)

    def with_members(self, changing: Iterable[tuple[str, bytes]]) -> bytes:
        """Return the whole archive with these members after the constant ones."""
        members = [_member(name, data) for name, data in changing]
        records, entries = _laid_out(members, len(self._body))
        count, start = self._count + len(members), len(self._body) + sum(map(len, records))
        size = len(self._directory) + sum(map(len, entries))
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0)
        return b"".join((self._body, *records, self._directory, *entries, end))


def _member(name: str, data: bytes) -> Member:
    return _known(name, data) if len(data) <= _SHORT else Member(name, data, FAST)


@lru_cache(_REMEMBERED)
def _known(name: str, data: bytes) -> Member:
    return Member(name, data, FAST)


def _laid_out(members: Iterable[Member], offset: int) -> tuple[list[bytes], list[bytes]]:
    """Return members as they follow one another, and their entries in the directory."""
    records, entries = [], []
    for member in members:
        entries.append(member.directory_entry(offset))
        records.append(member.record)
        offset += len(member.record)
    return records, entries
