"""Typography: each rule by its own cases, and what holds for all of them together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import resources
from docgen.russian import typeset, typesetter
from docgen.russian.typography import NBSP, RULES, Rule, shelter

CASES = [(rule, *case) for rule in RULES for case in rule.cases]
KEPT = [(rule, text) for rule in RULES for text in rule.kept]
UNTOUCHED = [
    *("https://школа.рф/a-b?c=1-4%20лет", "www.school.ru", "школа.рф", "ivan_petrov@mail.ru"),
    *(r"C:\Мои документы\План - 2026.docx", "План - 2026.docx", "../план...xlsx", "a_1-4_лет"),
    *("8 (900) 123-45-67", "+7 (4852) 12-34-56", "8-900-123-45-67", "тел. 22-33"),
    *("12-од", "Р-145", "3-273-р", "7.0.97-2025", "273-ФЗ", "01.09.2026", "2026-09-01"),
    *("ИНН 7601234567", "ОГРН 1027600000000", "000000, Примерская область", "А-4/12"),
    "ivan@mail.ru – \U000f0000 - 5 лет",  # with a character of those that stand for addresses
]
# What typography looks at, and what it must not look at, in any order.
PIECES = [
    *('"', "“", "”", "„", "«", "»", "''", "'", " ", "  ", "   ", NBSP, "\n", "\t"),
    *("-", "–", "—", "--", "...", "…", ".", ",", ";", ":", "!", "?", "(", ")", "%", "/", "\\", "_"),
    *("№", "№№", "1", "12", "1234", "12345", "150000", "2026", "2027", "7.0.97-2025", "XX", "+7"),
    *("лет", "руб.", "г.", "гг.", "ст.", "п.", "т.", "и", "д.", "е.", "ч.", "в.", "уч", "человек"),
    *("А.", "П.", "М.", "Б", "а", "Иванова", "слово", "января", "класс", "пункт", "классы", "ГОСТ"),
    *(
        "a@b.ru",
        "http://x.ru/a-b",
        "школа.рф",
        "план.docx",
        ".ru",
        "\U00100000",
        "\U00100001",
        "\ufffc",
        "₽",
    ),
]

nasty = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
subsets = st.sets(st.sampled_from(range(len(RULES)))).map(
    lambda some: [RULES[n] for n in sorted(some)]
)


def shown(text: str) -> str:
    return text.replace(NBSP, "~")


def hidden(text: str) -> str:
    return text.replace("~", NBSP)


def words(text: str) -> list[str]:
    return [sign for sign in text if sign.isalnum()]


@pytest.mark.parametrize(("rule", "before", "after"), CASES)
def test_a_rule_does_what_its_cases_say(rule: Rule, before: str, after: str) -> None:
    assert before != after
    assert shown(typeset(hidden(before), [rule])) == after
    assert shown(typeset(hidden(after), [rule])) == after


@pytest.mark.parametrize(("rule", "text"), KEPT)
def test_a_rule_leaves_alone_what_it_says_it_does(rule: Rule, text: str) -> None:
    assert shown(typeset(hidden(text), [rule])) == text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_explained_and_shown_on_both_sides(rule: Rule) -> None:
    assert rule.title
    assert rule.why.endswith(".")
    assert rule.cases
    assert rule.kept


@pytest.mark.parametrize("text", UNTOUCHED)
def test_addresses_names_of_files_numbers_and_codes_are_not_touched(text: str) -> None:
    assert typeset(text) == text
    assert typeset(f"({text})") == f"({text})"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'Приказ №5-од от 1 сентября 2026 г. - "О школе "Росток"" ...',
            "Приказ №~5-од от 1~сентября~2026~г.~– «О школе „Росток“» …",
        ),
        ("в 2026-2027 учебном году, 1-4 классы", "в 2026–2027 учебном году, 1–4 классы"),
        ("от 29.12.2012 № 273-ФЗ", "от 29.12.2012 №~273-ФЗ"),
        ("ст. 28 , ч. 3", "ст.~28, ч.~3"),
    ],
)
def test_the_rules_work_together(before: str, after: str) -> None:
    assert shown(typeset(before)) == after


@pytest.mark.parametrize("texts", [nasty, st.text()])
def test_the_pass_is_idempotent_with_any_of_its_rules_and_keeps_the_words(
    texts: st.SearchStrategy[str],
) -> None:
    @given(texts, st.just(list(RULES)) | subsets)
    def holds(text: str, rules: list[Rule]) -> None:
        once = typeset(text, rules)
        assert typeset(once, rules) == once
        assert words(once) == words(text)

    holds()


@given(nasty)
def test_the_quick_exit_changes_nothing_but_the_time(text: str) -> None:
    changed, things = shelter.hide(text)
    for rule in RULES:
        changed = rule.change(changed)
    assert typeset(text) == shelter.show(changed, things)


@given(nasty)
def test_stand_ins_for_values_and_tags_stay_where_they_are(text: str) -> None:
    stand_ins = "\U00100000\U00100001\ufffc"
    signs = [sign for sign in text if sign in stand_ins]
    assert [sign for sign in typeset(text) if sign in stand_ins] == signs


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("школа ", '"Росток"', "«Росток»"),
        ("школа «", '"Росток"', "„Росток“"),
        ("школа «Клуб „", '"Росток"', "«Росток»"),
        ("школа «Лес» ", '"Росток"', "«Росток»"),
    ],
)
def test_quotation_marks_of_a_value_are_drawn_by_what_stands_before_it(
    before: str, value: str, after: str
) -> None:
    assert typesetter().after(before)(value) == after


@given(nasty)
def test_what_is_set_within_quotation_marks_keeps_its_words_too(text: str) -> None:
    inside = typesetter().within(text)
    assert words(inside) == words(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_typesetter_leaves_out_the_rules_that_are_switched_off(rule: Rule) -> None:
    assert rule in typesetter({}).rules
    assert rule in typesetter({rule.name: True}).rules
    assert rule not in typesetter({rule.name: False}).rules


def test_long_nasty_texts_take_no_more_than_their_length_demands() -> None:
    for piece in ("«", '"', "a.", "1-", "C:\\", "  ", "т.", "1 000 ", "А.", "(", "пункт"):
        text = piece * 20_000 + " @ 5 руб."
        assert words(typeset(text)) == words(text)


def test_the_profile_of_the_built_in_pack_names_every_rule() -> None:
    schema = json.loads((resources.schemas() / "profile.schema.json").read_text(encoding="utf-8"))
    described = schema["$defs"]["typography"]["properties"]
    assert [(name, each["title"], each["description"]) for name, each in described.items()] == [
        (rule.name, rule.title, rule.why) for rule in RULES
    ]
    assert len(described) == len(RULES)


def row(rule: Rule) -> str:
    """A rule as the page for template authors shows it."""

    def code(text: str) -> str:
        return f"`{text.replace('~', '°')}`"

    cases = "<br>".join(f"{code(before)} → {code(after)}" for before, after in rule.cases[:3])
    kept = ", ".join(map(code, rule.kept[:4]))
    return f"| `{rule.name}` | {rule.title} | {rule.why} | {cases} | {kept} |"


def test_the_page_shows_every_rule_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "russian.md").read_text(encoding="utf-8")
    table = page.partition("<!-- typography -->")[2].partition("<!-- /typography -->")[0]
    assert table.strip().splitlines()[2:] == [row(rule) for rule in RULES]
