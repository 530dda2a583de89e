"""Workers of other computers make what this one makes, and the work of a dead one is not lost."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from docgen import engine
from docgen.engine import cluster as joining
from docgen.engine.cluster import cluster
from docgen.engine.origins import FILES, makers
from docgen.errors import EnvironmentProblem
from docgen.plan import Job
from tests.cli.running import answer, codes, run, wait_until
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

pytestmark = pytest.mark.dask

JOBS = tuple(Job("kind", str(number), f"name {number}") for number in range(100))


def subject(job: Job) -> str:
    """A task: say which job it is."""
    return job.subject


def failing(job: Job) -> str:
    """A task that breaks docgen itself."""
    raise LookupError(job.subject)


def deadly(job: Job) -> str:
    """A task that ends every worker; the client can do it."""
    if __import__("multiprocessing").parent_process():
        os._exit(1)
    return job.subject


class Unknown:
    """A task from a docgen that the worker does not have."""

    def __call__(self, job: Job) -> str:
        return job.subject

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return import_module, ("docgen.nowhere",)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A cluster of two processes; who kills two of them in a row is left alone."""
    folder = tmp_path_factory.mktemp("dask")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            local_directory=str(folder),
            silence_logs=50,
        ) as workers,
    ):
        yield workers


def school(folder: Path, pairs: int) -> engine.Project:
    """Return a school with a pack of its own, in which one document cannot be made."""
    own = project(folder, crowd(pairs)) / "templates" / "docx" / "pair-plan"
    own.mkdir(parents=True)
    bad = "{{ pair.mentors[1 if pair.id == 'p002' else 0].name.full }}"
    (own / "kind.yaml").write_text(f'heading: "{bad}"\n', encoding="utf-8")
    return engine.load(folder)


def test_a_worker_that_is_killed_changes_no_byte_and_no_finding(
    two: LocalCluster, tmp_path: Path
) -> None:
    loaded = school(tmp_path / "school", 30)
    one = engine.build(loaded, tmp_path / "one", KINDS)
    with cluster(two.scheduler_address) as executor:
        victim = min(executor.client.run(os.getpid).values())

        def kill(what: str, number: int, total: int) -> None:
            if number == 20:
                os.kill(victim, signal.SIGKILL)

        many = engine.build(loaded, tmp_path / "many", KINDS, executor=executor, progress=kill)
        assert victim not in executor.client.run(os.getpid).values()
    assert documents(tmp_path / "many") == documents(tmp_path / "one")
    assert many.report == one.report
    assert [each.job for each in many.failures] == [each.job for each in one.failures] != []
    assert [each.blanks for each in many.outputs] == [each.blanks for each in one.outputs]


def test_results_come_in_order_and_whoever_stops_listening_stops_the_work(
    two: LocalCluster,
) -> None:
    with cluster(two.scheduler_address) as executor:
        assert list(executor.run(subject, JOBS)) == [job.subject for job in JOBS]
        assert list(executor.run(subject, ())) == []
        results = executor.run(subject, JOBS)
        assert next(results) == "0"
        results.close()


def test_nothing_of_a_school_stays_on_a_worker(two: LocalCluster, tmp_path: Path) -> None:
    there = Path(two.workers[0].local_directory).parent
    seen: list[Path] = []

    def laid() -> list[Path]:
        # os.walk, unlike rglob, takes it calmly when a worker removes a folder meanwhile.
        inside = (Path(base, name) for base, inner, _ in os.walk(there) for name in inner)
        return [path for path in inside if path.name.startswith("docgen-")]

    def look(*_: object) -> None:
        seen.extend(laid())

    with cluster(two.scheduler_address) as executor:
        loaded = school(tmp_path, 1)
        engine.build(loaded, tmp_path / "out", KINDS[:1], executor=executor, progress=look)
    assert seen
    wait_until(lambda: laid() == [], seconds=10)


