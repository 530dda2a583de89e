"""A phrase cut into tokens: words, spaces, marks, whole quotations; which of them may change."""

from __future__ import annotations

import re

from docgen.deferred import pattern
from docgen.russian import lexicon
from docgen.russian.cleaning import LETTERS
from docgen.russian.words import is_common, is_known

_TOKEN = pattern(r"«[^»]*»|„[^“]*“|\"[^\"]*\"|“[^”]*”|\w[\w-]*\.?|\s+|.", re.DOTALL)
_ADJECTIVAL = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_SHORTEST = 5  # letters of a word that nobody takes for an abbreviation
_SHORTEST_IN_CAPITALS = 6


def tokenise(text: str) -> list[str]:
    """Cut a phrase into words, spaces, marks, and whole quotations."""
    return _TOKEN.findall(text)


def is_word(token: str) -> bool:
    """Whether a token is a Russian word; what it begins with may be Latin: «IT-специалист»."""
    first, hyphen, rest = token.partition("-")
    words = (rest if hyphen and first.isascii() and first.isalpha() else token).split("-")
    return all(words) and LETTERS.issuperset("".join(words))


def without_stop(text: str) -> str:
    """Take away the full stop of a phrase typed as a sentence; an abbreviation keeps its own."""
    last = text.removesuffix(".").rpartition(" ")[2]
    stops = text.endswith(".") and len(last) >= _SHORTEST and is_word(last) and is_known(last)
    return text[:-1] if stops else text


def declinable(word: str) -> bool:
    """Whether a token is a word that may change: «по» is not, though there is a river По."""
    return len(word) > 2 and is_word(word) and not is_abbreviation(word)


def is_adjectival(word: str) -> bool:
    """Whether a word ends as adjectives do in the nominative."""
    return word.lower().endswith(_ADJECTIVAL)


def is_abbreviation(word: str) -> bool:
    """«МБОУ» and «СОШ» never decline, «ПРИКАЗ» does: it is a word in capitals."""
    if not (word.isupper() and len(word) > 1 and is_word(word)):
        return False
    if lexicon.find(word.lower()):
        return False
    return len(word) < _SHORTEST_IN_CAPITALS or not (is_adjectival(word) or is_common(word))
