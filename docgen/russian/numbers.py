"""Numbers in figures and in words, in every case and gender."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from docgen.russian.cases import ALL_CASES, NBSP, Agreement, AnyCase

LIMIT = 1_000_000_000

# Each line: nominative, genitive, dative, accusative (of things), instrumental, prepositional.
_ONE: dict[Agreement, str] = {
    "m": "один одного одному один одним одном",
    "f": "одна одной одной одну одной одной",
    "n": "одно одного одному одно одним одном",
    "pl": "одни одних одним одни одними одних",
}
_SMALL = {
    0: "ноль ноля нолю ноль нолём ноле",
    2: "два двух двум два двумя двух",
    3: "три трёх трём три тремя трёх",
    4: "четыре четырёх четырём четыре четырьмя четырёх",
    8: "восемь восьми восьми восемь восемью восьми",
    40: "сорок сорока сорока сорок сорока сорока",
    90: "девяносто девяноста девяноста девяносто девяноста девяноста",
    100: "сто ста ста сто ста ста",
    200: "двести двухсот двумстам двести двумястами двухстах",
    300: "триста трёхсот трёмстам триста тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах",
}
# Numbers that decline like «пять»: the stem without its soft sign.
_LIKE_FIVE = dict(
    zip(
        (5, 6, 7, 9, *range(10, 20), 20, 30),
        "пят шест сем девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат "
        "семнадцат восемнадцат девятнадцат двадцат тридцат".split(),
        strict=True,
    )
)
_THOUSAND = ("тысяча тысячи тысяче тысячу тысячей тысяче", "тысячи тысяч тысячам тысячи тысячами "
             "тысячах")  # fmt: skip
_MILLION = ("миллион миллиона миллиону миллион миллионом миллионе", "миллионы миллионов миллионам "
            "миллионы миллионами миллионах")  # fmt: skip
_ORDINALS = {
    **dict(
        enumerate(
            "нулевой первый второй третий четвёртый пятый шестой седьмой восьмой девятый "
            "десятый".split()
        )
    ),
    **{number: f"{stem}ый" for number, stem in _LIKE_FIVE.items() if number > 10},
    40: "сороковой",
    90: "девяностый",
    100: "сотый",
}
_HARD_ENDINGS: dict[Agreement, str] = {
    "m": "ый ого ому ый ым ом",
    "f": "ая ой ой ую ой ой",
    "n": "ое ого ому ое ым ом",
    "pl": "ые ых ым ые ыми ых",
}
_THIRD: dict[Agreement, str] = {
    "m": "ий ьего ьему ий ьим ьем",
    "f": "ья ьей ьей ью ьей ьей",
    "n": "ье ьего ьему ье ьим ьем",
    "pl": "ьи ьих ьим ьи ьими ьих",
}


def plural(number: float, one: str, few: str, many: str) -> str:
    """Return the noun's form beside a number: пара, пары, пар; a fraction takes the second."""
    _refuse_no_number(number)
    if number != int(number):
        return few
    last_two, last = abs(int(number)) % 100, abs(int(number)) % 10
    if last_two in range(11, 15):
        return many
    if last == 1:
        return one
    return few if last in (2, 3, 4) else many


def figures(number: float) -> str:
    """Return a number as papers print it: «1,5», «12 500»."""
    _refuse_no_number(number)
    whole, _, fraction = str(number).partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}".replace(",", NBSP)
    return f"{whole},{fraction}" if fraction.strip("0") else whole


def count(number: float, one: str, few: str, many: str) -> str:
    """Return the number with its noun, never parted: «5 пар», «1,5 года»."""
    return f"{figures(number)}{NBSP}{plural(number, one, few, many)}"


def number_in_words(
    number: float, gender: str = "m", case: AnyCase = "nom", *, animate: bool = False
) -> str:
    """Return a whole number below a milliard in words: «двадцать одна» (f), «двумстам» (dat).

    The accusative is that of things («два документа») unless `animate` («двух наставников»).
    """
    whole = _whole(number)
    if not 0 <= whole < LIMIT:
        raise ValueError(f"в словах пишутся числа от 0 до 999 999 999, а не {number}")
    if gender not in get_args(Agreement):
        raise ValueError(f"род – m, f, n или pl, а не {gender}")
    return " ".join(_cardinal(whole, _agreement(gender), case, animate=animate))


def ordinal_in_words(
    number: float, gender: str = "m", case: AnyCase = "nom", *, animate: bool = False
) -> str:
    """Return an ordinal in words: «двадцать шестого», «третья», «двухтысячный»."""
    whole = _whole(number)
    if not 0 <= whole < 1_000_000:
        raise ValueError(f"порядковые числа в словах – от 0 до 999 999, а не {number}")
    last = _last_word_value(whole)
    before = [] if last == whole else _cardinal(whole - last, "m", "nom", animate=False)
    return " ".join([*before, _ordinal(last, _agreement(gender), case, animate=animate)])


def _refuse_no_number(number: float) -> None:
    """Refuse what is no number: «да», «нет», infinity, which Python counts among them."""
    if isinstance(number, bool):
        raise ValueError(f"нужно число, а не {'да' if number else 'нет'}")
    if not math.isfinite(number):
        raise ValueError("нужно конечное число")


