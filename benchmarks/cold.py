"""How long a command takes from nothing: the start of the program, its imports, its work."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rounds import Table, interleaved, quietly, run, scratch, warm

SAMPLE = "samples/kvantorium"


def measure(rounds: int) -> Iterator[Table]:
    with scratch() as folder:
        subjects = {name: _command(line, folder) for name, line in _lines(folder).items()}
        for work in subjects.values():
            work()  # byte code is compiled and files are in memory from now on
        yield interleaved("Cold start, one process", subjects, rounds=rounds)


def _lines(folder: Path) -> dict[str, list[str]]:
    docgen = ["-m", "docgen"]
    output = ["-C", SAMPLE, "-o", str(folder / "out")]
    return {
        "python -c pass": ["-c", "pass"],
        "python -c 'import click'": ["-c", "import click"],
        "python -c 'import docxtpl'": ["-c", "import docxtpl"],
        "docgen --help": [*docgen, "--help"],
        "docgen --version": [*docgen, "--version"],
        "docgen check (kvantorium)": [*docgen, "check", "-C", SAMPLE],
        "docgen build order-pairs, one DOCX": [*docgen, "build", "order-pairs", *output],
        "docgen build, all 275 DOCX": [*docgen, "build", *output],
    }


def _command(line: list[str], folder: Path) -> Callable[[], str]:
    """Return one run of a command; signed documents of the sample would not be made twice."""

    def work() -> str:
        shutil.rmtree(folder / "out", ignore_errors=True)
        return quietly([sys.executable, *line], warm(folder))

    return work


if __name__ == "__main__":
    run(measure, rounds=11)
