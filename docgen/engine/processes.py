"""Several processes of this computer at work on the documents of one build.

Each has a pipe of its own. When one dies its pipe ends, be it in the middle of an answer; a queue
that all of them share, as that of `concurrent.futures`, would then wait for ever.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Any, Final

from docgen import shelf
from docgen.engine.executing import J, T
from docgen.records import Frozen, Struct, field

_AHEAD: Final = 3  # batches a worker has waiting; more would only fill the memory
_TEAMS: Final = 3  # when so many have lost somebody, it is not by chance


class _LostError(Exception):
    """A worker has died, or could not be started."""


class Processes(Frozen):
    """Several processes of this computer; the work of one that dies is done by others.

    A worker is given so many jobs at once; with fewer documents it waits for letters.
    """

    workers: int
    batch: int = 8

    def run(self, task: Callable[[J], T], jobs: Sequence[J]) -> Generator[T, None, None]:
        """Yield what came of each job; what no worker could do, this process does."""
        done = 0
        for _ in range(_TEAMS):
            with suppress(_LostError):
                for result in self._shared(task, jobs[done:]):
                    done += 1
                    yield result
                return
        yield from map(task, jobs[done:])

    def _shared(self, task: Callable[[J], T], jobs: Sequence[J]) -> Iterator[T]:
        batches = [jobs[start : start + self.batch] for start in range(0, len(jobs), self.batch)]
        with _team(min(self.workers, len(batches)), task) as team:
            yield from _in_order(team, batches)


class _Worker(Struct):
    """A process, our end of its pipe, and the numbers of the batches it has not answered yet."""

    process: SpawnProcess
    pipe: Connection
    given: set[int] = field(default_factory=set)

    def give(self, number: int, jobs: Sequence[Any]) -> None:
        """Hand over a batch: a worker always listens, whatever it has in hand."""
        _or_lost(self.pipe.send, (number, jobs))
        self.given.add(number)

    def answer(self) -> tuple[int, Any]:
        """Take what came of a batch."""
        number, made = _or_lost(self.pipe.recv)
        self.given.remove(number)
        return number, made


def _or_lost(act: Callable[..., T], *given: object) -> T:
    """Take whatever is wrong with a pipe as the loss of who is at its other end.

    Not a context manager: its generator and the exception would hold each other, and with them what
    was being said, until Python looks for rings.
    """
    try:
        return act(*given)
    except (EOFError, OSError) as error:
        raise _LostError from error


def _in_order(team: Sequence[_Worker], batches: Sequence[Sequence[Any]]) -> Iterator[Any]:
    """Yield what came of the batches one by one, as the jobs stood in them."""
    made: dict[int, Any] = {}
    waiting = list(enumerate(batches))[::-1]
    for number in range(len(batches)):
        while waiting and waiting[-1][0] < number + _AHEAD * len(team):
            min(team, key=lambda each: len(each.given)).give(*waiting.pop())
        while number not in made:
            made |= (worker.answer() for worker in _heard(team))
        answer = made.pop(number)
        if isinstance(answer, Exception):
            raise answer
        yield from answer


def _heard(team: Sequence[_Worker]) -> Iterator[_Worker]:
    """Yield the workers that have something to say, when at last one has."""
    ready = wait([worker.pipe for worker in team])
    return (worker for worker in team if worker.pipe in ready)


@contextmanager
def _team(size: int, task: Callable[[Any], Any]) -> Iterator[list[_Worker]]:
    """Start workers; when they are not needed any more, wait for what they have in hand.

    The task goes through their pipes: one that dies while it starts is noticed there. What is given
    to a process that starts waits in a pipe of Python's, which nobody but its reader would empty.
    """
    team: list[_Worker] = []
    told = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
    try:
        with deaf_children():
            team += (_or_lost(_started) for _ in range(size))
        for worker in team:
            _or_lost(worker.pipe.send_bytes, told)
        yield team
    finally:
        for worker in team:
            worker.pipe.close()
        for worker in team:
            worker.process.join()


def _started() -> _Worker:
    ours, theirs = Pipe()
    given = (theirs, gc.get_threshold(), shelf.place())
    process = get_context("spawn").Process(target=_serve, args=given)
    process.start()
    theirs.close()  # else the pipe would outlive the worker
    return _Worker(process, ours)


@contextmanager
def deaf_children() -> Iterator[None]:
    """Let processes that are started now not hear Ctrl-C; this one hears it a moment later.

    A blocked signal waits, where an ignored one would be lost. Windows has no such thing: there
    workers hear Ctrl-C until they have begun.
    """
    if os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, thresholds: tuple[int, int, int], kept: str) -> None:
    """Be a worker until the pipe ends: deaf to Ctrl-C, dying with the parent.

    It collects garbage as rarely as the parent does, and has the same shelf.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: SimpleQueue[tuple[int, Sequence[Any]] | None] = SimpleQueue()
    threading.Thread(target=_follow_parent, daemon=True).start()
    gc.set_threshold(*thresholds)
    with shelf.using(kept), suppress(EOFError, OSError):
        task: Callable[[Any], Any] = pickle.loads(pipe.recv_bytes())
        threading.Thread(target=_listen, args=(pipe, asked), daemon=True).start()
        while batch := asked.get():
            number, jobs = batch
            pipe.send((number, _done(task, jobs)))


def _listen(pipe: Connection, asked: SimpleQueue[Any]) -> None:
    """Take batches as they come: a parent that has to wait for us to take one takes no answers."""
    with suppress(EOFError, OSError):
        while True:
            asked.put(pipe.recv())
    asked.put(None)


def _done(task: Callable[[Any], Any], jobs: Sequence[Any]) -> list[Any] | Exception:
    try:
        return [task(job) for job in jobs]
    except Exception as error:  # it is the parent's to say
        return error


def _follow_parent() -> None:
    """End when the parent has ended, however that was: nobody waits for the work any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
