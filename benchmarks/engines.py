"""Orders for pairs and a Положение, made by docgen and by every engine we know: same texts.

The engines that are not docgen's are put into a folder of their own beside the system's temporary
files; what cannot be had is left out, and said.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import peers
from rounds import ROOT, Table, interleaved, run, scratch
from subject import (
    Context,
    asked,
    compiled,
    contexts,
    flat_template,
    loaded,
    must_be_equal,
    project,
    with_docxtpl,
)

from docgen.docx import Template, archive, deflate
from docgen.files import write_atomic

ORDERS, OTHERS = 1000, 100  # documents of docgen, and of the engines that need longer
REGULATION = "regulation-students"
Made = list[tuple[str, Context]]
Run = Callable[[], object]


def measure(rounds: int) -> Iterator[Table]:
    peers.install()
    with scratch() as folder:
        made = project(folder / "school", ORDERS)
        template = flat_template(made, "order-pair")
        work = [(job.name, context) for job, context in contexts(made, "order-pair")]
        yield from _orders(template, work, folder, rounds)
    sample = loaded(Path(ROOT, "samples", "kvantorium"))
    _, context = next(contexts(sample, REGULATION))
    yield _long(flat_template(sample, REGULATION), context, rounds)


def _orders(template: bytes, work: Made, folder: Path, rounds: int) -> Iterator[Table]:
    ready = compiled(template)
    few = list(islice(work, OTHERS))
    plain = [(name, asked(ready, context)) for name, context in few]
    subjects: dict[str, Run] = {
        "docxtpl, a new template each": _apiece(
            _docxtpl(template, plain, _made(folder, "docxtpl"))
        ),
    }
    cut = peers.Peers.of([ready.render(context).docx for _, context in few])
    others = dict(peers.subjects(cut, _made(folder, "peers")))
    subjects |= {name: _apiece(each) for name, each in others.items()}
    subjects |= _ours(ready, work, _made(folder, "docgen"))
    for each in subjects.values():
        each()
    for number, (name, context) in enumerate(few):
        ours = ready.render(context).docx
        must_be_equal(ours, (folder / "docxtpl" / "0" / f"{name}.docx").read_bytes(), name)
        for engine in others:
            theirs = folder / "peers" / engine / f"{number}.docx"
            must_be_equal(ours, theirs.read_bytes(), f"{engine}, {name}")
    title = "Orders for a pair, a document: time of the processor"
    yield interleaved(title, subjects, rounds=rounds, pieces=ORDERS, clock=time.process_time)
    synced = _ways(lambda way: _written(ready, few, folder / "docgen", way, sync=True))
    quick = _ways(lambda way: _written(ready, few, folder / "docgen", way, sync=False))
    theirs = _docxtpl(template, plain, folder / "docxtpl")
    plainly: dict[str, Run] = {"docxtpl, a new template each": theirs}
    plainly |= {f"docgen, {name}, to files": work for name, work in quick.items()}
    plainly |= {f"docgen, {name}, to files, fsync": work for name, work in synced.items()}
    title = "The same on the wall's clock"
    yield interleaved(title, plainly, rounds=3 * rounds, pieces=OTHERS)


def _made(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def _new(out: Path) -> Path:
    """Return a folder of its own for a run: the first time, no document is written over another."""
    folder = out / str(sum(1 for _ in out.iterdir()))
    folder.mkdir()
    return folder


def _docxtpl(template: bytes, plain: Made, out: Path) -> Callable[[], None]:
    def loop() -> None:
        folder = _new(out)
        for name, context in plain:
            (folder / f"{name}.docx").write_bytes(with_docxtpl(template, context))

    return loop


def _apiece(work: Callable[[], float | None]) -> Callable[[], float]:
    """Return a run over the fewer documents that answers the milliseconds of one."""

    def timed() -> float:
        alone = interleaved("", {"": work}, rounds=1, pieces=OTHERS, clock=time.process_time)
        return alone.results[0].best

    return timed


def _ours(ready: Template, work: Made, out: Path) -> dict[str, Run]:
    """Return docgen's own runs: with Python's zlib, and with the library of the extra `fast`."""
    written = _ways(lambda way: _written(ready, work, out, way, sync=False))
    kept = _ways(lambda way: _in_memory(ready, work, way))
    if len(kept) == 1:
        print("not available: isal, the extra `fast`", file=sys.stderr)
    runs = {f"docgen, {name}, to files": work for name, work in written.items()}
    return runs | {f"docgen, {name}, in memory": work for name, work in kept.items()}


def _ways(
    make: Callable[[deflate.Deflate], Callable[[], object]],
) -> dict[str, Run]:
    """Return a run for each library there is, by its name."""
    return {way.name: make(way) for way in dict.fromkeys((deflate.PLAIN, deflate.FAST))}


def _written(ready: Template, work: Made, out: Path, way: deflate.Deflate, *, sync: bool) -> Run:
    def loop() -> None:
        archive.FAST = way
        folder = _new(out)
        for name, context in work:
            write_atomic(folder / f"{name}.docx", ready.render(context).docx, sync=sync)

    return loop


def _in_memory(ready: Template, work: Made, way: deflate.Deflate) -> Run:
    def loop() -> None:
        archive.FAST = way
        for _, context in work:
            ready.render(context)

    return loop


def _long(template: bytes, context: Context, rounds: int) -> Table:
    ready = compiled(template)
    plain = asked(ready, context)
    must_be_equal(ready.render(context).docx, with_docxtpl(template, plain), REGULATION)
    with scratch() as folder:

        def theirs() -> None:
            out = _new(folder)
            for number in range(10):
                (out / f"{number}.docx").write_bytes(with_docxtpl(template, plain))

        def ours(way: deflate.Deflate) -> None:
            archive.FAST = way
            out = _new(folder)
            for number in range(10):
                write_atomic(out / f"{number}.docx", ready.render(context).docx)

        subjects = {
            "docxtpl, a new template each": theirs,
            **{
                f"docgen, {way.name}, to files": lambda way=way: ours(way)
                for way in dict.fromkeys((deflate.PLAIN, deflate.FAST))
            },
        }
        title = "A Положение, a document: time of the processor"
        clock = time.process_time
        return interleaved(title, subjects, rounds=3 * rounds, pieces=10, clock=clock)


if __name__ == "__main__":
    run(measure, rounds=5)
