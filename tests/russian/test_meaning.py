"""Traps that change the meaning, or make a paper ridiculous."""

from __future__ import annotations

import pytest

from docgen.russian import CASES, beside, counted, decline


def _forms(text: str, kind: str) -> list[str]:
    return [decline(text, case, kind) for case in CASES]  # type: ignore[arg-type] # literals of the tests


def test_the_mentee_never_becomes_the_mentor() -> None:
    assert all(form.startswith("наставляем") for form in _forms("наставляемый", "post"))
    assert _forms("наставляемая", "post")[0] == "наставляемой"


def test_a_personal_programme_does_not_begin_to_act() -> None:
    forms = _forms("персонализированная программа", "doc")
    assert all(form.startswith("персонализированн") for form in forms)


def test_the_best_is_not_the_very_best() -> None:
    assert _forms("лучший наставник", "post")[0] == "лучшего наставника"
    assert _forms("лучшая школа", "org")[0] == "лучшей школы"


def test_the_second_is_no_feminine() -> None:
    assert _forms("второй заместитель", "post")[1] == "второму заместителю"
    assert _forms("второй раздел", "doc")[0] == "второго раздела"


def test_five_years_are_not_five_godov() -> None:
    assert counted(5, "год") == "5\u00a0лет"
    assert counted(5, "человек") == "5\u00a0человек"
    assert {beside(number, "год") for number in range(5, 21)} == {"лет"}


def test_acting_heads_never_decline() -> None:
    assert set(_forms("и. о. директора", "post")) == {"и. о. директора"}
    assert set(_forms("врио директора", "post")) == {"врио директора"}


def test_a_genitive_that_looks_like_a_plural_stays() -> None:
    assert _forms("управление образования, культуры и спорта", "org")[0] == (
        "управления образования, культуры и спорта"
    )
    assert _forms("учитель истории и обществознания", "post")[1] == (
        "учителю истории и обществознания"
    )


def test_a_name_in_quotation_marks_never_declines_but_without_them_it_does() -> None:
    assert _forms("учреждение «Вышеславская школа»", "org")[0] == "учреждения «Вышеславская школа»"
    assert _forms("Вышеславская школа", "org")[0] == "Вышеславской школы"
    assert _forms("МОУ Вышеславская школа", "org")[0] == "МОУ Вышеславской школы"


def test_the_post_of_a_woman_stays_masculine() -> None:
    assert decline("директор", "acc", "post", "f") == "директора"
    assert decline("заведующая", "acc", "post", "f") == "заведующую"


@pytest.mark.parametrize("name", ["Шмидт", "Ткач", "Лебедь", "Ким", "Айгуль"])
def test_a_woman_named_so_never_declines(name: str) -> None:
    kind = "first" if name == "Айгуль" else "last"
    assert {decline(name, case, kind, "f") for case in CASES} == {name}  # type: ignore[arg-type] # one of two
