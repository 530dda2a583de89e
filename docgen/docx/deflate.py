"""Deflate as fast as this computer can: the extra `fast` brings libraries made for speed.

All write the same format that every Office reads; only the bytes differ, and the size a little.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final, NamedTuple

_RAW: Final = -15  # a window as large as zip allows, without a header of its own


class Deflate(NamedTuple):
    """What a zip needs of a library: packed data, and their check sum."""

    name: str
    pack: Callable[[bytes], bytes]
    checksum: Callable[[bytes], int]


def _zlib(level: int) -> Deflate:
    def pack(data: bytes) -> bytes:
        return zlib.compress(data, level, _RAW)

    return Deflate("zlib", pack, zlib.crc32)


SMALL: Final = _zlib(9)
PLAIN: Final = _zlib(1)


def _fastest() -> Deflate:
    """Return the fastest library that is installed; Python's own is always there."""
    try:
        from isal import isal_zlib  # noqa: PLC0415  the extra `fast`
    except ImportError:
        return PLAIN

    def pack(data: bytes) -> bytes:
        packed: bytes = isal_zlib.compress(data, 1, _RAW)
        return packed

    return Deflate("isal", pack, isal_zlib.crc32)


FAST: Final = _fastest()
