"""One LibreOffice at a time: a profile and a folder of its own, many documents in one call."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event

from docgen.pdf.joining import join
from docgen.pdf.objects import Strange
from docgen.pdf.office import Office
from docgen.pdf.paper import Paper
from docgen.pdf.process import Ending, run_watched
from docgen.pdf.profile import Export, office_environ, write_profile
from docgen.pdf.splitting import split
from docgen.records import Frozen

# Only joints need them; the entry keeps its length, or the table of objects would be wrong.
_DESTINATIONS = re.compile(rb"/Dests \d+ 0 R")


class Task(Frozen):
    """One document on its way: what to read, what to write, what is known of it."""

    number: int
    docx: Path
    pdf: Path
    paper: Paper

    @property
    def stem(self) -> str:
        """The plain name it has inside the worker's folder, whatever people called it."""
        return f"d{self.number:05d}"


class Sheaf(Frozen):
    """What LibreOffice converts as one file: one document, or several of one kin joined."""

    tasks: tuple[Task, ...]

    @property
    def stem(self) -> str:
        """The name of the file."""
        return self.tasks[0].stem

    def write(self, folder: Path) -> None:
        """Put the file into the worker's folder."""
        try:
            documents = [task.docx.read_bytes() for task in self.tasks]
        except OSError:
            return  # gone or open elsewhere since it was looked at: no file, no PDF, a finding
        data = documents[0] if len(documents) == 1 else join(documents)
        (folder / f"{self.stem}.docx").write_bytes(data)

    def parted(self, data: bytes) -> dict[Task, bytes]:
        """Return the PDF of each document; of joined ones only what can be told apart."""
        if len(self.tasks) == 1:
            return {self.tasks[0]: _DESTINATIONS.sub(lambda each: b" " * len(each[0]), data)}
        try:
            parts = split(data, [task.paper.properties for task in self.tasks])
        except (Strange, ValueError):
            return {}
        return {task: part for task, part in zip(self.tasks, parts, strict=True) if part}


class Limits(Frozen):
    """How long and how much a conversion may take.

    `batch` documents go into one call, `waiting` may wait for theirs; after `patience` seconds a
    call begins with fewer, if nobody said how many will come. At least `joint` of one kin are
    converted as one. After `barren` calls without a PDF nothing more is tried. A call has `room`
    for its files at least: without it LibreOffice makes nothing, and says nothing of it.
    """

    start: float = 40.0
    document: float = 20.0
    output: int = 300 * 2**20
    room: int = 32 * 2**20
    batch: int = 100
    barren: int = 6
    waiting: int = 1000
    patience: float = 1.0
    joint: int = 5

    def seconds(self, *papers: Paper) -> float:
        """Time for one file; LibreOffice lays out long tables in quadratic time."""
        own = sum(0.01 * each.rows + 1e-5 * each.rows**2 + 2e-6 * each.size for each in papers)
        return self.document + own + (len(papers) - 1) * self.document / 20


class Worker:
    """A profile, a temporary folder and the calls made with them; used by one thread at a time."""

    def __init__(
        self,
        folder: Path,
        office: Office,
        environ: Mapping[str, str],
        export: Export | None = None,
    ) -> None:
        self._folder = folder
        self._office = office
        self._environ = environ
        self._export = export or Export()
        self._calls = 0
        self._profile: Path | None = None

    def call(
        self, sheaves: Sequence[Sheaf], limits: Limits, stop: Event
    ) -> tuple[Ending, dict[Task, bytes]]:
        """Convert the files in one call; return how it ended and what it made."""
        room = self._room()
        try:
            _require(limits.room, room)
            for sheaf in sheaves:
                sheaf.write(room)
            watch = _Watch(room, sheaves, limits, stop)
            environ = office_environ(self._environ, room / "tmp")
            ending = run_watched(self._command(room, sheaves), environ, room / "log", watch)
            if ending is not Ending.ITSELF:
                self.renew()
            made: dict[Task, bytes] = {}
            for sheaf, path in watch.made().items():
                made |= sheaf.parted(path.read_bytes())
            return ending, made
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
            write_profile(self._profile, self._export, self._office.build)
        return room

    def _command(self, room: Path, sheaves: Sequence[Sheaf]) -> list[str]:
        assert self._profile is not None
        return [
            str(self._office.path),
            f"-env:UserInstallation={self._profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            "--infilter=MS Word 2007 XML",
            *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(room / "out")),
            *(str(room / f"{sheaf.stem}.docx") for sheaf in sheaves),
        ]


class _Watch:
    """Ends a call that makes no progress, makes too much, or is no longer wanted.

    The clock starts anew with each finished file, so one document that hangs
    is noticed after its own time, not after that of the whole batch.
    """

    def __init__(self, room: Path, sheaves: Sequence[Sheaf], limits: Limits, stop: Event) -> None:
        self._out = room / "out"
        self._room = room
        self._sheaves = sheaves
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

    def made(self) -> dict[Sheaf, Path]:
        """Return the files that exist and are not absurdly large, by sheaf."""
        paths = {sheaf: self._out / f"{sheaf.stem}.pdf" for sheaf in self._sheaves}
        most = self._limits.output
        return {sheaf: path for sheaf, path in paths.items() if 0 <= _size(path) <= most}

    def _note_progress(self) -> None:
        count = len(self.made())
        if count > self._count:
            self._count = count
            self._deadline = time.monotonic() + self._allowance()

    def _allowance(self) -> float:
        made = self.made()
        return max(
            (self._seconds(sheaf) for sheaf in self._sheaves if sheaf not in made),
            default=self._limits.document,
        )

    def _seconds(self, sheaf: Sheaf) -> float:
        return self._limits.seconds(*(task.paper for task in sheaf.tasks))

    def _too_much(self) -> bool:
        # os.walk, unlike rglob, takes it calmly when LibreOffice removes a folder meanwhile.
        files = (Path(folder, name) for folder, _, names in os.walk(self._room) for name in names)
        return sum(max(0, _size(path)) for path in files) > self._limits.output


def _require(size: int, folder: Path) -> None:
    """Make sure that a disk has so much room."""
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _size(path: Path) -> int:
    """Return the size of a file, -1 when there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
