"""Deflate as fast as this computer can: the extra `fast` brings libraries made for speed.

All write the same format that every Office reads; only the bytes differ, and the size a little.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

from docgen.records import Frozen

_RAW: Final = -15  # a window as large as zip allows, without a header of its own


class Deflate(Frozen):
    """What a zip needs of a library: packed data, and their check sum."""

    name: str
    pack: Callable[[bytes], bytes]
    checksum: Callable[[bytes], int]


def _zlib(level: int) -> Deflate:
    def pack(data: bytes) -> bytes:
        return zlib.compress(data, level, _RAW)

    return Deflate("zlib", pack, zlib.crc32)


SMALL: Final = _zlib(9)
PLAIN: Final = _zlib(2)  # as quick as 1, and smaller by a twentieth


def _fastest() -> Deflate:
    """Return the fastest library that is installed; Python's own is always there."""
    try:
        from isal import isal_zlib  # noqa: PLC0415  the extra `fast`
    except ImportError:
        return PLAIN

    def pack(data: bytes) -> bytes:
        packed: bytes = isal_zlib.compress(data, 0, _RAW)  # 0 packs, too, and twice as fast as 1
        return packed

    return Deflate("isal", pack, isal_zlib.crc32)


FAST: Final = _fastest()
