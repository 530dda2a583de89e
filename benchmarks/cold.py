"""What a command takes from nothing: the start of the program, its imports, its work.

Time of the processor, the child's own (so not on Windows). What docgen keeps for the next run was
kept by a run before, as the byte code was; one line shows a first run.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rounds import Table, interleaved, quietly, run, scratch, warm
from subject import write

SAMPLE = "samples/kvantorium"
PAIRS = 60  # of the school that a curator checks
_GIVEN = "import click, yaml, msgspec, hashlib"  # the floor: without these no document is made
_OUT = "the folder for documents"
_ONE, _FIRST = "docgen build order-pairs, one DOCX", "… with nothing kept from earlier runs"


def measure(rounds: int) -> Iterator[Table]:
    with scratch() as folder:
        write(folder / "school", PAIRS)
        lines = _lines(folder / "school")
        subjects = {name: _command(line, folder, "cache") for name, line in lines.items()}
        subjects[_FIRST] = _anew(lines[_ONE], folder)
        for work in subjects.values():
            work()  # byte code is compiled and files are in memory from now on
        yield interleaved("Cold start, time of the processor", subjects, rounds=rounds)


def _lines(school: Path) -> dict[str, list[str]]:
    docgen = ["-m", "docgen"]
    output = ["-C", SAMPLE, "-o", _OUT]
    return {
        "python -c pass": ["-c", "pass"],
        "python -c 'import click'": ["-c", "import click"],
        f"python -c '{_GIVEN}'": ["-c", _GIVEN],
        "python -c 'import docxtpl'": ["-c", "import docxtpl"],
        "docgen --help": [*docgen, "--help"],
        "docgen --version": [*docgen, "--version"],
        "docgen check (kvantorium)": [*docgen, "check", "-C", SAMPLE],
        f"docgen check, {PAIRS} pairs": [*docgen, "check", "-C", str(school)],
        _ONE: [*docgen, "build", "order-pairs", *output],
        "docgen build, all 275 DOCX": [*docgen, "build", *output],
    }


def _command(line: list[str], folder: Path, cache: str) -> Callable[[], float]:
    """Return one run of a command, each into a folder of its own.

    In the same one nothing would be left to do; and ext4 makes files slowly for minutes after many
    were deleted.
    """

    def work() -> float:
        out = tempfile.mkdtemp(dir=folder)
        told = [out if word == _OUT else word for word in line]
        before = _spent()
        quietly([sys.executable, *told], warm(folder) | {"XDG_CACHE_HOME": str(folder / cache)})
        return (_spent() - before) * 1000

    return work


def _anew(line: list[str], folder: Path) -> Callable[[], float]:
    """Return a run that finds nothing kept: its cache is its own, the others keep theirs."""
    work = _command(line, folder, "no cache")

    def first() -> float:
        shutil.rmtree(folder / "no cache", ignore_errors=True)
        return work()

    return first


def _spent() -> float:
    """Return the seconds of a processor that programs which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    run(measure, rounds=11)
