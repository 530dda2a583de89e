"""Numbers with nouns, numbers in words, dates, classes, participles, prepositions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.russian import (
    ALL_CASES,
    agree,
    agreement_of,
    by_gender,
    class_name,
    counted,
    date_in_words,
    initials,
    month_year,
    number_in_words,
    ordinal_in_words,
    period,
    preposition,
    quoted_date,
    school_class,
    school_year,
    school_year_of,
    school_years,
    short_period,
    stamp,
    year,
)

DAY = date(2026, 9, 1)


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("number", "noun", "forms"),
    [
        (0, "год", "0 лет|0 лет|0 годам|0 лет|0 годами|0 годах"),
        (1, "год", "1 год|1 года|1 году|1 год|1 годом|1 годе"),
        (2, "год", "2 года|2 лет|2 годам|2 года|2 годами|2 годах"),
        (5, "год", "5 лет|5 лет|5 годам|5 лет|5 годами|5 годах"),
        (11, "год", "11 лет|11 лет|11 годам|11 лет|11 годами|11 годах"),
        (14, "год", "14 лет|14 лет|14 годам|14 лет|14 годами|14 годах"),
        (21, "год", "21 год|21 года|21 году|21 год|21 годом|21 годе"),
        (22, "год", "22 года|22 лет|22 годам|22 года|22 годами|22 годах"),
        (25, "год", "25 лет|25 лет|25 годам|25 лет|25 годами|25 годах"),
        (101, "год", "101 год|101 года|101 году|101 год|101 годом|101 годе"),
        (111, "год", "111 лет|111 лет|111 годам|111 лет|111 годами|111 годах"),
        (112, "год", "112 лет|112 лет|112 годам|112 лет|112 годами|112 годах"),
        (1.5, "год", "1,5 года|1,5 года|1,5 года|1,5 года|1,5 года|1,5 года"),
        (2, "наставник", "2 наставника|2 наставников|2 наставникам|2 наставников|2 наставниками"
         "|2 наставниках"),
        (22, "наставник", "22 наставника|22 наставников|22 наставникам|22 наставника"
         "|22 наставниками|22 наставниках"),
        (3, "наставляемый", "3 наставляемых|3 наставляемых|3 наставляемым|3 наставляемых"
         "|3 наставляемыми|3 наставляемых"),
        (2, "папка", "2 папки|2 папок|2 папкам|2 папки|2 папками|2 папках"),
        (2, "заведующий", "2 заведующих|2 заведующих|2 заведующим|2 заведующих|2 заведующими"
         "|2 заведующих"),
    ],
)  # fmt: skip
def test_a_noun_agrees_with_its_number_in_every_case(number: float, noun: str, forms: str) -> None:
    assert [plain(counted(number, noun, case)) for case in ALL_CASES] == forms.split("|")


def test_a_noun_that_nobody_knows_must_be_given_in_its_forms() -> None:
    with pytest.raises(ValueError, match="нет в словаре"):
        counted(2, "бырщ")


@pytest.mark.parametrize(
    ("number", "gender", "case", "words"),
    [
        (1, "f", "acc", "одну"),
        (2, "f", "acc", "две"),
        (2, "f", "ins", "двумя"),
        (21, "m", "gen", "двадцати одного"),
        (58, "m", "ins", "пятьюдесятью восемью"),
        (40, "m", "dat", "сорока"),
        (90, "m", "ins", "девяноста"),
        (256, "m", "dat", "двумстам пятидесяти шести"),
        (300, "m", "loc", "трёхстах"),
        (1000, "m", "acc", "одну тысячу"),
        (2026, "m", "gen", "двух тысяч двадцати шести"),
        (2026, "m", "acc", "две тысячи двадцать шесть"),
        (1_000_000, "m", "acc", "один миллион"),
        (2_000_001, "f", "nom", "два миллиона одна"),
    ],
)
def test_a_number_in_words_takes_case_and_gender(
    number: int, gender: str, case: str, words: str
) -> None:
    assert number_in_words(number, gender, case) == words  # type: ignore[arg-type] # literals


def test_the_accusative_of_people_is_their_genitive() -> None:
    assert number_in_words(2, "m", "acc", animate=True) == "двух"
    assert number_in_words(21, "m", "acc", animate=True) == "двадцать одного"
    assert number_in_words(22, "m", "acc", animate=True) == "двадцать два"
    assert number_in_words(5, "m", "acc", animate=True) == "пять"


@given(st.integers(0, 999_999_999))
def test_the_accusative_of_things_is_the_nominative_but_for_one_and_thousands(number: int) -> None:
    accusative = number_in_words(number, "m", "acc")
    back = accusative.replace("одну тысячу", "одна тысяча")
    assert back == number_in_words(number, "m")


@pytest.mark.parametrize("number", [-1, 1_000_000_000])
def test_a_number_too_large_for_words_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="в словах пишутся числа"):
        number_in_words(number)


@pytest.mark.parametrize(
    ("number", "gender", "case", "words"),
    [
        (1, "m", "gen", "первого"),
        (3, "f", "nom", "третья"),
        (3, "n", "gen", "третьего"),
        (23, "f", "acc", "двадцать третью"),
        (40, "m", "gen", "сорокового"),
        (80, "n", "nom", "восьмидесятое"),
        (500, "m", "nom", "пятисотый"),
        (2000, "m", "gen", "двухтысячного"),
        (2026, "m", "gen", "две тысячи двадцать шестого"),
        (21000, "m", "nom", "двадцатиоднотысячный"),
        (2, "pl", "ins", "вторыми"),
        (2, "m", "acc", "второй"),
    ],
)
def test_an_ordinal_takes_case_and_gender(number: int, gender: str, case: str, words: str) -> None:
    assert ordinal_in_words(number, gender, case) == words  # type: ignore[arg-type] # literals


def test_dates_take_every_form_of_the_papers() -> None:
    assert date_in_words(DAY) == "первого сентября две тысячи двадцать шестого года"
    assert date_in_words(DAY, "nom") == "первое сентября две тысячи двадцать шестого года"
    assert plain(quoted_date(DAY)) == "«01» сентября 2026 г."
    assert plain(month_year(DAY, "loc")) == "сентябре 2026 г."
    assert plain(month_year(date(2027, 5, 31), "ins")) == "маем 2027 г."
    assert plain(year(2026, "loc")) == "2026 году"


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (date(2026, 9, 1), "1 сентября 2026 г."),
        (date(2026, 9, 15), "с 1 по 15 сентября 2026 г."),
        (date(2026, 12, 31), "с 1 сентября по 31 декабря 2026 г."),
        (date(2027, 5, 31), "с 1 сентября 2026 г. по 31 мая 2027 г."),
    ],
)
def test_a_period_says_month_and_year_once(end: date, text: str) -> None:
    assert plain(period(DAY, end)) == text


def test_a_period_in_figures_stands_with_a_dash() -> None:
    assert plain(short_period(DAY, date(2027, 5, 31))) == "01.09.2026 – 31.05.2027"


@pytest.mark.parametrize(
    "spelling",
    ["2026/27", "2026/2027", "2026-2027", "2026–27", "26/27", "2026", "2026/2027 учебный год",
     " 2026 / 27 уч. г. ", "2026-27 гг."],
)  # fmt: skip
def test_a_school_year_is_understood_in_all_spellings(spelling: str) -> None:
    assert school_years(spelling) == "2026/2027"


@pytest.mark.parametrize("spelling", ["2026/28", "2027/2026", "весь год", ""])
def test_a_school_year_that_is_none_is_refused(spelling: str) -> None:
    with pytest.raises(ValueError, match="учебный год пишут"):
        school_years(spelling)


def test_a_school_year_takes_cases_and_begins_in_september() -> None:
    assert plain(school_year("2026/27", "loc")) == "2026/2027 учебном году"
    assert school_years("1999/00") == "1999/2000"
    assert school_year_of(DAY) == "2026/2027"
    assert school_year_of(date(2026, 8, 31)) == "2025/2026"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("7б", "7 «Б»"), ("7-Б", "7 «Б»"), ('7 "Б"', "7 «Б»"), ("7«б»", "7 «Б»"),
     ("7 Б класс", "7 «Б»"), ("7A", "7 «А»"), ("11", "11"),
     ("10 ФМ", "10 «ФМ»"), ("7/Б", "7 «Б»"), ("5-1", "5-1")],
)  # fmt: skip
def test_a_class_is_understood_however_typed(typed: str, name: str) -> None:
    assert plain(class_name(typed)) == name


@pytest.mark.parametrize("typed", ["7Z", "13А", "Б7", "класс", ""])
def test_a_class_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="класс пишут как"):
        class_name(typed)


def test_the_word_class_declines() -> None:
    assert plain(school_class("7б", "gen")) == "7 «Б» класса"


@pytest.mark.parametrize(
    ("word", "woman", "several"),
    [
        ("ознакомлен", "ознакомлена", "ознакомлены"),
        ("согласен", "согласна", "согласны"),
        ("извещён", "извещена", "извещены"),
        ("действующего", "действующей", "действующих"),
        ("обучающегося", "обучающейся", "обучающихся"),
        ("обучающийся", "обучающаяся", "обучающиеся"),
        ("именуемый", "именуемая", "именуемые"),
        ("наставляемому", "наставляемой", "наставляемым"),
        ("проживающим", "проживающей", "проживающими"),
        ("высоким", "высокой", "высокими"),
        ("средний", "средняя", "средние"),
        ("русский", "русская", "русские"),
        ("получил", "получила", "получили"),
        ("обязался", "обязалась", "обязались"),
        ("его", "её", "их"),
        ("им", "ею", "ими"),
        ("Назначен", "Назначена", "Назначены"),
    ],
)
def test_a_word_agrees_with_a_person(word: str, woman: str, several: str) -> None:
    assert agree(word, "m") == word
    assert agree(word, "f") == woman
    assert agree(word, "pl") == several


def test_without_a_gender_both_words_are_printed() -> None:
    assert agree("ознакомлен", None) == "ознакомлен(а)"
    assert agree("согласен", None) == "согласен/согласна"
    assert by_gender(None, "он", "она") == "он(а)"
    assert by_gender("f", "он", "она") == "она"


@pytest.mark.parametrize(
    ("title", "agreement", "approved"),
    [
        ("Положение о наставничестве", "n", "УТВЕРЖДЕНО"),
        ("Программа наставничества", "f", "УТВЕРЖДЕНА"),
        ("Дорожная карта", "f", "УТВЕРЖДЕНА"),
        ("План мероприятий", "m", "УТВЕРЖДЁН"),
        ("Правила внутреннего распорядка", "pl", "УТВЕРЖДЕНЫ"),
        ("ПОЛОЖЕНИЕ", "n", "УТВЕРЖДЕНО"),
    ],
)
def test_a_stamp_agrees_with_its_paper(title: str, agreement: str, approved: str) -> None:
    assert agreement_of(title) == agreement
    assert stamp("УТВЕРЖДЁН", title) == approved


@pytest.mark.parametrize(
    ("word", "text", "whole"),
    [
        ("о", "утверждении", "об утверждении"),
        ("о", "внедрении", "о внедрении"),
        ("о", "«Образовании»", "об «Образовании»"),
        ("о", "ёлке", "о ёлке"),
        ("о", "яблоке", "о яблоке"),
        ("о", "всех", "обо всех"),
        ("о", "11 парах", "об 11 парах"),
        ("о", "12 парах", "о 12 парах"),
        ("в", "Владимире", "во Владимире"),
        ("в", "Франции", "во Франции"),
        ("в", "Фонде", "в Фонде"),
        ("в", "вечерней школе", "в вечерней школе"),
        ("в", "2-й класс", "во 2-й класс"),
        ("в", "школе", "в школе"),
        ("с", "специалистом", "со специалистом"),
        ("с", "школой", "со школой"),
        ("с", "сентября", "с сентября"),
        ("с", "всеми", "со всеми"),
        ("с", "учителем", "с учителем"),
        ("к", "всем", "ко всем"),
        ("к", "школе", "к школе"),
    ],
)
def test_a_preposition_agrees_with_the_next_word(word: str, text: str, whole: str) -> None:
    assert preposition(word, text) == whole  # type: ignore[arg-type] # literals from the table


def test_a_preposition_may_begin_a_heading() -> None:
    assert preposition("о", "утверждении Положения", capital=True) == "Об утверждении Положения"


def test_a_double_first_name_has_two_initials() -> None:
    assert plain(initials("Руссо", "Жан-Жак")) == "Ж.-Ж. Руссо"
    assert plain(initials("Алиев", "Тимур", "Гасан оглы", before=False)) == "Алиев Т. Г."


@pytest.mark.parametrize(
    ("word", "feminine", "several", "either"),
    [
        ("прошёл", "прошла", "прошли", "прошёл/прошла"),
        ("вёл", "вела", "вели", "вёл/вела"),
        ("смог", "смогла", "смогли", "смог(ла)"),
        ("сам", "сама", "сами", "сам(а)"),
        ("обязуется", "обязуется", "обязуется", "обязуется"),
        ("проживает", "проживает", "проживает", "проживает"),
    ],
)
def test_a_verb_agrees_as_it_can(word: str, feminine: str, several: str, either: str) -> None:
    assert [agree(word, how) for how in ("f", "pl", None)] == [feminine, several, either]  # type: ignore[arg-type] # literals


@pytest.mark.parametrize(
    ("word", "text", "result"),
    [
        ("о", "РФ", "об РФ"),
        ("о", "УВР", "об УВР"),
        ("о", "ФГОС", "о ФГОС"),
        ("с", "ЗПР", "с ЗПР"),
        ("с", "СМИ", "со СМИ"),
        ("в", "ФГОС", "в ФГОС"),
        ("о", "УТВЕРЖДЕНИИ ПОЛОЖЕНИЯ", "об УТВЕРЖДЕНИИ ПОЛОЖЕНИЯ"),
        ("с", "Мстиславом", "со Мстиславом"),
    ],
)
def test_an_abbreviation_is_read_by_its_letters(word: str, text: str, result: str) -> None:
    assert preposition(word, text) == result  # type: ignore[arg-type] # literals
