"""A hundred orders to real files, one for each pair: docgen's whole build and docxtpl's loop."""

from __future__ import annotations

from collections.abc import Iterator

from rounds import Table, interleaved, run, scratch
from subject import (
    compiled,
    contexts,
    engine,
    flat_template,
    for_docxtpl,
    must_be_equal,
    project,
    with_docxtpl,
)

from docgen.files import write_atomic

KIND = "order-pair"
DOCUMENTS = 100


def measure(rounds: int) -> Iterator[Table]:
    with scratch() as folder:
        made = project(folder, DOCUMENTS)
        work = [(job.name, context) for job, context in contexts(made, KIND)]
        plain = [(name, for_docxtpl(context)) for name, context in work]
        template = flat_template(made, KIND)
        theirs, ours, built = (folder / name for name in ("docxtpl", "docgen", "built"))
        theirs.mkdir()
        ours.mkdir()

        def loop():
            for name, context in plain:
                (theirs / f"{name}.docx").write_bytes(with_docxtpl(template, context))

        def render():
            ready = compiled(template)
            for name, context in work:
                write_atomic(ours / f"{name}.docx", ready.render(context).docx)

        def build():
            engine.build(made, built, [KIND])

        subjects = {
            "docxtpl loop, contexts given": loop,
            "docgen, contexts given": render,
            "docgen.build: clauses, names, contexts, too": build,
        }
        for each in subjects.values():
            each()
        for name, _ in work:
            one, other, third = (at / f"{name}.docx" for at in (theirs, ours, built))
            must_be_equal(one.read_bytes(), other.read_bytes(), name)
            must_be_equal(one.read_bytes(), third.read_bytes(), name)
        title = f"{DOCUMENTS} orders to files, a document"
        yield interleaved(title, subjects, rounds=rounds, pieces=DOCUMENTS)


if __name__ == "__main__":
    run(measure, rounds=5)
