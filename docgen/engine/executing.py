"""Who does the work of many documents: this process, or several."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from typing import Final, Protocol, TypeVar

from docgen.records import Frozen

J = TypeVar("J")
T = TypeVar("T")

# On two processors two workers take a fifth longer than one process for 1,000 documents, as long
# for 2,000 and 4,000, and a tenth less for 8,000 (measured on 22 November 2026).
WORTH_A_WORKER: Final = 2000


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
