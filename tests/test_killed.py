"""A run may be killed at any moment: nothing is torn or lost, and the next one makes the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen import engine
from docgen.engine.executing import chosen
from tests.cli.running import own_environ
from tests.compiled import COMPILED
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

PAIRS = 60
DOCUMENTS = PAIRS * len(KINDS)
KILLS = 8
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, fork and /proc are needed"),
]

# Builds and, when some documents are there, dies by the signal it was told.
_RUN = """
import os, sys
from pathlib import Path
from docgen import engine

def main():
    folder, after, number, jobs = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    def progress(what, done, total):
        if done == after:
            os.kill(os.getpid(), number)
    project = engine.load(folder)
    executor = engine.chosen(jobs)
    engine.build(project, folder / "out", sys.argv[5:], progress=progress, executor=executor)

if __name__ == "__main__":
    main()
"""


def run(folder: Path, after: int, number: int = signal.SIGKILL, jobs: int = 1) -> int:
    """Build in a process of its own that is to die after so many documents."""
    script = folder / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    told = (folder, after, int(number), jobs, *KINDS)
    return subprocess.run(
        [sys.executable, script, *map(str, told)],
        env=own_environ(),
        capture_output=True,
        check=False,
        timeout=120,
    ).returncode


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run makes that nobody disturbs."""
    folder = project(tmp_path_factory.mktemp("whole"), crowd(PAIRS))
    engine.build(engine.load(folder), folder / "out", KINDS)
    made = documents(folder / "out")
    assert len(made) == DOCUMENTS
    return made


def torn(folder: Path, whole: dict[str, bytes]) -> list[str]:
    """Return the documents that are not what they should be; temporary files are none."""
    there = documents(folder)
    return [name for name in there if name.endswith(".docx") and there[name] != whole[name]]


def test_a_run_killed_again_and_again_makes_each_document_once(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    out = project(tmp_path, crowd(PAIRS)) / "out"
    written: dict[str, int] = {}
    for kill in range(KILLS):
        assert run(tmp_path, after=1 + (kill * 7) % 35) == -signal.SIGKILL
        assert torn(out, whole) == []
        now = {name: (out / name).stat().st_mtime_ns for name in documents(out)}
        assert written.items() <= now.items()
        assert len(now) > len(written)
        written = {name: at for name, at in now.items() if name.endswith(".docx")}
    assert len(written) < DOCUMENTS
    last = engine.build(engine.load(tmp_path), out, KINDS)
    assert last.report.ok
    assert last.count(engine.State.MADE) == DOCUMENTS - len(written)
    assert documents(out) == whole
    assert all((out / name).stat().st_mtime_ns == at for name, at in written.items())


# Builds in children, each of a folder of its own, that die before they touch the output for the
# first time, the second and so on, until one lives to the end. A process with threads must not
# fork, so this one has none; what it compiled before, its children need not compile.
_STEPS = """
import os, shutil, signal, sys
from itertools import count
from pathlib import Path
from docgen import engine
from docgen.engine.compiling import Compiled

TOUCHES = ("open", "os.mkdir", "os.rename", "os.remove", "os.truncate")
start, kinds, compiled = Path(sys.argv[1]), sys.argv[2:], Compiled()

def build(folder):
    engine.build(engine.load(folder), folder / "out", kinds, compiled=compiled)

def killed_at(step, folder):
    left = [step]
    def touched(event, told):
        if event in TOUCHES and str(folder / "out") in str(told[0]):
            left[0] -= 1
            if not left[0]:
                os._exit(9)
    signal.alarm(30)
    sys.addaudithook(touched)
    build(folder)

build(shutil.copytree(start, start.with_name("warm")))
for step in count(1):
    folder = shutil.copytree(start, start.with_name(str(step)))
    child = os.fork()
    if not child:
        killed_at(step, folder)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended != 9:
        sys.exit(ended)
"""


def killed_at_each_step(start: Path) -> list[Path]:
    """Return copies of a folder in which a build died at its first step, its second and so on."""
    subprocess.run(
        [sys.executable, "-c", _STEPS, start, *KINDS[:2]],
        env=own_environ(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    return [path for path in start.parent.iterdir() if path.name.isdigit()]


def test_a_kill_before_any_step_loses_nothing_and_mixes_up_nothing(tmp_path: Path) -> None:
    start = project(tmp_path / "start", crowd(2))
    engine.build(engine.load(start), start / "out", KINDS[:2])
    before = documents(start / "out")
    edited = next(name for name in before if "Приказ" in name)
    (start / "out" / edited).write_bytes(b"by hand")
    project(start, crowd(1, goals={0: "Новая цель"}))
    folders = killed_at_each_step(start)
    ends = []
    for folder in folders:
        left = documents(folder / "out")
        assert b"by hand" in left.values()
        assert all(name.endswith((".docx", ".tmp")) for name in left)
        built = engine.build(engine.load(folder), folder / "out", KINDS[:2], compiled=COMPILED)
        assert built.report.ok
        ends.append(documents(folder / "out"))
        assert len(ends[-1]) == 5
    assert len(folders) > 20
    assert all(end == ends[0] for end in ends)


def test_a_kill_while_workers_work_leaves_no_worker_and_no_half_file(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    out = project(tmp_path, crowd(PAIRS)) / "out"
    assert run(tmp_path, after=60, jobs=2) == -signal.SIGKILL
    assert torn(out, whole) == []
    assert _gone(tmp_path)
    engine.build(engine.load(tmp_path), out, KINDS, executor=chosen(2))
    assert documents(out) == whole


def _gone(folder: Path) -> bool:
    """Whether no process works for the folder any more, a few seconds after the kill."""
    for _ in range(100):
        if (
            str(folder)
            not in subprocess.run(
                ["ps", "axww", "-o", "args"],
                capture_output=True,
                text=True,
                check=True,
                timeout=30,
            ).stdout
        ):
            return True
        time.sleep(0.1)
    return False


def test_a_killed_worker_s_documents_are_made_by_others(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    folder = project(tmp_path, crowd(PAIRS))
    killed: list[int] = []

    def progress(_: str, number: int, __: int) -> None:
        if number in (30, 120):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            workers = [int(each) for each in children if _is_worker(int(each))]
            os.kill(workers[0], signal.SIGKILL)
            killed.append(workers[0])

    loaded = engine.load(folder)
    built = engine.build(loaded, folder / "out", KINDS, progress=progress, executor=chosen(2))
    assert len(killed) == 2
    assert built.report.ok
    assert [output.job for output in built.outputs] == list(built.plan.jobs)
    assert documents(folder / "out") == whole


def _is_worker(process: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
