"""What a killed run leaves behind is gone after the next one; what works is let be."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.pdf import Export, LibreOffice, Limits, Office
from docgen.pdf.process import Ending, run_watched
from docgen.pdf.profile import office_environ, write_profile
from docgen.pdf.workshop import pipe_of, sweep, workshop
from tests.packages import paragraph, with_body
from tests.pdf.conftest import ROOT

LONG_AGO = 1_000_000_000
LONG = 60.0  # seconds; a busy machine may need several
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes as Linux does")


def age(folder: Path) -> None:
    os.utime(folder, (LONG_AGO, LONG_AGO))


def test_the_folder_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    with workshop(tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "персональные данные.docx").write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_gone_after_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), workshop(tmp_path) as folder:
        (folder / "нет" / "а").mkdir()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_whose_owner_is_dead_is_swept(tmp_path: Path) -> None:
    forsaken = tmp_path / "docgen-pdf-abc"
    (forsaken / "w0").mkdir(parents=True)
    (forsaken / "lock").touch()
    age(forsaken)
    with workshop(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_in_use_and_a_new_one_and_a_foreign_one_are_let_be(tmp_path: Path) -> None:
    (tmp_path / "docgen-pdf-new").mkdir()
    (tmp_path / "foreign").mkdir()
    age(tmp_path / "foreign")
    with workshop(tmp_path) as folder:
        age(folder)
        sweep(tmp_path)
        assert folder.is_dir()
    assert {path.name for path in tmp_path.iterdir()} == {"docgen-pdf-new", "foreign"}


@pytest.mark.soffice
def test_what_a_killed_libreoffice_leaves_elsewhere_goes_with_the_folder(
    office: Office, tmp_path: Path
) -> None:
    give_up = time.monotonic() + LONG
    with workshop(tmp_path) as folder:
        profile = folder / "profile"
        write_profile(profile, Export(), office.build)
        pipe = pipe_of(profile)
        command = [office.path, f"-env:UserInstallation={profile.as_uri()}", "--headless"]

        def watch() -> Ending | None:
            return Ending.STOPPED if pipe.exists() or time.monotonic() > give_up else None

        run_watched(
            list(map(str, command)), office_environ(os.environ, folder), folder / "log", watch
        )
        assert pipe.exists()
    assert not pipe.exists()


# Whoever runs the tests may have ignored Ctrl-C, and programs inherit that.
KILLED = """
import os, signal, sys
from pathlib import Path
from docgen.pdf import LibreOffice, Office
signal.signal(signal.SIGINT, signal.default_int_handler)
docx, soffice, temporary = map(Path, sys.argv[1:])
converter = LibreOffice(Office(soffice, "7.4"), dict(os.environ), temporary=temporary)
converter.convert([(docx, docx.with_suffix(".pdf"))])
"""


def ended(how: signal.Signals, docx: Path, temporary: Path, notes: Path) -> None:
    """Let a run begin that LibreOffice keeps waiting, and end it with a signal."""
    run = start(KILLED, docx, next(notes.parent.glob("soffice *")), temporary)
    wait_for(lambda: notes.exists() and notes.read_text(encoding="utf-8").count("pid") == 2)
    run.send_signal(how)
    run.wait(LONG)


def test_after_kill_9_the_next_run_ends_the_orphan_and_clears_its_folder(
    fake: Callable[..., LibreOffice],
    write: Callable[[str, str], tuple[Path, Path]],
    temporary: Path,
    notes: Path,
) -> None:
    docx, pdf = write("Иванова", "FAULTY letter")
    converter = fake("hang")
    ended(signal.SIGKILL, docx, temporary, notes)
    (left,) = temporary.iterdir()
    age(left)
    good = write("Петров", "Usual letter")
    assert converter.convert([good]).made == (good[1],)
    office = int(notes.read_text(encoding="utf-8").splitlines()[1].split()[1])
    wait_for(lambda: not running(office))
    assert not pdf.exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_libreoffice_ends_with_the_run_however_that_ends(
    how: signal.Signals,
    fake: Callable[..., LibreOffice],
    write: Callable[[str, str], tuple[Path, Path]],
    temporary: Path,
    notes: Path,
) -> None:
    docx, pdf = write("Иванова", "FAULTY letter")
    converter = fake("hang", limits=Limits(start=600.0))
    ended(how, docx, temporary, notes)
    started = re.findall(r"pid (\d+)", notes.read_text(encoding="utf-8"))
    wait_for(lambda: not any(running(int(pid)) for pid in started))
    for left in temporary.iterdir():
        age(left)
    assert converter.convert([write("Петров", "Usual letter")]).report.ok
    assert not pdf.exists()


FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
from docgen.errors import EnvironmentProblem
try:
    exec(compile({killed!r}, "killed", "exec"))
except EnvironmentProblem as problem:
    print([found.code for found in problem.report])
"""


def test_a_full_disk_stops_the_run_with_its_name_and_leaves_nothing(
    fake: Callable[..., LibreOffice],
    write: Callable[[str, str], tuple[Path, Path]],
    temporary: Path,
    notes: Path,
) -> None:
    docx, pdf = write("Иванова", "Usual letter")
    docx.write_bytes(with_body(*map(paragraph, map(str, range(3000)))))
    assert docx.stat().st_size > 4000
    fake("nothing")
    soffice = next(notes.parent.glob("soffice *"))
    run = start(FULL.format(killed=KILLED), docx, soffice, temporary, stdout=subprocess.PIPE)
    told, _ = run.communicate(timeout=LONG)
    assert told.decode() == "['DG911']\n"
    assert not pdf.exists()


def start(program: str, *arguments: Path, **more: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    quiet = {"stderr": subprocess.DEVNULL} | more
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, **quiet)


def running(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
