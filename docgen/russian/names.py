"""Names of people: gender, initials, and the cases of each part.

The rules are petrovich's (pytrovich); the guards around them mend its known failures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.russian.cases import Case, Gender, Kind

NBSP = "\u00a0"

# First parts of compound names that stay as they are: Жан-Поль, Абдул-Азиз.
_FROZEN_FIRST = frozenset(
    "абдул абдель абу аль жан сен сан ван фон де ибн мухаммад ага эль".split()
)
_INDECLINABLE = frozenset("золя труайя бенуа дюма гюго живаго дурново люка петипа леблуа".split())
# Surnames in -их that decline: not Slavic adjectives in the plural but foreign words.
_FOREIGN_IKH = frozenset("фрейндлих рерих эрлих дитрих ульрих гейнрих генрих мюних ротрих".split())
_ORDER: tuple[Case, ...] = ("gen", "dat", "acc", "ins", "loc")
_EK_FLEETING = ("нёк", "нек", "чек", "шек", "жек", "щек", "хек")


def normalise(name: str) -> str:
    """Return a name as a passport would print it: NFC, one kind of hyphen, no stray spaces."""
    name = unicodedata.normalize("NFC", name).strip()
    name = re.sub(r"\s*[\u2010\u2011\u2012\u2013\u2014-]\s*", "-", name)
    name = re.sub(r"\s+", " ", name)
    return _title(name) if name.isupper() and len(name) > 1 else name


def decline_part(name: str, case: Case, kind: Kind, gender: Gender | None) -> str:
    """Put one part of a name into a case; an unknown gender leaves the name as it is."""
    name = normalise(name)
    if gender is None or not name or name.endswith(("оглы", "кызы", "улы", "гызы")):
        return name
    pieces = name.split("-")
    done = [
        piece if _frozen(piece, index, pieces) else _decline_piece(piece, case, kind, gender)
        for index, piece in enumerate(pieces)
    ]
    return "-".join(done)


def decline_full(name: str, case: Case, gender: Gender | None) -> str:
    """Put «Фамилия Имя Отчество» (or «Фамилия Имя») into a case, each part by its own rules."""
    kinds: tuple[Kind, ...] = ("last", "first", "middle")
    gender = gender or detect_gender(name, "full")
    return " ".join(
        decline_part(part, case, kind, gender)
        for part, kind in zip(_split(name), kinds, strict=False)
    )


def detect_gender(text: str, kind: Kind = "full") -> Gender | None:
    """Tell the gender of a name, or None when it does not show: never a guess.

    A patronymic decides, then the first name, then a surname whose ending has a gender.
    """
    if kind == "full":
        last, first, middle = (*_split(text), "", "", "")[:3]
        return _patronymic_gender(middle) or _first_name_gender(first) or _surname_gender(last)
    by_kind = {"first": _first_name_gender, "middle": _patronymic_gender}
    return by_kind.get(kind, _surname_gender)(normalise(text))


def _split(name: str) -> list[str]:
    """Split «Фамилия Имя Отчество»; all after the first name is the patronymic («Гасан оглы»)."""
    return normalise(name).split(" ", 2)


def initials(last: str, first: str, middle: str = "", *, before: bool = True) -> str:
    """Return «А. П. Иванова», or «Иванова А. П.» with `before=False`; spaces never break."""
    letters = NBSP.join(f"{part[0].upper()}." for part in (first, middle) if part)
    return f"{letters}{NBSP}{last}" if before else f"{last}{NBSP}{letters}"


def full_name(last: str, first: str, middle: str = "") -> str:
    """Return «Фамилия Имя Отчество» without the parts that are missing."""
    return " ".join(part for part in (last, first, middle) if part)


def _frozen(piece: str, index: int, pieces: list[str]) -> bool:
    lower = piece.lower()
    return lower in _INDECLINABLE or (index < len(pieces) - 1 and lower in _FROZEN_FIRST)


def _decline_piece(name: str, case: Case, kind: Kind, gender: Gender) -> str:
    lower = name.lower()
    if kind == "first" and gender == "m" and _keeps_vowel(lower):
        return name + _ending("", case, "а у а ом е")
    if kind == "last" and gender == "m" and lower in _FOREIGN_IKH:
        return name + _ending("", case, "а у а ом е")
    if kind == "last" and gender == "f" and lower.endswith(("жая", "шая", "щая", "чая")):
        return name[:-2] + _ending("", case, "ей ей ую ей ей")
    return _spelling(name, _petrovich(name, case, kind, gender))


def _keeps_vowel(lower: str) -> bool:
    """Whether a man's first name in -ек keeps its vowel: Марека, but Санька."""
    return lower.endswith("ек") and not lower.endswith(_EK_FLEETING)


def _ending(stem: str, case: Case, endings: str) -> str:
    return stem + endings.split()[_ORDER.index(case)]


def _spelling(name: str, form: str) -> str:
    """Mend what Russian spelling forbids: -жы, -гы, «Сухым»; only in the part that changed."""
    same = len(_common_start(name, form))
    start = max(same - 1, 0)
    return form[:start] + re.sub("([жшчщгкх])ы", r"\1и", form[start:])


def _common_start(one: str, other: str) -> str:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return one[:length]


def _title(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)


def _patronymic_gender(middle: str) -> Gender | None:
    lower = middle.lower()
    if lower.endswith(("вич", "ьич", "мич", "нич", "оглы", "улы")):
        return "m"
    return "f" if lower.endswith(("вна", "чна", "шна", "кызы", "гызы")) else None


def _surname_gender(last: str) -> Gender | None:
    """Only endings that have a gender count: «Ким» may be anybody."""
    lower = last.lower()
    if lower.endswith(("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "цкой", "ый")):
        return "m"
    return (
        "f" if lower.endswith(("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ая")) else None
    )


def _first_name_gender(first: str) -> Gender | None:
    from pytrovich.enums import Gender as Detected  # noqa: PLC0415  loads its rules

    found = _detector().detect(firstname=first) if first else None
    return "m" if found is Detected.MALE else "f" if found is Detected.FEMALE else None


def _petrovich(name: str, case: Case, kind: Kind, gender: Gender) -> str:
    from pytrovich import enums  # noqa: PLC0415  loads its rules

    part = {"last": enums.NamePart.LASTNAME, "first": enums.NamePart.FIRSTNAME}.get(
        kind, enums.NamePart.MIDDLENAME
    )
    sex = enums.Gender.MALE if gender == "m" else enums.Gender.FEMALE
    return str(_maker().make(part, sex, enums.Case(_ORDER.index(case)), name))


@cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415  loads its rules

    return PetrovichDeclinationMaker()


@cache
def _detector() -> Any:
    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415  loads its rules

    return PetrovichGenderDetector()
