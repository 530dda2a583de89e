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
    ],
)
def test_a_dirty_name_is_mended(dirty: str, clean: str) -> None:
    assert normalise(dirty) == clean


def test_a_dirty_name_declines_as_a_clean_one() -> None:
    assert decline(" ИВАНOВ ", "dat", "last", "m") == "Иванову"
    assert decline("САЛТЫКОВ–ЩЕДРИН", "ins", "last", "m") == "Салтыковым-Щедриным"


@pytest.mark.parametrize(("name", "place"), [("Ivanov", 1), ("Иванов5", 7), ("Ива_нов", 4)])
def test_what_cannot_be_mended_is_named_with_its_place(name: str, place: int) -> None:
    reasons = [doubt.reason for doubt in doubts(name, "last", "m") if doubt.source == "text"]
    assert len(reasons) == 1
    assert f"место {place}" in reasons[0]


def test_a_name_in_brackets_declines_too() -> None:
    assert decline("Иванова (Петрова)", "dat", "last", "f") == "Ивановой (Петровой)"


@given(st.text(alphabet="абвИВйё -–' \u0306o", max_size=20))
def test_mending_twice_changes_nothing_more(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)
