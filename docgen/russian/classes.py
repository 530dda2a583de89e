"""Names of classes: «7 «Б»», however they were typed."""

from __future__ import annotations

import re

from docgen.deferred import pattern
from docgen.russian.cases import ALL_CASES, NBSP, AnyCase

_LATIN = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУавсенкмортху")
_CLASS = pattern(
    r"(1[0-2]|[1-9])(?:\s*[-\u2010\u2011–—./]?\s*[«\"'“„(]?\s*(?:([А-ЯЁ]{1,5})|(?<=[-\u2010\u2011–—./])(\d))\s*[»\"'”“)]?)?"
)
_WORD = pattern(r"\s*(?:класс\w*|кл\.?)\s*$", re.IGNORECASE)
_WORDS = "класс класса классу класс классом классе".split()


def class_name(text: str) -> str:
    """Return «7 «Б»» for «7б», «7-Б», «7 "Б" класс», with Latin letters too; «11» stays «11».

    A class that cannot be understood is a ValueError that says how to write it.
    """
    plain = _WORD.sub("", text).strip().translate(_LATIN).upper()
    found = _CLASS.fullmatch(plain)
    if not found:
        raise ValueError(f"класс пишут как 7 «Б», а не «{text}»")
    number, letters, figure = found.groups()
    if figure:
        return f"{number}-{figure}"
    return f"{number}{NBSP}«{letters}»" if letters else number


def school_class(text: str, case: AnyCase = "nom") -> str:
    """Return a class with the word in a case: «7 «Б» классу»."""
    return f"{class_name(text)}{NBSP}{_WORDS[ALL_CASES.index(case)]}"
