"""Why a form may be wrong: said before anything is signed, so that a person can look.

A doubt never changes a form. There are three sources: classes of words where stress or custom
decides, a second opinion (the dictionary against the rules), and what is wrong with the text
itself. Only asking costs the loading of the dictionary; declining names does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docgen.russian import cleaning, dictionary, guards, names, phrases
from docgen.russian.cases import CASES, Case, Gender, Kind
from docgen.russian.fio import split_full
from docgen.russian.gender import detect_gender
from docgen.russian.words import is_known, readings

Source = Literal["text", "gender", "class", "second opinion", "unknown word", "stated"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look at the forms of a text; `reason` is Russian, for the person who looks."""

    source: Source
    reason: str
    word: str
    cases: tuple[Case, ...] = CASES


@dataclass(frozen=True, slots=True)
class _Class:
    """Surnames or first names of which nobody can be sure by their letters."""

    kind: Kind
    genders: str
    ends: re.Pattern[str]
    reason: str
    cases: tuple[Case, ...]
    always: bool  # even when the dictionary agrees


_CUSTOMARY = "такие имена склоняют и не склоняют"
_INS: tuple[Case, ...] = ("ins",)
_DAT_LOC: tuple[Case, ...] = ("dat", "loc")
_Row = tuple[Kind, str, str, str, tuple[Case, ...], bool]
_TWO = r"[аеиоуыэюя].*"
_ROWS: tuple[_Row, ...] = (
    ("last", "m", "^(?:гусь|онук|щелок|нечипас)$", guards.CUSTOM, CASES, True),
    ("last", "m", rf"{_TWO}(?<!шт)[оеё]к$", guards.VOWEL, CASES, False),
    ("last", "m", rf"{_TWO}(?:ень|оть|ель)$", guards.VOWEL, CASES, False),
    ("last", "m", "ец$", guards.STRESS, _INS, False),
    ("last", "m", "(?:[аяы]ч|[шщ]|^[^аеиоуыэюя]*[аеиоуыэюя]ж)$", guards.STRESS, _INS, False),
    ("last", "m", "(?:ь|уц)$", guards.STRESS, _INS, False),
    ("last", "m", "[бвн]ей$", guards.VOWEL, CASES, False),
    ("last", "mf", "[шжчщ]а$", guards.STRESS, _INS, False),
    ("last", "m", "^(?!ф[оеиар]).*[фэ].*[иы]н$|(?:лл|рр|тт|сс)ин$", guards.ORIGIN, _INS, False),
    ("last", "m", "(?:[чжгдз]|[^сцн]к)ий$", "прилагательное это или нет, не видно", CASES, False),
    ("last", "mf", "[иоу]я$", guards.CUSTOM, CASES, False),
    ("last", "f", "(?:нгела|ба|дуа|ула)я$", guards.ORIGIN, CASES, False),
    ("first", "m", "я$", _CUSTOMARY, CASES, False),
    ("first", "m", "[жшц]$", guards.STRESS, _INS, False),
    ("first", "f", "^(?:алия|альфия|асия|галия|гульфия|зульфия)$", _CUSTOMARY, _DAT_LOC, True),
    ("first", "f", "(?:[уюеиыоэ]ль|[юи]нь|[аеиуэ]а)$", _CUSTOMARY, CASES, True),
    ("first", "f", "[трсвн]ь$", _CUSTOMARY, CASES, False),
)
_CLASSES = tuple(
    _Class(kind, genders, re.compile(ends), reason, cases, always)
    for kind, genders, ends, reason, cases, always in _ROWS
)
# Names of the classes above that everybody declines in one way.
_SURE = frozenset("илья коля ваня петя костя митя вася саня женя толя сеня федя гена".split())


def doubts(
    text: str, kind: Kind, gender: Gender | None = None, case: Case | None = None
) -> tuple[Doubt, ...]:
    """Return why the forms of a text (or its form in one case) may be wrong; nothing if sure."""
    found = _of_name(text, kind, gender) if kind in _NAMES else _of_phrase(text, kind)
    return tuple(doubt for doubt in found if case is None or case in doubt.cases)


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
    if kind == "middle":
        return
    different = _different_in_the_dictionary(piece, kind, gender)
    one = _class_of(piece, kind, gender)
    if different:
        yield Doubt("second opinion", "словарь склоняет иначе", piece, different)
    elif different is not None:
        if one and one.always:
            yield Doubt("class", one.reason, piece, one.cases)
    else:
        yield from _of_unknown(piece, kind, gender, one)


def _of_unknown(piece: str, kind: Kind, gender: Gender, one: _Class | None) -> Iterator[Doubt]:
    """Doubt a name of which the dictionary has no opinion; a guard settles all but stress."""
    guard = guards.find(piece, kind, gender)
    if guard and guard.doubt:
        yield Doubt("class", guard.doubt, piece)
    elif kind == "last" and _is_another_noun(piece, gender):
        yield Doubt("class", guards.CUSTOM, piece)
    elif one and not (guard and one.cases == CASES):
        yield Doubt("class", one.reason, piece, one.cases)


def _class_of(piece: str, kind: Kind, gender: Gender) -> _Class | None:
    lower = _folded(piece)
    if lower in _SURE:
        return None
    fitting = (one for one in _CLASSES if one.kind == kind and gender in one.genders)
    return next((one for one in fitting if one.ends.search(lower)), None)


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
    if text.count("«") != text.count("»"):
        yield Doubt("text", "кавычки «» не парные", text)
    if phrases.is_acting(text):
        return
    tokens = phrases.tokenise(text)
    found = list(phrases.heads(tokens, kind))
    if not found[0] and not phrases.is_abbreviated(tokens):
        yield Doubt("unknown word", "не видно, какое слово склонять", text)
    for index, reading in (pair for head in found for pair in head):
        if reading.part == "noun":
            yield from _of_noun(tokens[index], kind)


def _of_noun(word: str, kind: Kind) -> Iterator[Doubt]:
    last = word.rpartition("-")[2]
    if not is_known(last):
        yield Doubt("unknown word", "слова нет в словаре", word)
    elif kind == "place" and re.search("(?:[ое]в|[иы]н)о$", last.lower()):
        yield Doubt("class", "названия на -ово и -ино склоняют и не склоняют", word)
    elif len({frozenset(r.forms.items()) for r in readings(last, "noun")}) > 1:
        yield Doubt("class", "у слова есть другое значение с другими формами", word)
