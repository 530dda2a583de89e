"""Many schools in one run: 1, 10 and 120 of them; seconds, memory (Linux).

A school has the whole bundle, more than a hundred documents; the schools differ in their names.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rounds import ROOT, scratch
from runs import run

SAMPLE = ROOT / "samples" / "teachers" / "programme.yaml"
SCHOOLS = (1, 10, 120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="+", default=SCHOOLS)
    parser.add_argument("--jobs", type=int, default=1, help="processes that work on schools")
    given = parser.parse_args()
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
        for which in ("first run", "second run"):
            _tell(f"{schools} schools, {which}", schools, folder, jobs)


def _tell(title: str, schools: int, folder: Path, jobs: int) -> None:
    whole = folder / "all"
    made = run(folder, whole, "docx", "build", "--all", whole, "--zip", "-j", str(jobs))
    each = f"{made.processor / schools:11.2f} {made.megabytes:6.0f}"
    print(f"{title:28}{made.made:8} {made.seconds:8.1f} {made.processor:8.1f} {each}", flush=True)


if __name__ == "__main__":
    main()
