"""Changes in the pairs, day by day: what orders of change are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from docgen.docx import Blank
from tests.programmes import SCHOOL, STOPPED, SUCCESSOR, TEACHERS, facts, programme

TWO = TEACHERS[: TEACHERS.index("pairs:")].replace(
    "programme:",
    "  - {id: t3, last_name: Черновик, first_name: Инна, kind: teacher, post: учитель химии}\n"
    "  - {id: t4, last_name: Чистов, first_name: Пётр, kind: teacher, post: учитель музыки}\n"
    "programme:",
)
WORKS = "  - {id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2]}\n"
THROUGH = "  - {id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2], status: completed}\n"


def days(pairs: str, documents: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = facts(SCHOOL + TWO + "pairs:\n" + pairs + documents).names[
        "changes"
    ]
    return found


def ids(people: list[dict[str, Any]]) -> list[str]:
    return [person["id"] for person in people]


def test_without_changes_there_is_nothing_to_order() -> None:
    assert days(WORKS) == []


def test_a_mentor_is_free_from_the_day_after_the_last() -> None:
    (day,) = days(STOPPED)
    (ending,) = day["endings"]
    assert day["id"] == "13.11.2026"
    assert ending["since"] == date(2026, 11, 14)
    assert ending["successor"] is None


def test_a_change_names_the_order_that_it_amends_and_the_pair_that_goes_on() -> None:
    (day,) = days(
        STOPPED + SUCCESSOR, "documents:\n  order-pairs: {number: 7-од, date: 01.10.2026}\n"
    )
    (order,) = day["orders"]
    assert (order["number"], order["date"]) == ("7-од", date(2026, 10, 1))
    assert order["endings"][0]["successor"]["id"] == "p2"
    assert ids(day["people"]) == ["t1", "t2", "t3"]


def test_an_order_without_number_and_date_is_named_with_blanks() -> None:
    (day,) = days(STOPPED)
    (order,) = day["orders"]
    assert isinstance(order["number"], Blank)
    assert isinstance(order["date"], Blank)


def test_a_replaced_pair_ends_when_the_new_one_begins() -> None:
    (day,) = days(WORKS + SUCCESSOR)
    assert day["id"] == "15.11.2026"
    assert day["endings"][0]["since"] == date(2026, 11, 16)


def test_a_change_on_a_day_not_known_comes_last_and_leaves_a_blank() -> None:
    unknown = STOPPED.replace("terminated: {date: 13.11.2026, reason: Увольнение наставника}", "")
    other = STOPPED.replace("p1", "p3").replace("[t2]", "[t4]")
    first, last = days(unknown + other)
    assert (first["id"], last["id"]) == ("13.11.2026", "без-даты")
    assert isinstance(last["endings"][0]["since"], Blank)


def test_a_completed_pair_is_no_ending() -> None:
    (day,) = days(THROUGH)
    assert day["endings"] == []
    (completion,) = day["completions"]
    assert completion["end"] == date(2027, 5, 31)
    assert not completion["early"]


def test_a_pair_may_be_through_before_its_time() -> None:
    early = "status: completed, terminated: {date: 20.03.2027, reason: Цель достигнута}}"
    (day,) = days(THROUGH.replace("status: completed}", early))
    (completion,) = day["completions"]
    assert day["id"] == "20.03.2027"
    assert completion["early"]
    assert completion["reason"] == "Цель достигнута"


def test_what_happens_on_one_day_is_told_together_and_on_two_apart() -> None:
    same = STOPPED.replace("p1", "p3").replace("[t2]", "[t4]")
    (together,) = days(STOPPED + same)
    assert [ending["id"] for ending in together["endings"]] == ["p1", "p3"]
    apart = days(STOPPED + same.replace("13.11.2026", "20.11.2026"))
    assert [day["id"] for day in apart] == ["13.11.2026", "20.11.2026"]


def test_pairs_fixed_by_orders_of_their_own_are_amended_apart() -> None:
    more = STOPPED.replace("p1", "p3").replace("[t2]", "[t4]")
    documents = "documents:\n  order-pair/p3: {number: 9-од, date: 02.10.2026}\n"
    (day,) = days(STOPPED + more, documents)
    assert [order["id"] for order in day["orders"]] == ["order-pairs", "order-pair-p3"]
    assert day["orders"][1]["number"] == "9-од"


def test_a_pair_that_goes_on_for_another_amends_the_order_that_fixed_the_first() -> None:
    third = (
        "  - {id: p3, form: teacher-teacher, mentors: [t4], mentees: [t2], replaces: p2,\n"
        "     start: 01.03.2027}\n"
    )
    documents = "documents:\n  order-pair/p1: {number: 9-од, date: 02.10.2026}\n"
    first, second = days(STOPPED + SUCCESSOR + third, documents)
    assert second["id"] == "28.02.2027"
    assert first["orders"][0]["number"] == second["orders"][0]["number"] == "9-од"


def test_a_group_that_keeps_its_mentor_says_who_left_and_who_joined() -> None:
    group = STOPPED.replace("[t2]", "[t2, t3]")
    rest = SUCCESSOR.replace("mentors: [t3], mentees: [t2]", "mentors: [t1], mentees: [t3, t4]")
    (day,) = days(group + rest)
    (ending,) = day["endings"]
    assert ending["regrouped"]
    assert (ids(ending["left"]), ids(ending["joined"])) == (["t2"], ["t4"])
    assert ids(day["people"]) == ["t1", "t2", "t4"]


def test_a_later_mentor_joins_when_the_new_pair_starts() -> None:
    made = programme(
        SCHOOL
        + TWO
        + "pairs:\n"
        + STOPPED
        + SUCCESSOR
        + "documents:\n  order-pairs: {date: 01.10.2026}\n"
    )
    assert made.joins(made.person("t3")) == date(2026, 11, 16)
    assert made.joins(made.person("t2")) == date(2026, 10, 1)


def test_pairs_that_replace_each_other_in_a_circle_end_the_search() -> None:
    circle = WORKS.replace("p1,", "p1, replaces: p2,") + SUCCESSOR
    assert {order["id"] for day in days(circle) for order in day["orders"]} == {"order-pairs"}


def test_the_common_facts_of_orders_hold_where_an_own_one_says_nothing() -> None:
    documents = (
        "documents:\n"
        "  order-pair: {number: 5-од, date: 02.10.2026, status: signed, controller: cur}\n"
        "  order-pair/p1: {number: 9-од}\n"
    )
    made = programme(SCHOOL + TWO + "pairs:\n" + WORKS + documents)
    own, other = made.document("order-pair", "p1"), made.document("order-pair", "p9")
    assert (own.number, own.date, own.controller) == ("9-од", date(2026, 10, 2), "cur")
    assert own.status == "draft"
    assert (other.number, other.date) == ("", date(2026, 10, 2))
