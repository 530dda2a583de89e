"""What no rule touches: addresses, file names, identifiers. They step aside while rules work."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_FIRST: Final = 0xF0000
_MOST: Final = 0xFFFE
_OURS: Final = re.compile("[\U000f0000-\U000ffffd]")
# No address is without one of these, or a stop that something begins after, or «www» ends before.
_HINTS: Final = ("@", "\\", "_", "://")
_STOP: Final = re.compile(r"\.(?:(?<=[wW]\.)|[A-Za-zрР])")
_FILE: Final = r"\.(?:docx?|xlsx?|pptx?|pdf|od[tsp]|rtf|txt|csv|ya?ml|json|jpe?g|png|zip)"
# A file name with spaces is known by what is around it: nothing else, quotation marks, a disk.
_NAMES: Final = (
    rf"\A[^\n«»„“”\"]+{_FILE}\Z",
    rf"(?<=[«„\"“(])[^\n«»„“”\"()]+{_FILE}(?=[»“\"”)])",
    rf"\b[A-Za-z]:\\[^\n«»„“”\"]{{0,260}}{_FILE}\b",
)
_WORD: Final = r"[^\s\"«»„“”()<>,;№]+"
_ADDRESS: Final = r"[@\\_]|://|\bwww\.|\.(?:[a-z]{2}|рф\b)"
_STOPS: Final = ".,:!?…"


def hide(text: str) -> tuple[str, list[str]]:
    """Return the text with a single character for each thing not to be touched, and the things."""
    if not (any(hint in text for hint in _HINTS) or _STOP.search(text)):
        return text, []
    things: list[str] = []
    names, words, address = _patterns()

    def aside(thing: str) -> str:
        if len(things) == _MOST:
            return thing
        things.append(thing)
        return chr(_FIRST + len(things) - 1)

    def word_aside(found: re.Match[str]) -> str:
        word = found.group()
        thing = word.rstrip(_STOPS)
        return aside(thing) + word[len(thing) :] if address.search(thing) else word

    return words.sub(word_aside, names.sub(lambda found: aside(found.group()), text)), things


def show(text: str, things: list[str]) -> str:
    """Put the things back into their places."""
    return _OURS.sub(lambda found: things[ord(found.group()) - _FIRST], text) if things else text


def taken(text: str) -> bool:
    """Whether a text has the very characters that stand for things: then it stays as it is."""
    return _OURS.search(text) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    patterns = ("|".join(_NAMES), _WORD, _ADDRESS)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
