"""Measuring: subjects take turns, so that a busy machine is unfair to none."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
Subjects = Mapping[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Result:
    """What one subject took, in milliseconds for one piece of work, and against the reference."""

    name: str
    best: float
    median: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Table:
    """The results of one measure; the first subject is the one that the others are held against."""

    title: str
    results: tuple[Result, ...]

    def __str__(self) -> str:
        head = f"{self.title}\n{'':42} {'best, ms':>10} {'median, ms':>11} {'ratio':>8}"
        lines = [
            f"{each.name:42} {each.best:10.2f} {each.median:11.2f} {each.ratio:8.2f}"
            for each in self.results
        ]
        return "\n".join((head, *lines, ""))


def interleaved(title: str, subjects: Subjects, *, rounds: int, pieces: int = 1) -> Table:
    """Let every subject work once in each round; the ratio is of the best rounds."""
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, work in subjects.items():
            gc.collect()  # nobody pays for what another left behind
            start = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - start) * 1000 / pieces)
    reference = min(next(iter(taken.values())))
    return Table(title, tuple(_result(name, each, reference) for name, each in taken.items()))


def _result(name: str, taken: Sequence[float], reference: float) -> Result:
    best = min(taken)
    return Result(name, best, statistics.median(taken), best / reference)


def quietly(command: Sequence[str | Path], environ: Mapping[str, str] | None = None) -> str:
    """Run a program from the checkout to its end; a failure stops the measure."""
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command}\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder for the files of a measure."""
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as folder:
        yield Path(folder)


def warm(folder: Path) -> dict[str, str]:
    """Return an environment whose byte code is kept in a folder, as on a user's computer."""
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return environ | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def run(measure: Callable[[int], Iterator[Table]], *, rounds: int = 7) -> None:
    """Print the tables of a measure, and with `--json` write them to a file."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--rounds", type=int, default=rounds, help=f"default: {rounds}")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {given.rounds} rounds\n")
    tables = []
    for table in measure(given.rounds):
        print(table, flush=True)
        tables.append(asdict(table))
    if given.json:
        given.json.write_text(json.dumps(tables, ensure_ascii=False, indent=1), encoding="utf-8")
