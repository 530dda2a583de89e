"""A task goes to another computer with the files that it reads, and leaves nothing there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen import engine, resources
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine.compiling import Compiled
from docgen.engine.press import Printer
from docgen.engine.shipping import Desk, packed
from docgen.plan import Job
from tests.crowd import crowd
from tests.programmes import project

KIND = "mentor-consent"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A school with words and a letterhead of its own."""
    folder = project(tmp_path / "школа", crowd(1))
    builtin = resources.templates() / "docx"
    own = folder / "templates" / "docx" / KIND
    own.mkdir(parents=True)
    words = (builtin / KIND / "clauses.yaml").read_text(encoding="utf-8")
    (own / "clauses.yaml").write_text(words.replace("согласие", "СОГЛАСИЕ"), encoding="utf-8")
    (own / "~$черновик.docx").write_bytes(b"what Word left")
    shutil.copy(builtin / "_parts" / "letterhead.docx", folder / "бланк.docx")
    return folder


def printer(folder: Path) -> tuple[Printer, tuple[Job, ...]]:
    """Return the task of a school's build, and its jobs."""
    loaded = engine.load(folder)
    assert loaded.programme is not None, list(loaded.report)
    return Printer(loaded), engine.plan(loaded, [KIND])[0].jobs


def test_a_task_makes_the_same_where_the_school_s_files_are_not(home: Path, tmp_path: Path) -> None:
    task, jobs = printer(home)
    made = [task(job) for job in jobs]
    parcel = packed(printer(home)[0])
    names = {name for files in parcel.folders.values() for name in files}
    assert names == {f"docx/{KIND}/clauses.yaml", "бланк.docx"}
    shutil.rmtree(home)
    (tmp_path / "there").mkdir()
    desk = Desk(parcel, tmp_path / "there")
    assert [desk.do(job) for job in jobs] == made


def test_files_go_with_the_desk(home: Path, tmp_path: Path) -> None:
    desk = Desk(packed(printer(home)[0]), tmp_path)
    (folder,) = tmp_path.glob("docgen-*")
    assert any(path.is_file() for path in folder.rglob("*"))
    del desk
    assert not folder.exists()


class Finding:
    """A task that finds something in the file of a pack."""

    def __init__(self, pack: object) -> None:
        self._pack = pack

    def __call__(self, name: str) -> Report:
        return Report([Diagnostic("DG268", "Так нельзя.", Place(str(self._pack.root / name)))])


@pytest.mark.parametrize("own", [True, False])
def test_what_is_found_in_a_pack_is_said_of_the_file_at_home(
    home: Path, tmp_path: Path, own: bool
) -> None:
    pack = engine.load(home).packs.packs[0 if own else -1]
    (found,) = Desk(packed(Finding(pack)), tmp_path).do("x.yaml")
    assert found.place.file == str(pack.root / "x.yaml")


class Holding:
    """A task that gives what it compiled."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def __call__(self, _: object) -> Compiled:
        return self._compiled


def test_tasks_of_all_schools_share_what_is_compiled_there(tmp_path: Path) -> None:
    mine = Compiled()
    first, second = (Desk(packed(Holding(mine)), tmp_path).do(None) for _ in range(2))
    assert first is second
    assert first is not mine
