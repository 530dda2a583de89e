"""Dirt is mended in silence where it can be, and named with its place where it cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.russian import decline, doubts
from docgen.russian.names import normalise


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("ИВАНОВ", "Иванов"),
        ("иванов", "Иванов"),
        (" Иванов\u00a0", "Иванов"),
        ("Иванoв", "Иванов"),  # a Latin o
        ("Салтыков–Щедрин", "Салтыков-Щедрин"),
        ("Салтыков\u2011Щедрин", "Салтыков-Щедрин"),
        ("Салтыков - Щедрин", "Салтыков-Щедрин"),
        ("Андреи\u0306", "Андрей"),
        ("Ива\u00adнов", "Иванов"),
        ("Иванов  Иван", "Иванов Иван"),
        ("Д'АРТАНЬЯН", "Д'Артаньян"),
        ("фон Бюлов", "фон Бюлов"),
        ("ГАСАН ОГЛЫ", "Гасан оглы"),
        ("А. П.", "А. П."),
        ("МакДональд", "МакДональд"),
        ("иВАНОВ", "Иванов"),
        ("ИВанов", "Иванов"),
        ("Анна-мария", "Анна-Мария"),
        ("Иванова анна", "Иванова Анна"),
        ("Салтыков--Щедрин", "Салтыков-Щедрин"),
        ("-Иванов-", "Иванов"),
        ("Петров,", "Петров"),
        ("Петров.", "Петров"),
        ("Ивано\u0301в", "Иванов"),
        ("Иванов\u202e", "Иванов"),
        ("Маадыр-оолович", "Маадыр-оолович"),
        ("Ен-суновна", "Ен-суновна"),
        ("КАРА-ООЛ", "Кара-оол"),
    ],
)
def test_a_dirty_name_is_mended(dirty: str, clean: str) -> None:
    assert normalise(dirty) == clean


def test_a_dirty_name_declines_as_a_clean_one() -> None:
    assert decline(" ИВАНOВ ", "dat", "last", "m") == "Иванову"
    assert decline("САЛТЫКОВ–ЩЕДРИН", "ins", "last", "m") == "Салтыковым-Щедриным"


@pytest.mark.parametrize(("name", "place"), [("Ivanov", 1), ("Иванов5", 7), ("Ива_нов", 4)])
def test_what_cannot_be_mended_is_named_with_its_place(name: str, place: int) -> None:
    reasons = [doubt.reason for doubt in doubts(name, None, "last", "m") if doubt.source == "text"]
    assert len(reasons) == 1
    assert f"место {place}" in reasons[0]


@pytest.mark.parametrize(
    ("dirty", "kind", "genitive"),
    [
        ("сoветник директора", "post", "советника директора"),  # a Latin o
        ("учитель\u200b", "post", "учителя"),
        ("заведующии\u0306 отделом", "post", "заведующего отделом"),
        ("педагог—психолог", "post", "педагога-психолога"),
        ("педагог -психолог", "post", "педагога-психолога"),
        ("учитель,воспитатель", "post", "учителя, воспитателя"),
        ("учитель/воспитатель", "post", "учителя/воспитателя"),
        ("1. учитель", "post", "1. учителя"),
        ("учитель.", "post", "учителя"),
        ("cредняя школа", "org", "средней школы"),  # a Latin c
        ("\ufeffшкола", "org", "школы"),
        ("школа - детский сад", "org", "школы - детского сада"),
        ("Санкт- Петербург", "place", "Санкт-Петербурга"),
    ],
)
def test_a_dirty_phrase_declines_as_a_clean_one(dirty: str, kind: str, genitive: str) -> None:
    assert decline(dirty, "gen", kind) == genitive  # type: ignore[arg-type] # from the table


def test_a_figure_among_letters_is_doubted() -> None:
    assert [doubt.reason for doubt in doubts("у4итель", "gen", "post")] == ["цифра среди букв"]


@pytest.mark.parametrize(
    "arguments",
    [("xxx", "last", "m"), ("gen", "m", None), ("gen", "last", "n"), ("nom", "last", "m")],
)
def test_arguments_in_a_wrong_order_are_refused(arguments: tuple[str, str, str]) -> None:
    for function in (decline, doubts):
        with pytest.raises(ValueError, match="пишите"):
            function("Иванов", *arguments)  # type: ignore[operator] # on purpose


def test_what_is_too_long_for_a_name_is_left_alone_and_doubted_at_once() -> None:
    text = "а" * 10_000
    for kind in ("last", "full", "post"):
        assert decline(text, "gen", kind, "m") == text  # type: ignore[arg-type] # literals
        assert [doubt.source for doubt in doubts(text, None, kind, "m")] == ["text"]  # type: ignore[arg-type] # the same


def test_a_name_in_brackets_declines_too() -> None:
    assert decline("Иванова (Петрова)", "dat", "last", "f") == "Ивановой (Петровой)"


@given(st.text(alphabet="абвИВйё -–' \u0306o", max_size=20))
def test_mending_twice_changes_nothing_more(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)
