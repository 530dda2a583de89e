"""A line of documents on their way to PDF: they come one by one while LibreOffice works."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import Self

from docgen.diagnostics import Diagnostic, Report
from docgen.errors import EnvironmentProblem
from docgen.pdf.batches import Feed
from docgen.pdf.judging import Outcome
from docgen.pdf.paper import Refused, look
from docgen.pdf.shift import Shift
from docgen.pdf.worker import Limits, Task, Worker
from docgen.pdf.workshop import workshop

Done = Callable[[Path], None]
Hire = Callable[[Path], Worker]


class Line:
    """Made by `LibreOffice.open`; what came of the documents is known at its end.

    `done` hears of each PDF in the thread that adds documents.
    """

    def __init__(  # noqa: PLR0913  what LibreOffice knows and what a caller says of one line
        self,
        hire: Hire,
        temporary: Path,
        workers: int,
        limits: Limits,
        *,
        joined: bool,
        feed: Feed,
        done: Done,
    ) -> None:
        self._hire = hire
        self._temporary = temporary
        self._most = workers
        self._limits = limits
        self._joined = joined
        self._done = done
        self._feed = feed
        self._stop = Event()
        self._threads: list[Thread] = []
        self._outbox: SimpleQueue[Outcome | Exception | None] = SimpleQueue()
        self._room = ExitStack()
        self._folder = Path()
        self._wanted: list[Path] = []
        self._made: set[Path] = set()
        self._found: list[Diagnostic] = []

    def __enter__(self) -> Self:
        return self

    def add(self, docx: Path, pdf: Path) -> None:
        """Let a document be converted; waits when too many lie here already."""
        self._wanted.append(pdf)
        try:
            task = Task(len(self._wanted), docx, pdf, look(docx))
        except Refused as refusal:
            self._found.append(refusal.finding)
            return
        self._start_one_more()
        while not self._feed.put(task):
            self._hear_all()
        self._hear_all()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._feed.close()
                self._hear_to_the_end()
        finally:
            self._stop.set()
            self._feed.drop()
            for thread in self._threads:
                thread.join()
            self._room.close()
            self._hear_the_rest()

    @property
    def made(self) -> tuple[Path, ...]:
        """The PDFs made, in the order asked for."""
        return tuple(pdf for pdf in dict.fromkeys(self._wanted) if pdf in self._made)

    @property
    def report(self) -> Report:
        """What was found."""
        return Report(self._found)

    # the caller's side

    def _start_one_more(self) -> None:
        """Start a thread for a worker while there is work enough for one more."""
        number = len(self._threads)
        if number == self._most:
            return
        try:
            if not number:
                self._folder = self._room.enter_context(workshop(self._temporary))
            worker = self._hire(self._folder / f"w{number}")
        except OSError as error:
            raise EnvironmentProblem(_no_room(self._temporary, error)) from error
        shift = Shift(worker, self._limits, self._stop, self._joined)
        self._threads.append(Thread(target=self._work, args=(shift,), daemon=True))
        self._threads[-1].start()

    def _hear_all(self) -> None:
        while True:
            try:
                self._hear(self._outbox.get_nowait())
            except Empty:
                return

    def _hear_to_the_end(self) -> None:
        left = len(self._threads)
        while left:
            heard = self._outbox.get()
            left -= heard is None
            self._hear(heard)

    def _hear_the_rest(self) -> None:
        """Hear of what was made before somebody stopped: it is made, whatever else went wrong."""
        while not self._outbox.empty():
            with suppress(Exception):
                self._hear(self._outbox.get_nowait())

    def _hear(self, heard: Outcome | Exception | None) -> None:
        if isinstance(heard, OSError):
            raise EnvironmentProblem(_no_room(self._temporary, heard)) from heard
        if isinstance(heard, Exception):
            raise heard
        if heard is not None:
            self._found += heard.found
            if heard.made:
                self._made.add(heard.task.pdf)
                self._done(heard.task.pdf)

    # the worker's side

    def _work(self, shift: Shift) -> None:
        try:
            while batch := self._feed.take():
                shift.run(batch, self._outbox.put)
        except Exception as error:  # it is raised again where the caller is
            self._outbox.put(error)
        finally:
            self._outbox.put(None)


def _no_room(folder: Path, error: OSError) -> Diagnostic:
    free = shutil.disk_usage(folder).free // 2**20 if folder.is_dir() else 0
    full = error.errno == errno.ENOSPC
    why = "мало места" if full else f"нельзя работать: {error.strerror or error}"
    return Diagnostic(
        "DG911",
        f"Во временной папке «{folder}» {why}",
        hint=f"Свободно {free} МБ; освободите место или укажите другую папку в переменной TMPDIR.",
    )
