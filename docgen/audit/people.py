"""Who is named in a text: one person in any case is one, a letter's difference is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC: Final = r"[А-ЯЁ][а-яё]+(?:ович|евич|ич|овн|евн|ичн|иничн)(?:а|у|ем|ом|е|ы|ой|ою)?"
_FULL: Final = re.compile(rf"\b({_WORD})\s+([А-ЯЁ][а-яё]+)\s+({_PATRONYMIC})\b")
_TURNED: Final = re.compile(rf"\b([А-ЯЁ][а-яё]+)\s+({_PATRONYMIC})\s+({_WORD})\b")
_PLAIN: Final = re.compile(rf"(?:^|[\s:;,|(–])({_WORD})\s+([А-ЯЁ][а-яё]{{2,}})(?=$|[\s,;.)(])")
_INITIALS: Final = re.compile(
    rf"\b([А-ЯЁ])\.\s?(?:[А-ЯЁ]\.\s?)?({_WORD})|\b({_WORD})\s([А-ЯЁ])\.(?:\s?[А-ЯЁ]\.)?"
)
_ENDINGS: Final = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ой|ей|ою|ею|ую|юю|ая|яя|ый|ий|а|я|у|ю|е|ы|и|ь|й)$"
)
_FLEETING: Final = re.compile(r"(?<=\w\w)[ое](?=[кцл]$)")  # «Колосок – Колоска», «Павел – Павла»
_PAIRED: Final = ("ов", "ев", "ин", "ын", "ск", "цк")  # surnames that men and women share
_HONOURED: Final = re.compile(r"\bимени\b[^.»\n]{0,80}$")  # a school's patron, nobody of the papers
_LONGEST: Final = 5  # a surname shorter than this differs from too many others by a letter


@dataclass(frozen=True, slots=True)
class Name:
    """A person as a text names him or her: what was read, and what stays in every case."""

    text: str
    last: str
    first: str
    middle: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What is the same wherever the same person is named in full."""
        return (self.last, self.first, self.middle)

    @property
    def short(self) -> tuple[str, str, str]:
        """The surname and the initials."""
        return (self.last, self.first[:1], self.middle[:1])


def names_in(text: str) -> Iterator[Name]:
    """Yield everybody whom a text names in full, in order."""
    taken: list[tuple[int, int]] = []
    found = [(match, (1, 2, 3)) for match in _FULL.finditer(text)]
    found += [(match, (3, 1, 2)) for match in _TURNED.finditer(text)]
    for match, (last, first, middle) in sorted(found, key=lambda each: each[0].start()):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        taken.append(match.span())
        if _HONOURED.search(text[: match.start()]):
            continue
        said = " ".join(match[0].split())
        yield Name(
            said, _last(*match.group(last, middle)), _first(match[first]), _stem(match[middle])
        )


def persons_in(text: str) -> Iterator[Name]:
    """Yield everybody whom a text that tells of people names: in full, or without a patronymic."""
    rest = text
    for name in names_in(text):
        yield name
        rest = rest.replace(name.text, "\n")
    for match in _PLAIN.finditer(rest):
        yield Name(" ".join(match[0].split()), _stem(match[1]), _first(match[2]), "")


def short_names_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield everybody whom a text names by surname and initials: the surname and the first one."""
    for match in _INITIALS.finditer(text):
        yield _stem(match[2] or match[3]), (match[1] or match[4]).casefold().replace("ё", "е")


def almost(one: Name, other: Name) -> bool:
    """Whether two names are likely one person, written with a letter more, less or another."""
    if one.key == other.key:
        return False
    surnames = one.first == other.first and one.middle == other.middle
    if surnames and min(len(one.last), len(other.last)) >= _LONGEST:
        return _one_apart(one.last, other.last)
    if one.last == other.last and one.first == other.first:
        return _one_apart(one.middle, other.middle)
    return False


def same(one: Name, other: Name) -> bool:
    """Whether two names are one person's, as far as both are told."""
    surnames = one.last.rstrip("а") == other.last.rstrip("а") and one.first == other.first
    return surnames and (one.middle == other.middle or not (one.middle and other.middle))


def alike(last: str, other: str) -> bool:
    """Whether two surnames, whatever their gender, differ by one letter."""
    one, two = last.rstrip("а"), other.rstrip("а")
    return min(len(one), len(two)) >= _LONGEST and one != two and _one_apart(one, two)


def _stem(word: str) -> str:
    folded = word.casefold().replace("ё", "е")
    stems = (_bare(part) for part in folded.split("-"))
    return "-".join(_FLEETING.sub("", stem) for stem in stems)


def _bare(word: str) -> str:
    """Return a word without its ending; what would be too little stays whole: «Цой»."""
    bare = _ENDINGS.sub("", word)
    return (bare.rstrip("и") if len(bare) > 1 else "") or word


def _last(word: str, patronymic: str) -> str:
    """Return what stays of a surname; «Воронина» of a woman is another one than «Воронин»."""
    stem = _stem(word)
    is_woman = re.search(r"(?:ов|ев|ич|инич)н\w*$", patronymic)
    return f"{stem}а" if is_woman and stem.endswith(_PAIRED) else stem


def _first(word: str) -> str:
    stem = _stem(word)
    return "льв" if stem == "лев" else stem


def _one_apart(one: str, other: str) -> bool:
    """Whether one change of a letter makes one word the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return len(one) != len(other)
    return one[at + 1 :] in (other[at:], other[at + 1 :]) or one[at:] == other[at + 1 :]
