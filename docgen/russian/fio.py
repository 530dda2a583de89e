"""Which word of a full name is what: «Иванов Иван Петрович» and «Иван Петрович Иванов»."""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.deferred import pattern
from docgen.records import Frozen
from docgen.russian import first_names
from docgen.russian.cases import Kind
from docgen.russian.cleaning import PARTICLES, normalise

_PATRONYMICS = ("вич", "вна", "ьич", "кич", "мич", "тич", "нич", "ична", "ишна")
_MAN = pattern(r"[^\W\d_]+ич$", re.IGNORECASE)
_TURKIC = frozenset("оглы кызы гызы кизи улы углы уулу зода".split())
_TURKIC_ENDS = ("оглы", "кызы", "гызы", "кизи", "улы", "уулу")
_INITIALS = pattern(r"(?:[А-ЯЁ]\.-?)+$")
_SURNAME = pattern(
    r"(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая|ой)|енко|ых|их|чук|юк|ян|дзе|швили|ый|ая)$", re.IGNORECASE
)
_LAST_FIRST: tuple[Kind, ...] = ("last", "first", "middle")
_FIRST_LAST: tuple[Kind, ...] = ("first", "middle", "last")


class Parts(Frozen):
    """A full name in the order in which it was written, each word group with its kind."""

    pieces: tuple[tuple[str, Kind], ...]

    def _of(self, wanted: Kind) -> str:
        return " ".join(text for text, kind in self.pieces if kind == wanted)

    @property
    def last(self) -> str:
        """The surname."""
        return self._of("last")

    @property
    def first(self) -> str:
        """The first name."""
        return self._of("first")

    @property
    def middle(self) -> str:
        """The patronymic."""
        return self._of("middle")


@lru_cache(maxsize=4096)
def split_full(name: str) -> Parts:
    """Tell the parts of a full name apart; the surname is first unless the words say otherwise."""
    words = _grouped(normalise(name).replace(".", ". ").split())
    return Parts(tuple(zip(words, _kinds(words), strict=False)))


def _kinds(words: list[str]) -> tuple[Kind, ...]:
    if len(words) == 2:
        return _two_kinds(*words)
    if len(words) > 2 and (is_patronymic(words[1]) or _are_initials(words[:2])):
        return _FIRST_LAST
    return _LAST_FIRST


def _two_kinds(one: str, other: str) -> tuple[Kind, ...]:
    """«Анна Петровна» has no surname; «Роман Абрамович» is read so too, and declines alike."""
    known = first_names.surely(one.lower())
    if known and is_patronymic(other):
        return ("first", "last" if known == "f" and _MAN.search(other) else "middle")
    first_is_first = _is_never_a_surname(one, other) or _surname_is_second(one, other)
    return ("first", "last") if first_is_first else ("last", "first")


def _is_never_a_surname(one: str, other: str) -> bool:
    """«Даша Бойко», «Лев Толстой»; beside another first name nobody knows: «Мария Ахмед»."""
    one, other = one.lower(), other.lower()
    if not first_names.is_never_a_surname(one) or other in first_names.OURS:
        return False
    return first_names.surely(other) is None


def _surname_is_second(one: str, other: str) -> bool:
    if _are_initials([one]):
        return True
    return bool(_SURNAME.search(other)) and not _SURNAME.search(one) and not _like_name(other)


def _like_name(word: str) -> bool:
    """First names that end like surnames: «Ким Марина» has its surname first."""
    return word.lower() in _NAMES_LIKE_SURNAMES


_NAMES_LIKE_SURNAMES = frozenset(
    "марина ирина арина алина полина карина галина нина екатерина кристина валентина ангелина "
    "регина сабина эвелина альбина эльвина антонина фаина дарина христина василина каролина лина "
    "зарина амина мадина дина ева аделина зина ясмина паулина акулина константин валентин мартин "
    "марин августин севастьян себастьян демьян касьян лукьян жасмин камалудин эдвин эрвин дамиан "
    "ян марьян лев злата ая рая тая майя яна".split()
)


def is_patronymic(word: str) -> bool:
    """Whether a word ends as only patronymics do (and some surnames: «Абрамович»)."""
    return word.lower().endswith((*_PATRONYMICS, *_TURKIC_ENDS))


def _are_initials(words: list[str]) -> bool:
    return all("." in word and _INITIALS.match(word) for word in words)


def _grouped(words: list[str]) -> list[str]:
    """Join what is one part: «фон Бюлов», «Гасан оглы»; a fourth word belongs to the third.

    Of «Барклай де Толли Богдан» the first two are one surname; of «Карл фон Штерн» they are not.
    """
    groups: list[str] = []
    for word in words:
        if groups and _belongs(groups[-1], word):
            groups[-1] += f" {word}"
        else:
            groups.append(word)
    beyond = groups[2:] and not is_patronymic(groups[2])
    if beyond and _is_particle(groups[1].split(" ")[0]):
        groups = [f"{groups[0]} {groups[1]}", *groups[2:]]
    return [*groups[:2], " ".join(groups[2:])] if len(groups) > 3 else groups


def _belongs(group: str, word: str) -> bool:
    """Whether a word is of the part before it: «Гасан оглы», «Ван дер Линде», «(Петрова)»."""
    if word.lower() in _TURKIC or word.startswith("(") or _is_particle(group):
        return True
    noble = group.lower().split(" ")[0] in PARTICLES
    return noble and (word in PARTICLES or group.rpartition(" ")[2] in PARTICLES)


def _is_particle(word: str) -> bool:
    return word.islower() and word.rpartition(" ")[2] in PARTICLES and word not in _TURKIC
