"""Numbers of acts: one form of writing for all, and which of them are confused."""

from __future__ import annotations

import re

from docgen.russian.cleaning import LOOK_ALIKES

_LAW = re.compile(r"(?:ФЗ[-№N]*(\d+)|(\d+)-?ФЗ)$")
_LATIN = re.compile("[A-Za-z]")
_DIGIT_FOR_LETTER = re.compile(r"(?<=Ф)3\b")
_SHORTEST = 3  # digits of a number in which a slip can be told from another number


def normal(number: str) -> str:
    """Return a number in the one form in which numbers are compared: «ФЗ 273» is «273-ФЗ»."""
    tight = re.sub(r"\s+", "", russian(number)).upper().strip(".-")
    law = _LAW.fullmatch(tight)
    return f"{law[1] or law[2]}-ФЗ" if law else tight


def russian(number: str) -> str:
    """Return a number with Russian letters for the Latin ones, and «З» for a three behind «Ф»."""
    return _DIGIT_FOR_LETTER.sub("З", number.translate(LOOK_ALIKES))


def disguised(number: str) -> bool:
    """Whether a number has Latin letters or a digit that only look like Russian letters."""
    plain = number.replace("№", "").removeprefix("N").strip()
    return russian(plain) != plain and not _LATIN.search(russian(plain))


def part_of(number: str, joint: str) -> bool:
    """Whether a number is that of one body in the number of an act of several bodies."""
    return joint.startswith(f"{number}/") or joint.endswith(f"/{number}")


def distinctive(number: str) -> bool:
    """Whether a number says by itself which act it is: «Р-145», not «145»."""
    return not number.isdigit()


def confused(one: str, other: str) -> bool:
    """Whether two numbers differ as by a slip of the pen: by the order of their characters."""
    if one == other or _digits(one) < _SHORTEST or _digits(other) < _SHORTEST:
        return False
    return _characters(one) == _characters(other)


def close(one: str, other: str) -> bool:
    """Whether two numbers differ in one character only: it may be a slip, or another act."""
    if len(one) != len(other) or _digits(one) < _SHORTEST:
        return False
    differ = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differ) == 1 and all(letter.isdigit() for letter in differ[0])


def bare(number: str, whole: str) -> bool:
    """Whether a number is another one without its letters."""
    return number.isdigit() and re.sub(r"[^\d]", "", whole) == number != whole


def _digits(number: str) -> int:
    return sum(letter.isdigit() for letter in number)


def _characters(number: str) -> list[str]:
    return sorted(filter(str.isalnum, number))
