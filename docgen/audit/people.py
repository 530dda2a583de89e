"""Who is named in a text: one person in any case is one, a letter's difference is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from docgen.audit.cases import cases_of
from docgen.records import Frozen
from docgen.russian.first_names import NAMES

WORD: Final = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC: Final = r"[А-ЯЁ][а-яё]+(?:ович|евич|ич|овн|евн|ичн|иничн)(?:а|у|ем|ом|е|ы|ой|ою)?"
_MIDDLE: Final = re.compile(rf"^{_PATRONYMIC}$")
_TURNED: Final = re.compile(rf"\b([А-ЯЁ][а-яё]+)\s+({_PATRONYMIC})\s+({WORD})\b")
# «Директор И. И. Иванов»: what stands before the initials is a post, and no surname.
_POST: Final = (
    r"(?:директор|завед|замест|наставни|наставля|куратор|учител|педагог|препод|воспитат|председ|"
    r"секретар|руководит|методист|психолог|специалист|обучающ|учени|ответств|исполнит|родител|"
    r"член|присутств|слушали|выступил|студент|тьютор|работник|сотрудник|согласов|ознаком)"
)
_FORMER: Final = rf"(?:\s\((?!(?i:{_POST})){WORD}\))?"  # «Лугина (Ким) Вера»: what she was called
_FULL: Final = re.compile(rf"\b({WORD}){_FORMER}\s+([А-ЯЁ][а-яё]+)\s+({_PATRONYMIC})\b")
# «СИДОРОВА МАРИЯ ВИКТОРОВНА», «СИДОРОВА Мария Викторовна», «СИДОРОВА М. В.»
_CAPITALS: Final = re.compile(
    r"\b[А-ЯЁ]{2,}(?:-[А-ЯЁ]+)?(?:\s+[А-ЯЁ]{2,}\s+[А-ЯЁ]{3,}(?:ВИЧ|ВН|ИЧН|ЬИЧ)[А-ЯЁ]{0,2}\b"
    r"|(?=\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вн|ичн|ьич)|\s[А-ЯЁ]\.\s?[А-ЯЁ]\.))"
)
_INITIALS: Final = re.compile(
    rf"\b([А-ЯЁ])\.\s?(?:([А-ЯЁ])\.\s?)?({WORD})|"
    rf"\b(?!(?i:{_POST}))({WORD}){_FORMER}\s{{1,3}}([А-ЯЁ])\.(?:\s?([А-ЯЁ])\.)?"
)
_TWO: Final = re.compile(rf"\b(?!(?i:{_POST}))({WORD})\s+([А-ЯЁ][а-яё]+)\b(?:\s([А-ЯЁ])\.)?")
_THREE: Final = re.compile(r"([А-ЯЁ][а-яё]+)\s([А-ЯЁ][а-яё]+)\s([А-ЯЁ][а-яё]+)")  # «Нгуен Тхи Лан»
_PATRONYMIC_SAID: Final = re.compile(r"(?:[иы]ч|вна|чна)$")  # «Иваныч»
_ENDINGS: Final = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ой|ей|ою|ею|ую|юю|ая|яя|ый|ий|а|я|у|ю|е|ы|и|ь|й)$"
)
# «Колосок – Колоска», «Павел – Павла», «Коломиец – Коломийца», «Соловей – Соловья».
_FLEETING: Final = (
    (re.compile(r"(?<=[аеиоуыэюя])[ея]ц$"), "йц"),
    (re.compile(r"(?<=\w\w)[ое](?=[кцл]$)"), ""),
)
_SOFT: Final = re.compile(r"(?<=[вб])ь$")
_ADJECTIVE: Final = ("ых", "их")  # «Хлебных» for «Хлебный»: another surname of the same stem
_PAIRED: Final = ("ов", "ев", "ин", "ын", "ск", "цк")  # surnames that men and women share
_HONOURED: Final = re.compile(r"\bимени\b[^.»\n]{0,80}$")  # a school's patron, nobody of the papers
_STRETCH, _ALIKE = 2, 8  # letters in which patronymics differ by a slip; those that are alike
_SHORT: Final = 3  # letters of a first name that stay
_LONGEST: Final = 5  # a surname shorter than this differs from too many others by a letter


class Name(Frozen):
    """A person as a text names him or her: what was read, and what stays in every case.

    Of initials, the first name and the patronymic are one letter each.
    """

    text: str
    last: str
    first: str
    middle: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What is the same wherever the same person is named in full."""
        return (self.last, self.first, self.middle)


