"""Numbers beside nouns, and numbers in words."""

from __future__ import annotations

NBSP = "\u00a0"

_UNITS = "ноль один два три четыре пять шесть семь восемь девять".split()
_TEENS = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать "
    "шестнадцать семнадцать восемнадцать девятнадцать"
).split()
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
_FEMININE = {"один": "одна", "два": "две"}
_NEUTER = {"один": "одно"}


def plural(number: float, one: str, few: str, many: str) -> str:
    """Return the noun's form beside a number: пара, пары, пар; a fraction takes the second."""
    if number != int(number):
        return few
    last_two, last = abs(int(number)) % 100, abs(int(number)) % 10
    if last_two in range(11, 15):
        return many
    if last == 1:
        return one
    return few if last in (2, 3, 4) else many


def count(number: float, one: str, few: str, many: str) -> str:
    """Return the number with its noun, never parted: «5 пар», «1,5 года»."""
    digits = str(number).replace(".", ",")
    return f"{digits}{NBSP}{plural(number, one, few, many)}"


def number_in_words(number: int, gender: str = "m") -> str:
    """Return a whole number from 0 to 999 999 in words, in the nominative: «двадцать одна» (f)."""
    if not 0 <= number < 1_000_000:
        raise ValueError(f"в словах пишутся числа от 0 до 999 999, а не {number}")
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands:
        words += [*_below_thousand(thousands, "f"), plural(thousands, "тысяча", "тысячи", "тысяч")]
    if rest or not thousands:
        words += _below_thousand(rest, gender)
    return " ".join(words)


def _below_thousand(number: int, gender: str) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [_HUNDREDS[hundreds - 1]] if hundreds else []
    if 10 <= rest < 20:
        return [*words, _TEENS[rest - 10]]
    tens, unit = divmod(rest, 10)
    if tens:
        words.append(_TENS[tens - 2])
    if unit or not words:
        words.append(_unit(unit, gender))
    return words


def _unit(number: int, gender: str) -> str:
    word = _UNITS[number]
    return {"f": _FEMININE, "n": _NEUTER}.get(gender, {}).get(word, word)
