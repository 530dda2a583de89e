"""Dates as official papers write them."""

from __future__ import annotations

from datetime import date

NBSP = "\u00a0"

MONTHS = ("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь").split()
_GENITIVE = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()


def short_date(day: date) -> str:
    """Return «01.09.2026»."""
    return f"{day:%d.%m.%Y}"


def long_date(day: date) -> str:
    """Return «1 сентября 2026 г.», never broken over lines."""
    return f"{day.day}{NBSP}{_GENITIVE[day.month - 1]}{NBSP}{day.year}{NBSP}г."


def in_words(day: date) -> str:
    """Return «сентябрь 2026 г.»: the month of a plan."""
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}{NBSP}г."


def school_years(year: str) -> str:
    """Return «2026/2027» for a school year written as 2026/27, 2026-2027 or 2026/2027."""
    start = int(year[:4])
    return f"{start}/{start + 1}"
