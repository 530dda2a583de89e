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

    @property
    def times(self) -> str:
        """How many times as fast as the reference it is."""
        return f"{1 / self.ratio:.3g}"


@dataclass(frozen=True, slots=True)
class Table:
    """The results of one measure; the first subject is the one that the others are held against."""

    title: str
    results: tuple[Result, ...]

    def __str__(self) -> str:
        head = f"{self.title}\n{'':46} {'best, ms':>9} {'median':>9} {'ratio':>8} {'times':>7}"
        lines = [
            f"{each.name:46} {each.best:9.3f} {each.median:9.3f} {each.ratio:8.3f} {each.times:>7}"
            for each in self.results
        ]
        return "\n".join((head, *lines, ""))

    @property
    def markdown(self) -> str:
        """The table as a page of documentation prints it."""
        head = (
            f"**{self.title}**\n\n| | best, ms | median, ms | times as fast |\n"
            "| --- | ---: | ---: | ---: |"
        )
        lines = (
            f"| {each.name} | {_short(each.best)} | {_short(each.median)} | {each.times} |"
            for each in self.results
        )
        return "\n".join((head, *lines))


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def interleaved(
    title: str,
    subjects: Subjects,
    *,
    rounds: int,
    pieces: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> Table:
    """Let every subject work once in each round; the ratio is of the best rounds.

    A subject that takes the time itself returns the milliseconds of one piece, a float. With the
    clock `time.process_time` other programs on a busy machine are not counted; nor is the disk.
    """
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, work in subjects.items():
            _tidied()
            start = clock()
            said = work()
            own = said if isinstance(said, float) else None
            taken[name].append(own or (clock() - start) * 1000 / pieces)
    reference = min(next(iter(taken.values())))
    return Table(title, tuple(_result(name, each, reference) for name, each in taken.items()))


def _tidied() -> None:
    """Leave nobody to pay for what another left behind.

    A large piece of memory makes the allocator go through all the small ones that it was given
    back: after a tree of lxml's that takes longer than docgen's documents.
    """
    gc.collect()
    bytes(1_000_000)


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


def children() -> float:
    """Return how long finished child processes have kept processors busy, in seconds (Linux)."""
    import resource  # noqa: PLC0415  not on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    parser.add_argument("--readme", action="store_true", help="put the tables into README.md")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {given.rounds} rounds\n")
    tables = []
    for table in measure(given.rounds):
        print(table, flush=True)
        tables.append(table)
    if given.readme:
        _publish(Path(sys.argv[0]).stem, tables)
    if given.json:
        given.json.write_text(
            json.dumps([asdict(each) for each in tables], ensure_ascii=False, indent=1),
            encoding="utf-8",
        )


def _publish(name: str, tables: Sequence[Table]) -> None:
    """Put tables into the page, between the two comments that name the script."""
    page = Path(__file__).with_name("README.md")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(start)
    _, _, after = rest.partition(end)
    if not after:
        sys.exit(f"README.md has no place for {name}")
    shown = "\n\n".join(table.markdown for table in tables)
    page.write_text(f"{before}{start}\n{shown}\n\n{end}{after}", encoding="utf-8")
