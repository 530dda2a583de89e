"""Headings and answers as people type them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from docgen.tables.sheets import Value

_LATIN = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_LETTERS = re.compile(r"\b(\w)\.\s*(?=\w\b)")  # «Ф. И. О.» is one word
_WORD = re.compile(r"[^\W_]+")
_QUOTED = 80  # letters
_NUMERO = str.maketrans({"№": " n ", "#": " n "})
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def clean(text: str) -> str:
    """Return a text on one line, with ordinary single spaces and nothing that is not seen."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def brief(text: str) -> str:
    """Return a text as a message quotes it: a cell may hold a whole page."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"


def shown(value: Value) -> str:
    """Return what a cell holds as a text; a number as a spreadsheet in Russian shows it."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return clean(str(value))


@lru_cache(maxsize=4096)  # headings are compared again and again
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a heading: small letters, no dots, «е» for «ё»."""
    plain = clean(text).casefold().replace("ё", "е").translate(_NUMERO)
    found = _WORD.findall(_LETTERS.sub(r"\1", plain))
    return tuple(word.translate(_LATIN) if _is_russian(word) else word for word in found)


def plain(text: str) -> str:
    """Return a heading or an answer in the form in which two of them are compared."""
    return " ".join(tokens(text))


def begins(text: str, words: frozenset[str]) -> bool:
    """Whether a compared text begins with one of the words."""
    return any(text == word or text.startswith(f"{word} ") for word in words)


def without(words: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return words without the first of the phrases that they hold, as long as one is left."""
    for phrase in phrases:
        at = position(words, phrase)
        if at is not None:
            return words[:at] + words[at + len(phrase) :]
    return words


def position(words: tuple[str, ...], phrase: tuple[str, ...]) -> int | None:
    """Return where a phrase begins among words."""
    size = len(phrase)
    if not size or phrase[0] not in words:
        return None
    starts = range(len(words) - size + 1)
    return next((at for at in starts if words[at : at + size] == phrase), None)


def longest_first(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return phrases as words, those of more words first."""
    return tuple(sorted({tokens(each) for each in phrases}, key=lambda each: (-len(each), each)))


def _is_russian(word: str) -> bool:
    return any("а" <= letter <= "я" for letter in word)
