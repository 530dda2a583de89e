"""How large a picture is, as its first bytes say it; nothing is unpacked."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG, GIF or BMP in pixels; None for anything else."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) > 24:
        return struct.unpack(">II", data[16:24])
    if data.startswith(_JPEG):
        return _frame(data)
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) > 10:
        return struct.unpack("<HH", data[6:10])
    if data.startswith(b"BM") and len(data) > 26:
        width, height = struct.unpack("<ii", data[18:26])
        return abs(width), abs(height)
    return None


def kind_of(data: bytes) -> str:
    """Return `png` or `jpeg` for a whole picture of that kind; nothing for what is cut or other."""
    if data.startswith(_PNG) and b"IEND" in data[-16:]:
        return "png"
    if data.startswith(_JPEG) and b"\xff\xd9" in data[-64:]:
        return "jpeg"
    return ""


def _frame(data: bytes) -> tuple[int, int] | None:
    for marker, start in _segments(data):
        if marker in _FRAMES and start + 7 <= len(data):
            height, width = struct.unpack(">HH", data[start + 3 : start + 7])
            return width, height
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the segments of a JPEG: the marker of each, and where its length stands."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _ALONE or marker == 0xFF:
            position += 1 if marker == 0xFF else 2
            continue
        yield marker, position + 2
        position += 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
