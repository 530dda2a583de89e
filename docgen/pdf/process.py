"""Runs a foreign program so that nothing of it is left behind: own group, watched, killed whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path

# Often enough for a person; the end itself is noticed at once.
_LOOK_SECONDS = 0.25
_SETTLE_SECONDS = 5.0
# Nobody may bury the dead of a group where process 1 is not an init (containers).
_BURIAL_SECONDS = 0.2


class Ending(Enum):
    """How a run ended."""

    ITSELF = "itself"
    CRASHED = "crashed"
    SLOW = "slow"
    SWOLLEN = "swollen"
    STOPPED = "stopped"


# A shell that kills the whole group when the other end of its standard input is gone, which is
# when we are, however we went. What it guards reads nothing. It buries its own watchman, because
# the dead of a group that nobody buries look like the living.
_GUARD = (
    "/bin/sh",
    "-c",
    'exec 3<&0 </dev/null; { read -r _ <&3; kill -9 0; } & "$@" 3<&-; '
    "end=$?; kill -9 $! && wait $! 2>/dev/null; exit $end",
    "docgen-guard",
)

# Called at every look; says what to do with the program: None lets it go on.
Watch = Callable[[], Ending | None]


def run(
    command: Sequence[str],
    environ: Mapping[str, str],
    log: Path,
    seconds: float,
) -> Ending:
    """Run a command for at most `seconds`; its output goes to `log`."""
    deadline = time.monotonic() + seconds
    return run_watched(
        command, environ, log, lambda: Ending.SLOW if time.monotonic() > deadline else None
    )


def run_watched(
    command: Sequence[str], environ: Mapping[str, str], log: Path, watch: Watch
) -> Ending:
    """Run a command until it ends or `watch` ends it; whatever it started is gone afterwards."""
    with log.open("ab") as output:
        try:
            process = _start(command, environ, output.fileno())
        except OSError:
            return Ending.CRASHED
        try:
            return _wait(process, watch)
        finally:
            _kill_tree(process)
            if process.stdin is not None:
                process.stdin.close()


def _start(
    command: Sequence[str], environ: Mapping[str, str], output: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command if sys.platform == "win32" else [*_GUARD, *command],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environ),
        start_new_session=True,
        creationflags=_new_group(),
    )


def _new_group() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return 0


def _wait(process: subprocess.Popen[bytes], watch: Watch) -> Ending:
    while True:
        try:
            code = process.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            verdict = watch()
            if verdict is not None:
                return verdict
        else:
            return Ending.ITSELF if code == 0 else Ending.CRASHED


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill what the command started, too: LibreOffice goes on when only its starter is killed.

    On Windows `taskkill /T` follows the tree from the starter, so it is only as
    good as the starter being alive; it is, unless it crashed by itself.
    """
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
            )
        process.kill()
        process.wait(_SETTLE_SECONDS)
    else:
        _signal_group(process.pid)
        process.wait(_SETTLE_SECONDS)
        kill_group(process.pid)


def kill_group(group: int) -> None:
    """Kill a process group and wait a moment until it is empty; none of that number is fine."""
    give_up = time.monotonic() + _BURIAL_SECONDS
    while _signal_group(group) and time.monotonic() < give_up:
        time.sleep(0.005)


def _signal_group(group: int) -> bool:
    if sys.platform == "win32":
        return False
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True
