"""One LibreOffice at a time: a profile and a folder of its own, many documents in one call."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
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
_LAST_LINE = b"%%EOF"


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


# Takes the PDFs of documents, and how LibreOffice went on after them.
Take = Callable[[Mapping[Task, bytes], Ending], None]


class Limits(Frozen):
    """How long and how much a conversion may take.

    `batch` documents go into one call, `waiting` may wait for theirs; after `patience` seconds a
    call begins with fewer, if nobody said how many will come. At least `joint` of one kin are
    converted as one, and at most `sheaf`: more gain nothing, and all wait for the last. After
    `barren` calls without a PDF nothing more is tried. A call has `room` for its files at least:
    without it LibreOffice makes nothing, and says nothing of it.
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
    sheaf: int = 50

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

    def call(self, sheaves: Sequence[Sheaf], limits: Limits, stop: Event, take: Take) -> Ending:
        """Convert the files in one call; return how it ended.

        `take` gets what it made: finished files while it makes the next ones, the rest at the end.
        """
        room = self._room()
        try:
            _require(limits.room, room)
            for sheaf in sheaves:
                sheaf.write(room)
            watch = _Watch(room, sheaves, limits, stop, take)
            environ = office_environ(self._environ, room / "tmp")
            ending = run_watched(self._command(room, sheaves), environ, room / "log", watch)
            if ending is not Ending.ITSELF:
                self.renew()
            watch.hand_over(ending)
            return ending
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
    is noticed after its own time, not after that of the whole batch. And a file that is finished
    is handed over at once: so it counts, whatever becomes of the run. What a PDF ends with is
    written last.
    """

    def __init__(
        self, room: Path, sheaves: Sequence[Sheaf], limits: Limits, stop: Event, take: Take
    ) -> None:
        self._out = room / "out"
        self._room = room
        self._sheaves = sheaves
        self._limits = limits
        self._stop = stop
        self._take = take
        self._taken: set[str] = set()
        self._count = 0
        self._deadline = time.monotonic() + limits.start + self._allowance()

    def __call__(self) -> Ending | None:
        if self._stop.is_set():
            return Ending.STOPPED
        if self._too_much():
            return Ending.SWOLLEN
        self._note_progress()
        whole = [sheaf for sheaf in self._made() if _is_whole(self._path(sheaf))]
        self._hand_over(whole, Ending.ITSELF)
        return Ending.SLOW if time.monotonic() > self._deadline else None

    def hand_over(self, ending: Ending) -> None:
        """Hand over all that is left of a call that ended: what is half made nobody will use."""
        self._hand_over(self._made(), ending)

    def _hand_over(self, sheaves: Iterable[Sheaf], ending: Ending) -> None:
        for sheaf in sheaves:
            if sheaf.stem not in self._taken:
                self._taken.add(sheaf.stem)
                self._take(sheaf.parted(self._path(sheaf).read_bytes()), ending)

    def _path(self, sheaf: Sheaf) -> Path:
        return self._out / f"{sheaf.stem}.pdf"

    def _made(self) -> list[Sheaf]:
        """Return what has a file that is not absurdly large."""
        most = self._limits.output
        return [each for each in self._sheaves if 0 <= _size(self._path(each)) <= most]

    def _note_progress(self) -> None:
        count = len(self._made())
        if count > self._count:
            self._count = count
            self._deadline = time.monotonic() + self._allowance()

    def _allowance(self) -> float:
        made = {sheaf.stem for sheaf in self._made()}
        return max(
            (self._seconds(sheaf) for sheaf in self._sheaves if sheaf.stem not in made),
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


def _is_whole(path: Path) -> bool:
    """Whether a PDF has its last line; what it is worth is judged afterwards."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - len(_LAST_LINE) - 2))  # a line break, too
            return _LAST_LINE in file.read()
    except OSError:  # LibreOffice may still hold it for itself
        return False


def _size(path: Path) -> int:
    """Return the size of a file, -1 when there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
