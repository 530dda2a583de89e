"""Names of people: initials, and the cases of each part.

The rules are petrovich's (pytrovich); the guards around them mend its known failures.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.deferred import pattern
from docgen.russian import guards, petrovich
from docgen.russian.cases import CASES, NBSP, Case, Gender, Kind
from docgen.russian.cleaning import PARTICLES, normalise
from docgen.russian.fio import is_patronymic, split_full
from docgen.russian.gender import detect_gender

__all__ = ["decline_full", "decline_part", "detect_gender", "full_name", "initials", "normalise"]

_TURKIC = ("оглы", "кызы", "гызы", "кизи", "улы", "углы", "уулу")
_SYLLABLE = pattern("[^аеёиоуыэюя. -]*[аеёиоуыэюя][^аеёиоуыэюя. -]*", re.IGNORECASE)
_NEVER_BEFORE_Y = "жшчщгкх"


def decline_part(name: str, case: Case, kind: Kind, gender: Gender | None) -> str:
    """Put one part of a name into a case; an unknown gender leaves the name as it is."""
    name = normalise(name)
    return name if gender is None else _part_forms(name, kind, gender)[CASES.index(case)]


def decline_full(name: str, case: Case, gender: Gender | None) -> str:
    """Put a full name into a case, each part by its own rules, in the order it is written."""
    gender = gender or detect_gender(name, "full")
    pieces = split_full(name).pieces
    korean = [part for part, kind in pieces if kind != "last" and _SYLLABLE.fullmatch(part)]
    return " ".join(
        part
        if len(korean) == 2 and part is korean[0]  # «Пака Чер Ена»
        else decline_part(part, case, _as_declined(part, kind), gender)
        for part, kind in pieces
    )


def _as_declined(part: str, kind: Kind) -> Kind:
    """«Иванова Мария Луиза»: a third word that is no patronymic is one more first name."""
    return "first" if kind == "middle" and not is_patronymic(part) else kind


def initials(last: str, first: str, middle: str = "", *, before: bool = True) -> str:
    """Return «А. П. Иванова», or «Иванова А. П.» with `before=False`; spaces never break."""
    letters = NBSP.join(_initial(part) for part in (first, middle) if part)
    return NBSP.join(part for part in ((letters, last) if before else (last, letters)) if part)


def full_name(last: str, first: str, middle: str = "") -> str:
    """Return «Фамилия Имя Отчество» without the parts that are missing."""
    return " ".join(filter(None, (last, first, middle)))


def _initial(part: str) -> str:
    """Return the letter of a name; a double name has two: «Ж.-П.»."""
    pieces = [piece for piece in part.strip().split("-") if piece]
    return "-".join(f"{piece[0].upper()}." for piece in pieces[:2] if piece.lower() not in _TURKIC)


@lru_cache(maxsize=8192)
def _part_forms(name: str, kind: Kind, gender: Gender) -> tuple[str, ...]:
    """Return all five cases of a part: each word of it, each half of a compound."""
    if not name or name.lower().endswith(_TURKIC):
        return (name,) * len(CASES)
    words = re.split("([ ()])", name) if " " in name or "(" in name else [name]
    columns = [
        (word,) * len(CASES)
        if not word.strip(" ()") or (word.lower() in PARTICLES and word != words[-1])
        else _word_forms(word, kind, gender)
        for word in words
    ]
    return tuple("".join(forms) for forms in zip(*columns, strict=True))


def _word_forms(word: str, kind: Kind, gender: Gender) -> tuple[str, ...]:
    pieces = word.split("-")
    columns = [
        (piece,) * len(CASES) if is_frozen(pieces, index) else piece_forms(piece, kind, gender)
        for index, piece in enumerate(pieces)
    ]
    return tuple("-".join(forms) for forms in zip(*columns, strict=True))


def is_frozen(pieces: list[str], index: int) -> bool:
    """Whether a part of a compound stays as it is, as do initials and «фон»."""
    piece = pieces[index].lower()
    if len(piece) < 2 or piece.endswith(".") or (piece == pieces[index] and piece in PARTICLES):
        return True
    if index == len(pieces) - 1:
        return False
    return piece in guards.FROZEN_BEFORE or pieces[index + 1].lower() in guards.FROZEN_AFTER


def piece_forms(piece: str, kind: Kind, gender: Gender) -> tuple[str, ...]:
    """Return the five cases of one word: by a guard or, without one, by petrovich."""
    guard = guards.find(piece, kind, gender)
    if guard:
        return guard.forms(piece)
    return tuple(_spelling(piece, form) for form in petrovich.forms(piece, kind, gender))


def _spelling(name: str, form: str) -> str:
    """Mend what Russian spelling forbids: -жы, -гы, «Сухым»; only in the part that changed."""
    same = max(_common(name, form) - 1, 0)
    changed = form[same:]
    for letter in _NEVER_BEFORE_Y if "ы" in changed else "":
        changed = changed.replace(f"{letter}ы", f"{letter}и")
    return form[:same] + changed


def _common(one: str, other: str) -> int:
    """Return how many letters two words share from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next(
        (place for place, (left, right) in pairs if left != right), min(len(one), len(other))
    )
