"""The letters of a PDF page in the order they are drawn: no layout, so twenty times as fast.

Enough to see that a page shows known words; where it does not suffice, pypdf's
own extraction has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pypdf import PageObject
from pypdf.generic import StreamObject

_TOKEN = re.compile(rb"/(\S+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")

# Code to text, and how many bytes a code has.
Map = tuple[Mapping[int, str], int]


def letters(page: PageObject) -> str:
    """Return what the page shows, as far as its fonts say which code is which letter."""
    contents = page.get("/Contents")
    stream = contents.get_object() if contents is not None else None
    if not isinstance(stream, StreamObject):
        return ""
    maps = _maps(page)
    shown: list[str] = []
    known: Map = ({}, 1)
    for font, codes, literal in _TOKEN.findall(stream.get_data()):
        if font:
            known = maps.get(font.decode("latin-1"), ({}, 1))
        elif codes:
            shown += _decoded(bytes.fromhex(codes.decode("ascii")), known)
        else:
            shown += _decoded(literal, known)
    return "".join(shown)


def _decoded(data: bytes, known: Map) -> list[str]:
    table, width = known
    codes = (
        data if width == 1 else [data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2)]
    )
    return [table.get(code, "") for code in codes]


def _maps(page: PageObject) -> dict[str, Map]:
    resources = page.get("/Resources")
    fonts: Any = resources.get_object().get("/Font") if resources is not None else None
    return {
        name.lstrip("/"): _map(font.get_object())
        for name, font in (fonts.get_object() if fonts is not None else {}).items()
    }


def _map(font: Any) -> Map:
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    source = font.get("/ToUnicode")
    stream = source.get_object() if source is not None else None
    return (_table(stream.get_data()) if isinstance(stream, StreamObject) else {}), width


def _table(cmap: bytes) -> dict[int, str]:
    table: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"char":
            table.update((int(code, 16), _text(text)) for code, text in _PAIR.findall(block))
        for first, last, text in _TRIPLE.findall(block) if kind == b"range" else ():
            start, letter = int(first, 16), _text(text)
            for code in range(start, min(int(last, 16), start + 0xFFFF) + 1):
                table[code] = letter[:-1] + chr(ord(letter[-1]) + code - start) if letter else ""
    return table


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
