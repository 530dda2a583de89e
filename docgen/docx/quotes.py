"""Quotation marks that Word made curly inside a tag become straight; those inside strings stay."""

from __future__ import annotations

import re
from typing import Final

# What may close a string opened by this mark. Word curls `"` by the keyboard's language, so
# „a“, “a”, ”a” and «a» all stand for "a".
_CLOSERS: Final = {
    "“": "”“",
    "„": "“”",
    "”": "”“",
    "‘": "’",
    "‚": "‘’",
    "’": "’‘",
    "«": "»",
}
_MARKS: Final = re.compile("[\"'" + "".join(_CLOSERS) + "]")
_STRAIGHT: Final = {"‘": "'", "’": "'", "‚": "'"}


def straighten(text: str) -> tuple[str, list[int]]:
    """Return the text with straight string quotes, and for each character its old offset."""
    out: list[str] = []
    offsets: list[int] = []
    position = 0
    while mark := _MARKS.search(text, position):
        out.append(text[position : mark.start()])
        offsets += range(position, mark.start())
        position = mark.start()
        end = _string_end(text, position)
        piece = text[position] if end is None else _literal(text[position:end])
        stop = position + 1 if end is None else end
        offsets += _spread(position, stop, len(piece))
        out.append(piece)
        position = stop
    out.append(text[position:])
    return "".join(out), [*offsets, *range(position, len(text) + 1)]


def _spread(start: int, end: int, length: int) -> list[int]:
    """Map the characters of a rewritten string into the stretch it came from."""
    return [min(start + index, end - 1) for index in range(length)]


def _string_end(text: str, start: int) -> int | None:
    mark = text[start]
    if mark in "\"'":
        return _straight_end(text, start)
    if mark not in _CLOSERS:
        return None
    depth = 0
    for position in range(start + 1, len(text)):
        character = text[position]
        if mark == "«" and character == "«":
            depth += 1
        elif character in _CLOSERS[mark]:
            if not depth:
                return position + 1
            depth -= 1
    straight = text.find(_STRAIGHT.get(mark, '"'), start + 1)
    return straight + 1 if straight >= 0 else None


def _straight_end(text: str, start: int) -> int | None:
    position = start + 1
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] == text[start]:
            return position + 1
        position += 1
    curly = [text.find(mark, start + 1) for mark in ("”’" if text[start] == '"' else "’")]
    return min((place + 1 for place in curly if place >= 0), default=None)


def _literal(string: str) -> str:
    """Return a string literal with straight quotes around the same words."""
    opening, inside, closing = string[0], string[1:-1], string[-1]
    if opening == closing and opening in "\"'":
        return string
    quote = _STRAIGHT.get(opening, opening if opening in "\"'" else '"')
    escaped = inside.replace("\\", "\\\\").replace(quote, "\\" + quote)
    return quote + escaped + quote
