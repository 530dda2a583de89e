"""Typography as printers set Russian text, one explainable pass: a list of named rules.

A rule changes spaces, quotation marks, dashes and dots, never a letter or a digit. The pass is
idempotent. Addresses, file names and identifiers are not touched, nor are the private characters
that stand for values and tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from docgen.deferred import pattern
from docgen.russian.cases import NBSP
from docgen.russian.typography import shelter
from docgen.russian.typography.joins import JOINS
from docgen.russian.typography.marks import MARKS
from docgen.russian.typography.rule import Rule

__all__ = ["NBSP", "RULES", "Rule", "Typesetter", "typeset", "typesetter"]

RULES: Final[tuple[Rule, ...]] = (*MARKS, *JOINS)

# What no rule concerns: words with single spaces between them, and no marks but commas and the
# like; initials in front may be joined already. The stop of a sentence is none of «и др.».
_PLAIN: Final = pattern(rf"(?:[А-Я]\.{NBSP})*+(?:[А-яё]++[,;:]?(?: |\Z))*+(?:[А-яё]{{3,}}\.)?")
_REMEMBERED: Final = 2048


def typeset(text: str, rules: Iterable[Rule] = RULES) -> str:
    """Set a text by the rules: «приказ №5 - "О плане"» → «приказ № 5 – «О плане»»."""
    if _PLAIN.fullmatch(text):
        return text
    text, things = shelter.hide(text)
    for rule in rules:
        text = rule.change(text)
    return shelter.show(text, things)


class Typesetter:
    """The rules of a profile, ready to set any number of texts; those met last are remembered."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._set = lru_cache(_REMEMBERED)(self._anew)
        self._set_within = lru_cache(_REMEMBERED)(self._anew_within)

    def __call__(self, text: str) -> str:
        """Set a text."""
        return self._set(text)

    def within(self, text: str) -> str:
        """Set a text that stands in quotation marks: its own become „лапки“."""
        return self._set_within(text)

    def after(self, before: str) -> Callable[[str], str]:
        """Return what sets a text that is printed after this one."""
        opened = before.count("«") - before.count("»") + before.count("„") - before.count("“")
        return self._set_within if opened % 2 else self._set

    def _anew(self, text: str) -> str:
        return typeset(text, self.rules)

    def _anew_within(self, text: str) -> str:
        return typeset(f"«{text}»", self.rules)[1:-1]


def typesetter(switches: Mapping[str, bool] | None = None) -> Typesetter:
    """Return the typesetter of a profile: all rules but those switched off."""
    off = frozenset(name for name, on in (switches or {}).items() if not on)
    return _without(off)


@cache
def _without(off: frozenset[str]) -> Typesetter:
    return Typesetter(tuple(rule for rule in RULES if rule.name not in off))
