"""What a rule of typography is: a change of a text, why it is made, and cases that show it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from docgen.deferred import pattern
from docgen.records import Frozen
from docgen.russian.cases import NBSP

# Inside a class of a pattern: single characters that stand for something else. A value of a
# sentence, or an address that is not to be touched, is as good as a word; of a thing nobody can
# say what stands there: a picture, or a tag that prints nothing itself. Values have the private
# planes: Python compiles a class with thousands of characters of the first plane, or with more
# than two stretches of it, in twenty times the time.
VALUE: Final = "\U000f0000-\U0010fffd"
THING: Final = "\ufffc"
OPAQUE: Final = VALUE + THING

Change = Callable[[str], str]
# Whether a text has what a change concerns: most have not.
Occasion = Callable[[str], object]
# Whether a word is one of some: a list tells at once, a pattern of many takes long to compile.
IsOne = Callable[[str], bool]
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


def replacing(occasion: Occasion, *steps: tuple[str, Replacement]) -> Change:
    """Make a change of patterns and what replaces them, on an occasion."""
    waiting = tuple((pattern(sought), new) for sought, new in steps)

    def change(text: str) -> str:
        if occasion(text):
            for each, new in waiting:
                text = each.sub(new, text)
        return text

    return change


def having(*signs: str, like: str = "") -> Occasion:
    """Make the occasion of texts that have any of some signs, and what a pattern finds.

    Signs are found much faster than patterns, and nothing is compiled for them.
    """
    waiting = pattern(like)

    def is_given(text: str) -> bool:
        for sign in signs:
            if sign in text:
                return not like or waiting.search(text) is not None
        return False

    return is_given


def in_turn(*changes: Change) -> Change:
    """Make one change of several."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


def joining(occasion: Occasion, *patterns: str) -> Change:
    """Make a change that puts no-break spaces where the patterns find ordinary ones."""
    return replacing(occasion, *((each, _joined) for each in patterns))


def joining_next(is_one: IsOne, after: str) -> tuple[str, Replacement]:
    """Return a step that joins a word to what it follows: to characters of a class."""

    def joined(found: re.Match[str]) -> str:
        return (NBSP if is_one(found[1]) else " ") + found[1]

    return rf" (?<=[{after}] )(\w+|₽)", joined


def joining_to(is_one: IsOne, space: str, unless: str = "") -> tuple[str, Replacement]:
    """Return a step that joins a word to what follows it, where the pattern of a space finds one.

    Such spaces are found at once, words everywhere are not. What is found begins behind the word
    and ends with the space. Before the word must not stand what `unless` finds: two characters.
    """
    waiting = pattern(unless)

    def joined(found: re.Match[str]) -> str:
        text, end = found.string, found.start()
        start = _start_of_word(text, end)
        joins = is_one(text[start:end]) and not (unless and waiting.match(text, max(start - 2, 0)))
        return found.group()[:-1] + (NBSP if joins else " ")

    return space, joined


def _start_of_word(text: str, end: int) -> int:
    """Return where the word begins that ends here."""
    while end and text[end - 1].isalnum():
        end -= 1
    return end


def _joined(found: re.Match[str]) -> str:
    return found.group().replace(" ", NBSP)
