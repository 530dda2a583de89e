"""People whom a paper names by the surname alone: «Наставник Сидорова – Петрова».

Such a word is somebody where the paper, or another one of the folder, names one person of that
surname in full; or where the part is told beside it. Of two persons of one surname it is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from docgen.audit.cases import cases_of
from docgen.audit.people import WORD, Mention, Name, stem_of, without
from docgen.audit.vocabulary import Vocabulary, other
from docgen.records import Frozen, field

_ALONE: Final = re.compile(rf"(?<![«\"\w.-])({WORD})(?![»\"\w-])(?!\.\S)")
# Endings that surnames have, and hardly a word that stands alone in a cell or behind «наставник».
_SHAPED: Final = re.compile(
    r"..(?:(?:[оеё]в|[иы]н)(?:а|у|ой|ым)?|[сц]к(?:ий|ого|ому|им|ая|ой|ую)|енко|[уюч]к|дзе|швили)$"
)
_OF_MAN: Final = re.compile(r"(?:[оеё]в|[иы]н|[сц]кий)$")
# «……… (до вступления в брак – Ким)»: behind a name, in brackets, it is the surname of that one.
_FORMER: Final = re.compile(
    r"\.{3}\s*\((?:ныне|урожд\w+|в девичестве|прежде|ранее|бывш\w+|до\s[^()]{0,60}[–—-])\s*$", re.I
)
_BETWEEN: Final = re.compile(r"\s*[:–—-]?\s*")
_COUPLE: Final = re.compile(rf"[\W\d]*{WORD}\s*[–—/-]\s*{WORD}(?:\s*,\s*{WORD})*[\s;.,]*")
_CELL: Final = re.compile(rf"[\W\d]*{WORD}(?:\s*[,;\n]\s*(?:\d+\W+)?{WORD})*[\s;.,]*")


class Surnames(Frozen):
    """Who is meant by a surname alone, by what stays of it in every case: nobody if several are."""

    known: Mapping[str, Name | None] = field(default_factory=dict)

    @classmethod
    def of(cls, own: Iterable[Name], others: Iterable[Name] = ()) -> Surnames:
        """Know people of a paper, and of other papers those of surnames that it does not tell."""
        return cls(_sole(others) | _sole(own))

    def mentions(
        self, text: str, found: list[Mention], words: Vocabulary, *, listed: bool = False
    ) -> list[Mention]:
        """Return who is named and those found already; `listed`: the text may hold just people."""
        rest = without(text, found)
        alone = listed and bool(_CELL.fullmatch(rest) or _COUPLE.fullmatch(rest))
        more = (
            _mention(match, self._who(rest, match, words, alone=alone))
            for match in _ALONE.finditer(rest)
        )
        return sorted((*found, *(each for each in more if each)), key=lambda each: each.start)

    def _who(
        self, text: str, match: re.Match[str], words: Vocabulary, *, alone: bool
    ) -> Name | None:
        """Return the person whom a word may name; a man's surname is not a woman's."""
        if _FORMER.search(text[: match.start()]):
            return None
        last = stem_of(match[1]).rstrip("а")
        if last not in self.known:
            return _stranger(text, match, words, alone=alone)
        found, of_man = self.known[last], _OF_MAN.search(match[1])
        woman = found and len(found.first) > 1 and found.last.endswith("а")
        return None if of_man and woman else found


NOBODY: Final = Surnames()


def _sole(names: Iterable[Name]) -> dict[str, Name | None]:
    """Return people by their surnames; nobody for a surname that several people have."""
    every: dict[str, list[Name]] = {}
    for name in names:
        if name.middle or len(name.first) == 1 or _SHAPED.search(name.text):  # no «Тема Дата»
            every.setdefault(name.last.rstrip("а"), []).append(name)
    return {last: max(own, key=_told) if _one(own) else None for last, own in every.items()}


def _told(name: Name) -> int:
    return len(name.first) + len(name.middle)


def _one(names: Iterable[Name]) -> bool:
    """Whether all these names are one person's, by full names and by initials."""
    several = [*names]
    whole = {each.key for each in several if len(each.first) > 1 and each.middle}
    return len(whole) < 2 and len({each.first[:1] for each in several}) == 1


def _stranger(text: str, match: re.Match[str], words: Vocabulary, *, alone: bool) -> Name | None:
    """Return a person of whom nothing is known but the part that the words beside tell."""
    word = match[1]
    if not _SHAPED.search(word) or words.roles.match(word):
        return None
    if not alone and not any(_is_beside(text, match, end) for end in _parts(text, words)):
        return None
    return Name(word, stem_of(word), "", "")


def _parts(text: str, words: Vocabulary) -> Iterator[int]:
    """Yield where the words end that tell a mentor or a mentee."""
    return (mark.end for mark in words.markers(text) if other(mark.side))


def _is_beside(text: str, match: re.Match[str], end: int) -> bool:
    return end <= match.start() and bool(_BETWEEN.fullmatch(text[end : match.start()]))


def _mention(match: re.Match[str], name: Name | None) -> Mention | None:
    return Mention(name, match.start(), match.end(), cases_of(match[1])) if name else None
