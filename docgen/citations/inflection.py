"""Patterns for words in any case: texts name acts and bodies as their grammar asks."""

from __future__ import annotations

import re
from itertools import product

# What nouns and adjectives end in; «приказываю» and «указано» are no nouns. A pattern finds any
# ending, because one for these alone takes ten times as long to compile, and there are many.
_ENDING = "([а-я]{0,4})"
_ENDINGS = frozenset("ов ев ого его".split())
_OF_ENDINGS = "аеиоуыюяйьмх"
_VOWELS_AT_THE_END = re.compile("[аеиоуыэюяйь]{1,2}$")
_PIECE = re.compile(r"[а-яa-z]+|\d+|.", re.IGNORECASE)
_LATIN = dict(zip("АВСЕНКМОРТХ", "ABCEHKMOPTX", strict=True))
_SURE = 2  # letters of an abbreviation by which it is looked for
_DECLINED = 4  # letters of the shortest word that has cases
_COUNTRY = "Российской Федерации|Российская Федерация|Россия|России|РФ"
_QUOTES = {"«": '[«"“„]', "»": '[»"”“]', " ": r" ?\s", "-": "- ?"}


def inflected(phrase: str) -> str:
    """Return a pattern for a phrase in any case; the country goes by any of its names.

    The groups of what it finds are endings, if each `is_ending`.
    """
    folded = phrase.replace("ё", "е").replace("Ё", "Е")
    parts = [_plain(part) for part in re.split(_COUNTRY, folded)]
    return f"(?:{_COUNTRY})".join(parts)


def is_ending(letters: str) -> bool:
    """Whether a noun or an adjective may end so."""
    return letters in _ENDINGS or not letters.strip(_OF_ENDINGS)


def openings(phrase: str) -> set[str]:
    """Return all ways in which a phrase begins, in lower case: what no case changes."""
    folded = phrase.replace("ё", "е").replace("Ё", "Е")
    word = _PIECE.findall(folded)[0]
    if word[0].isalpha() and not word.isupper():
        return {_stem(word).lower()}
    ways = [letter + _LATIN.get(letter, "") for letter in folded[:_SURE]]
    return {"".join(way).lower() for way in product(*ways)}


def _plain(text: str) -> str:
    return "".join(map(_word, _PIECE.findall(text)))


def _word(piece: str) -> str:
    if not piece[0].isalpha():
        return _QUOTES.get(piece, re.escape(piece))
    if piece.isupper():
        return rf"\b{''.join(map(_letter, piece))}\b"
    return rf"\b{_stem(piece)}{_ENDING if len(piece) >= _DECLINED else ''}\b"


def _stem(word: str) -> str:
    """Return the part of a word that no case changes; short words stay as they are."""
    return _VOWELS_AT_THE_END.sub("", word) if len(word) >= _DECLINED else word


def _letter(letter: str) -> str:
    """Return a pattern for a letter of an abbreviation, which may be typed as a Latin one."""
    return f"[{letter}{_LATIN[letter]}]" if letter in _LATIN else letter
