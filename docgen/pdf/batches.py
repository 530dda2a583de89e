"""Sharing out work: batches of about equal weight for LibreOffice, cut while documents come."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from threading import Condition

from docgen.pdf.worker import Limits, Task

# A start of LibreOffice takes as long as ten documents that are converted as one.
_WORTH_A_WORKER = 10
# Sums of floats differ in their last digit from one Python to another; batches must not.
_ABOUT = 1 + 1e-9
_LOOK_SECONDS = 0.2


def cut(tasks: Sequence[Task], workers: int, limits: Limits) -> list[list[Task]]:
    """Cut the work into batches of about equal weight, enough of them for all workers."""
    whole = sum(limits.seconds(task.paper) for task in tasks)
    parts = _parts(len(tasks), whole / limits.document, workers, limits)
    share = whole / parts * _ABOUT
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


def _parts(documents: int, worth: float, workers: int, limits: Limits) -> int:
    """Return how many batches keep all workers busy; documents are `worth` so many short ones."""
    parts = math.ceil(documents / limits.batch)
    if parts > 1:
        return math.ceil(parts / workers) * workers
    return max(1, min(workers, documents, int(worth / _WORTH_A_WORKER)))


class Feed:
    """Takes documents as they come and gives them out in batches, from any thread.

    A batch goes out when it is full, when no more will come, or when a worker has waited for
    `patience` seconds. Whoever puts waits when too many lie here already.
    """

    def __init__(
        self, workers: int, limits: Limits, *, expected: int | None, patience: float | None
    ) -> None:
        self._workers = workers
        self._limits = limits
        self._patience = patience
        parts = _parts(expected, expected, workers, limits) if expected else 1
        full = math.ceil(expected / parts) if expected else limits.batch
        self._full = min(full, limits.waiting)  # a batch for which there is no room never fills
        self._gathering: list[Task] = []
        self._weight = 0.0
        self._ready: deque[list[Task]] = deque()
        self._closed = False
        self._changed = Condition()

    def put(self, task: Task) -> bool:
        """Take a document; False when there is no room for a while, and then it is not taken."""
        with self._changed:
            if not self._changed.wait_for(self._has_room, _LOOK_SECONDS):
                return False
            self._gathering.append(task)
            self._weight += self._limits.seconds(task.paper)
            if self._weight >= self._full * self._limits.document:
                self._release()
            self._changed.notify_all()
            return True

    def close(self) -> None:
        """Say that no more will come."""
        with self._changed:
            if self._gathering:
                self._ready += cut(self._gathering, self._workers, self._limits)
                self._gathering = []
            self._closed = True
            self._changed.notify_all()

    def drop(self) -> None:
        """Give out nothing any more."""
        with self._changed:
            self._gathering = []
            self._ready.clear()
            self._closed = True
            self._changed.notify_all()

    def take(self) -> list[Task]:
        """Return the next batch, empty when all is given out; waits for what is not there yet."""
        with self._changed:
            while True:
                if self._changed.wait_for(self._has_batch, self._patience):
                    batch = self._ready.popleft() if self._ready else []
                    self._changed.notify_all()
                    return batch
                if self._gathering:
                    self._release()

    def _release(self) -> None:
        self._ready.append(self._gathering)
        self._gathering, self._weight = [], 0.0

    def _has_batch(self) -> bool:
        return bool(self._ready) or self._closed

    def _has_room(self) -> bool:
        waiting = len(self._gathering) + sum(map(len, self._ready))
        return waiting < self._limits.waiting
