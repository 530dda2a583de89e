"""Runs the command: in this process where that is enough, in its own where that is the point."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import docgen
from docgen.cli import group

# Where the docgen under test lies: a checkout, or an installed wheel.
HOME = str(Path(docgen.__file__).parents[1])
NO_OFFICE = {"DOCGEN_SOFFICE": os.devnull + "/нет"}


def run(
    *arguments: str | Path, typed: str | None = None, environ: Mapping[str, str] | None = None
) -> Result:
    """Run the command here; `typed` is what the keyboard or a pipe gives."""
    return CliRunner().invoke(group, [str(each) for each in arguments], input=typed, env=environ)


def answer(result: Result) -> dict[str, Any]:
    """Return the one JSON object on stdout."""
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def codes(result: Result) -> list[str]:
    """Return the codes of the findings in the JSON object on stdout."""
    return [each["code"] for each in answer(result)["diagnostics"]]


def own_environ(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment in which a process of its own finds the same docgen."""
    return {**os.environ, "PYTHONPATH": HOME, **(more or {})}


def process(
    *arguments: str | Path, cwd: Path, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "docgen", *map(str, arguments)],
        cwd=cwd,
        env=own_environ(environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )


@contextmanager
def started(
    *command: str | Path, environ: Mapping[str, str] | None = None, **streams: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, of which nothing outlives the block."""
    with subprocess.Popen(command, env=environ, start_new_session=True, **streams) as running:
        try:
            yield running
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so, which it has to be in time."""
    last = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < last, "it never was so"
        time.sleep(0.005)
