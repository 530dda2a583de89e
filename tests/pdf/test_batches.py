"""Work is cut so that all workers are busy, no call is too long, and time grows with documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pdf import Limits
from docgen.pdf.batches import cut
from docgen.pdf.paper import Paper
from docgen.pdf.shift import gather
from docgen.pdf.worker import Task
from docgen.records import replace

LIMITS = Limits()


def tasks(*rows: int) -> list[Task]:
    papers = [Paper((), (), frozenset(), count, 40_000, "") for count in rows]
    return [Task(n, Path("а.docx"), Path("а.pdf"), paper) for n, paper in enumerate(papers)]


def sizes(work: list[Task], workers: int) -> list[int]:
    return [len(batch) for batch in cut(work, workers, LIMITS)]


@pytest.mark.parametrize(
    ("documents", "workers", "batches"),
    [
        (1, 2, [1]),
        (7, 2, [7]),
        (19, 2, [19]),
        (20, 2, [10, 10]),
        (100, 1, [100]),
        (101, 1, [50, 51]),
        (300, 2, [75, 75, 75, 75]),
        (25, 4, [12, 13]),
    ],
)
def test_documents_are_shared_out_evenly(documents: int, workers: int, batches: list[int]) -> None:
    assert sorted(sizes(tasks(*[10] * documents), workers)) == batches


def test_a_long_table_weighs_as_much_as_many_letters() -> None:
    assert sizes(tasks(4000, *[5] * 12), 2)[0] < 4


def test_no_batch_is_longer_than_one_call_allows_and_none_is_lost() -> None:
    work = tasks(*[10] * 950, 3000, *[10] * 49)
    batches = cut(work, 3, LIMITS)
    assert [task for batch in batches for task in batch] == work
    assert max(map(len, batches)) <= LIMITS.batch


@pytest.mark.parametrize(
    ("rows", "measured"), [(500, 2.3), (1000, 5.1), (2000, 16.3), (4000, 61.5)]
)
def test_a_long_table_gets_at_least_twice_the_time_it_was_seen_to_take(
    rows: int, measured: float
) -> None:
    (task,) = tasks(rows)
    assert LIMITS.seconds(task.paper) > 2 * measured


def test_a_joint_gets_more_time_but_not_that_of_all_its_documents_alone() -> None:
    papers = [task.paper for task in tasks(*[10] * 100)]
    together = LIMITS.seconds(*papers)
    assert LIMITS.seconds(papers[0]) < together < sum(LIMITS.seconds(paper) for paper in papers) / 9


@pytest.mark.parametrize(
    ("documents", "files"),
    [(4, [1, 1, 1, 1]), (5, [5]), (50, [50]), (51, [26, 25]), (130, [44, 44, 42])],
)
def test_papers_of_one_kin_are_converted_together_but_not_too_many_wait_for_the_last(
    documents: int, files: list[int]
) -> None:
    kin = [
        replace(task, paper=replace(task.paper, kin="одного рода"))
        for task in tasks(*[10] * documents)
    ]
    sheaves = gather(kin, LIMITS)
    assert [len(sheaf.tasks) for sheaf in sheaves] == files
    assert [task for sheaf in sheaves for task in sheaf.tasks] == kin
