"""Who does the work of many documents: this process, or several."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from typing import Final, Protocol, TypeVar

from docgen.records import Frozen

J = TypeVar("J")
T = TypeVar("T")

# A worker takes 0.4 s of a processor to start, 0.85 if nothing was compiled before; a document
# takes 1.7 ms of its time and 0.4 ms of the parent's. On two processors two workers take as long as
# one process for 800 documents, and a sixth less for 2,000 (measured on 21 November 2026).
WORTH_A_WORKER: Final = 500


class Executor(Protocol):
    """Does a task for every job; what comes of them is given in the order of the jobs.

    The task pickles and is the same for all: an executor sends it to each worker once.
    """

    def run(self, task: Callable[[J], T], jobs: Sequence[J]) -> Generator[T, None, None]:
        """Yield what came of each job."""
        ...


class Alone:
    """This process."""

    def run(self, task: Callable[[J], T], jobs: Sequence[J]) -> Generator[T, None, None]:
        """Yield what came of each job."""
        yield from map(task, jobs)


class Fitting(Frozen):
    """This process, or all processors when there are documents enough to pay for the start."""

    processors: int = os.cpu_count() or 1

    def run(self, task: Callable[[J], T], jobs: Sequence[J]) -> Generator[T, None, None]:
        """Yield what came of each job."""
        workers = min(self.processors, len(jobs) // WORTH_A_WORKER)
        yield from chosen(workers).run(task, jobs)


def chosen(workers: int) -> Executor:
    """Return what works with so many processes; for one, none is started."""
    if workers < 2:
        return Alone()
    from docgen.engine.processes import Processes  # noqa: PLC0415  slow, and only for many

    return Processes(workers)
