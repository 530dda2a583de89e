"""What no rule touches: addresses, file names, identifiers. They step aside while rules work."""

from __future__ import annotations

import re
from typing import Final

from docgen.deferred import pattern
from docgen.russian.typography.rule import having

_FIRST: Final = 0xF0000
_MOST: Final = 0xFFFE
_OURS: Final = pattern("[\U000f0000-\U000ffffd]")
# No address is without one of these, or a stop that something begins after, or «www» ends before.
_HINTED: Final = having("@", "\\", "_")
_LINKED: Final = having("/", like="://")
_STOPPED: Final = having(".", like=r"\.(?:(?<=[wW]\.)|[A-Za-z]|[рР])")
_ENDING: Final = r"\.(?:docx?|xlsx?|pptx?|pdf|od[tsp]|rtf|txt|csv|ya?ml|json|jpe?g|png|zip)"
_ENDED: Final = having(
    *(".doc", ".xls", ".ppt", ".pdf", ".od", ".rtf", ".txt", ".csv"),
    *(".yml", ".yaml", ".json", ".jp", ".png", ".zip"),
)
# A file name with spaces is known by what is around it: nothing else, quotation marks, a disk.
_NAME: Final = pattern(
    rf"\A[^\n«»„“”\"]+{_ENDING}\Z"
    rf"|(?<=[«„\"“(])[^\n«»„“”\"()]+{_ENDING}(?=[»“\"”)])"
    rf"|\b[A-Za-z]:\\[^\n«»„“”\"]{{0,260}}{_ENDING}\b",
    re.IGNORECASE,
)
_WORD: Final = pattern(r"(?:(?![„“”№])[^\s\"«»()<>,;])+")  # two classes compile sooner than one
_ADDRESS: Final = pattern(r"[@\\_]|://|\bwww\.|\.(?:[a-z]{2}|рф\b)")
_STOPS: Final = ".,:!?…"


def hide(text: str) -> tuple[str, list[str]]:
    """Return the text with a single character for each thing not to be touched, and the things."""
    if not (_HINTED(text) or _LINKED(text) or _STOPPED(text)):
        return text, []
    if _OURS.search(text):  # as a whole, or its own characters would be taken for ours
        return chr(_FIRST), [text]
    things: list[str] = []

    def aside(thing: str) -> str:
        if len(things) == _MOST:
            return thing
        things.append(thing)
        return chr(_FIRST + len(things) - 1)

    def word_aside(found: re.Match[str]) -> str:
        word = found.group()
        thing = word.rstrip(_STOPS)
        return aside(thing) + word[len(thing) :] if _ADDRESS.search(thing.lower()) else word

    if _ENDED(text.lower()):
        text = _NAME.sub(lambda found: aside(found.group()), text)
    return _WORD.sub(word_aside, text), things


def show(text: str, things: list[str]) -> str:
    """Put the things back into their places."""
    return _OURS.sub(lambda found: things[ord(found.group()) - _FIRST], text) if things else text
