"""One document, again and again: docgen's template engine and docxtpl, same template, same data."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from rounds import ROOT, Table, interleaved, run
from subject import (
    asked,
    compiled,
    contexts,
    flat_template,
    loaded,
    must_be_equal,
    with_docxtpl,
)

SAMPLE = Path(ROOT, "samples", "kvantorium")
DOCUMENTS = 20


def measure(rounds: int) -> Iterator[Table]:
    project = loaded(SAMPLE)
    for kind in ("order-pairs", "regulation-students"):
        template = flat_template(project, kind)
        _, context = next(contexts(project, kind))
        ready = compiled(template)
        plain = asked(ready, context)
        must_be_equal(ready.render(context).docx, with_docxtpl(template, plain), kind)

        def again(template=template, plain=plain):
            for _ in range(DOCUMENTS):
                with_docxtpl(template, plain)

        def render(ready=ready, context=context):
            for _ in range(DOCUMENTS):
                ready.render(context)

        def compile_(template=template):
            for _ in range(DOCUMENTS):
                compiled(template)

        yield interleaved(
            f"{kind}, in memory, a document",
            {"docxtpl": again, "docgen, template compiled before": render, "compile": compile_},
            rounds=rounds,
            pieces=DOCUMENTS,
            clock=time.process_time,
        )


if __name__ == "__main__":
    run(measure, rounds=5)
