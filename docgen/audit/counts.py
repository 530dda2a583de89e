"""How many pairs a report tells of, and how many the orders fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from docgen.audit.couples import Couple, grouped
from docgen.audit.vocabulary import SENTENCE_END
from docgen.diagnostics import Place
from docgen.norms import Document
from docgen.russian import AnyCase, number_in_words

_MOST: Final = 60  # pairs that a school writes in words at most
_CASES: Final[tuple[AnyCase, ...]] = ("nom", "gen", "acc")
_PAIRS: Final = re.compile(
    r"\b(\d{1,3}|[а-яё]+(?:\s[а-яё]+)?)\s+(?:наставническ\w+\s+)?пар(?:ы|а|у)?\b(?!\w)", re.I
)
_NUMBER_OF: Final = re.compile(
    r"\b(?:количество|число|всего)\s+(?:наставническ\w+\s+)?пар\s*[:–—-]?\s*(\d{1,3})\b", re.I
)
# Of all pairs a report speaks with such words; «две пары продолжат работу» is of some of them.
_ALL: Final = re.compile(
    r"закрепл|сформирован|создан|работал|действовал|функционир|организован|всего|количеств|числ",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"из них|из которых|ещ[её]|только|не менее|лучш|"
    r"\bв\s(?:районе|городе|области|округе|регионе|муниципалитете|крае|республике)",
    re.IGNORECASE,
)


def told_pairs(document: Document) -> Iterator[tuple[int, Place]]:
    """Yield how many pairs a paper says there are in all, each time it does."""
    for each in document.paragraphs:
        for sentence in SENTENCE_END.split(each.text):
            if _ALL.search(sentence) and not _PART.search(sentence):
                for found in (*_PAIRS.finditer(sentence), *_NUMBER_OF.finditer(sentence)):
                    yield from ((n, each.place) for n in _values(found[1]))


def possible(couples: Sequence[Couple]) -> set[int]:
    """Return the numbers of pairs that these couples may be called.

    Groups may be counted by heads, as one each, or apart; a replaced mentor twice or once.
    """
    mentors = grouped(couples, lambda each: each.mentor)
    mentees = grouped(couples, lambda each: each.mentee)
    single = sum(len(group) == 1 for group in mentors)
    again = len(couples) - len(mentees)
    whole = {len(couples), len(mentors), single, len(mentees)}
    return whole | {number - again for number in whole}


def _values(text: str) -> Iterator[int]:
    """Yield the number that digits or words say, «работали три» too; nothing if they say none."""
    words = text.casefold().replace("ё", "е")
    if words.isdecimal():
        yield int(words)
    else:
        last = words.split()[-1]
        yield from (n for n in (_numbers().get(words) or _numbers().get(last),) if n)


@cache
def _numbers() -> dict[str, int]:
    """Return numbers by their words beside «пара», in every case that reports have."""
    return {
        number_in_words(number, "f", case).replace("ё", "е"): number
        for number in range(1, _MOST)
        for case in _CASES
    }
