"""A full or read-only disk: documents stay whole, the reason is told, the next run completes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docgen import engine
from tests.cli.running import own_environ
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

PAIRS = 12
# The mount is seen by this process alone and goes with it.
_SCRIPT = """
import json, subprocess, sys
from pathlib import Path
from docgen import engine
from docgen.errors import DocgenError
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

folder, told = Path(sys.argv[1]), []
out = folder / "out"

def mount(*how):
    subprocess.run(["mount", *how, out], check=True)

def build(pairs):
    project(folder, pairs)
    try:
        built = engine.build(engine.load(folder), out, KINDS)
        report, failed = built.report, len(built.failures)
    except DocgenError as error:
        report, failed = error.report, -1
    codes = sorted({found.code for found in report})
    sizes = {name: len(data) for name, data in documents(out).items()}
    told.append({"codes": codes, "failed": failed, "sizes": sizes})

text, changed = crowd(%(pairs)d), crowd(%(pairs)d).replace("post: учитель}", "post: учитель труда}")
mount("-t", "tmpfs", "-o", "size=%(size)dk", "tmpfs")
build(text)
mount("-o", "remount,size=10m")
build(text)
mount("-o", "remount,ro")
build(changed)
mount("-o", "remount,rw")
build(changed)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], dict[str, int]]:
    """The sizes of what a good disk gets, before a change and after."""
    text = crowd(PAIRS)
    return tuple(
        _sizes(tmp_path_factory.mktemp("right"), each)
        for each in (text, text.replace("post: учитель}", "post: учитель труда}"))
    )  # type: ignore[return-value]


def _sizes(folder: Path, text: str) -> dict[str, int]:
    engine.build(engine.load(project(folder, text)), folder / "out", KINDS)
    return {name: len(data) for name, data in documents(folder / "out").items()}


def _on_a_disk_of(kilobytes: int, folder: Path) -> list[dict[str, Any]]:
    if not shutil.which("unshare") or os.geteuid():
        pytest.skip("only root may mount a disk of its own")
    (folder / "out").mkdir()
    script = _SCRIPT % {"pairs": PAIRS, "size": kilobytes}
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", script, str(folder)],
        env=own_environ({"PYTHONPATH": os.pathsep.join((own_environ()["PYTHONPATH"], root))}),
        capture_output=True,
        check=False,
        timeout=120,
    )
    if b"permission denied" in done.stderr.lower():
        pytest.skip("this machine lets nobody mount")
    assert not done.returncode, done.stderr.decode()
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [40, 120, 200, 333])
def test_a_full_disk_takes_what_fits_and_the_next_run_makes_the_rest(
    kilobytes: int, tmp_path: Path, right: tuple[dict[str, int], dict[str, int]]
) -> None:
    full, freed, read_only, writable = _on_a_disk_of(kilobytes, tmp_path)
    assert full["codes"] == ["DG504"]
    assert 0 < full["failed"] <= len(right[0])
    assert full["sizes"].items() <= right[0].items()
    assert (freed["codes"], freed["sizes"]) == ([], right[0])
    assert read_only["codes"] in (["DG505"], ["DG507"])
    assert read_only["sizes"] == right[0]
    assert (writable["codes"], writable["sizes"]) == ([], right[1])
