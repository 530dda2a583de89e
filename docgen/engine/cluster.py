"""Other computers at work on the documents of one build: the workers of a dask cluster.

Work goes out as small batches and comes back as bytes: only this computer writes files, so the
others need no disk in common with it. What a dead worker had to do, dask gives to another.
"""

from __future__ import annotations

import gc
import logging
import threading
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

import dask
from distributed import Client, Future, KilledWorker, get_worker
from distributed.client import ClosedClientError
from distributed.versions import VersionMismatchWarning

from docgen.diagnostics import Diagnostic
from docgen.engine.executing import J, T
from docgen.engine.origins import FILES, makers
from docgen.engine.shipping import Desk, Parcel, packed
from docgen.errors import EnvironmentProblem
from docgen.records import Frozen

_BATCH: Final = 16  # jobs that travel together: some 250 KB of documents come back
_AHEAD: Final = 3  # batches that wait for each thread of a worker; more would fill the memory
_PATIENCE: Final = 15.0  # seconds to find the cluster
_PAUSE: Final = 5.0  # seconds between two looks at whether anybody works
_LONGEST: Final = 60.0  # seconds without any worker: after that nobody will come
_TALKERS: Final = ("distributed", "distributed.client")  # dask gives the two levels of their own
_LARGE: Final = "distributed.admin.large-graph-warning-threshold"


class Cluster(Frozen):
    """The workers of a dask cluster, found by the address of its scheduler."""

    client: Client

    def run(self, task: Callable[[J], T], jobs: Sequence[J]) -> Generator[T, None, None]:
        """Yield what came of each job; what kills every worker, this process does."""
        if not jobs:
            return
        waiting: deque[tuple[Future, Sequence[J]]] = deque()
        with dask.config.set({_LARGE: "1 GiB"}):
            parcel = self._submit(_take, packed(task))
            room = self._room()
            for start in range(0, len(jobs), _BATCH):
                batch = jobs[start : start + _BATCH]
                waiting.append((self._submit(_work, parcel, batch, makers()), batch))
                if len(waiting) >= room:
                    yield from self._done(*waiting.popleft(), task)
            while waiting:
                yield from self._done(*waiting.popleft(), task)

    def _submit(self, *work: Any) -> Future:
        # A key of its own: dask must not take it for anything done before, by anybody.
        with _losses_told(self.client):
            return self.client.submit(*work, key=f"docgen-{uuid.uuid4().hex}", pure=False)

    def _room(self) -> int:
        """Return how many batches may be on their way."""
        with _losses_told(self.client):
            threads: int = sum(self.client.nthreads().values())
            return max(2, threads) * _AHEAD

    def _done(self, future: Future, batch: Sequence[J], task: Callable[[J], T]) -> Iterator[T]:
        """Yield what came of a batch; a fault of docgen over there is a fault here."""
        try:
            with _losses_told(self.client):
                made = self._result(future)
        except KilledWorker:
            made = map(task, batch)
        for each in made:
            if isinstance(each, _Fault):
                raise each.error
            yield each

    def _result(self, future: Future) -> Any:
        """Wait for a batch for as long as there is anybody to do it."""
        alone = 0.0
        while True:
            try:
                return future.result(timeout=_PAUSE)
            except TimeoutError:
                alone = 0.0 if self.client.nthreads() else alone + _PAUSE
                if alone >= _LONGEST:
                    raise


@contextmanager
def cluster(address: str, *, patience: float = _PATIENCE) -> Iterator[Cluster]:
    """Join a cluster for one run; EnvironmentProblem says why it cannot be joined."""
    with _quiet(), _joined(address, patience) as client:
        yield Cluster(client)


@contextmanager
def _joined(address: str, patience: float) -> Iterator[Client]:
    client = _client(address, patience)
    if client is None:
        raise EnvironmentProblem(_unreachable(address))
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            raise EnvironmentProblem(_idle(address)) from error
        yield client


