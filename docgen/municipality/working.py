"""The schools of one run, one after another or in several processes, each apart from the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Final

from docgen.engine.executing import Alone, Executor
from docgen.engine.processes import Processes
from docgen.municipality.finding import SchoolFolder
from docgen.municipality.outcome import Outcome
from docgen.municipality.tasks import Building, Checking

# A worker takes four seconds of a processor to start, to read and to compile, a school of 140
# documents 0.35; where nothing changed, 0.25 and 0.07 (measured on 22 November 2026). Workers
# compile at the same time, so what a further one has to save is little more than its start.
WORTH_A_PROCESS: Final = 5


def work(
    task: Checking | Building,
    schools: Sequence[SchoolFolder],
    *,
    processes: int | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Iterator[Outcome]:
    """Yield what came of each school, in order; without a number, as many processes as pay.

    What keeps other programs or computers busy is led by this process alone.
    """
    processors = os.cpu_count() or 1
    apart, here = task.apart(), task.here(processes or processors)
    workers = min(processes or processors, len(schools) // (1 if processes else WORTH_A_PROCESS))
    executor: Executor = Processes(workers, batch=1) if apart and workers > 1 else Alone()
    doing = apart if apart and workers > 1 else here
    with closing(executor.run(doing, schools)) as outcomes:
        for number, (school, outcome) in enumerate(zip(schools, outcomes, strict=True), start=1):
            yield here(school) if outcome.postponed else outcome
            progress("Школы", number, len(schools))
