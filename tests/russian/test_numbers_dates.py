"""Numbers agree with nouns, dates follow the papers, spaces hold together what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from docgen.russian import (
    count,
    in_words,
    long_date,
    number_in_words,
    ordinal_in_words,
    plural,
    school_years,
    short_date,
)


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "лет"),
        (1, "год"),
        (2, "года"),
        (5, "лет"),
        (11, "лет"),
        (12, "лет"),
        (14, "лет"),
        (21, "год"),
        (22, "года"),
        (25, "лет"),
        (101, "год"),
        (111, "лет"),
        (112, "лет"),
        (1.5, "года"),
    ],
)
def test_the_noun_agrees_with_the_number(number: float, form: str) -> None:
    assert plural(number, "год", "года", "лет") == form


def test_a_number_and_its_noun_never_part() -> None:
    assert count(5, "пара", "пары", "пар") == "5\u00a0пар"
    assert count(1.5, "год", "года", "лет") == "1,5\u00a0года"


@pytest.mark.parametrize(
    ("number", "gender", "words"),
    [
        (0, "m", "ноль"),
        (2, "f", "две"),
        (1, "n", "одно"),
        (14, "m", "четырнадцать"),
        (121, "f", "сто двадцать одна"),
        (2026, "m", "две тысячи двадцать шесть"),
        (1000, "m", "одна тысяча"),
    ],
)
def test_a_number_is_written_in_words(number: int, gender: str, words: str) -> None:
    assert number_in_words(number, gender) == words


def test_a_whole_number_with_an_empty_fraction_is_written_in_words() -> None:
    assert number_in_words(2.0, "f") == "две"
    assert ordinal_in_words(3.0) == "третий"
    assert number_in_words(0.0) == "ноль"


@pytest.mark.parametrize("write", [number_in_words, ordinal_in_words])
@pytest.mark.parametrize(("number", "shown"), [(1.5, "1,5"), (0.5, "0,5"), (-0.25, "-0,25")])
def test_a_fraction_is_not_written_in_words(
    write: Callable[[float], str], number: float, shown: str
) -> None:
    with pytest.raises(ValueError, match=f"целые числа, а не {shown}$"):
        write(number)


@pytest.mark.parametrize("write", [number_in_words, ordinal_in_words])
@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_what_has_no_end_is_not_written_in_words(
    write: Callable[[float], str], number: float
) -> None:
    with pytest.raises(ValueError, match="целые числа"):
        write(number)


@pytest.mark.parametrize(
    ("truth", "said"), [(True, "нужно число, а не да"), (False, "нужно число, а не нет")]
)
def test_yes_and_no_are_not_numbers(truth: bool, said: str) -> None:
    for write in (
        number_in_words,
        ordinal_in_words,
        lambda number: plural(number, "пара", "пары", "пар"),
        lambda number: count(number, "пара", "пары", "пар"),
    ):
        with pytest.raises(ValueError, match=said):
            write(truth)


def test_dates_are_written_as_papers_write_them() -> None:
    day = date(2026, 9, 1)
    assert short_date(day) == "01.09.2026"
    assert long_date(day) == "1\u00a0сентября\u00a02026\u00a0г."
    assert in_words(day) == "сентябрь\u00a02026\u00a0г."
    assert school_years("2026/27") == "2026/2027"
