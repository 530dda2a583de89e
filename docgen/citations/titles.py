"""Titles of acts: how much of what a text calls an act is in the act's own title."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[а-яa-z0-9]+", re.IGNORECASE)
_COUNTRY = re.compile(r"\bРФ\b")
_IDLE = frozenset(
    {"о", "об", "обо", "в", "во", "и", "на", "по", "с", "для", "к", "до", "том", "числе"}
)


def stems(title: str) -> tuple[str, ...]:
    """Return the words of a title that tell it from others, without their endings."""
    full = _COUNTRY.sub("Российской Федерации", title.replace("ё", "е").replace("Ё", "Е"))
    words = (word.lower() for word in _WORD.findall(full))
    return tuple(word[: max(4, len(word) - 2)] for word in words if word not in _IDLE)


def share(cited: Sequence[str], known: Sequence[str]) -> float:
    """Return which part of the cited words the known title has; a title may be cut short."""
    if not cited:
        return 0.0
    there = set(known)
    return sum(word in there for word in cited) / len(cited)
