"""The words by which papers say who is whose mentor: beginnings of words, looked for in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from docgen.records import Frozen

# Not behind initials or a single letter: «А. Б. Примеров», «2026 г. Утверждён».
SENTENCE_END: Final = re.compile(r"(?<=[а-яё\d)»]{2}[.!?])\s+(?=[А-ЯЁ])")

MENTOR, MENTEE, OTHER, PERSON = "mentor", "mentee", "other", "person"
_WHOLE: Final = 3  # letters: as short a word is written out, «над» is not «надо»
# «Наставником»: what somebody is to be, not who he is; «с наставником», «за наставником» is who.
_PREDICATE: Final = re.compile(
    r"(?<!\bс )(?<!\bсо )(?<!\bза )\bнастав\w+(?:ом|ами|ей|ею)\b"
    r"|\b(?:в качестве|в роли|обязанност\w+|функци\w+|работу)\s+наставника\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?:ом|ами|ыми?)$")
_SUBJECT: Final = re.compile(r"(?:ник|ница|ист|ый|ая|[её]р|тель|мать|отец)$")


def other(side: str) -> str:
    """Return the other side of a couple."""
    return {MENTOR: MENTEE, MENTEE: MENTOR}.get(side, "")


class Rule(Frozen):
    """How a verb puts a couple together: who is its object, and what stands before the other."""

    object: str = ""
    after: str = ""
    skip: bool = False

    @property
    def past(self) -> bool:
        """Whether it tells who was a mentor once."""
        return self.skip and self.object == OTHER


class Marker(Frozen):
    """A word that says which part somebody near it plays, as far as its ending tells the case."""

    side: str
    start: int
    end: int
    predicate: bool = False
    subject: bool = False
    instrumental: bool = False


class Vocabulary(Frozen):
    """The words of `audit.yaml` as patterns."""

    roles: re.Pattern[str]
    sides: Mapping[str, str]
    verbs: tuple[tuple[re.Pattern[str], Rule], ...]
    together: re.Pattern[str]
    people: re.Pattern[str]
    nobody: re.Pattern[str]

    @classmethod
    def of(
        cls,
        roles: Mapping[str, str],
        before: Mapping[str, str],
        verbs: Mapping[str, Rule],
        together: Mapping[str, bool],
        heads: Mapping[str, bool],
    ) -> Vocabulary:
        """Make the patterns of the words that packs give."""
        sides = {**roles, **before}
        longest = sorted(sides, key=len, reverse=True)
        return cls(
            _either(f"(?P<m{n}>{_phrase(each)})" for n, each in enumerate(longest)),
            {f"m{n}": sides[each] for n, each in enumerate(longest)},
            tuple((any_of([verb]), rule) for verb, rule in verbs.items()),
            any_of(word for word, told in together.items() if told),
            any_of(word for word, told in heads.items() if told),
            any_of(word for word, told in heads.items() if not told),
        )

    def markers(self, text: str) -> Iterator[Marker]:
        """Yield the words of a text that say who plays which part."""
        ends = {match.end() for match in _PREDICATE.finditer(text)}
        for match in self.roles.finditer(text):
            side = self.sides[match.lastgroup or ""]
            said = match[0].casefold()
            subject, by = bool(_SUBJECT.search(said)), bool(_BY.search(said))
            yield Marker(side, match.start(), match.end(), match.end() in ends, subject, by)

    def clauses(self, text: str) -> list[str]:
        """Return the parts of a sentence that make couples, apart from those that end them.

        What was once, «раньше», is told up to the end.
        """
        found = sorted(
            ((match.start(), rule) for verb, rule in self.verbs for match in verb.finditer(text)),
            key=lambda each: each[0],
        )
        past = next((n for n, (_, rule) in enumerate(found) if rule.past), len(found))
        pairs = pairwise(found[: past + 1])
        cuts = [at for (_, before), (at, rule) in pairs if before.skip is not rule.skip]
        return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]

    def rule(self, text: str) -> Rule | None:
        """Return what the first verb of a text does to couples."""
        found = ((match.start(), rule) for verb, rule in self.verbs if (match := verb.search(text)))
        return min(found, key=lambda each: (not each[1].skip, each[0]), default=(0, None))[1]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of these phrases, each by the beginnings of its words."""
    return _either(map(_phrase, words))


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that begins where a word does and is any of these, or none at all."""
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})", re.IGNORECASE)


def _phrase(words: str) -> str:
    r"""Return the pattern of a phrase: «молод специалист» is `молод\w*\s+специалист\w*`."""
    return r"[\s.]+".join(
        word.replace("е", "[её]") + (r"\b" if len(word) <= _WHOLE else r"\w*")
        for word in words.split()
    )
