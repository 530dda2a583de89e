"""Several processes make what one makes, in its order, and stop when it stops."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest

from docgen import engine
from docgen.engine.executing import WORTH_A_WORKER, Alone, Fitting, chosen
from docgen.engine.press import Printer
from docgen.engine.processes import Processes, deaf_children
from docgen.plan import Job
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

JOBS = tuple(Job("kind", str(number), f"name {number}") for number in range(50))


def named(job: Job) -> tuple[str, int]:
    """A task: say who did which job."""
    return job.subject, os.getpid()


def deadly(job: Job) -> str:
    """A task that kills every worker that gets one of its jobs; the parent can do it."""
    if job.subject == "20" and __import__("multiprocessing").parent_process():
        os._exit(1)
    return job.subject


def failing(job: Job) -> str:
    """A task that breaks docgen itself."""
    raise LookupError(job.subject)


def lengthy(job: Job) -> bytes:
    """A task whose answer no pipe takes at once."""
    return job.subject.encode() * 100_000


def heavy(job: bytes) -> bytes:
    """A task whose jobs and answers no pipe takes at once."""
    return job


class Fatal:
    """A task that kills whoever takes it over, with more behind it than a pipe holds."""

    def __call__(self, job: Job) -> str:
        return job.subject

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,), bytes(5_000_000)


@pytest.mark.parametrize("executor", [Alone(), Processes(2), Processes(3), Fitting()])
def test_results_come_in_the_order_of_the_jobs(executor: engine.Executor) -> None:
    assert [subject for subject, _ in executor.run(named, JOBS)] == [job.subject for job in JOBS]
    assert list(executor.run(named, ())) == []


def test_one_process_is_this_one_and_several_are_others() -> None:
    assert {process for _, process in chosen(1).run(named, JOBS)} == {os.getpid()}
    assert os.getpid() not in {process for _, process in chosen(2).run(named, JOBS)}


def test_few_documents_start_no_process() -> None:
    few = JOBS[: min(len(JOBS), WORTH_A_WORKER)]
    assert {process for _, process in Fitting(8).run(named, few)} == {os.getpid()}


def test_a_job_that_kills_every_worker_is_done_here_at_last() -> None:
    assert list(Processes(2).run(deadly, JOBS)) == [job.subject for job in JOBS]


def test_workers_killed_while_they_start_keep_nobody_waiting() -> None:
    made: list[str] = []
    run = Thread(target=lambda: made.extend(Processes(2).run(Fatal(), JOBS)), daemon=True)
    run.start()
    run.join(60)
    assert made == [job.subject for job in JOBS]


def test_a_worker_killed_in_the_middle_of_an_answer_keeps_nobody_waiting() -> None:
    others = set(multiprocessing.active_children())
    results = Processes(2).run(lengthy, JOBS)
    made = [next(results)]
    for worker in set(multiprocessing.active_children()) - others:
        worker.kill()  # nobody listens just now, so they stand in the middle of a word
    made += results
    assert made == [lengthy(job) for job in JOBS]


@contextmanager
def without_the_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def buffers() -> int:
    """Count the buffers in memory; a pipe has one for each thing said."""
    return sum(isinstance(each, BytesIO) for each in gc.get_objects())


def test_what_was_said_to_lost_workers_is_let_go_at_once() -> None:
    with without_the_collector():
        before = buffers()
        assert len(list(Processes(2).run(deadly, JOBS))) == len(JOBS)
        assert buffers() == before


def test_who_hands_over_a_heavy_job_does_not_wait_for_one_who_answers_at_length() -> None:
    jobs = [bytes((number,)) * 200_000 for number in range(40)]
    assert list(Processes(2).run(heavy, jobs)) == jobs


def test_a_fault_of_docgen_in_a_worker_is_a_fault_here() -> None:
    with pytest.raises(LookupError, match="0"):
        list(Processes(2).run(failing, JOBS))


def test_whoever_stops_listening_stops_the_work() -> None:
    results = Processes(2).run(named, JOBS)
    assert next(results)[0] == "0"
    results.close()


def test_the_task_pickles_small_and_makes_the_same_documents(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, crowd(3)))
    plan, _ = engine.plan(loaded, KINDS)
    task = Printer(loaded)
    before = [task(job) for job in plan.jobs]
    again = pickle.loads(pickle.dumps(task))
    assert len(pickle.dumps(task)) < 100_000
    assert [again(job) for job in plan.jobs] == before


def test_several_processes_make_the_same_bytes_and_find_the_same(tmp_path: Path) -> None:
    text = crowd(5).replace("last_name: Образцов", "last_name: Дудек")
    loaded = engine.load(project(tmp_path, text))
    one = engine.build(loaded, tmp_path / "one", KINDS)
    seen: list[tuple[str, int, int]] = []
    many = engine.build(
        loaded,
        tmp_path / "many",
        KINDS,
        executor=chosen(2),
        progress=lambda *told: seen.append(told),
    )
    assert documents(tmp_path / "many") == documents(tmp_path / "one")
    assert many.report == one.report
    assert len(one.report) > 0
    assert seen == [("DOCX", number, 20) for number in range(1, 21)]


def test_an_executor_of_somebody_else_s_is_used(tmp_path: Path) -> None:
    class Backwards:
        def run(self, task, jobs: Sequence[Job]):
            yield from reversed([task(job) for job in reversed(jobs)])

    loaded = engine.load(project(tmp_path, crowd(2)))
    built = engine.build(loaded, tmp_path / "out", KINDS, executor=Backwards())
    assert built.report.ok
    assert [output.job for output in built.outputs] == list(built.plan.jobs)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot hold a signal back")
def test_ctrl_c_while_workers_start_is_not_lost() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), deaf_children():
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
