"""Short texts print values exactly, keep fields whole and join what belongs together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.docx import Blank, Reference, Rich, Run
from docgen.russian import Phrase
from docgen.wording import TEXT_ERRORS, Wording, gendered

WORDING = Wording()
NBSP = "\u00a0"


def test_a_value_with_markup_of_every_sort_comes_out_exactly() -> None:
    value = "**не жирно** {{ x }} {% if %} <b> & ]]> \\*"
    assert WORDING.line("Пункт {{ value }}", {"value": value}) == f"Пункт {value}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Co", "Cc", "Zs"])))
def test_any_value_comes_out_as_it_was(value: str) -> None:
    printed = WORDING.line("[{{ value }}]", {"value": value})
    assert printed.replace(NBSP, "") == f"[{value}]".replace("..", ".") or ".." in value


def test_emphasis_of_the_text_itself_becomes_runs() -> None:
    printed = WORDING.rich("**наставник** – *опытный* {{ who }}", {"who": "человек"})
    assert printed.parts == (
        Run("наставник", bold=True),
        Run(f"{NBSP}– "),
        Run("опытный", italic=True),
        Run(" человек"),
    )


def test_a_blank_and_a_reference_stay_what_they_are_inside_a_sentence() -> None:
    names = {"number": Blank("номер приказа"), "_ref": lambda _: Reference("c_x", "4.2")}
    printed = WORDING.rich("приказ № {{ number }}, пункт {{ ref('x') }}", names)
    assert printed.parts == (
        Run(f"приказ №{NBSP}"),
        Blank("номер приказа"),
        Run(f", пункт{NBSP}"),
        Reference("c_x", "4.2"),
    )


def test_a_blank_passes_through_every_filter() -> None:
    blank = Blank("дата")
    for name in ("date", "long_date", "gen", "upper_first"):
        assert WORDING.rich("{{ day|" + name + " }}", {"day": blank}).parts == (blank,)


def test_the_stop_of_a_date_and_of_the_sentence_become_one() -> None:
    printed = WORDING.line("по {{ end|long_date }}.", {"end": date(2027, 5, 31)})
    assert printed == f"по 31{NBSP}мая{NBSP}2027{NBSP}г."


def test_filters_decline_agree_and_date() -> None:
    names = {
        "council": Phrase("педагогический совет", "org"),
        "n": 5,
        "day": date(2026, 9, 1),
        "person": {"gender": "f"},
    }
    text = (
        "{{ council|ins }}; {{ n|count('пара', 'пары', 'пар') }}; {{ day|date }}; "
        "{{ person|gendered('ознакомлен', 'ознакомлена') }}; {{ 'Пункт.'|lower_first|unstopped }}"
    )
    assert WORDING.line(text, names) == (
        f"педагогическим советом; 5{NBSP}пар; 01.09.2026; ознакомлена; пункт"
    )


@pytest.mark.parametrize(
    ("gender", "printed"),
    [("m", "ознакомлен"), ("f", "ознакомлена"), (None, "ознакомлен(а)")],
)
def test_a_word_agrees_with_the_person_or_says_both(gender: str | None, printed: str) -> None:
    assert gendered({"gender": gender}, "ознакомлен", "ознакомлена") == printed
    assert gendered({"gender": None}, "должен", "должна") == "должен/должна"


@pytest.mark.parametrize(
    "text",
    [
        "{{ schol.name }}",
        "{{ school.nme }}",
        "{{ school.none }}",
        "{{ ''.__class__ }}",
        "{{ school.name|nofilter }}",
        "{{ school.name }",
        "{{ cycler }}",
        "{{ 'a' * 10**9 }}",
    ],
)
def test_a_wrong_tag_is_an_error_and_never_prints(text: str) -> None:
    with pytest.raises(TEXT_ERRORS):
        WORDING.line(text, {"school": {"name": "Школа", "none": None}})


def test_an_empty_text_prints_nothing() -> None:
    assert WORDING.rich("", {}) == Rich(())


def test_an_expression_gives_its_value_and_an_unknown_name_is_an_error() -> None:
    assert WORDING.value("'b' in kinds", {"kinds": ["a", "b"]}) is True
    with pytest.raises(TEXT_ERRORS):
        WORDING.value("nothing", {})