def _whole(number: float) -> int:
    """Return a number without its empty fraction; words have no other."""
    if not math.isfinite(number):
        raise ValueError("словами пишутся целые числа, а не бесконечность")
    _refuse_no_number(number)
    if number % 1:
        raise ValueError(f"словами пишутся целые числа, а не {figures(number)}")
    return int(number)


def _agreement(gender: str) -> Agreement:
    return next(known for known in get_args(Agreement) if known == gender)


def _cardinal(number: int, gender: Agreement, case: AnyCase, *, animate: bool) -> list[str]:
    words: list[str] = []
    for size, its_gender, forms in ((10**6, "m", _MILLION), (1000, "f", _THOUSAND)):
        amount, number = divmod(number, size)
        if amount:
            words += _below_thousand(amount, _agreement(its_gender), case)
            words.append(_pick(*forms, amount, case))
    if number or not words:
        words += _below_thousand(number, gender, case, alone=animate and not words)
    return words


def _pick(singular: str, several: str, amount: int, case: AnyCase) -> str:
    """Return «тысяча» as it stands after an amount in a case."""
    if case in ("nom", "acc"):
        one = _at(singular, case)
        return plural(amount, one, _at(singular, "gen"), _at(several, "gen"))
    return _at(singular if plural(amount, "1", "", "") else several, case)


def _below_thousand(
    number: int, gender: Agreement, case: AnyCase, *, alone: bool = False
) -> list[str]:
    """Return the words below a thousand; `alone` – the number counts people and is not compound."""
    parts = list(_summands(number))
    simple = alone and len(parts) == 1 and number < 5
    ones = alone and bool(parts) and parts[-1] == 1
    return [
        _simple(
            part,
            gender,
            "gen" if case == "acc" and _masculine(gender, part, simple, ones) else case,
        )
        for part in parts
    ]


def _masculine(gender: Agreement, part: int, simple: bool, ones: bool) -> bool:
    """Whether the accusative of people is the genitive: «двух», «двадцать одного»."""
    if part == 1:
        return ones and gender in ("m", "pl")
    return simple and part > 1


def _summands(number: int) -> Iterator[int]:
    """Yield the numbers that have words of their own: 256 – 200, 50, 6."""
    hundreds, rest = divmod(number, 100)
    if hundreds:
        yield hundreds * 100
    tens, unit = divmod(rest, 10)
    if tens > 1 and unit:
        yield tens * 10
        yield unit
    elif rest or not hundreds:
        yield rest


def _simple(number: int, gender: Agreement, case: AnyCase) -> str:
    if number == 1:
        return _at(_ONE[gender], case)
    if number == 2 and gender == "f" and case in ("nom", "acc"):
        return "две"
    return _at(_SMALL.get(number) or _like_five(number), case)


def _like_five(number: int) -> str:
    if number in _LIKE_FIVE:
        stem = _LIKE_FIVE[number]
        return f"{stem}ь {stem}и {stem}и {stem}ь {stem}ью {stem}и"
    if number < 100:  # пятьдесят – both halves decline
        unit = _unit_forms(number // 10)
        return " ".join(
            _at(unit, case) + ("десят" if case in ("nom", "acc") else f"десят{ending}")
            for case, ending in zip(ALL_CASES, ("", "и", "и", "", "ью", "и"), strict=True)
        )
    unit = _unit_forms(number // 100)
    endings = ("сот", "сот", "стам", "сот", "стами", "стах")
    return " ".join(
        _at(unit, case) + ending for case, ending in zip(ALL_CASES, endings, strict=True)
    )


def _unit_forms(unit: int) -> str:
    return _SMALL.get(unit) or _like_five(unit)


def _at(forms: str, case: AnyCase) -> str:
    return forms.split()[ALL_CASES.index(case)]


def _last_word_value(number: int) -> int:
    """Return the part of a number that becomes the ordinal: 2026 – 6, 2000 – 2000."""
    if number % 1000 == 0:
        return number
    return list(_summands(number % 1000))[-1]


def _ordinal(number: int, gender: Agreement, case: AnyCase, *, animate: bool) -> str:
    if case == "acc" and gender in ("m", "pl"):
        case = "gen" if animate else "nom"
    word = _ordinal_word(number)
    if number == 3:
        return word[:-2] + _at(_THIRD[gender], case)
    if case == "nom" and gender == "m":
        return word
    return word[:-2] + _at(_HARD_ENDINGS[gender], case)


def _ordinal_word(number: int) -> str:
    if number in _ORDINALS:
        return _ORDINALS[number]
    if number < 100:
        return f"{_glued(number // 10)}десятый"
    if number < 1000:
        return f"{_glued(number // 100)}сотый"
    return f"{_glued(number // 1000)}тысячный"


def _glued(number: int) -> str:
    """Return the first part of one long word: «двух», «двадцатиодно», «сто» (but 1 is nothing)."""
    if number == 1:
        return ""
    words = [
        {1: "одно", 90: "девяносто", 100: "сто"}.get(part) or _simple(part, "m", "gen")
        for part in _summands(number)
    ]
    return "".join(words)
