"""The whole job: orders for every pair of a large school, from the YAML file with all checks.

`docgen build` in a process of its own, and beside it PyYAML with jsonschema and docxtpl, which get
the facts of every order ready-made: that work is not counted for them. What is counted is the time
of the processor, so that a busy machine is no excuse.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import yaml
from data import validator
from rounds import Result, Table, children, interleaved, quietly, run, scratch, warm
from subject import asked, compiled, contexts, flat_template, loaded, with_docxtpl, write

PAIRS = 2000
KIND = "order-pair"
SHARE = 100  # of the documents, made by docxtpl for its figure: each costs the same


def measure(rounds: int) -> Iterator[Table]:
    with scratch() as folder:
        write(folder / "school", PAIRS)
        text = (folder / "school" / "programme.yaml").read_text(encoding="utf-8")
        made = loaded(folder / "school")
        template = flat_template(made, KIND)
        ready = compiled(template)
        few = [context for _, (_, context) in zip(range(SHARE), contexts(made, KIND), strict=False)]
        plain = [asked(ready, context) for context in few]

        def theirs() -> float:
            start = time.process_time()
            data = yaml.safe_load(text)
            assert not list(validator().iter_errors(data))
            read = time.process_time() - start
            start = time.process_time()
            for number, context in enumerate(plain):
                (folder / f"{number}.docx").write_bytes(with_docxtpl(template, context))
            return (read + (time.process_time() - start) * PAIRS / SHARE) * 1000

        numbers = iter(range(1_000_000))

        def build(school: Path, processes: int) -> Path:
            number = next(numbers)
            # No run knows what an earlier one found out: in the same folder nothing would be left
            # to do, and of the same text docgen keeps that it has looked through it.
            with (school / "programme.yaml").open("a", encoding="utf-8") as programme:
                programme.write(f"# {number}\n")
            out = folder / f"out-{number}"
            command = ["-m", "docgen", "build", KIND, "-C", school, "-o", out, "-j", processes]
            quietly([sys.executable, *map(str, command)], warm(folder))
            return out

        def ours(processes: int) -> float:
            before = children()
            out = build(folder / "school", processes)
            assert sum(1 for _ in out.rglob("*.docx")) == PAIRS
            return (children() - before) * 1000

        write(folder / "few", 4)
        build(folder / "few", 2)  # Python compiles its modules the first time

        subjects = {
            "PyYAML safe + jsonschema + docxtpl": theirs,
            f"docgen build {KIND} -j 1": partial(ours, 1),
            f"docgen build {KIND} -j 2": partial(ours, 2),
        }
        table = interleaved(f"{PAIRS} pairs from YAML to orders", subjects, rounds=rounds)
    yield Table(table.title, tuple(_seconds(each) for each in table.results))


def _seconds(result: Result) -> Result:
    return Result(f"{result.name}, s", result.best / 1000, result.median / 1000, result.ratio)


if __name__ == "__main__":
    run(measure, rounds=1)
