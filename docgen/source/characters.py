"""Characters nobody sees: control characters, reversed text, invisible marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.deferred import pattern
from docgen.records import Frozen

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_REVERSING = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f"
    "\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_BROKEN = "\ue000-\uf8ff\ufffc\ufffd"  # private use: bullets of the fonts Symbol and Wingdings
_JOINER = "\u200d(?![\u2600-\U0001faff])"  # between two pictures it makes one of them
_FORBIDDEN = pattern(f"[{_CONTROL}{_REVERSING}]")
# Nearly all there is in a file; what is none of it is looked at closely.
_RARE = pattern("[^\t\n -~\xa0«»А-Яа-яЁё–—№…→─]")
_ODD = pattern(f"[{_CONTROL}{_REVERSING}{_INVISIBLE}{_BROKEN}]|{_JOINER}")
_NAMES = {
    "\x00": "нулевой символ",
    "\x0b": "вертикальная табуляция",
    "\x0c": "разрыв страницы",
    "\x1b": "управляющая последовательность терминала",
    "\x85": "перевод строки NEL",
    "\xad": "мягкий перенос",
    "\u200b": "пробел нулевой ширины",
    "\u200e": "метка направления письма",
    "\u200f": "метка направления письма",
    "\u2028": "разделитель строк",
    "\u2029": "разделитель абзацев",
    "\ufeff": "метка порядка байтов",
    "\ufffc": "место вложенного объекта",
    "\ufffd": "знак потерянного символа",
}
REPLACEMENT = "\ufffd"


class Odd(Frozen):
    """An odd character of a text: where it is, what it is, whether documents can hold it."""

    at: int
    char: str
    forbidden: bool

    def __str__(self) -> str:
        name = _NAMES.get(self.char) or _sort(self.char)
        return f"{name} (U+{ord(self.char):04X})"


def composed(text: str) -> str:
    """Return the text with one kind of line end, and й as one character however it was typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def odd(text: str) -> Iterator[Odd]:
    """Yield the characters that a reader of the file cannot see or should not trust."""
    if text.isascii() and text.isprintable():
        return
    for rare in _RARE.finditer(text):
        if _ODD.match(text, rare.start()):
            char = rare.group()
            yield Odd(rare.start(), char, _FORBIDDEN.match(char) is not None)


def visible(text: str) -> str:
    """Return the text, as long as it was, with forbidden characters made visible."""
    return _FORBIDDEN.sub(REPLACEMENT, text) if _RARE.search(text) else text


def _sort(char: str) -> str:
    if re.match(f"[{_REVERSING}]", char):
        return "символ, меняющий порядок букв на экране"
    if _FORBIDDEN.match(char):
        return "управляющий символ"
    return "символ особого шрифта" if re.match(f"[{_BROKEN}]", char) else "невидимый символ"
