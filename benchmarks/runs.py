"""A whole `docgen` command, run as people run it: what it took and what it made (Linux).

A process of its own: start, imports, reading, checking and planning are counted. What an earlier
run has compiled lies where `home` says, not in the cache of whoever measures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rounds import ROOT, warm


@dataclass(frozen=True, slots=True)
class Run:
    """What one command took, workers counted, how much it held at most, and how much it made."""

    seconds: float
    processor: float
    megabytes: float
    made: int


def run(home: Path, out: Path, ending: str, *arguments: str | Path) -> Run:
    """Run a command; count the files of an ending that it has put below a folder."""
    command = [sys.executable, "-m", "docgen", *map(str, arguments)]
    environ = warm(home) | {"XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": str(ROOT)}
    began, start = time.time(), time.perf_counter()
    with (home / "said.txt").open("w+", encoding="utf-8") as said:
        child = subprocess.Popen(command, env=environ, stdout=said, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if child.returncode:
            sys.exit(f"{command}\n{said.read()}")
    taken = time.perf_counter() - start
    made = sum(path.stat().st_mtime >= began - 0.01 for path in out.rglob(f"*.{ending}"))
    return Run(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, made)
