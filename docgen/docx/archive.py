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
        self._body, self._directory = _lay_out(members, 0)
        self._count = len(members)

    def with_members(self, changing: Iterable[tuple[str, bytes]]) -> bytes:
        """Return the whole archive with these members after the constant ones."""
        members = [_member(name, data, FAST) for name, data in changing]
        body, directory = _lay_out(members, len(self._body))
        count, start = self._count + len(members), len(self._body) + len(body)
        size = len(self._directory) + len(directory)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0)
        return b"".join((self._body, body, self._directory, directory, end))


def _member(name: str, data: bytes, deflate: Deflate) -> Member:
    return (_known if len(data) <= _SHORT else Member)(name, data, deflate)


@lru_cache(_REMEMBERED)
def _known(name: str, data: bytes, deflate: Deflate) -> Member:
    return Member(name, data, deflate)


def _lay_out(members: Iterable[Member], offset: int) -> tuple[bytes, bytes]:
    records, directory = [], []
    for member in members:
        directory.append(member.directory_entry(offset))
        records.append(member.record)
        offset += len(member.record)
    return b"".join(records), b"".join(directory)
