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


@pytest.mark.parametrize("asked", ["loop(xs)", "loop.nextitem", "loop.elsewhere"])
def test_what_a_loop_does_not_know_is_a_finding(asked: str) -> None:
    text = f"{{% for x in xs %}}{{{{ {asked} }}}}{{% endfor %}}"
    with pytest.raises(TemplateError):
        rendered(docx(p(text)), xs=[1])
