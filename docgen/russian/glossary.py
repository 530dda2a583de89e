"""The glossary of a text: which words it explains, and which it uses and leaves unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docgen.russian.abbreviations import given

_REACH: Final = 60  # paragraphs that a glossary may take
_FEWEST: Final = 2  # definitions that make a glossary
_OFTEN: Final = 3  # times that a text needs a word to rest on it
_BEGINS: Final = re.compile(
    r"(?=.{8,240}$)(?=.*\b(?:понятия|термины|определения|глоссарий))"
    r".*\b(?:использ|применя|основн|следующ|глоссари)",
    re.IGNORECASE | re.DOTALL,
)
_DEFINED: Final = re.compile(r"[\W\d_]*([А-ЯЁа-яё][\w\s(),«»-]{2,90}?)[*\s]+[–—-]\s")
_ENDING: Final = re.compile(r"(?:ый|ий|ая|ое)$")


def undefined(paragraphs: Sequence[str], terms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the terms that a text with a glossary uses and does not explain, with its place."""
    start = next((at for at, text in enumerate(paragraphs) if _BEGINS.match(text)), None)
    if start is None:
        return
    matches = (_DEFINED.match(text) for text in paragraphs[start + 1 : start + _REACH])
    defined = [found[1].casefold() for found in matches if found]
    if len(defined) < _FEWEST:
        return
    defined += [name.casefold() for text in paragraphs for name in given(text)]
    whole = "\n".join(paragraphs).casefold()
    for term in terms:
        stem = _ENDING.sub("", term)
        used = len(re.findall(rf"\b{re.escape(stem)}\w{{0,3}}\b", whole))
        if used >= _OFTEN and not any(name.startswith(stem) for name in defined):
            yield start, term
