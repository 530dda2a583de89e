"""Typed text into values: dates, numbers, yes and no, as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from docgen.deferred import pattern

_MONTHS = (
    ("январь", "января"), ("февраль", "февраля"), ("март", "марта"), ("апрель", "апреля"),
    ("май", "мая"), ("июнь", "июня"), ("июль", "июля"), ("август", "августа"),
    ("сентябрь", "сентября"), ("октябрь", "октября"), ("ноябрь", "ноября"), ("декабрь", "декабря"),
)  # fmt: skip
_MONTH_WORDS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_YES = frozenset(("да", "true", "yes", "on", "истина", "+"))
_NO = frozenset(("нет", "false", "no", "off", "ложь", "-"))
_ISO = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_RUSSIAN = pattern(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?: ?г\.?)?")
_IN_WORDS = pattern(r"(\d{1,2}) ([а-яё]+) (\d{4})(?: ?(?:г\.?|года))?", re.IGNORECASE)
_INTEGER = pattern(r"[+-]?\d{1,15}")
_NUMBER = pattern(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")
_STROKES = str.maketrans("-–—", "///")


class Refusal(Exception):
    """Why a text cannot be the value that the schema asks for."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


@lru_cache(maxsize=1024)  # people of a school gave their consents on the same days
def read_date(text: str) -> str:
    """Return the ISO form of a date: `01.09.2026`, `1 сентября 2026 г.`, `2026-09-01`."""
    numbers = _date_numbers(text)
    if numbers is None:
        raise Refusal("DG133", f"«{text}» – не дата", "Напишите день так: 01.09.2026.")
    try:
        return date(*numbers).isoformat()
    except ValueError:
        raise Refusal(
            "DG134", f"дня «{text}» нет в календаре", "Проверьте число, месяц и год."
        ) from None


def _date_numbers(text: str) -> tuple[int, int, int] | None:
    if "-" in text and (found := _ISO.fullmatch(text)):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _RUSSIAN.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _IN_WORDS.fullmatch(text):
        month = _MONTH_WORDS.get(found[2].casefold())
        return (int(found[3]), month, int(found[1])) if month else None
    return None


def read_month(text: str) -> int:
    """Return the number of a month: `9`, `сентябрь`, `сентября`."""
    number = int(text) if _INTEGER.fullmatch(text) else _MONTH_WORDS.get(text.casefold(), 0)
    if not 1 <= number <= 12:
        raise Refusal("DG146", f"«{text}» – не месяц", "Напишите сентябрь или число от 1 до 12.")
    return number


def read_school_year(text: str) -> str:
    """Return a school year as `2026/27`; `2026-2027` means the same."""
    first, _, second = text.translate(_STROKES).partition("/")
    first, second = first.removesuffix(" "), second.removeprefix(" ")
    if len(first) != 4 or len(second) not in (2, 4) or not f"{first}{second}".isdecimal():
        raise Refusal("DG147", f"«{text}» – не учебный год", "Напишите его так: 2026/27.")
    following = int(first) + 1
    if int(second) not in (following, following % 100):
        hint = f"Должно быть {first}/{following % 100:02d}."
        raise Refusal("DG147", f"в учебном году «{text}» годы не идут подряд", hint)
    return f"{first}/{following % 100:02d}"


def read_integer(text: str) -> int:
    """Return a whole number."""
    if not _INTEGER.fullmatch(text):
        raise Refusal("DG135", f"«{text}» – не целое число", "Оставьте только цифры, например 3.")
    return int(text)


def read_number(text: str) -> float:
    """Return a number, with a comma or a point; a whole one stays whole."""
    if not _NUMBER.fullmatch(text):
        hint = "Оставьте только число, например 12 или 4,5."
        raise Refusal("DG135", f"«{text}» – не число", hint)
    return int(text) if _INTEGER.fullmatch(text) else float(text.replace(",", "."))


def read_boolean(text: str) -> bool:
    """Return what `да`, `нет`, `true`, `no` … mean."""
    word = text.casefold()
    if word not in _YES | _NO:
        raise Refusal("DG136", f"«{text}» – не «да» и не «нет»", "Напишите да или нет.")
    return word in _YES


READERS: dict[str, Callable[[str], Any]] = {
    "russian-date": read_date,
    "month": read_month,
    "school-year": read_school_year,
    "integer": read_integer,
    "number": read_number,
    "boolean": read_boolean,
}
