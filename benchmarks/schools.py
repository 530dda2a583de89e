"""Many schools in one run: 1, 10 and 120 of them; seconds, memory (Linux).

Each run is a process of its own, as for the methodologist who starts `docgen build --all`. A school
has the whole bundle, more than a hundred documents; the schools differ in their names.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from rounds import ROOT, scratch, warm

SAMPLE = ROOT / "samples" / "teachers" / "programme.yaml"
SCHOOLS = (1, 10, 120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="+", default=SCHOOLS)
    parser.add_argument("--jobs", type=int, default=1, help="processes that work on schools")
    parser.add_argument("--inside", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        _inside(given.inside, given.jobs)
        return
    print(f"{'':28}{'made':>8} {'seconds':>8} {'of CPU':>8} {'s a school':>11} {'MB':>6}")
    for schools in given.schools:
        _measure(schools, given.jobs)


def _measure(schools: int, jobs: int) -> None:
    with scratch() as folder:
        text = SAMPLE.read_text(encoding="utf-8")
        for number in range(1, schools + 1):
            at = folder / "all" / f"школа-{number:03}"
            at.mkdir(parents=True)
            named = text.replace("Гимназия № 2", f"Гимназия № {number}")
            (at / "programme.yaml").write_text(named, encoding="utf-8")
        for run in ("first run", "second run"):
            _tell(f"{schools} schools, {run}", schools, folder, jobs)


def _tell(title: str, schools: int, folder: Path, jobs: int) -> None:
    command = [sys.executable, __file__, "--inside", folder / "all", "--jobs", str(jobs)]
    start, before = time.perf_counter(), _processor()
    done = subprocess.run(command, env=warm(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    made, kilobytes = map(int, done.stdout.split())
    taken, worked = time.perf_counter() - start, _processor() - before
    figures = f"{taken:8.1f} {worked:8.1f} {worked / schools:11.2f} {kilobytes / 1024:6.0f}"
    print(f"{title:28}{made:8} {figures}", flush=True)


def _processor() -> float:
    """Return how long finished children, and their workers, have kept processors busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _inside(folder: Path, jobs: int) -> None:
    sys.path.insert(0, str(ROOT))  # the checkout, not an installed docgen
    from docgen import municipality  # noqa: PLC0415  the measured process imports what it needs

    schools, _ = municipality.find_schools(folder)
    task = municipality.Building("Готово", archived=True)
    outcomes = list(municipality.work(task, schools, processes=jobs))
    municipality.keep_summary(folder, outcomes)
    wrong = [found for outcome in outcomes for found in outcome.report if not outcome.ok]
    if wrong:
        sys.exit(str(wrong[:3]))
    # With workers, the one of all processes that held the most.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if jobs > 1 else 0
    print(sum(outcome.made for outcome in outcomes), max(peak, workers))


if __name__ == "__main__":
    main()
