"""The work of one LibreOffice: a batch goes through it; what it stumbles over is tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil
from threading import Event

from docgen.pdf.judging import Outcome, given_up, judge
from docgen.pdf.process import Ending
from docgen.pdf.worker import Limits, Sheaf, Task, Worker
from docgen.records import Frozen

Tell = Callable[[Outcome], None]

# LibreOffice holds a joint in memory whole: so much text at a time.
_MOST_TEXT = 4 * 2**20


class Shift(Frozen):
    """A worker and the rules it works by; `joined` lets it convert papers of one kin as one."""

    worker: Worker
    limits: Limits
    stop: Event
    joined: bool = False

    def run(self, batch: Sequence[Task], tell: Tell) -> None:
        """Convert a batch; what joining does not make is converted the plain way."""
        left = list(batch)
        sheaves = gather(batch, self.limits) if self.joined else []
        if len(sheaves) < len(batch) and sheaves:
            _, failed = self._call(sheaves, tell)
            left = [task for task in batch if task in failed]
        self._plainly(left, tell)

    def _plainly(self, batch: Sequence[Task], tell: Tell) -> None:
        """Convert one by one in one call; start again behind what stopped LibreOffice."""
        left, barren = list(batch), 0
        while left and not self.stop.is_set():
            if barren >= self.limits.barren:
                for task in left:
                    tell(given_up(task))
                return
            ending, failed = self._call([Sheaf((task,)) for task in left], tell)
            barren = 0 if len(failed) < len(left) else barren + 1
            tried, left = _tried(left, failed, ending)
            for task in tried:
                again = barren < self.limits.barren and not self.stop.is_set()
                failure = self._again(task, tell) if again else failed[task]
                barren = barren + 1 if failure else 0
                if failure:
                    tell(failure)

    def _again(self, task: Task, tell: Tell) -> Outcome | None:
        """Try a document alone, under a new profile; return the failure, if it is one again."""
        self.worker.renew()
        return self._call([Sheaf((task,))], tell)[1].get(task)

    def _call(self, sheaves: Sequence[Sheaf], tell: Tell) -> tuple[Ending, dict[Task, Outcome]]:
        """Convert files in one call; tell what is good at once, return the ending and the rest."""
        judged: dict[Task, Outcome] = {}

        def take(pdfs: Mapping[Task, bytes], ending: Ending) -> None:
            for task, pdf in pdfs.items():
                judged[task] = judge(task, pdf, ending)
                if judged[task].good:
                    tell(judged[task])

        ending = self.worker.call(sheaves, self.limits, self.stop, take)
        tasks = [task for sheaf in sheaves for task in sheaf.tasks]
        outcomes = {task: judged.get(task) or judge(task, None, ending) for task in tasks}
        return ending, {task: each for task, each in outcomes.items() if not each.good}


def gather(tasks: Sequence[Task], limits: Limits) -> list[Sheaf]:
    """Put papers of one kin together, not too much of them at a time; the others stay alone.

    A few gain nothing, and alone a paper becomes the same bytes each time.
    """
    order = {task.paper.kin: task.number for task in reversed(tasks)}
    sheaves: list[Sheaf] = []
    by_kin = sorted(tasks, key=lambda task: (order[task.paper.kin], task.number))
    for kin, group in groupby(by_kin, lambda task: task.paper.kin):
        for part in _portions(list(group), limits.sheaf):
            together = kin and len(part) >= limits.joint
            sheaves += [Sheaf(tuple(part))] if together else [Sheaf((task,)) for task in part]
    return sheaves


def _portions(tasks: Sequence[Task], most: int) -> Iterator[list[Task]]:
    """Cut tasks into parts of about one length, and where there is too much text for one file."""
    full = ceil(len(tasks) / ceil(len(tasks) / most))
    part: list[Task] = []
    for task in tasks:
        if len(part) == full or sum(each.paper.size for each in part) > _MOST_TEXT:
            yield part
            part = []
        part.append(task)
    yield part


def _tried(
    tasks: Sequence[Task], failed: Mapping[Task, Outcome], ending: Ending
) -> tuple[list[Task], list[Task]]:
    """Part the documents that failed into those LibreOffice had its turn at, and the rest.

    It takes them in order; when it did not end by itself, the first one behind
    the last PDF is what it stumbled over, and those after it were never begun.
    """
    if ending is Ending.ITSELF:
        return list(failed), []
    last = max((task.number for task in tasks if task not in failed), default=-1)
    behind = [task for task in failed if task.number > last]
    before = [task for task in failed if task.number < last]
    return before + behind[:1], behind[1:]