def _client(address: str, patience: float) -> Client | None:
    """Return a client; none if nobody answers, or there are no keys for an address with TLS."""
    with suppress(OSError, ValueError, TypeError, RuntimeError):
        return Client(address, timeout=patience, set_as_default=False, name="docgen")
    gc.collect()  # half a client that lives until Python ends would keep it from ending
    return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep dask from talking English beside us: what matters is a finding."""
    levels = {logger: logger.level for logger in map(logging.getLogger, _TALKERS)}
    for logger in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # we compare engines ourselves
            yield
    finally:
        for logger, before in levels.items():
            logger.setLevel(before)


@contextmanager
def _losses_told(client: Client) -> Iterator[None]:
    """Say what it means when the cluster does not answer, or does not understand."""
    try:
        yield
    except (CancelledError, ClosedClientError, OSError) as error:
        raise EnvironmentProblem(_lost()) from error
    except (ImportError, AttributeError, RuntimeError) as error:
        # A client that has given up for good stumbles over what it has not any more.
        told = _foreign() if client.status == "running" else _lost()
        raise EnvironmentProblem(told) from error


class _Fault:
    """What went wrong in docgen on a worker; dask must not take it for its own trouble."""

    def __init__(self, error: Exception) -> None:
        self.error = error


# what workers do


class _Sent:
    """A parcel that arrived: as long as dask keeps it, its desk stays."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel


_desks: WeakKeyDictionary[_Sent, Desk] = WeakKeyDictionary()
_lock = threading.Lock()


def _take(parcel: Parcel) -> _Sent:
    return _Sent(parcel)


def _work(sent: _Sent, jobs: Sequence[Any], engine: Mapping[str, str]) -> list[Any]:
    """Do a batch of jobs on a worker; its threads take turns, for a task is nobody's but one's."""
    if engine != makers():
        raise EnvironmentProblem(_other(engine, makers(), get_worker().address))
    with _lock:
        if sent not in _desks:
            _desks[sent] = Desk(sent.parcel, Path(get_worker().local_directory))
        return [_attempted(_desks[sent], job) for job in jobs]


def _attempted(desk: Desk, job: Any) -> Any:
    try:
        return desk.do(job)
    except Exception as error:  # whatever it is: a fault of docgen, not of the cluster
        return _Fault(error)


# what is said


def _unreachable(address: str) -> Diagnostic:
    hint = "Проверьте адрес, сеть и запуск: dask scheduler. Адрес пишут так: tcp://10.0.0.5:8786"
    keys = (
        "Для tls:// нужны ключи в настройках dask: distributed.comm.tls, см. docgen explain DG914"
    )
    return Diagnostic(
        "DG914",
        f"Планировщик dask по адресу «{address}» не отвечает",
        hint=keys if address.startswith("tls:") else hint,
    )


def _idle(address: str) -> Diagnostic:
    return Diagnostic(
        "DG915",
        f"У планировщика «{address}» нет ни одного работника",
        hint=f"Запустите на других компьютерах: dask worker {address}",
    )


def _lost() -> Diagnostic:
    return Diagnostic(
        "DG916",
        "Связь с кластером dask прервалась, документы созданы не все",
        hint="Готовое цело. Проверьте планировщик и работников и повторите команду.",
    )


def _other(here: Mapping[str, str], there: Mapping[str, str], address: str) -> Diagnostic:
    unlike = [each for each in {**here, **there} if here.get(each) != there.get(each)]
    versions = (
        f"{each} здесь {here.get(each) or '–'}, там {there.get(each) or '–'}"
        for each in unlike
        if each not in FILES
    )
    what = "; ".join(versions) or f"не те же {' и '.join(unlike)}"
    return Diagnostic(
        "DG917",
        f"На работнике {address} другой docgen: {what}",
        hint="Установите везде одно и то же, с теми же версиями библиотек, перезапустите работника "
        "и повторите.",
    )


def _foreign() -> Diagnostic:
    return Diagnostic(
        "DG918",
        "Кластер dask не понял задания: docgen на нём не установлен или он другой версии",
        hint="Установите одну версию на планировщике и работниках: nastavnik-docgen[cluster]",
    )
