"""Many documents to files: first run, second run, five changed pairs; seconds, memory (Linux).

Each run is a process of its own, as for the curator who starts `docgen build`: reading, checking
and planning the programme are counted.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rounds import ROOT, scratch, warm

sys.path.insert(0, str(ROOT))  # the checkout, not an installed docgen

KINDS = ("order-pair", "pair-plan", "mentor-consent", "mentee-feedback")
CHANGED = 5
DOCUMENTS = (1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took, how much it held at most, and what it made."""

    seconds: float
    processor: float
    megabytes: float
    made: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=DOCUMENTS)
    parser.add_argument("--jobs", type=int, default=1, help="processes that make documents")
    parser.add_argument("--inside", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        _inside(given.inside, given.jobs)
        return
    print(f"{'':34}{'made':>8} {'seconds':>8} {'of CPU':>8} {'ms each':>8} {'MB':>6}")
    for documents in given.documents:
        _measure(documents, given.jobs)


def _measure(documents: int, jobs: int) -> None:
    with scratch() as folder:
        pairs = documents // len(KINDS)
        _write(folder, pairs, changed=0)
        _tell(f"{documents} documents, first run", _apart(folder, jobs))
        _tell(f"{documents} documents, second run", _apart(folder, jobs))
        _write(folder, pairs, changed=CHANGED)
        _tell(f"{documents} documents, {CHANGED} pairs changed", _apart(folder, jobs))


def _write(folder: Path, pairs: int, changed: int) -> None:
    from tests.crowd import crowd  # noqa: PLC0415  after the path is set

    goals = dict.fromkeys(range(changed), "Иная цель")
    (folder / "programme.yaml").write_text(crowd(pairs, goals=goals), encoding="utf-8")


def _apart(folder: Path, jobs: int) -> Run:
    command = [sys.executable, __file__, "--inside", str(folder), "--jobs", str(jobs)]
    start, before = time.perf_counter(), _processor()
    done = subprocess.run(command, env=warm(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    made, kilobytes = map(int, done.stdout.split())
    taken, worked = time.perf_counter() - start, _processor() - before
    return Run(taken, worked, kilobytes / 1024, made)


def _processor() -> float:
    """Return how long finished children, and their workers, have kept processors busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tell(title: str, run: Run) -> None:
    each = f"{run.processor * 1000 / run.made:8.2f}" if run.made else f"{'':8}"
    taken = f"{run.seconds:8.2f} {run.processor:8.2f}"
    print(f"{title:34}{run.made:8} {taken} {each} {run.megabytes:6.0f}", flush=True)


def _inside(folder: Path, jobs: int) -> None:
    from docgen import engine  # noqa: PLC0415  the measured process imports what it needs

    project = engine.load(folder)
    built = engine.build(project, folder / "out", KINDS, executor=engine.chosen(jobs))
    if not built.report.ok:
        sys.exit(str(list(built.report)[:3]))
    # Unlike ru_maxrss, this figure does not hold what the parent had before it started us.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(built.count(engine.State.MADE), peak.split()[1])


if __name__ == "__main__":
    main()