class Mention(Frozen):
    """A name where it stands in a text, and the cases in which it may stand."""

    name: Name
    start: int
    end: int
    cases: frozenset[str]


def names_in(text: str) -> Iterator[Name]:
    """Yield everybody whom a text names in full, in order."""
    return (each.name for each in _in_full(text))


def mentions_in(text: str, *, loose: bool = False) -> list[Mention]:
    """Return everybody whom a text names, in full, in part or by initials, in order.

    Without a patronymic the first name has to be a known one; where a text is `loose`, for it holds
    nothing but people, any two words with capitals are a name.
    """
    text = _CAPITALS.sub(lambda name: name[0].title(), text.replace("\N{NON-BREAKING HYPHEN}", "-"))
    found = [*_in_full(text)]
    found += _in_part(without(text, found), loose=loose)
    found += _by_initials(without(text, found))
    return sorted(found, key=lambda each: each.start)


def short_names_in(text: str) -> Iterator[Name]:
    """Yield everybody whom a text names by the surname and initials."""
    return (each.name for each in _by_initials(text))


def part_names_in(text: str) -> Iterator[Name]:
    """Yield everybody whom a text names by the first name and the surname alone."""
    return (each.name for each in _in_part(without(text, [*_in_full(text)]), loose=False))


def _in_full(text: str) -> Iterator[Mention]:
    found = [(match, (1, 2, 3)) for match in _FULL.finditer(text)]
    found += [(match, (3, 1, 2)) for match in _TURNED.finditer(text)]
    end = 0
    for match, order in sorted(found, key=lambda each: each[0].start()):
        if match.start() < end:
            continue
        end = match.end()
        if not _HONOURED.search(text[: match.start()]):
            last, first, middle = match.group(*order)
            name = Name(_plain(match), _last(last, middle), _first(first), stem_of(middle))
            yield Mention(name, match.start(), end, cases_of(last, first, middle))


def _in_part(text: str, *, loose: bool) -> Iterator[Mention]:
    """Yield those without a patronymic: «Ли Софья», «Мельников Иван Д.»."""
    at = 0
    while match := _TWO.search(text, at):
        last, first = match.group(1, 2)
        if _first(last) in _known() and _first(first) not in _known():
            last, first = first, last
        at = match.end()
        honoured = _HONOURED.search(text[: match.start()]) or _is_patronymic(match[1], match[2])
        three = _THREE.match(text, match.start()) if loose else None
        if three and not _PATRONYMIC_SAID.search(three[3]) and _stands_alone(text, three):
            at = three.end()
            parts = (three[1], three[2], three[3])
            name = Name(_plain(three), stem_of(last), *map(_folded, parts[1:]))
            yield Mention(name, match.start(), at, cases_of(*parts[:2]))
            continue
        alone = loose and _stands_alone(text, match)
        if not honoured and (alone or _first(first) in _known()):
            name = Name(_plain(match), stem_of(last), _first(first), (match[3] or "").casefold())
            yield Mention(name, match.start(), match.end(), cases_of(last, first))
        else:
            at = match.end(1)


def _is_patronymic(first: str, word: str) -> bool:
    """Whether a word behind a first name is a patronymic: «Анна Королевич» has none."""
    of_man = re.search(r"ич(?:а|у|ем|ом|е)?$", word)
    return bool(_MIDDLE.search(word)) and not (of_man and _first(first) in _women())


