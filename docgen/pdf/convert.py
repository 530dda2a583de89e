"""DOCX to PDF: many documents, several LibreOffice workers, one finding per failure."""

from __future__ import annotations

import math
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Protocol

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import EnvironmentProblem, OutputError
from docgen.files import write_atomic
from docgen.pdf.normal import normalise
from docgen.pdf.office import Office
from docgen.pdf.paper import Refused, look
from docgen.pdf.process import Ending
from docgen.pdf.proof import Bad, check_pdf, font_findings
from docgen.pdf.worker import Limits, Task, Worker
from docgen.pdf.workshop import workshop

# Where a DOCX is, where its PDF shall be.
Pair = tuple[Path, Path]
Done = Callable[[Path], None]

# Below this a second LibreOffice takes longer to start than it saves.
_WORTH_A_WORKER = 4
_MOST_WORKERS = 4
# Sums of floats differ in their last digit from one Python to another; batches must not.
_ABOUT = 1 + 1e-9


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a call: the PDFs made, in the order asked for, and the findings."""

    made: tuple[Path, ...]
    report: Report


class Converter(Protocol):
    """Makes PDFs; one that fails is a finding, the others are made all the same."""

    def convert(self, pairs: Sequence[Pair], done: Done = ...) -> Conversion:
        """Make a PDF for each pair; `done` hears of each one as it is ready."""
        ...


class LibreOffice:
    """The `Converter` that every school has: LibreOffice without its window."""

    def __init__(
        self,
        office: Office,
        environ: Mapping[str, str],
        *,
        workers: int | None = None,
        limits: Limits | None = None,
        temporary: Path | None = None,
    ) -> None:
        self._office = office
        self._environ = environ
        self._workers = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        self._limits = limits or Limits()
        self._temporary = temporary or Path(tempfile.gettempdir())

    def convert(self, pairs: Sequence[Pair], done: Done = lambda _: None) -> Conversion:
        """Make a PDF for each pair; a document that fails twice is a finding."""
        refused, tasks = _examine(pairs)
        made: list[Path] = []
        found = list(refused)
        with closing(self._outcomes(tasks)) as outcomes:
            for outcome in outcomes:
                found += outcome.found
                if outcome.made:
                    made.append(outcome.task.pdf)
                    done(outcome.task.pdf)
        wanted = {pdf: place for place, (_, pdf) in enumerate(pairs)}
        return Conversion(tuple(sorted(made, key=wanted.__getitem__)), Report(found))

    def _outcomes(self, tasks: Sequence[Task]) -> Generator[Outcome, None, None]:
        if not tasks:
            return
        try:
            with workshop(self._temporary) as folder:
                yield from self._in_parallel(tasks, folder)
        except OSError as error:
            raise EnvironmentProblem(_no_room(self._temporary, error)) from error

    def _in_parallel(self, tasks: Sequence[Task], folder: Path) -> Iterator[Outcome]:
        batches = cut(tasks, self._workers, self._limits)
        workers: SimpleQueue[Worker] = SimpleQueue()
        for number in range(min(self._workers, len(batches))):
            workers.put(Worker(folder / f"w{number}", self._office.path, self._environ))
        line = _Line(workers, self._limits, Event())
        with ThreadPoolExecutor(workers.qsize()) as pool:
            try:
                yield from _as_ready([pool.submit(line.run, batch) for batch in batches])
            finally:
                line.stop.set()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document."""

    task: Task
    made: bool
    found: tuple[Diagnostic, ...]


