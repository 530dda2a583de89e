"""`docgen explain`: a code however it was typed, and what to do about an unknown one."""

from __future__ import annotations

import pytest

from tests.cli.running import answer, codes, run


@pytest.mark.parametrize("typed", ["DG101", "dg101", "ДГ101", "DG 101", "101"])
def test_a_code_is_known_however_it_was_typed(typed: str) -> None:
    result = run("explain", typed)
    assert result.exit_code == 0
    assert result.stdout.startswith("DG101. Файл не открывается\n")
    assert "Что делать." in result.stdout


def test_an_example_is_shown_if_there_is_one() -> None:
    assert "Пример:\ndocgen build --pfd" in run("explain", "DG560").stdout


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("DG509", "Рядом есть: DG501, DG502"), ("ошибка", "Код – это DG и три цифры")],
)
def test_an_unknown_code_is_a_finding_with_advice(typed: str, hint: str) -> None:
    result = run("explain", typed)
    assert result.exit_code == 1
    assert f"DG562  Кода «{typed}» нет" in result.stderr
    assert hint in result.stderr


def test_json_has_the_parts_of_the_explanation() -> None:
    told = answer(run("explain", "DG101", "--json"))["explanation"]
    assert told["code"] == "DG101"
    assert told["title"] == "Файл не открывается"
    assert set(told) == {"code", "title", "why", "repair", "example"}


def test_json_of_an_unknown_code_has_the_finding() -> None:
    result = run("explain", "DG509", "--json")
    assert (result.exit_code, codes(result)) == (1, ["DG562"])
