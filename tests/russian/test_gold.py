"""The hand-made lists of hard surnames and of school phrases, each with the bar it must reach."""

from __future__ import annotations

import re

import pytest

from docgen.russian import CASES, decline
from tests.russian.gold import Row, folded, is_held_out, phrases, surnames

FORBIDDEN = re.compile("[жшчщгкх]ы")


@pytest.mark.parametrize("row", list(surnames()), ids=lambda row: f"{row.text}-{row.gender}")
def test_a_hard_surname_declines(row: Row) -> None:
    forms = [decline(row.text, case, row.kind, row.gender) for case in CASES]
    assert [folded(form) for form in forms] == [folded(form) for form in row.forms]


@pytest.mark.parametrize("row", list(phrases()), ids=lambda row: f"{row.kind}-{row.text}")
def test_a_phrase_of_school_life_declines(row: Row) -> None:
    forms = [decline(row.text, case, row.kind) for case in CASES]
    assert [folded(form) for form in forms] == [folded(form) for form in row.forms]


def test_no_form_breaks_the_spelling() -> None:
    rows = [row for row in surnames() if not FORBIDDEN.search(row.text)]
    forms = [decline(row.text, case, "last", row.gender) for row in rows for case in CASES]
    assert [form for form in forms if FORBIDDEN.search(form)] == []


def test_the_lists_are_as_large_as_the_documentation_says() -> None:
    kinds = [row.kind for row in phrases()]
    assert kinds.count("post") >= 150
    assert kinds.count("org") >= 60
    assert len(list(surnames())) >= 150


def test_a_fifth_is_held_out_in_the_same_way_everywhere() -> None:
    held = [row.text for row in phrases() if is_held_out(row.text)]
    assert 30 <= len(held) <= 80
    assert is_held_out("Учитель Музыки") == is_held_out("учитель музыки")
