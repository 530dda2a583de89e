"""The last touch to what is printed: a finisher may change spaces and marks, never words.

Docgen's own is the typography of a language; this library only knows that a finisher keeps every
letter, every digit and every stand-in in its order. So a whole paragraph of a template can be
finished at once, with its tags standing in it as single characters, and each change finds its way
back to the run that it concerns.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from docgen.deferred import pattern

Finish = Callable[[str], str]
# Returns what finishes a text that is printed after the given one.
Finisher = Callable[[str], Finish]

_HELD: Final = pattern("([\\w\t\r\n\ufffc\U000f0000-\U0010fffd])")


def as_it_is(text: str) -> str:
    """Finish nothing: what is printed is what was given."""
    return text


def spread(before: str, after: str) -> list[str]:
    """Return for each character of a text what became of it when the text was finished."""
    old, new = _HELD.split(before), _HELD.split(after)
    if old[1::2] != new[1::2]:
        raise ValueError("a finisher may change spaces and marks only")
    changed: list[str] = []
    for one, other in zip(old, new, strict=True):
        if one:
            changed += _shared(one, other)
        elif changed:
            changed[-1] += other
    return changed


def finished(texts: list[str], finish: Finish) -> list[str]:
    """Finish texts that stand side by side as the one text that they make."""
    if len(texts) == 1:
        return [finish(texts[0])]
    whole = "".join(texts)
    changed = iter(spread(whole, finish(whole)))
    return ["".join(islice(changed, len(text))) for text in texts]


def _shared(old: str, new: str) -> list[str]:
    """Share out what a gap between words became among the characters it had."""
    if len(old) == len(new):
        return list(new)
    same = _common(old, new)
    rest = _common(old[same:][::-1], new[same:][::-1])
    changed = [*old[:same], *("" for _ in old[same : len(old) - rest]), *old[len(old) - rest :]]
    middle = new[same : len(new) - rest]
    if same < len(old):
        changed[same] = middle + changed[same]
    else:
        changed[-1] += middle
    return changed


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
