"""Abbreviations are spelt out where they are met first, and short names are given once."""

from __future__ import annotations

import pytest

from docgen.russian.abbreviations import given, given_twice, unexplained

KNOWN = frozenset({"РФ", "ФГОС"})


def lacking(*paragraphs: str) -> list[str]:
    """Return the abbreviations that a text does not spell out."""
    return [short for _, short in unexplained(paragraphs, KNOWN)]


def test_an_abbreviation_that_is_spelt_out_nowhere_is_found_once_where_it_is_met_first() -> None:
    text = ("План утверждает куратор.", "В ИПР три части.", "ИПР хранит куратор.")
    assert list(unexplained(text, KNOWN)) == [(1, "ИПР")]


@pytest.mark.parametrize(
    "told",
    [
        "индивидуальный план развития (далее – ИПР)",
        "индивидуальный план развития (далее также – ИПР, план)",
        "индивидуальный план развития (ИПР)",
        "ИПР (индивидуальный план развития)",
        "ИПР – индивидуальный план развития",
    ],
)
def test_there_are_several_ways_to_spell_it_out(told: str) -> None:
    assert lacking(f"Составляют {told}.", "Затем ИПР утверждают.") == []


@pytest.mark.parametrize(
    "text",
    [
        "По ФГОС и законам РФ.",
        "ПРИКАЗ О НАСТАВНИКАХ",
        "Занятие «ШНП» проводит МБОР «Пример» по приказу № 5-ОД.",
        "Это НЕ отменяет прав и ВСЕ ЭТО ВАЖНО.",
        "Директор МЦ № 5 и XX век.",
        "В ХХ веке. Встреча в ЦЕЛЬ и цель.",
        "Срок: ИТОГО: пять.",
        "В. И. Пример, т. е. ПЛАНЫ; планы.",
    ],
)
def test_what_only_looks_like_an_abbreviation_is_none(text: str) -> None:
    assert lacking(text) == []


def test_a_short_name_that_is_given_again_is_found() -> None:
    text = ("Школа (далее – Организация).", "Гимназия (далее – организация) решает.")
    assert list(given_twice(text)) == [(1, "организация")]


def test_an_annex_gives_its_short_names_anew() -> None:
    text = ("Школа (далее – Организация).", "Приложение № 1", "Школа (далее – Организация).")
    assert list(given_twice(text)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(далее соответственно – Положение, Организация)", ["Положение", "Организация"]),
        ("Школа, далее – Организация, в лице директора", ["Организация"]),
        ("собирают раз в неделю, далее – раз в месяц", []),
        ("в сентябре, далее раз в четверть", []),
        ("(далее: «Школа»)", ["Школа"]),
    ],
)
def test_short_names_are_given_in_set_phrases(text: str, names: list[str]) -> None:
    assert list(given(text)) == names
