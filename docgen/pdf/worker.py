"""One LibreOffice at a time: a profile and a folder of its own, many documents in one call."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from docgen.pdf.paper import Paper
from docgen.pdf.process import Ending, run_watched
from docgen.pdf.profile import office_environ, write_profile


@dataclass(frozen=True, slots=True)
class Task:
    """One document on its way: what to read, what to write, what is known of it."""

    number: int
    docx: Path
    pdf: Path
    paper: Paper

    @property
    def stem(self) -> str:
        """The plain name it has inside the worker's folder, whatever people called it."""
        return f"d{self.number:05d}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much a conversion may take."""

    start: float = 40.0
    document: float = 20.0
    output: int = 300 * 2**20
    batch: int = 100
    barren: int = 6

    def seconds(self, paper: Paper) -> float:
        """Time for one document; LibreOffice lays out long tables in quadratic time."""
        return self.document + 0.01 * paper.rows + 1e-5 * paper.rows**2 + 2e-6 * paper.size


class Worker:
    """A profile, a temporary folder and the calls made with them; used by one thread at a time."""

    def __init__(self, folder: Path, soffice: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._soffice = soffice
        self._environ = environ
        self._calls = 0
        self._profile: Path | None = None

    def call(
        self, tasks: Sequence[Task], limits: Limits, stop: Event
    ) -> tuple[Ending, dict[Task, bytes]]:
        """Convert the documents in one call; return how it ended and what it made."""
        room = self._room()
        try:
            for task in tasks:
                shutil.copyfile(task.docx, room / f"{task.stem}.docx")
            watch = _Watch(room, tasks, limits, stop)
            environ = office_environ(self._environ, room / "tmp")
            ending = run_watched(self._command(room, tasks), environ, room / "log", watch)
            if ending is not Ending.ITSELF:
                self.renew()
            return ending, {task: path.read_bytes() for task, path in watch.made().items()}
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def renew(self) -> None:
        """Use a new profile from now on: the old one may be what went wrong."""
        self._profile = None

    def _room(self) -> Path:
        self._calls += 1
        room = self._folder / f"call-{self._calls}"
        for name in ("tmp", "out"):
            (room / name).mkdir(parents=True)
        if self._profile is None:
            self._profile = self._folder / f"profile-{self._calls}"
            write_profile(self._profile)
        return room

    def _command(self, room: Path, tasks: Sequence[Task]) -> list[str]:
        assert self._profile is not None
        return [
            str(self._soffice),
            f"-env:UserInstallation={self._profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            "--infilter=MS Word 2007 XML",
            *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(room / "out")),
            *(str(room / f"{task.stem}.docx") for task in tasks),
        ]


class _Watch:
    """Ends a call that makes no progress, makes too much, or is no longer wanted.

    The clock starts anew with each finished file, so one document that hangs
    is noticed after its own time, not after that of the whole batch.
    """

    def __init__(self, room: Path, tasks: Sequence[Task], limits: Limits, stop: Event) -> None:
        self._out = room / "out"
        self._room = room
        self._tasks = tasks
        self._limits = limits
        self._stop = stop
        self._count = 0
        self._deadline = time.monotonic() + limits.start + self._allowance()

    def __call__(self) -> Ending | None:
        if self._stop.is_set():
            return Ending.STOPPED
        if self._too_much():
            return Ending.SWOLLEN
        self._note_progress()
        return Ending.SLOW if time.monotonic() > self._deadline else None

    def made(self) -> dict[Task, Path]:
        """Return the files that exist and are not absurdly large, by document."""
        paths = {task: self._out / f"{task.stem}.pdf" for task in self._tasks}
        most = self._limits.output
        return {task: path for task, path in paths.items() if 0 <= _size(path) <= most}

    def _note_progress(self) -> None:
        count = len(self.made())
        if count > self._count:
            self._count = count
            self._deadline = time.monotonic() + self._allowance()

    def _allowance(self) -> float:
        made = self.made()
        return max(
            (self._limits.seconds(task.paper) for task in self._tasks if task not in made),
            default=self._limits.document,
        )

    def _too_much(self) -> bool:
        # os.walk, unlike rglob, takes it calmly when LibreOffice removes a folder meanwhile.
        files = (Path(folder, name) for folder, _, names in os.walk(self._room) for name in names)
        return sum(max(0, _size(path)) for path in files) > self._limits.output


def _size(path: Path) -> int:
    """Return the size of a file, -1 when there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