@cache
def _women() -> frozenset[str]:
    """Return what stays of the first names that only women have."""
    men = {_first(name) for name, gender in NAMES.items() if gender != "f"}
    return frozenset(_first(name) for name, gender in NAMES.items() if gender == "f") - men


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether marks stand around a name: «Наставляемые: Эскизо Марко, Ли Минь»."""
    before, after = text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" ")
    return before[-1:] in ("", *"\n:;,|(–-") and after[:1] in ("", *"\n;,|()–")


def _by_initials(text: str) -> Iterator[Mention]:
    for match in _INITIALS.finditer(text):
        last, first, middle = (match[3], match[1], match[2]) if match[3] else match.group(4, 5, 6)
        if not _HONOURED.search(text[: match.start()]):
            name = Name(_plain(match), stem_of(last), _folded(first), _folded(middle or ""))
            yield Mention(name, match.start(), match.end(), cases_of(last))


def _plain(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


def without(text: str, found: list[Mention]) -> str:
    """Return a text of the same length without the names that were found."""
    for each in found:
        text = f"{text[: each.start]}{'.' * (each.end - each.start)}{text[each.end :]}"
    return text


@cache
def _known() -> frozenset[str]:
    """Return what stays of first names in every case."""
    return frozenset(map(_first, NAMES))


def almost(one: Name, other: Name) -> bool:
    """Whether two names are likely one person, written with a letter more, less or another."""
    if one.key == other.key:
        return False
    surnames = one.first == other.first and one.middle == other.middle
    if surnames and one.middle[1:] and _adjectives(one.last, other.last):
        return True
    if surnames and min(len(one.last), len(other.last)) >= _LONGEST:
        return _one_apart(one.last, other.last)
    if one.last == other.last and one.first == other.first:
        return _one_apart(one.middle, other.middle) or _near(one.middle, other.middle)
    return False


def _adjectives(one: str, other: str) -> bool:
    """Whether two surnames are «Хлебных» and «Хлебный»."""
    short, whole = sorted((one.rstrip("а"), other.rstrip("а")), key=len)
    return whole in (f"{short}{ending}" for ending in _ADJECTIVE)


def same(one: Name, other: Name) -> bool:
    """Whether two names may be one person's, as far as both are told: by initials, too."""
    if one.last.rstrip("а") != other.last.rstrip("а"):
        return False
    return _agree(one.first, other.first) and _agree(one.middle, other.middle)


def _agree(one: str, other: str) -> bool:
    """Whether two parts of names are one: alike, or one is the other's initial or not told."""
    short, whole = sorted((one, other), key=len)
    return one == other or (len(short) < 2 and whole.startswith(short))


def likely(one: Name, other: Name) -> bool:
    """Whether two names are one person's, even if a letter of the surname is wrong.

    So may be some of a long patronymic: «Аркадиевич».
    """
    if same(one, other) or almost(one, other):
        return True
    told = _agree(one.first, other.first) and _agree(one.middle, other.middle)
    return told and alike(one.last, other.last)


def alike(last: str, other: str) -> bool:
    """Whether two surnames, whatever their gender, differ by one letter."""
    one, two = last.rstrip("а"), other.rstrip("а")
    return min(len(one), len(two)) >= _LONGEST and one != two and _one_apart(one, two)


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")


def stem_of(word: str) -> str:
    """Return what stays of a surname in every case, whatever the patronymic says of it."""
    return "-".join(map(_stem, _folded(word).split("-")))


def _stem(part: str) -> str:
    """Return what stays of a part; where an ending was, no vowel is fleeting: «Сорока»."""
    bare = _bare(part)
    if bare != part:
        return _SOFT.sub("", bare)
    found = (pattern.sub(by, part) for pattern, by in _FLEETING if pattern.search(part))
    return next(found, part)


def _bare(word: str) -> str:
    """Return a word without its ending; what would be too little stays whole: «Цой»."""
    bare = _ENDINGS.sub("", word)
    return (bare.rstrip("и") if len(bare) > 1 else "") or word


def _last(word: str, patronymic: str) -> str:
    """Return what stays of a surname; «Воронина» of a woman is another one than «Воронин»."""
    stem = stem_of(word)
    is_woman = re.search(r"(?:ов|ев|ич|инич)н\w*$", patronymic)
    return f"{stem}а" if is_woman and stem.endswith(_PAIRED) else stem


def _first(word: str) -> str:
    """Return what stays of a first name in every case; «Артём» loses nothing, «Андрея» more."""
    folded = _folded(word)
    if folded.endswith("м") and folded in NAMES:
        return folded
    stem = stem_of(word)
    stem = stem[:-1] if len(stem) > _SHORT and stem.endswith("е") else stem
    return "льв" if stem == "лев" else stem


def _near(one: str, other: str) -> bool:
    """Whether two long patronymics differ in a stretch of a few letters: «Дионисович»."""
    ahead = _shared(one, other)
    behind = _shared(one[ahead:][::-1], other[ahead:][::-1])
    return max(len(one), len(other)) - ahead - behind <= _STRETCH and ahead + behind >= _ALIKE


def _shared(one: str, other: str) -> int:
    """Return how many letters two words share from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _one_apart(one: str, other: str) -> bool:
    """Whether one change of a letter makes one word the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = _shared(one, other)
    if at == min(len(one), len(other)):
        return len(one) != len(other)
    return one[at + 1 :] in (other[at:], other[at + 1 :]) or one[at:] == other[at + 1 :]
