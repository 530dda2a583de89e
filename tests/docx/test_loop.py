"""A loop tells what jinja's own would, whatever it goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from jinja2 import Undefined
from jinja2.runtime import LoopContext

from docgen.docx.loop import Loop
from docgen.errors import TemplateError
from tests.docx.making import docx, p, rendered, texts

NUMBERS = "index index0 revindex revindex0 first last length".split()
BESIDE = ("previtem", "nextitem")


def told(loop: Iterable[tuple[object, object]]) -> list[list[object]]:
    """Return all that a loop tells in each of its passes."""
    return [
        [
            item,
            *(getattr(each, name) for name in NUMBERS),
            *(str(getattr(each, name)) for name in BESIDE),
            each.cycle("а", "б"),
            each.changed(item == "в"),
        ]
        for item, each in loop
    ]


@pytest.mark.parametrize(
    "made",
    [
        lambda: [],
        lambda: ["а"],
        lambda: ("а", "б", "в", "в", "г"),
        lambda: range(4),
        lambda: {"а": 1, "б": 2},
        lambda: (letter for letter in "абв"),
    ],
)
def test_a_loop_tells_what_jinjas_would(made: Callable[[], Iterable[object]]) -> None:
    assert told(Loop(made(), Undefined)) == told(LoopContext(made(), Undefined))


def test_a_loop_that_leaves_some_out_counts_those_that_are_left() -> None:
    text = "{% for x in xs if x > 1 %}{{ loop.index }}/{{ loop.length }} {% endfor %}"
    assert texts(rendered(docx(p(text)), xs=[1, 2, 3]).docx) == ["1/2 2/2 "]


def printed(text: str, **context: object) -> list[str]:
    """Return what a paragraph prints."""
    return texts(rendered(docx(p(text)), **context).docx)


@pytest.mark.parametrize("asked", [*NUMBERS, *BESIDE])
@pytest.mark.parametrize("xs", [[], ["а"], ("а", "б", "в", "г"), range(4), {"а": 1, "б": 2}])
def test_a_loop_tells_the_same_when_asked_in_place_and_when_it_is_handed_on(
    asked: str, xs: Iterable[object]
) -> None:
    in_place = (
        f"{{% for x in xs if x != 'б' %}}{{{{ loop.{asked}|default('нет') ~ ';' }}}}{{% endfor %}}"
    )
    handed = in_place.replace("{{ loop.", "{% set it = loop %}{{ it.")
    assert printed(in_place, xs=xs) == printed(handed, xs=xs)


def test_loops_within_loops_tell_of_themselves_and_conditions_of_the_loop_around() -> None:
    told = "{{ loop.index }}{{ loop.length }}"
    within = f"{{% for y in 'аб' if not loop.last %}}{told}{{% else %}}–{{% endfor %}}"
    text = f"{{% for x in 'вг' %}}{told}({within}){{{{ loop.last ~ ';' }}}}{{% endfor %}}"
    assert printed(text) == ["12(1222)False;22(–)True;"]


def test_a_name_of_a_loop_hides_the_one_outside_and_is_gone_afterwards() -> None:
    text = "{{ x }}{% for x in xs %}{% set y = x %}{{ x }}{{ y }}{% endfor %}{{ x }}{{ y }}"
    assert printed(text, x="а", y="б", xs=["в", "г"]) == ["аввггаб"]


def test_a_loop_takes_elements_apart() -> None:
    text = "{% for a, b in xs if b %}{{ loop.index }}{{ a }}{{ b }} {% endfor %}"
    assert printed(text, xs=[("а", "б"), ("в", ""), ("г", "д")]) == ["1аб 2гд "]


@pytest.mark.parametrize("asked", ["loop(xs)", "loop.nextitem", "loop.elsewhere"])
def test_what_a_loop_does_not_know_is_a_finding(asked: str) -> None:
    text = f"{{% for x in xs %}}{{{{ {asked} }}}}{{% endfor %}}"
    with pytest.raises(TemplateError):
        rendered(docx(p(text)), xs=[1])
