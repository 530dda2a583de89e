"""Filters, tests and unknown names of templates are ours, and do what jinja's own do."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import jinja2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.docx.filters import FILTERS
from docgen.docx.questions import TESTS
from docgen.docx.undefined import StrictUndefined, Undefined
from docgen.wording import TextError, Wording

JINJA = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
WORDING = Wording()
# What is refused or said otherwise than by jinja: tests/docx/test_values.py, docs/filters.md.
BOUNDED = set(
    "batch e escape forceescape format join lower replace safe string sum trim truncate upper "
    "wordcount".split()
)


class Asked(NamedTuple):
    """A filter or a test with what it is given."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def expression(self, mark: str) -> str:
        """Return the expression that asks; all that is given are names, known when it is asked."""
        given = [f"a{place}" for place in range(len(self.args))]
        given += [f"{name}={name}" for name in self.kwargs]
        return f"x {mark} {self.name}({', '.join(given)})"

    def names(self, value: Any) -> dict[str, Any]:
        """Return what the names of the expression mean."""
        given = {f"a{place}": each for place, each in enumerate(self.args)}
        return {"x": value} | given | self.kwargs


def asked(name: str, *args: Any, **kwargs: Any) -> Asked:
    return Asked(name, args, kwargs)


NAMES = ["n", "of.word", "of.all.0", 0, "no", None]
COMPARED = [
    asked(name, *sensitive, attribute=attribute)
    for name in ("sort", "unique", "min", "max")
    for attribute in (*NAMES, "n,of.word")
    for sensitive in ((), (True,))
]
PICKED = [
    asked(name, *args)
    for name in ("map", "select", "reject", "selectattr", "rejectattr")
    for args in (
        *((), ("n",), ("odd",), ("upper",), ("nothing",), ("n", "odd"), ("n", "gt", 1)),
        *(("of.word", "eq", "Да"), ("no", "defined"), ("of", "mapping"), ("default", 5)),
        *((0, "string"), ("n", "nothing"), ("round", 1, "floor"), ("title",), (["n"],)),
    )
]
OTHERS = [
    *(asked("map", attribute=name) for name in NAMES),
    *(asked("map", attribute=name, default=7) for name in NAMES),
    *(asked("groupby", name) for name in NAMES),
    *(asked("groupby", name, default="я", case_sensitive=True) for name in NAMES),
    *(asked("map", attribute="n", other=1), asked("map", "default", boolean=True)),
    *(asked("map", other=1), asked("select", "divisibleby", num=2)),
    *(asked("sort", True), asked("sort", reverse=True, attribute="of.word")),
    *(asked("dictsort"), asked("dictsort", True), asked("dictsort", by="value", reverse=True)),
    *(asked("dictsort", by="size"), asked("items"), asked("list"), asked("reverse")),
    *(asked("first"), asked("last"), asked("length"), asked("count"), asked("abs")),
    *(asked("default"), asked("default", 5), asked("d", 5, True), asked("default", boolean=True)),
    *(asked("int"), asked("int", 3), asked("int", base=16), asked("float"), asked("float", 1.5)),
    *(asked("slice", 3), asked("slice", 4, "я"), asked("slice", slices=2)),
    *(asked("round", size, how) for size in (-1, 0, 2) for how in ("common", "ceil", "floor")),
    *(asked("round"), asked("round", 1, "up"), asked("title"), asked("capitalize")),
]
TESTED = [
    *(asked(name) for name in TESTS),
    *(asked(name, other) for name in TESTS for other in (0, 2, "Да", None, True, [1, "Да"])),
]

