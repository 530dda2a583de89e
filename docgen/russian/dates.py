"""Dates as official papers write them: in figures, in words, months, periods, school years."""

from __future__ import annotations

from datetime import date

from docgen.deferred import pattern
from docgen.russian.cases import ALL_CASES, NBSP, AnyCase
from docgen.russian.numbers import ordinal_in_words

MONTHS = ("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь").split()
_GENITIVE = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
# How the months end: «март» and «август» are hard, «май» has its own way.
_ENDINGS = {"т": "- а у - ом е", "й": "й я ю й ем е", "ь": "ь я ю ь ем е"}
_STRESSED = frozenset((1, 2, 9, 10, 11, 12))
_YEAR = "год года году год годом году".split()
_SCHOOL_YEAR = "учебный год/учебного года/учебному году/учебный год/учебным годом/учебном году"
_SCHOOL_YEARS = pattern(
    r"\s*(\d{4}|\d{2})\s*(?:(?:[/\\-]|[\u2010-\u2015])\s*(\d{4}|\d{2}))?\s*"
    r"(?:уч(?:ебн\w*|\.)?\s*г(?:од\w*|\.)?)?\s*(?:гг?\.)?\s*"
)


def short_date(day: date) -> str:
    """Return «01.09.2026»."""
    return f"{day:%d.%m.%Y}"


def long_date(day: date) -> str:
    """Return «1 сентября 2026 г.», never broken over lines."""
    return f"{_day_and_month(day)}{NBSP}{day.year}{NBSP}г."


def quoted_date(day: date) -> str:
    """Return «„01“ сентября 2026 г.» with the day in «ёлочки», as contracts write it."""
    return f"«{day:%d}»{NBSP}{_GENITIVE[day.month - 1]}{NBSP}{day.year}{NBSP}г."


def date_in_words(day: date, case: AnyCase = "gen") -> str:
    """Return «первого сентября две тысячи двадцать шестого года»; only the day takes the case."""
    number = ordinal_in_words(day.day, "n", case)
    year = ordinal_in_words(day.year, "m", "gen")
    return f"{number} {_GENITIVE[day.month - 1]} {year} года"


def in_words(day: date) -> str:
    """Return «сентябрь 2026 г.»: the month of a plan."""
    return month_year(day)


def month_year(day: date, case: AnyCase = "nom") -> str:
    """Return a month with its year in a case: «(в) сентябре 2026 г.»."""
    return f"{month(day.month, case)}{NBSP}{day.year}{NBSP}г."


def month(number: int, case: AnyCase = "nom") -> str:
    """Return the name of a month, from 1 to 12, in a case."""
    if number not in range(1, 13):
        raise ValueError(f"месяцы – от 1 до 12, а не {number}")
    name = MONTHS[number - 1]
    ending = _ENDINGS[name[-1]].split()[ALL_CASES.index(case)].strip("-")
    stem = name if name[-1] == "т" else name[:-1]
    if case == "ins" and number in _STRESSED:
        ending = "ём"
    return stem + ending


def period(start: date, end: date) -> str:
    """Return «с 1 сентября 2026 г. по 31 мая 2027 г.», saying month and year once where it can."""
    if start == end:
        return long_date(start)
    if start.year != end.year:
        return f"с {long_date(start)} по {long_date(end)}"
    same_month = start.month == end.month
    return f"с {start.day if same_month else _day_and_month(start)} по {long_date(end)}"


def short_period(start: date, end: date) -> str:
    """Return «01.09.2026 – 31.05.2027», as tables write it."""
    return f"{short_date(start)}{NBSP}– {short_date(end)}"


def year(number: int, case: AnyCase = "nom") -> str:
    """Return «2026 год» in a case: «(в) 2026 году»."""
    return f"{number}{NBSP}{_YEAR[ALL_CASES.index(case)]}"


def school_years(year: str) -> str:
    """Return «2026/2027» for a school year spelled in any way: 2026/27, 2026-2027, 26/27, 2026."""
    first, second = _two_years(year)
    start = int(first) if len(first) == 4 else 2000 + int(first or 0)
    if not first or not str(start + 1).endswith(second):
        raise ValueError(f"учебный год пишут как 2026/27, а не «{year}»")
    return f"{start}/{start + 1}"


def _two_years(typed: str) -> tuple[str, str]:
    """Return the figures of both years; none of a spelling that nobody knows."""
    first, _, second = typed.partition("/")
    if (len(first), len(second)) == (4, 2) and first.isdecimal() and second.isdecimal():
        return first, second  # as the data of a programme have them
    found = _SCHOOL_YEARS.fullmatch(typed)
    return (found[1], found[2] or "") if found else ("", "")


def school_year(year: str, case: AnyCase = "nom") -> str:
    """Return «2026/2027 учебный год» in a case: «(в) 2026/2027 учебном году»."""
    words = _SCHOOL_YEAR.split("/")[ALL_CASES.index(case)]
    return f"{school_years(year)}{NBSP}{words}"


def school_year_of(day: date) -> str:
    """Return the school year of a day, which begins on the first of September: «2026/2027»."""
    start = day.year if day.month >= 9 else day.year - 1
    return f"{start}/{start + 1}"


def _day_and_month(day: date) -> str:
    return f"{day.day}{NBSP}{_GENITIVE[day.month - 1]}"
