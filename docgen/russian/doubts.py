"""Why a form may be wrong: said before anything is signed, so that a person can look.

A doubt never changes a form. There are three sources: classes of words where stress or custom
decides, a second opinion (the dictionary against the rules), and what is wrong with the text
itself. Declining names asks no dictionary; only a doubt does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

from docgen.deferred import pattern
from docgen.records import Frozen
from docgen.russian import cleaning, dictionary, first_names, guards, lexicon, names, phrases
from docgen.russian.cases import CASES, LONGEST, Case, Gender, Kind, refuse_unknown
from docgen.russian.fio import split_full
from docgen.russian.gender import detect_gender
from docgen.russian.guards import ending, whole
from docgen.russian.nouns import has_prefix
from docgen.russian.reading import Reading
from docgen.russian.tokens import tokenise
from docgen.russian.words import is_known, readings

# Towns whose names decline in one way, known to the dictionary or not.
_TOWN = pattern("(?:ск|горск|град|поль|бург|ополь|овка)$")
_NEVER_PEOPLE = pattern("(?:и[ия]|[ое]й|ого|[иы]х)$|^.{1,3}$")
_VOWELS = "[аеёиоуыэюяАЕЁИОУЫЭЮЯ]"
# Surnames in which nobody errs, if no guard is for them: after three letters, or however short.
_ORDINARY: dict[Gender, tuple[str, ...]] = {
    "m": tuple("ов ев кин шин чин ский цкий чук".split()),
    "f": tuple("ова ева кина ская цкая чук юк ых".split()),
}
_NEVER_CHANGING = tuple("оеиуэю")
_SEAM = pattern(r"[^\W\d_]\d+[^\W\d_]")  # is rare, and compiles at once
_DIGITS_INSIDE = pattern(r"[а-яё]+\d+[а-яё]+", re.IGNORECASE)

Source = Literal["text", "gender", "class", "second opinion", "unknown word", "stated"]


class Doubt(Frozen):
    """One reason to look at the forms of a text; `reason` is Russian, for the person who looks."""

    source: Source
    reason: str
    word: str
    cases: tuple[Case, ...] = CASES


class _Class(Frozen):
    """Surnames or first names of which nobody can be sure by their letters."""

    kind: Kind
    genders: str
    fits: Callable[[str], object]
    reason: str
    cases: tuple[Case, ...]
    always: bool  # even when the dictionary agrees


_CUSTOMARY = "такие имена склоняют и не склоняют"
_INS: tuple[Case, ...] = ("ins",)
_DAT_LOC: tuple[Case, ...] = ("dat", "loc")
_Row = tuple[Kind, str, Callable[[str], object], str, tuple[Case, ...], bool]
_TWO = r"[аеиоуыэюя].*"
_ROWS: tuple[_Row, ...] = (
    ("last", "m", whole("гусь онук щелок нечипас"), guards.CUSTOM, CASES, True),
    ("last", "m", ending("[оеё]к", rf"{_TWO}(?<!шт)[оеё]к$"), guards.VOWEL, CASES, False),
    ("last", "m", ending("ень|оть|ель", rf"{_TWO}...$"), guards.VOWEL, CASES, False),
    ("last", "m", ending("ец"), guards.STRESS, _INS, False),
    (
        "last",
        "m",
        ending("[аяы]ч|[шщж]", "[^ж]$|^[^аеиоуыэюя]*[аеиоуыэюя]ж$"),
        guards.STRESS,
        _INS,
        False,
    ),
    ("last", "m", ending("ь|уц"), guards.STRESS, _INS, False),
    ("last", "m", ending("[бвн]ей"), guards.VOWEL, CASES, False),
    ("last", "mf", ending("[шжчщ]а"), guards.STRESS, _INS, False),
    (
        "last",
        "m",
        ending("[иы]н", "^(?!ф[оеиар]).*[фэ].*(?<!к)[иы]н$|(?:лл|рр|тт|сс)ин$"),
        guards.ORIGIN,
        _INS,
        False,
    ),
    (
        "last",
        "m",
        ending("[чжгдзк]ий", "(?:[чжгдз]|[^сцнь]к)ий$"),
        "прилагательное это или нет, не видно",
        CASES,
        False,
    ),
    ("last", "m", ending("[бвдзлмнпрстф]их"), guards.ORIGIN, CASES, False),
    ("last", "mf", ending("[иоу]я"), guards.CUSTOM, CASES, False),
    ("last", "f", ending("нгелая|бая|дуая|улая"), guards.ORIGIN, CASES, False),
    ("first", "m", ending("я"), _CUSTOMARY, CASES, False),
    ("first", "m", ending("[жшц]"), guards.STRESS, _INS, False),
    ("first", "f", whole("алия альфия асия галия гульфия зульфия"), _CUSTOMARY, _DAT_LOC, True),
    ("first", "f", ending("[уюеиыоэ]ль|[юи]нь|[аеиуэ]а"), _CUSTOMARY, CASES, True),
    ("first", "f", ending("[трсвн]ь"), _CUSTOMARY, CASES, False),
)
_CLASSES = tuple(
    _Class(kind, genders, fits, reason, cases, always)
    for kind, genders, fits, reason, cases, always in _ROWS
)
# Names of the classes above that everybody declines in one way.
_SURE = frozenset("илья коля ваня петя костя митя вася саня женя толя сеня федя гена".split())


def doubts(
    text: str, case: Case | None, kind: Kind, gender: Gender | None = None
) -> tuple[Doubt, ...]:
    """Return why the form of a text in a case may be wrong; of all its forms, without a case.

    The arguments are those of `decline`. Nothing is returned when the form is sure.
    """
    refuse_unknown(case, kind, gender)
    if len(text) > LONGEST:
        return (Doubt("text", "слишком длинно для имени или названия: так и останется", text),)
    return tuple(
        doubt for doubt in _found(text, kind, gender) if case is None or case in doubt.cases
    )


@lru_cache(maxsize=8192)
def _found(text: str, kind: Kind, gender: Gender | None) -> tuple[Doubt, ...]:
    """Return the doubts about a text, whichever of its forms papers ask for."""
    return tuple(_of_name(text, kind, gender) if kind in _NAMES else _of_phrase(text, kind))


_NAMES = frozenset({"last", "first", "middle", "full"})


def _of_name(text: str, kind: Kind, gender: Gender | None) -> Iterator[Doubt]:
    for place, letters in cleaning.strange(text):
        reason = f"знак «{letters}» (место {place}) не пишут в русских именах"
        yield Doubt("text", reason, text)
    gender = gender or detect_gender(text, kind)
    if gender is None:
        yield Doubt("gender", "пол неизвестен, поэтому имя не склоняется: укажите пол", text)
        return
    parts = split_full(text).pieces if kind == "full" else ((names.normalise(text), kind),)
    for part, its_kind in parts:
        yield from _of_part(part, its_kind, gender)


def _of_part(name: str, kind: Kind, gender: Gender) -> Iterator[Doubt]:
    shown = detect_gender(name, kind)
    if shown and shown != gender and kind != "last":
        yield Doubt("gender", "имя другого пола", name)
    if kind == "last" and shown and shown != gender and not _stays_for_both(name):
        yield Doubt("gender", "фамилия как у другого пола", name)
    for word in name.split():
        pieces = word.split("-")
        for index, piece in enumerate(pieces):
            if not names.is_frozen(pieces, index):
                yield from _of_piece(piece, kind, gender)


def _stays_for_both(name: str) -> bool:
    return bool(guards.find(name, "last", "m") and guards.find(name, "last", "f"))


def _of_piece(piece: str, kind: Kind, gender: Gender) -> Iterator[Doubt]:
    one = _class_of(piece, kind, gender)
    if kind == "middle" or (one is None and _is_ordinary(piece, kind, gender)):
        return
    different = _different_in_the_dictionary(piece, kind, gender)
    if different:
        yield Doubt("second opinion", "словарь склоняет иначе", piece, different)
    elif different is not None:
        yield from _of_known(piece, kind, gender, one)
    else:
        yield from _of_unknown(piece, kind, gender, one)


def _is_ordinary(piece: str, kind: Kind, gender: Gender) -> bool:
    """Whether everybody declines a name like this alike, so that nobody need be asked."""
    if guards.find(piece, kind, gender):
        return False
    if kind == "first":
        ours = piece.lower() in first_names.NEVER_SURNAMES
        return ours and first_names.NAMES[piece.lower()] == gender
    name = _folded(piece)
    return name[3:].endswith(_ORDINARY[gender]) or name.endswith(_NEVER_CHANGING)


def _of_known(piece: str, kind: Kind, gender: Gender, one: _Class | None) -> Iterator[Doubt]:
    """Doubt a name that the dictionary declines alike: families may not."""
    if one and one.always:
        yield Doubt("class", one.reason, piece, one.cases)
    elif kind == "last" and _loses_a_vowel(piece, gender):
        yield Doubt("class", guards.CUSTOM, piece)


def _loses_a_vowel(surname: str, gender: Gender) -> bool:
    """«Соловей» – «Соловья» like the bird, but there are families that keep «Соловея»."""
    if gender == "f" or surname[-1] in _VOWELS:
        return False
    genitive = names.piece_forms(surname, "last", "m")[0]
    same = len(re.findall(_VOWELS, genitive)) == len(re.findall(_VOWELS, surname))
    return same and bool(dictionary.common_noun_forms(surname, "gen", "m"))


def _of_unknown(piece: str, kind: Kind, gender: Gender, one: _Class | None) -> Iterator[Doubt]:
    """Doubt a name of which the dictionary has no opinion; a guard settles all but stress."""
    guard = guards.find(piece, kind, gender)
    if guard and guard.doubt:
        yield Doubt("class", guard.doubt, piece)
    elif kind == "last" and (_is_another_noun(piece, gender) or _loses_a_vowel(piece, gender)):
        yield Doubt("class", guards.CUSTOM, piece)
    elif one and not (guard and one.cases == CASES):
        yield Doubt("class", one.reason, piece, one.cases)


def _class_of(piece: str, kind: Kind, gender: Gender) -> _Class | None:
    lower = _folded(piece)
    if lower in _SURE:
        return None
    fitting = (one for one in _CLASSES if one.kind == kind and gender in one.genders)
    return next((one for one in fitting if one.fits(lower)), None)


def _is_another_noun(piece: str, gender: Gender) -> bool:
    """Whether the surname is also a common noun and the noun declines in another way: «Перец»."""
    if gender == "f" and not piece.lower().endswith(("ова", "ева", "ина", "ына")):
        return False
    ours = names.piece_forms(piece, "last", gender)[0]
    known = dictionary.common_noun_forms(piece, "gen", gender)
    return bool(known) and _folded(ours) not in map(_folded, known)


def _different_in_the_dictionary(piece: str, kind: Kind, gender: Gender) -> tuple[Case, ...] | None:
    """Return the cases in which the dictionary differs; None when it does not know the name."""
    ours = dict(zip(CASES, names.piece_forms(piece, kind, gender), strict=True))
    known = {case: dictionary.name_forms(piece, case, kind, gender) for case in CASES}
    if not all(known.values()):
        return None
    return tuple(case for case in CASES if _folded(ours[case]) not in map(_folded, known[case]))


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _of_phrase(text: str, kind: Kind) -> Iterator[Doubt]:
    text = cleaning.tidy(text)
    for word in _DIGITS_INSIDE.findall(text) if _SEAM.search(text) else ():
        yield Doubt("text", "цифра среди букв", word)
    if text.count("«") != text.count("»"):
        yield Doubt("text", "кавычки «» не парные", text)
    tokens = tokenise(text)
    found = list(phrases.heads(tokens, kind))
    if not (found[0] or phrases.is_abbreviated(tokens) or phrases.is_acting(text)):
        yield Doubt("unknown word", "не видно, какое слово склонять", text)
    for index, reading in (pair for head in found for pair in head):
        if reading.part == "noun":
            yield from _of_noun(tokens[index], kind)
        elif not _is_form_of_its_word(reading):
            yield Doubt("unknown word", "форма не нашлась в словаре", tokens[index])
    yield from _of_what_stayed(tokens, found, kind)


def _is_form_of_its_word(reading: Reading) -> bool:
    """Whether forms of a known word are known too; the last part of a compound tells."""
    last = reading.nominative.rpartition("-")[2]
    if lexicon.find(last) or not is_known(last):
        return True
    return all(is_known(form.rpartition("-")[2]) for form in reading.forms.values())


def _of_what_stayed(tokens: list[str], found: list[phrases.Head], kind: Kind) -> Iterator[Doubt]:
    """Doubt a phrase of which only a part declines."""
    first = found[0]
    alone = first and all(reading.part == "adjective" for _, reading in first)
    if alone and kind != "post":
        yield Doubt("unknown word", "не видно, к какому слову относится", tokens[first[-1][0]])
    declined = {index for head in found for index, _ in head}
    if kind == "place" and _has_an_unchanged_half(tokens, first, declined):
        yield Doubt("class", "не видно, склоняется ли второе слово названия", tokens[0])
    for index, token in enumerate(tokens):
        after = index + 2 not in declined and token in ("и", "или", ",") and first
        if kind == "post" and after and _may_be_somebody(tokens[index + 2 : index + 3]):
            yield Doubt("class", "не видно, склоняется ли и это слово", tokens[index + 2])


def _has_an_unchanged_half(tokens: list[str], first: phrases.Head, declined: set[int]) -> bool:
    """«Ростов Великий», «Гаврилов Посад»: not after a common word, as in «село Лесное»."""
    if len(first) != 1 or lexicon.find(tokens[first[0][0]].lower()):
        return False
    next_word = first[0][0] + 2
    rest = tokens[next_word : next_word + 1]
    capitals = all(word.istitle() for word in (tokens[first[0][0]], *rest))
    return bool(rest) and capitals and next_word not in declined


def _may_be_somebody(words: list[str]) -> bool:
    """Whether a word left as it is reads as people in the nominative: «и учителя»."""
    return any(
        reading.animate and not lexicon.find(word.lower())
        for word in words
        if word[:1].isalpha() and word.islower() and not _NEVER_PEOPLE.search(word)
        for reading in readings(word.rpartition("-")[2], "noun")
    )


def _may_stay_in_front(word: str, kind: Kind) -> bool:
    """«План-графика», but «блок-схемы»: of two things nobody sees which it is."""
    first, hyphen, rest = word.lower().partition("-")
    if not hyphen or kind in ("post", "place") or has_prefix(word) or lexicon.find(first):
        return False
    return bool(readings(first, "noun")) and bool(readings(rest, "noun"))


def _of_noun(word: str, kind: Kind) -> Iterator[Doubt]:
    last = word.rpartition("-")[2]
    if not (is_known(last) or is_known(word)) and not (
        kind == "place" and _TOWN.search(last.lower())
    ):
        yield Doubt("unknown word", "слова нет в словаре", word)
    elif kind == "place" and re.search("(?:[ое]в|[иы]н)о$", last.lower()):
        yield Doubt("class", "названия на -ово и -ино склоняют и не склоняют", word)
    elif _may_stay_in_front(word, kind):
        yield Doubt("class", "не видно, склоняется ли первая часть слова", word)
    elif len({frozenset(r.forms.items()) for r in readings(last, "noun")}) > 1:
        yield Doubt("class", "у слова есть другое значение с другими формами", word)