def cut(tasks: Sequence[Task], workers: int, limits: Limits) -> list[list[Task]]:
    """Cut the work into batches of about equal weight, enough of them for all workers."""
    parts = max(1, min(workers, len(tasks) // _WORTH_A_WORKER))
    parts = max(parts, math.ceil(len(tasks) / limits.batch))
    share = sum(limits.seconds(task.paper) for task in tasks) / parts * _ABOUT
    batches: list[list[Task]] = [[]]
    weight = 0.0
    for task in tasks:
        own = limits.seconds(task.paper)
        if batches[-1] and (weight + own / 2 > share or len(batches[-1]) == limits.batch):
            batches.append([])
            weight = 0.0
        batches[-1].append(task)
        weight += own
    return batches


@dataclass(frozen=True, slots=True)
class _Line:
    """The workers and the rules they work by; `run` takes a batch through them."""

    workers: SimpleQueue[Worker]
    limits: Limits
    stop: Event

    def run(self, batch: Sequence[Task]) -> list[Outcome]:
        worker = self.workers.get()
        try:
            return list(self._batch(worker, batch))
        finally:
            self.workers.put(worker)

    def _batch(self, worker: Worker, batch: Sequence[Task]) -> Iterator[Outcome]:
        """Convert a batch; start again behind a document that stopped LibreOffice."""
        left, barren = list(batch), 0
        while left and not self.stop.is_set():
            if barren >= self.limits.barren:
                yield from (_given_up(task) for task in left)
                return
            ending, judged = self._call(worker, left)
            good = [task for task, outcome in judged.items() if outcome.made]
            yield from (judged[task] for task in good)
            tried, left = _tried(left, good, ending)
            barren = 0 if good else barren + 1
            for task in tried:
                again = barren < self.limits.barren and not self.stop.is_set()
                outcome = self._again(worker, task) if again else judged[task]
                barren = 0 if outcome.made else barren + 1
                yield outcome

    def _again(self, worker: Worker, task: Task) -> Outcome:
        worker.renew()
        return self._call(worker, [task])[1][task]

    def _call(self, worker: Worker, tasks: Sequence[Task]) -> tuple[Ending, dict[Task, Outcome]]:
        ending, made = worker.call(tasks, self.limits, self.stop)
        return ending, {task: _judge(task, made.get(task), ending) for task in tasks}


def _examine(pairs: Sequence[Pair]) -> tuple[list[Diagnostic], list[Task]]:
    refused: list[Diagnostic] = []
    tasks: list[Task] = []
    for number, (docx, pdf) in enumerate(pairs):
        try:
            tasks.append(Task(number, docx, pdf, look(docx)))
        except Refused as refusal:
            refused.append(refusal.finding)
    return refused, tasks


def _as_ready(futures: Sequence[Future[list[Outcome]]]) -> Iterator[Outcome]:
    for future in as_completed(futures):
        yield from future.result()


def _tried(
    tasks: Sequence[Task], good: Sequence[Task], ending: Ending
) -> tuple[list[Task], list[Task]]:
    """Part the documents without a PDF into those LibreOffice had its turn at, and the rest.

    It takes them in order; when it did not end by itself, the first one behind
    the last PDF is what it stumbled over, and those after it were never begun.
    """
    failed = [task for task in tasks if task not in good]
    if ending is Ending.ITSELF:
        return failed, []
    last = max((task.number for task in good), default=-1)
    behind = [task for task in failed if task.number > last]
    before = [task for task in failed if task.number < last]
    return before + behind[:1], behind[1:]


def _judge(task: Task, data: bytes | None, ending: Ending) -> Outcome:
    """Write the PDF if it is one; otherwise say what went wrong."""
    if data is None:
        return _failed(task, _NOTHING[ending])
    try:
        fonts = check_pdf(data, task.paper)
        write_atomic(task.pdf, normalise(data, task.paper.created))
    except Bad as reason:
        if ending is not Ending.ITSELF:
            return _failed(task, _NOTHING[ending])
        return _failed(task, ("DG907", f"LibreOffice сделал негодный PDF: {reason}", _REPAIR))
    except OutputError as error:
        return Outcome(task, made=False, found=tuple(error.report))
    return Outcome(task, made=True, found=tuple(font_findings(fonts, task.paper, task.pdf.name)))


_REPAIR = "Откройте документ в Word или LibreOffice, проверьте его и повторите."
_NOTHING = {
    Ending.ITSELF: ("DG905", "LibreOffice не сделал PDF и не сказал почему", _REPAIR),
    Ending.CRASHED: ("DG905", "LibreOffice аварийно завершился на этом документе", _REPAIR),
    Ending.SLOW: (
        "DG906",
        "LibreOffice не успел сделать PDF за отведённое время",
        "Разбейте длинные таблицы на части или закройте лишние программы и повторите.",
    ),
    Ending.SWOLLEN: ("DG905", "LibreOffice стал писать слишком большой файл", _REPAIR),
    Ending.STOPPED: ("DG905", "работа остановлена", "Запустите сборку ещё раз."),
}


def _failed(task: Task, why: tuple[str, str, str]) -> Outcome:
    code, message, hint = why
    name = task.docx.name
    found = Diagnostic(code, f"PDF не сделан из «{name}»: {message}", Place(name), hint)
    return Outcome(task, made=False, found=(found,))


def _given_up(task: Task) -> Outcome:
    message = "LibreOffice несколько раз подряд не сделал ничего, больше не пробуем"
    hint = "Проверьте LibreOffice командой docgen doctor, затем повторите."
    return _failed(task, ("DG910", message, hint))


def _no_room(folder: Path, error: OSError) -> Diagnostic:
    free = shutil.disk_usage(folder).free // 2**20 if folder.is_dir() else 0
    return Diagnostic(
        "DG911",
        f"Во временной папке «{folder}» нельзя работать: {error.strerror or error}",
        hint=f"Свободно {free} МБ; освободите место или укажите другую папку в переменной TMPDIR.",
    )
