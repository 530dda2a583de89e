"""Several processes of this computer at work on the documents of one build."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, Final

from docgen.engine.executing import J, T

_AHEAD: Final = 3  # batches a worker has waiting; more would only fill the memory
_POOLS: Final = 3  # when so many were broken, it is not by chance


@dataclass(frozen=True, slots=True)
class Processes:
    """Several processes of this computer; the work of one that dies is done by others.

    A worker is given so many jobs at once; with fewer documents it waits for letters.
    """

    workers: int
    batch: int = 8

    def run(self, task: Callable[[J], T], jobs: Sequence[J]) -> Generator[T, None, None]:
        """Yield what came of each job; what no worker could do, this process does."""
        done = 0
        for _ in range(_POOLS):
            with suppress(BrokenProcessPool, OSError):
                for result in self._pooled(task, jobs[done:]):
                    done += 1
                    yield result
                return
        yield from map(task, jobs[done:])

    def _pooled(self, task: Callable[[J], T], jobs: Sequence[J]) -> Iterator[T]:
        waiting: deque[Future[list[T]]] = deque()
        with _pool(self.workers, task) as pool:
            for start in range(0, len(jobs), self.batch):
                with deaf_children():
                    waiting.append(pool.submit(_work, jobs[start : start + self.batch]))
                if len(waiting) >= self.workers * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


@contextmanager
def _pool(workers: int, task: Callable[[Any], Any]) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (task,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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


_task: Callable[[Any], Any]


def _begin(task: Callable[[Any], Any]) -> None:
    """Get a worker ready: it knows its task, ignores Ctrl-C and dies with its parent."""
    global _task  # noqa: PLW0603  the one way to hand a worker something once
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End when the parent has ended, however that was: nobody waits for the work any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(jobs: Sequence[Any]) -> list[Any]:
    return [_task(job) for job in jobs]
