"""Figures as reports print them: shares, means, differences; what cannot be counted says so."""

from __future__ import annotations

from collections.abc import Collection
from math import fsum

NO_DATA = "нет данных"
NBSP = "\u00a0"
MINUS = "\u2212"


def share(part: float | None, whole: float | None) -> float | None:
    """Return how many per cent of the whole a part is; None when there is no such figure."""
    if part is None or not whole or not 0 <= part <= whole:
        return None
    return part / whole * 100


def mean_of(numbers: Collection[float]) -> float:
    """Return the mean of some numbers, one at least; `statistics` would be slow to import."""
    return fsum(numbers) / len(numbers)


def decimal(number: float) -> str:
    """Return a number with one digit after the comma, if it needs one: «7», «7,5», «−0,3»."""
    rounded = round(number, 1)
    text = f"{abs(rounded):.1f}".removesuffix(".0").replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def signed(number: float) -> str:
    """Return a difference with its sign: «+0,5», «−2», «0»."""
    text = decimal(number)
    return f"+{text}" if round(number, 1) > 0 else text


def percent(number: float | None) -> str:
    """Return «46,7 %», or that there are no data."""
    return NO_DATA if number is None else f"{decimal(number)}{NBSP}%"


def amount(number: float | None, unit: str = "") -> str:
    """Return a number with its unit, or that there are no data."""
    if number is None:
        return NO_DATA
    return f"{decimal(number)}{NBSP}{unit}" if unit else decimal(number)
