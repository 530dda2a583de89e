"""Dates as documents write them, rightly or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from docgen.records import Frozen

_MONTHS: Final = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_DIGITS: Final = re.compile(
    r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.]\d|\d)([ \u00a0]?г(?:ода|\.)?(?!\w))?"
)
_WORDS: Final = re.compile(
    rf"(?<!\d)«?(\d{{1,2}})»?[ \u00a0]+({'|'.join(_MONTHS)})[ \u00a0]+(\d{{4}})", re.IGNORECASE
)


class Written(Frozen):
    """A date in a text: what it means, None if there is no such day; how it is written."""

    text: str
    day: date | None
    digits: bool
    start: int
    fault: str = ""


def dates_in(text: str) -> Iterator[Written]:
    """Yield the dates of a text in order."""
    digits = (_of_digits(found) for found in _DIGITS.finditer(text))
    words = map(_of_words, _WORDS.finditer(text))
    dated = (each for each in digits if each.day or each.fault != "short")
    return iter(sorted((*dated, *words), key=lambda each: each.start))


def _of_digits(found: re.Match[str]) -> Written:
    day, month, year, suffix = found.groups()
    whole = int(year) + (2000 if len(year) == 2 else 0)
    short = len(day) < 2 or len(month) < 2 or len(year) < 4
    fault = "short" if short else "suffix" if suffix else ""
    return Written(found[0], _day(whole, int(month), int(day)), True, found.start(), fault)


def _of_words(found: re.Match[str]) -> Written:
    day, month, year = found.groups()
    fault = "quotes" if "«" in found[0] else "zero" if day.startswith("0") else ""
    number = _MONTHS.index(month.casefold()) + 1
    return Written(found[0], _day(int(year), number, int(day)), False, found.start(), fault)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
