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

TEXT = crowd(12)
CHANGED = TEXT.replace("post: учитель}", "post: учитель труда}")
KILOBYTES = (40, 120, 200, 333)
# The mounts are seen by this process alone and go with it.
_SCRIPT = """
import json, subprocess, sys
from pathlib import Path
from docgen import engine
from docgen.errors import DocgenError
from tests.compiled import COMPILED
from tests.crowd import KINDS, documents
from tests.programmes import project
from tests.test_full_disk import CHANGED, TEXT

def mount(out, *how):
    subprocess.run(["mount", *how, out], check=True, timeout=30)

def build(folder, pairs):
    project(folder, pairs)
    out = folder / "out"
    try:
        built = engine.build(engine.load(folder), out, KINDS, compiled=COMPILED)
        report, failed = built.report, len(built.failures)
    except DocgenError as error:
        report, failed = error.report, -1
    codes = sorted({found.code for found in report})
    sizes = {name: len(data) for name, data in documents(out).items()}
    return {"codes": codes, "failed": failed, "sizes": sizes}

def on_a_disk_of(kilobytes, folder):
    out = folder / "out"
    out.mkdir(parents=True)
    mount(out, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs")
    yield build(folder, TEXT)
    mount(out, "-o", "remount,size=10m")
    yield build(folder, TEXT)
    mount(out, "-o", "remount,ro")
    yield build(folder, CHANGED)
    mount(out, "-o", "remount,rw")
    yield build(folder, CHANGED)

home, *sizes = sys.argv[1:]
print(json.dumps({size: list(on_a_disk_of(size, Path(home, size))) for size in sizes}))
"""


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], dict[str, int]]:
    """The sizes of what a good disk gets, before a change and after."""
    before, after = (_sizes(tmp_path_factory.mktemp("right"), each) for each in (TEXT, CHANGED))
    return before, after


def _sizes(folder: Path, text: str) -> dict[str, int]:
    engine.build(engine.load(project(folder, text)), folder / "out", KINDS)
    return {name: len(data) for name, data in documents(folder / "out").items()}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What became of the builds on a small disk, of each size."""
    if not shutil.which("unshare") or os.geteuid():
        pytest.skip("only root may mount a disk of its own")
    home, root = tmp_path_factory.mktemp("disks"), str(Path(__file__).parents[1])
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-c", _SCRIPT, home, *map(str, KILOBYTES)],
        env=own_environ({"PYTHONPATH": os.pathsep.join((own_environ()["PYTHONPATH"], root))}),
        capture_output=True,
        check=False,
        timeout=120,
    )
    if b"permission denied" in done.stderr.lower():
        pytest.skip("this machine lets nobody mount")
    assert not done.returncode, done.stderr.decode()
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", KILOBYTES)
def test_a_full_disk_takes_what_fits_and_the_next_run_makes_the_rest(
    kilobytes: int,
    told: dict[str, list[dict[str, Any]]],
    right: tuple[dict[str, int], dict[str, int]],
) -> None:
    full, freed, read_only, writable = told[str(kilobytes)]
    assert full["codes"] == ["DG504"]
    assert 0 < full["failed"] <= len(right[0])
    assert full["sizes"].items() <= right[0].items()
    assert (freed["codes"], freed["sizes"]) == ([], right[0])
    assert read_only["codes"] in (["DG505"], ["DG507"])
    assert read_only["sizes"] == right[0]
    assert (writable["codes"], writable["sizes"]) == ([], right[1])
