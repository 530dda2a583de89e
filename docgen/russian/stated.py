"""Forms that somebody stated: they win over every rule, so they are looked at first.

A stated form is a fact; only what cannot be one is named: an unknown case, another nominative,
a form that begins like another word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.russian.cases import ALL_CASES, CASES, Case
from docgen.russian.cleaning import normalise
from docgen.russian.doubts import Doubt

_SHARED = 2  # letters that a word and its form share at least: «Лев» – «Льва» shares one


def stated_doubts(text: str, cases: Mapping[str, str]) -> tuple[Doubt, ...]:
    """Return what cannot be right in the stated forms of a text: «gen: Иванова», …"""
    return tuple(_doubts(text, cases))


def _doubts(text: str, cases: Mapping[str, str]) -> Iterator[Doubt]:
    for key, form in cases.items():
        if key not in ALL_CASES:
            reason = f"нет падежа «{key}»: пишите {', '.join(ALL_CASES)}"
            yield Doubt("stated", reason, form)
        elif key == "nom":
            if normalise(form) != normalise(text):
                yield Doubt("stated", f"именительный падеж не «{text}»", form)
        elif not _same_word(text, form):
            yield Doubt("stated", f"это форма другого слова, не «{text}»", form, (_case(key),))


def _case(key: str) -> Case:
    return next(case for case in CASES if case == key)


def _same_word(text: str, form: str) -> bool:
    """Whether every word of a form begins like its word, in the same number of words."""
    ours, theirs = text.lower().split(), form.lower().split()
    return len(ours) == len(theirs) and all(map(_begin_alike, ours, theirs))


def _begin_alike(word: str, form: str) -> bool:
    shared = min(_SHARED, len(word) - 1)
    return _folded(word)[:shared] == _folded(form)[:shared] or _lost_vowel(word, form)


def _lost_vowel(word: str, form: str) -> bool:
    """«Лев» – «Льва», «день» – «дня»: the second letter is the one that changes."""
    return len(word) <= 5 and word[:1] == form[:1]


def _folded(word: str) -> str:
    return word.replace("ё", "е")
