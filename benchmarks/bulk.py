"""Many documents to files: first run, second run, five changed pairs; seconds, memory (Linux)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rounds import ROOT, scratch
from runs import Run, run

sys.path.insert(0, str(ROOT))  # where the programme of the tests is

from tests.crowd import crowd

KINDS = ("order-pair", "pair-plan", "mentor-consent", "mentee-feedback")
CHANGED = 5
DOCUMENTS = (1_000, 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=DOCUMENTS)
    parser.add_argument("--jobs", type=int, default=1, help="processes that make documents")
    given = parser.parse_args()
    print(f"{'':34}{'made':>8} {'seconds':>8} {'of CPU':>8} {'ms each':>8} {'MB':>6}")
    for documents in given.documents:
        _measure(documents, given.jobs)


def _measure(documents: int, jobs: int) -> None:
    with scratch() as folder:
        pairs = documents // len(KINDS)
        _write(folder, 4, changed=0)
        _build(folder, "few", jobs)  # what is compiled lies on the shelf from then on
        _write(folder, pairs, changed=0)
        _tell(f"{documents} documents, first run", _build(folder, "out", jobs))
        _tell(f"{documents} documents, second run", _build(folder, "out", jobs))
        _write(folder, pairs, changed=CHANGED)
        changed = _build(folder, "out", jobs)
        _tell(f"{documents} documents, {CHANGED} pairs changed", changed)


def _write(folder: Path, pairs: int, changed: int) -> None:
    goals = dict.fromkeys(range(changed), "Иная цель")
    (folder / "programme.yaml").write_text(crowd(pairs, goals=goals), encoding="utf-8")


def _build(folder: Path, name: str, jobs: int) -> Run:
    out = folder / name
    return run(folder, out, "docx", "build", *KINDS, "-C", folder, "-o", out, "-j", str(jobs))


def _tell(title: str, run: Run) -> None:
    each = f"{run.processor * 1000 / run.made:8.2f}" if run.made else f"{'':8}"
    taken = f"{run.seconds:8.2f} {run.processor:8.2f}"
    print(f"{title:34}{run.made:8} {taken} {each} {run.megabytes:6.0f}", flush=True)


if __name__ == "__main__":
    main()
