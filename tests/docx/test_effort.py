"""The cost of a document is counted as a whole, in steps: the same on every computer."""

from __future__ import annotations

import pytest

from docgen.docx import Refused
from docgen.docx.effort import MAX_STEPS, effort, metered, seen, spend, weight


def test_what_is_done_for_no_document_is_not_counted() -> None:
    spend(MAX_STEPS + 1)
    with effort():
        spend(MAX_STEPS)  # nothing of what was done before is on its account
        with pytest.raises(Refused):
            spend(1)


def test_all_that_is_done_for_one_document_is_counted_together() -> None:
    with effort():
        spend(MAX_STEPS - 1)
        with effort():
            spend(1)
        with pytest.raises(Refused):
            spend(1)


def test_another_document_begins_anew() -> None:
    for _ in range(2):
        with effort():
            spend(MAX_STEPS)
            with pytest.raises(Refused):
                spend(1)


def test_a_value_weighs_as_much_as_there_is_to_look_at() -> None:
    assert [weight(value) for value in ("а" * 160, [1, 2, 3], range(9), 10**9, None)] == [
        11,
        4,
        10,
        1,
        1,
    ]


def test_elements_given_one_by_one_are_counted_as_they_are_taken() -> None:
    with effort(), pytest.raises(Refused):
        for _ in metered(iter)(range(MAX_STEPS * 2)):
            pass


def test_comparing_with_a_long_list_costs_its_length() -> None:
    listed = list(range(100_000))
    with effort():
        for _ in range(MAX_STEPS // (len(listed) + 1)):
            assert seen(listed) is listed
        with pytest.raises(Refused):
            seen(listed)