TEXTS = st.sampled_from(["", "Да", "да", "нет-да (Ещё)", "12", " 0x1F", "3.7", "ДА"])
NUMBERS = st.one_of(st.integers(-3, 40), st.sampled_from([0.5, 2.675, -1.25, math.inf, True]))
SINGLE = st.one_of(TEXTS, NUMBERS, st.none())
ROW = st.fixed_dictionaries(
    {"n": SINGLE}, optional={"of": st.fixed_dictionaries({"word": TEXTS, "all": st.lists(SINGLE)})}
)
LISTS = st.one_of(st.lists(ROW, max_size=5), st.lists(TEXTS), st.lists(NUMBERS), st.lists(SINGLE))
MAPPINGS = st.dictionaries(TEXTS, SINGLE, max_size=4)
VALUES = st.one_of(SINGLE, LISTS, LISTS.map(tuple), MAPPINGS, st.builds(object))


def outcome(call: Callable[[], Any]) -> Any:
    """Return what a call answers, or what it fails with."""
    try:
        made = call()
        return told(list(made) if isinstance(made, Iterator) else made)
    except Exception as problem:
        return type(problem.__cause__ if isinstance(problem, TextError) else problem).__name__


def told(made: Any) -> Any:
    """Return an answer so that it can be compared: 1 is neither 1.0 nor true."""
    if isinstance(made, Undefined | jinja2.Undefined):
        return bool(made)  # a strict one fails
    if isinstance(made, list | tuple):
        return [isinstance(made, list), *map(told, made)]
    return (type(made), made)


@cache
def theirs(expression: str) -> Callable[..., Any]:
    return JINJA.compile_expression(expression, undefined_to_none=False)


def both(mark: str, wanted: Asked, value: Any) -> tuple[Any, Any]:
    """Return what ours and jinja's answer."""
    expression, names = wanted.expression(mark), wanted.names(value)
    return (
        outcome(lambda: WORDING.value(expression, names)),
        outcome(lambda: theirs(expression)(**names)),
    )


def test_every_filter_is_compared_or_bounded() -> None:
    compared = {each.name for each in (*COMPARED, *PICKED, *OTHERS)}
    assert compared | BOUNDED == set(FILTERS)
    assert set(FILTERS) < set(JINJA.filters)


@settings(max_examples=30)
@given(value=VALUES)
@example("3.7")
@example(" 0x1F")
@example("нет-да (Ещё)")
@example(2.675)
@example(math.inf)
@example([{"n": n, "of": {"word": word}} for n, word in ((2, "да"), (1, "Да"), (2, "нет"))])
def test_filters_do_what_they_do_in_jinja(value: Any) -> None:
    for wanted in (*COMPARED, *PICKED, *OTHERS):
        ours, jinjas = both("|", wanted, value)
        assert ours in (jinjas, "Refused"), wanted


@settings(max_examples=30)
@given(value=VALUES)
def test_tests_answer_what_they_answer_in_jinja(value: Any) -> None:
    for wanted in TESTED:
        ours, jinjas = both("is", wanted, value)
        assert ours == jinjas, wanted


USES: list[Callable[[Any], Any]] = [
    *(str, repr, bool, len, list, int, float, hash, abs),
    *(lambda x: x.field, lambda x: x[0], lambda x: x(), lambda x: -x, lambda x: +x),
    *(lambda x: x + 1, lambda x: 1 + x, lambda x: x * 2, lambda x: x / 2, lambda x: 2**x),
    *(lambda x: x == 1, lambda x: x != 1, lambda x: x < 1, lambda x: x >= 1, lambda x: 1 in x),
    *(
        lambda x: x == type(x)("другая"),
        lambda x: hasattr(x, "__html__"),
        lambda x: sorted([x, x]),
        reversed,
    ),
]


@pytest.mark.parametrize("use", USES)
def test_what_means_nothing_answers_as_in_jinja(use: Callable[[Any], Any]) -> None:
    pairs = [(Undefined, jinja2.Undefined), (StrictUndefined, jinja2.StrictUndefined)]
    for ours, theirs in pairs:
        made = [outcome(lambda kind=kind: use(kind("причина"))) for kind in (ours, theirs)]
        if use is hash and isinstance(made[0], tuple):
            made = [type(each) for each in made]
        assert made[0] == made[1]
