"""What a rule of typography is: a change of a text, why it is made, and cases that show it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from docgen.records import Frozen
from docgen.russian.cases import NBSP

# Inside a class of a pattern: single characters that stand for something else. A value of a
# sentence, or an address that is not to be touched, is as good as a word; of a thing nobody can
# say what stands there: a picture, or a tag that prints nothing itself.
VALUE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd"
THING: Final = "\ufffc"
OPAQUE: Final = VALUE + THING

Change = Callable[[str], str]
Replacement = str | Callable[[re.Match[str]], str]


class Rule(Frozen):
    """One rule: its name in a profile, what it does and why, in Russian.

    `cases` are texts before and after it, `kept` are texts that it must not change; in both `~`
    is a no-break space.
    """

    name: str
    title: str
    why: str
    change: Change
    cases: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]


def replacing(occasion: str, *steps: tuple[str, Replacement]) -> Change:
    """Make a change of patterns and what replaces them; compiled when first needed.

    `occasion` is what every text must have that the change concerns: most have not.
    """

    @cache
    def concerned() -> Callable[[str], object]:
        return re.compile(occasion).search

    @cache
    def replacements() -> tuple[tuple[re.Pattern[str], Replacement], ...]:
        return tuple((re.compile(pattern), new) for pattern, new in steps)

    def change(text: str) -> str:
        if not concerned()(text):
            return text
        for pattern, replacement in replacements():
            text = pattern.sub(replacement, text)
        return text

    return change


def in_turn(*changes: Change) -> Change:
    """Make one change of several."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


def joining(occasion: str, *patterns: str) -> Change:
    """Make a change that puts no-break spaces where the patterns find ordinary ones."""
    return replacing(occasion, *((pattern, _joined) for pattern in patterns))


def joining_to(word: str, number: str) -> tuple[str, Replacement]:
    """Return a step that joins a word to a number after it.

    Spaces before numbers are found at once, words everywhere are not.
    """

    @cache
    def is_word() -> Callable[[str, int, int], object]:
        return re.compile(rf"(?:{word})\Z").search

    def joined(space: re.Match[str]) -> str:
        text, end = space.string, space.start()
        return NBSP if is_word()(text, text.rfind(" ", 0, end) + 1, end) else " "

    return rf" (?={number})", joined


def _joined(found: re.Match[str]) -> str:
    return found.group().replace(" ", NBSP)
