"""Short texts print values exactly, keep fields whole and join what belongs together."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from docgen.docx import Blank, Reference, Rich, Run
from docgen.russian import Phrase, typeset, typesetter
from docgen.russian.typography import RULES
from docgen.wording import TextError, Used, Wording, gendered
from tests.docx import test_security

WORDING = Wording()
NBSP = "\u00a0"


def test_a_value_with_markup_of_every_sort_comes_out_exactly() -> None:
    value = "**не жирно** {{ x }} {% if %} <b> & ]]> \\*"
    assert WORDING.line("Пункт {{ value }}", {"value": value}) == f"Пункт {value}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Co", "Cc", "Zs"])))
def test_any_value_comes_out_as_it_was_and_a_page_adds_typography_only(value: str) -> None:
    printed = WORDING.line("[{{ value }}]", {"value": value})
    assert printed == f"[{value}]" or ".." in value
    assert str(WORDING.rich("[{{ value }}]", {"value": value})) == typeset(printed)


def test_a_value_marked_raw_comes_out_as_it_was_within_a_sentence_that_does_not() -> None:
    printed = WORDING.rich('школа "{{ name|raw }}" - №5', {"name": 'Росток - "5"'})
    assert str(printed) == f'школа «Росток - "5"»{NBSP}– №{NBSP}5'


def test_quotation_marks_find_each_other_across_bold_words() -> None:
    printed = WORDING.rich('школа "**Росток**" - наша', {})
    assert printed.parts == (
        Run("школа «"),
        Run("Росток", bold=True),
        Run(f"»{NBSP}– наша"),
    )


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


def test_a_value_that_looks_like_a_blank_in_its_place_is_refused() -> None:
    for sign in ("\U00100000", "\U00100001", "\ue000"):
        said = reason("приказ {{ number }} {{ who }}", number=Blank("номер"), who=f"а{sign}")
        assert said.startswith(f"в тексте стоит служебный знак U+{ord(sign):04X}")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{% if x %} слово {% endif %}", "слово"),
        ("{% for y in [x] %} {{ y }} {% endfor %} ", " а "),
        ("{{ x }} {% if not x %}нет{% endif %}", " а "),
        ("{{ x }} ", " а "),
    ],
)
def test_spaces_around_a_text_go_and_those_of_its_values_stay(text: str, printed: str) -> None:
    assert WORDING.line(text, {"x": " а "}) == printed


ROWS = [{"n": 3, "of": {"word": "да", "all": [1]}}, {"n": 0, "of": {"word": "нет", "all": [2]}}]


@pytest.mark.parametrize(
    "asked",
    [
        *("map(attribute='of.word')", "map(attribute='of.all.0')", "map('length')"),
        *("select", "reject", "select('mapping')", "reject('sameas', none)", "select('in', rows)"),
        *("selectattr('n')", "rejectattr('n')", "selectattr('of.word', 'eq', 'да')"),
        *("rejectattr('n', 'gt', least)", "map(attribute='x', default=1)", "map('default', 5)"),
        *("map(attribute='n')|select('eq', 3)", "map(attribute='n')|reject('ne', 3)"),
        *("map(attribute='n')|select('none')", "map(attribute='n')|reject('false')"),
        *("map(attribute='of.word')|join(', ')", "map(attribute='n')|join(', ')"),
        *(
            "selectattr('n')|map(attribute='of')|map(attribute='word')",
            "selectattr('of.x', 'defined')",
        ),
    ],
)
def test_a_list_is_asked_what_jinja_would_ask_of_it(asked: str) -> None:
    known = Environment().compile_expression(f"rows|{asked}|list")
    names = {"rows": ROWS, "least": 2}
    assert WORDING.value(f"rows|{asked}|list", names) == known(**names)


def test_texts_learned_together_say_what_each_says_alone() -> None:
    texts = ["{{ x }} и {{ y|gen }}", "**{{ x }}** {% for n in [1, 2] %}{{ n }}{% endfor %}", "нет"]
    together, names = Wording(), {"x": "раз", "y": "класс"}
    together.learn(texts, ["x == 'раз'", "y"])
    assert [together.rich(text, names) for text in texts] == [
        Wording().rich(text, names) for text in texts
    ]
    assert together.value("x == 'раз'", names) is True
    with pytest.raises(TextError):
        together.learn(["{{ x }}", "{{ x|nofilter }}"], [])


def test_a_text_knows_nothing_of_the_one_told_before() -> None:
    used: list[Used] = []
    speech = WORDING.speech({"x": "класс", "n": Blank("номер"), "_used": used})
    assert speech.rich("**{{ x|gen }}** {{ n }} {{ y }}", {"y": "да"}).parts == (
        Run("класса", bold=True),
        Run(" "),
        Blank("номер"),
        Run(" да"),
    )
    assert speech.rich("у {{ x|gen }}").parts == (Run("у класса"),)
    assert [each.sentence for each in used] == ["класса ________ да", "у класса"]
    with pytest.raises(TextError, match="имени «y» нет"):
        speech.rich("{{ y }}")


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
    with pytest.raises(TextError):
        WORDING.line(text, {"school": {"name": "Школа", "none": None}})


def reason(text: str, **names: Any) -> str:
    """Return why a text cannot be printed; it is Russian and told soon."""
    started = time.perf_counter()
    with pytest.raises(TextError) as caught:
        WORDING.rich(text, names)
    assert time.perf_counter() - started < 2
    assert re.search("[а-я]", caught.value.reason)
    return f"{caught.value.reason}. {caught.value.hint}".strip()


ON_TEMPLATES: Any = test_security.test_an_attack_in_an_expression_is_refused
ATTACKS: list[str] = ON_TEMPLATES.pytestmark[0].args[1]
BIG = {"x": "текст", "xs": [1], "d": {"a": 1}, "f": len, "big": "b" * 900_000}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_a_template_is_refused_in_a_text_too(attack: str) -> None:
    assert reason(attack, **BIG)


@pytest.mark.parametrize("attack", [text[2:-2] for text in ATTACKS if text.startswith("{{")])
def test_an_attack_on_a_template_is_refused_in_a_condition_too(attack: str) -> None:
    started = time.perf_counter()
    with pytest.raises(TextError, match=r"[а-я]"):
        WORDING.value(attack, BIG)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 1/0 }}", "деление на ноль."),
        ("{{ 10.0**1000 }}", "слишком большое число."),
        ("{{ [1][5] }}", "поля «5» нет."),
        ("{{ []|first }}", "список пуст, взять из него нечего."),
        ("{{ school.none|gen }}", "значение не заполнено."),
        ("{{ school }}", "это не текст, а список или набор полей"),
        ("{{ school.name.x }}", "поля «x» нет."),
        ("{{ school.nme }}", "поля «nme» нет. Возможно, имелось в виду «name»."),
        ("{{ school.nme|upper }}", "поля «nme» нет"),
        ("{{ school.nme|date }}", "поля «nme» нет"),
        ("{{ school.nme + 1 }}", "поля «nme» нет"),
        ("{{ schol.name }}", "имени «schol» нет. Возможно, имелось в виду «school»."),
        ("{{ ''['__cla' ~ 'ss__'] }}", "так обращаться к данным нельзя."),
        ("{{ school.name|nofiltr }}", "фильтр «nofiltr» не существует"),
        ("{{ school.name|map('nofiltr')|list }}", "фильтр «nofiltr» не существует."),
        ("{{ school.name|words }}", "фильтр «words» берёт число, а не «Школа»."),
        ("{{ (10**9)|words }}", "в словах пишутся числа"),
        ("{{ act('273-fz') }}", "функция act() здесь недоступна."),
        ("{{ 'a' 'b' c }}", "ожидалось «конец тега», а стоит «c»."),
        ("{% if 1 %}", "блок «if» не закрыт."),
        ("{% endfor %}", "блок «for» закрыт, но не открыт."),
        ("{% foo %}", "тега «foo» нет."),
        ("{% for x in none %}{% endfor %}", "цикл идёт по пустому значению"),
        ("{% for x in 5 %}{% endfor %}", "это не список"),
        ("{% set _used = 1 %}{{ school.name|gen }}", "запрещено: имя «_used»."),
        ("{% for _print in [1] %}{% endfor %}", "запрещено: имя «_print»."),
        ("{% with _print = 1 %}{{ 1 }}{% endwith %}", "запрещено: имя «_print»."),
        ("{{ _stated }}", "запрещено: имя «_stated»."),
        ("{% filter upper %}{{ 1 }}{% endfilter %}", "запрещено: конструкция FilterBlock."),
        ("{% for i in range(9000) %}{{ range(9000)|list|length }}{% endfor %}", "документ"),
        ("знак \ue005", "в тексте стоит служебный знак U+E005"),
        ("знак \U00100005", "в тексте стоит служебный знак U+100005"),
        ("{{ school.symbol }}", "в тексте стоит служебный знак U+F0B7"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_in_russian(text: str, said: str) -> None:
    names = {"school": {"name": "Школа", "none": None, "symbol": "\uf0b7 пункт"}}
    assert reason(text, **names).startswith(said)


@pytest.mark.parametrize("expression", ["", "a b", "act('x')", "(", "a }} {{ a", "xs|map('nope')"])
def test_what_is_wrong_with_a_condition_is_told_in_russian(expression: str) -> None:
    with pytest.raises(TextError, match=r"[а-я]") as caught:
        WORDING.value(expression, {"a": 1, "xs": [1]})
    assert not re.search("expected|object|undefined", caught.value.reason)


def test_a_text_holds_as_many_values_as_there_are_private_characters_and_no_more() -> None:
    text = "{% for n in numbers %}{{ n }},{% endfor %}"
    whole = ",".join(str(n) for n in range(6400))
    assert WORDING.line(text, {"numbers": range(6400)}) == whole + ","
    assert reason(text, numbers=range(6401)).startswith("в тексте больше 6400 значений")


def test_each_printing_of_a_text_is_counted_anew() -> None:
    text = "{% for n in range(4000) %}{% endfor %}{{ 1 }}"
    assert [WORDING.line(text, {}) for _ in range(5)] == ["1"] * 5


def test_the_elements_of_a_list_are_given_one_by_one_and_not_without_end() -> None:
    assert WORDING.elements("xs|map(attribute='a')", {"xs": [{"a": 1}, {"a": 2}]}) == [1, 2]
    assert WORDING.elements("xs", {"xs": None}) == []
    for expression in ("range(1001)", "5", "xs|map(attribute='b')|list", "xs|map(attribute='b')"):
        with pytest.raises(TextError, match=r"[а-я]"):
            WORDING.elements(expression, {"xs": [{"a": 1}]})


def test_a_condition_over_a_list_in_which_nothing_is_chosen_does_not_hold() -> None:
    assert not WORDING.value("xs|select('odd')", {"xs": [2, 4]})


def test_joined_texts_keep_the_blanks_in_them() -> None:
    blank = Blank("номер")
    assert WORDING.rich("{{ '№' ~ n }}", {"n": blank}).parts == (Run("№"), blank)


def test_an_empty_text_prints_nothing() -> None:
    assert WORDING.rich("", {}) == Rich(())


def test_an_expression_gives_its_value_and_an_unknown_name_is_an_error() -> None:
    assert WORDING.value("'b' in kinds", {"kinds": ["a", "b"]}) is True
    with pytest.raises(TextError):
        WORDING.value("nothing", {})


def test_a_condition_may_choose_among_the_pairs_of_a_large_school() -> None:
    pairs = [{"id": number, "names": {"full": "И", "short": "И"}} for number in range(9000)]
    assert len(WORDING.value("pairs|selectattr('id', 'gt', 10)|list", {"pairs": pairs})) == 8989


@given(
    st.lists(st.sampled_from(["Слово", " ", ".", "..", "*", "**", "\\", "\n", "{{ x }}", "«"])),
    st.one_of(
        st.text("аб .*\\\n", max_size=6),
        st.just(Blank("дата")),
        st.just(Rich((Run("ж", bold=True), Reference("a", "1.2")))),
    ),
)
def test_a_line_is_what_a_page_says_without_its_look(parts: list[str], value: Any) -> None:
    text = "".join(parts)
    plain = Wording(typesetter(dict.fromkeys((rule.name for rule in RULES), False)))
    assert plain.line(text, {"x": value}) == str(plain.rich(text, {"x": value}))
