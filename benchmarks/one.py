"""One document, again and again: docgen's template engine and docxtpl, same template, same data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rounds import ROOT, Table, interleaved, run
from subject import (
    compiled,
    contexts,
    flat_template,
    for_docxtpl,
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
        plain = for_docxtpl(context)
        ready = compiled(template)
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
        )


if __name__ == "__main__":
    run(measure, rounds=5)
