"""The work of one LibreOffice: a batch goes through it; what it stumbles over is tried again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from threading import Event

from docgen.pdf.judging import Outcome, given_up, judge
from docgen.pdf.process import Ending
from docgen.pdf.worker import Limits, Sheaf, Task, Worker
from docgen.records import Frozen

# LibreOffice holds a joint in memory whole: so much text at a time.
_MOST_TEXT = 4 * 2**20


class Shift(Frozen):
    """A worker and the rules it works by; `joined` lets it convert papers of one kin as one."""

    worker: Worker
    limits: Limits
    stop: Event
    joined: bool = False

    def run(self, batch: Sequence[Task]) -> Iterator[Outcome]:
        """Convert a batch; what joining does not make is converted the plain way."""
        left = list(batch)
        sheaves = gather(batch, self.limits.joint) if self.joined else []
        if len(sheaves) < len(batch) and sheaves:
            for outcome in self._call(sheaves)[1].values():
                if outcome.good:
                    left.remove(outcome.task)
                    yield outcome
        yield from self._plainly(left)

    def _plainly(self, batch: Sequence[Task]) -> Iterator[Outcome]:
        """Convert one by one in one call; start again behind what stopped LibreOffice."""
        left, barren = list(batch), 0
        while left and not self.stop.is_set():
            if barren >= self.limits.barren:
                yield from (given_up(task) for task in left)
                return
            ending, judged = self._call([Sheaf((task,)) for task in left])
            good = [task for task, outcome in judged.items() if outcome.good]
            yield from (judged[task] for task in good)
            tried, left = _tried(left, good, ending)
            barren = 0 if good else barren + 1
            for task in tried:
                again = barren < self.limits.barren and not self.stop.is_set()
                outcome = self._again(task) if again else judged[task]
                barren = 0 if outcome.good else barren + 1
                yield outcome

    def _again(self, task: Task) -> Outcome:
        self.worker.renew()
        return self._call([Sheaf((task,))])[1][task]

    def _call(self, sheaves: Sequence[Sheaf]) -> tuple[Ending, dict[Task, Outcome]]:
        ending, made = self.worker.call(sheaves, self.limits, self.stop)
        tasks = [task for sheaf in sheaves for task in sheaf.tasks]
        return ending, {task: judge(task, made.get(task), ending) for task in tasks}


def gather(tasks: Sequence[Task], least: int) -> list[Sheaf]:
    """Put papers of one kin together, not too much of them at a time; the others stay alone.

    Less than the `least` number gain nothing, and alone a paper becomes the same bytes each time.
    """
    order = {task.paper.kin: task.number for task in reversed(tasks)}
    sheaves: list[Sheaf] = []
    by_kin = sorted(tasks, key=lambda task: (order[task.paper.kin], task.number))
    for kin, group in groupby(by_kin, lambda task: task.paper.kin):
        for part in _portions(list(group)):
            together = kin and len(part) >= least
            sheaves += [Sheaf(tuple(part))] if together else [Sheaf((task,)) for task in part]
    return sheaves


def _portions(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Cut tasks where there is too much text for one file."""
    part: list[Task] = []
    for task in tasks:
        if sum(each.paper.size for each in part) > _MOST_TEXT:
            yield part
            part = []
        part.append(task)
    yield part


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
