"""Words whose letters come from two alphabets: `дирeктор` with a Latin e looks right and is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from docgen.deferred import pattern
from docgen.records import Frozen

_LATIN = "ABCEHKMOPTXYaceopxykmt"
_CYRILLIC = "АВСЕНКМОРТХУасеорхукмт"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)

_LAT = "A-Za-zÀ-ÖØ-öø-ɏ"
_CYR = "Ѐ-ӿ"
# Every text is searched: a pattern is fast when it begins with the letters that are to be found.
_SEAM = pattern(f"[{_CYR}](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
_ESCAPE = pattern(r"\\(?:[xuU][0-9A-Fa-f]*)?$")  # in "\tв" the t is no letter
_WORD = pattern(f"[{_LAT}{_CYR}]+")
# «XXв», «Xго»: a Roman number with its ending, X and Х are the same on paper.
_ROMAN = pattern("X+(?:в|вв|го|й|м|му|е|ом)")
# A lone Latin c, a, o … before a Russian word; a capital one only where a sentence or initials
# start, because «витамин C и» and «гепатит B у» are right.
_SINGLE_LETTER = r"[acoykABCEHKMOPTXY](?=[ .])(?<!\w\w)"
_SINGLE = pattern(_SINGLE_LETTER)
_FIRST = pattern(rf"\n[ \t]*{_SINGLE_LETTER}")
_RUSSIAN_FOLLOWS = rf"(?= +(?:\d+ +)?[{_CYR}])"
_LONE = pattern(
    rf"(?<![\w'’.@/-])(?<![A-Za-z] )(?<![A-Za-z][,;] )[acoyk]{_RUSSIAN_FOLLOWS}"
    rf"|(?<![^\s«\"'(])(?<![\w,;] )[ABCOKY]{_RUSSIAN_FOLLOWS}"
    r"|(?<![\w-])[ABCEHKMOPTX](?=\. ?[А-ЯЁ]\.)"
    r"|(?<=[А-ЯЁ]\. )[ABCEHKMOPTX](?=\.)"
)


class Mixed(Frozen):
    """A word with letters of two alphabets and the word that was meant."""

    at: int
    word: str
    meant: str

    @property
    def strangers(self) -> str:
        """The letters that have to be typed anew, with their places unchanged by the correction."""
        return "".join(old for old, new in zip(self.word, self.meant, strict=True) if old != new)


def mixed(text: str) -> Iterator[Mixed]:
    """Yield the words that look right and are made of two alphabets."""
    if text.isascii():
        return
    seams = (seam.start() for seam in _SEAM.finditer(text))
    words = {match.span(): match for match in map(partial(_word_around, text), seams)}
    for (at, _), match in words.items():
        meant = _meant(match.group())
        if meant and not _ESCAPE.search(text, max(0, at - 9), at):
            yield Mixed(at, match.group(), meant)
    for single in _SINGLE.finditer(text):
        if _LONE.match(text, single.start()):
            yield Mixed(single.start(), single.group(), single.group().translate(_TO_CYRILLIC))


def begins_line(text: str) -> bool:
    """Whether a Latin letter that could be a Russian word begins a line.

    What YAML puts together of lines does not tell: «test⏎с ним» becomes «test с ним».
    """
    return _FIRST.search(text) is not None


def _word_around(text: str, at: int) -> re.Match[str]:
    start = at
    while start and _WORD.match(text[start - 1]):
        start -= 1
    match = _WORD.match(text, start)
    assert match is not None  # the seam itself is letters
    return match


def _meant(word: str) -> str:
    """Return the word in one alphabet, or nothing when it cannot be written in one.

    «SMMщик» and «VKонтакте» are made of two alphabets on purpose.
    """
    if _ROMAN.fullmatch(word):
        return ""
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    fits = [form for form in (cyrillic, latin) if len({_is_latin(char) for char in form}) == 1]
    return min(fits, key=lambda form: _changes(word, form), default="")


def _changes(word: str, form: str) -> int:
    return sum(old != new for old, new in zip(word, form, strict=True))


def _is_latin(char: str) -> bool:
    return char < "Ѐ"