def test_many_schools_are_made_by_the_cluster(two: LocalCluster, tmp_path: Path) -> None:
    project(tmp_path / "все" / "а", crowd(1))
    project(tmp_path / "все" / "б", crowd(3).replace("id: t5,", "id: t5, colour: синий,"))
    kinds = ("mentor-consent", "pair-plan", "mentors-register")
    asked = ("build", *kinds, "--all", tmp_path / "все", "--zip", "--json", "-o", tmp_path / "out")
    result = run(*asked, "--scheduler", two.scheduler_address)
    told = [each["totals"] for each in answer(result)["schools"]]
    assert [(each["made"], each["failed"]) for each in told] == [(3, 0), (4, 1)]
    many = (tmp_path / "out").rename(tmp_path / "many")
    assert run(*asked).output == result.output
    assert documents(tmp_path / "out") == documents(many)
    note = Path("б") / ".docgen" / "manifest.jsonl"
    assert (tmp_path / "out" / note).read_bytes() == (many / note).read_bytes()


def test_a_fault_of_docgen_on_a_worker_is_a_fault_here(two: LocalCluster) -> None:
    with cluster(two.scheduler_address) as executor, pytest.raises(LookupError, match="0"):
        list(executor.run(failing, JOBS))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"docgen": "0.0.1", "lxml": "1.0"}, "docgen здесь 0.0.1, там "),
        ({"lxml": "1.0", FILES[1]: ""}, "другой docgen: lxml здесь 1.0, там "),
        ({FILES[0]: "", FILES[1]: ""}, "не те же файлы docgen и встроенный набор"),
    ],
)
def test_a_worker_with_another_docgen_is_refused(
    two: LocalCluster, monkeypatch: pytest.MonkeyPatch, other: dict[str, str], said: str
) -> None:
    monkeypatch.setattr(joining, "makers", lambda: {**makers(), **other})
    with cluster(two.scheduler_address) as executor, pytest.raises(EnvironmentProblem) as caught:
        list(executor.run(subject, JOBS))
    (found,) = caught.value.report
    assert found.code == "DG917"
    assert said in found.message


def test_a_worker_that_does_not_know_the_task_is_refused(two: LocalCluster) -> None:
    with cluster(two.scheduler_address) as executor, pytest.raises(EnvironmentProblem) as caught:
        list(executor.run(Unknown(), JOBS))
    assert [found.code for found in caught.value.report] == ["DG918"]


def test_a_job_that_kills_every_worker_is_done_here_at_last(two: LocalCluster) -> None:
    with cluster(two.scheduler_address) as executor:
        assert list(executor.run(deadly, JOBS[:2])) == ["0", "1"]


def test_a_cluster_that_falls_silent_is_a_finding_and_no_wait_for_ever(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with (
        LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0") as alone,
        cluster(alone.scheduler_address, patience=3) as executor,
    ):
        results = executor.run(subject, JOBS * 10)
        assert next(results) == "0"
        alone.close()
        for left in (results, *(executor.run(subject, JOBS) for _ in range(3))):  # other schools'
            with pytest.raises(EnvironmentProblem) as caught:
                list(left)
            assert [found.code for found in caught.value.report] == ["DG916"]
    assert "distributed.client" not in {each.name for each in caplog.records}


def test_a_scheduler_without_workers_is_a_finding() -> None:
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(EnvironmentProblem) as caught,
        cluster(empty.scheduler_address, patience=0.5),
    ):
        pass
    assert [found.code for found in caught.value.report] == ["DG915"]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "куда-нибудь"])
def test_an_address_where_nobody_answers_is_a_finding(address: str) -> None:
    start = time.monotonic()
    with pytest.raises(EnvironmentProblem) as caught, cluster(address, patience=0.5):
        pass
    assert [found.code for found in caught.value.report] == ["DG914"]
    assert time.monotonic() - start < 20


def test_without_dask_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "docgen.engine.cluster")
    result = run("build", "--json", "--scheduler", "tcp://127.0.0.1:1", "-C", tmp_path)
    assert (result.exit_code, codes(result)) == (3, ["DG919"])
