"""How a document's time of the processor grows with the rows of its table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from rounds import Result, Table, interleaved, run, scratch
from subject import (
    asked,
    compiled,
    contexts,
    flat_template,
    must_be_equal,
    project,
    with_docxtpl,
)

# The order's annex has a row for each pair, its sheet of acquaintance one for each person.
KIND = "order-pairs"
SIZES = (10, 100, 1000)
TURN = 4  # documents in a turn: the first finds the processor's caches full of another's data


def measure(rounds: int) -> Iterator[Table]:
    best: dict[tuple[str, int], Result] = {}
    for size in SIZES:
        with scratch() as folder:
            made = project(folder, size, "together")
            _, context = next(contexts(made, KIND))
            template = flat_template(made, KIND)
        ready = compiled(template)
        plain = asked(ready, context)
        must_be_equal(ready.render(context).docx, with_docxtpl(template, plain), str(size))
        table = interleaved(
            f"An order with {size} pairs: {size} rows of five cells, {2 * size + 1} of one name",
            {
                "docxtpl": partial(_repeat, partial(with_docxtpl, template, plain)),
                "docgen": partial(_repeat, partial(ready.render, context)),
            },
            rounds=rounds,
            pieces=TURN,
            clock=time.process_time,
        )
        best |= {(each.name, size): each for each in table.results}
        yield table
    yield Table("A pair more (from 10 to 1,000)", tuple(_slope(best)))


def _repeat(make: Callable[[], object]) -> None:
    for _ in range(TURN):
        make()


def _slope(best: dict[tuple[str, int], Result]) -> Iterator[Result]:
    few, many = SIZES[0], SIZES[-1]
    slopes = {
        name: [
            (getattr(best[name, many], figure) - getattr(best[name, few], figure)) / (many - few)
            for figure in ("best", "median")
        ]
        for name in ("docxtpl", "docgen")
    }
    for name, (least, median) in slopes.items():
        yield Result(name, least, median, least / slopes["docxtpl"][0])


if __name__ == "__main__":
    run(measure, rounds=3)
