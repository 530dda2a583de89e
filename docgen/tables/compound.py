"""The sectors of an old workbook (XLS): a chain of them that never ends is found before it is read.

The library that reads old workbooks follows a chain to its end. In a file that was damaged, or is
made so, a chain comes back to itself; then the library goes round until no memory is left, and
nothing can catch that.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

# Where the header has the size of a sector, the tables of chains, and a sector with more of them.
_POWER, _LISTED, _FURTHER = 30, 76, 68
_ENTRIES = 109  # tables that the header has room for
_SIZES = {9: 512, 12: 4096}  # of a sector, by its power of two


def is_endless(data: bytes) -> bool:
    """Whether a chain of sectors comes back to itself."""
    if len(data) < _SIZES[9]:
        return False
    size = _SIZES.get(*struct.unpack_from("<H", data, _POWER))
    if size is None:
        return False  # of no version that is read
    try:
        tables = list(_tables(data, size))
    except _EndlessError:
        return True
    following = [each for table in tables for each in _sector(data, table, size)]
    return _has_ring(following)


class _EndlessError(Exception):
    """The list of tables comes back to itself."""


def _tables(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors with tables: those that the header lists, then those of further lists."""
    sectors = len(data) // size
    yield from (
        each for each in struct.unpack_from(f"<{_ENTRIES}I", data, _LISTED) if each < sectors
    )
    (at,) = struct.unpack_from("<I", data, _FURTHER)
    seen = set()
    while at < sectors:
        if at in seen:
            raise _EndlessError
        seen.add(at)
        *listed, at = _sector(data, at, size) or (sectors,)
        yield from (each for each in listed if each < sectors)


def _sector(data: bytes, number: int, size: int) -> tuple[int, ...]:
    """Return the numbers in a sector; none of one that was cut off."""
    start = (number + 1) * size
    return struct.unpack_from(f"<{size // 4}I", data, start) if start + size <= len(data) else ()


def _has_ring(following: list[int]) -> bool:
    """Whether some sector follows itself, at once or after others."""
    walks = [0] * len(following)  # in which walk each was met
    for walk, start in enumerate(range(len(following)), start=1):
        at = start
        while at < len(following) and not walks[at]:
            walks[at] = walk
            at = following[at]
        if at < len(following) and walks[at] == walk:
            return True
    return False
