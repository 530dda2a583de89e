"""The letters of a PDF page in the order they are drawn: no layout, so fifty times as fast.

Enough to see that a page shows known words; where it does not suffice, pypdf's
own extraction has the last word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.pdf.objects import REFERENCE, Objects, entry

_TOKEN = re.compile(rb"/(\S+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+) (\d+) 0 R")


class _Letters(dict[int, str]):
    """Code to text; a code that is not in it shows nothing."""

    def __missing__(self, code: int) -> str:
        return ""


# What the codes of a font mean, and how many bytes a code has.
Map = tuple[_Letters, int]
_NOTHING: Map = (_Letters(), 1)


def letters(objects: Objects, page: int) -> str:
    """Return what the page shows, as far as its fonts say which code is which letter."""
    fonts = {name: _map(objects, font) for name, font in fonts_of(objects, page).items()}
    shown: list[str] = []
    drawn: list[bytes] = []
    known = _NOTHING
    for font, codes, literal in _TOKEN.findall(objects.drawing(page)):
        if font:
            shown.append(_decoded(drawn, known))
            known, drawn = fonts.get(font, _NOTHING), []
        else:
            drawn.append(codes or literal.hex().encode("ascii"))
    shown.append(_decoded(drawn, known))
    return "".join(shown)


def fonts_of(objects: Objects, page: int) -> dict[bytes, int]:
    """Return the fonts that a page may use, by the names its drawing knows them under."""
    given = entry(objects.dictionary(page), b"/Resources")
    for number in REFERENCE.findall(given) if not given.startswith(b"<<") else ():
        given = objects.dictionary(int(number))
    fonts = entry(given, b"/Font")
    for number in REFERENCE.findall(fonts) if not fonts.startswith(b"<<") else ():
        fonts = objects.dictionary(int(number))
    return {name: int(number) for name, number in _NAMED.findall(fonts)}


def _decoded(drawn: list[bytes], known: Map) -> str:
    """Return the letters of what was drawn in one font, given as hexadecimal digits."""
    table, width = known
    data = bytes.fromhex(b"".join(drawn).decode("ascii"))
    if width == 1:
        return data.decode("latin-1").translate(table)
    codes = (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))
    return "".join(table[code] for code in codes)


def _map(objects: Objects, font: int) -> Map:
    width = 2 if b"/Type0" in objects.dictionary(font) else 1
    sources = objects.references(font, b"/ToUnicode")
    return (_table(objects.stream(sources[0])) if sources else _Letters()), width


@lru_cache(maxsize=64)
def _table(cmap: bytes) -> _Letters:
    table = _Letters()
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
