"""Temporary folders that go away: at the end of a run, or at the start of the next one."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_PREFIX = "docgen-pdf-"
_LOCK = "lock"
_KILL = 9  # signal.SIGKILL, a name Windows has not
# A folder younger than this may not have been locked yet by its owner.
_FRESH_SECONDS = 2.0


@contextmanager
def workshop(parent: Path) -> Iterator[Path]:
    """Give a private folder in `parent`, removed afterwards; sweep what killed runs left there."""
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    try:
        with (folder / _LOCK).open("ab") as lock:
            _take(lock)
            yield folder
    finally:
        _remove(folder)


def sweep(parent: Path) -> None:
    """Remove the folders whose owner is dead, and the LibreOffice that still works in them."""
    for folder in sorted(parent.glob(f"{_PREFIX}*")):
        if _forsaken(folder):
            _kill_workers(folder)
            _remove(folder)


def _forsaken(folder: Path) -> bool:
    try:
        if time.time() - folder.stat().st_mtime < _FRESH_SECONDS:
            return False
        with (folder / _LOCK).open("ab") as lock:
            return _take(lock)
    except OSError:
        return False


def _take(lock: IO[bytes]) -> bool:
    """Lock the file for as long as it is open; False when another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _kill_workers(folder: Path) -> None:
    """Kill a LibreOffice whose profile lies in the folder (where /proc shows command lines)."""
    mark = os.fsencode(f"-env:UserInstallation={folder.as_uri()}/")
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark in line.read_bytes():
                os.kill(int(line.parent.name), _KILL)


def _remove_pipes(folder: Path) -> None:
    """Remove what a LibreOffice that was killed leaves elsewhere: where others would find it."""
    for settings in folder.rglob("registrymodifications.xcu"):
        with suppress(OSError):
            pipe_of(settings.parent.parent).unlink()


def pipe_of(profile: Path) -> Path:
    """Return where LibreOffice listens under a profile, as far as is known: nobody promises it."""
    told = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in told)
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}")


def _remove(folder: Path) -> None:
    """Remove the folder; what is still being written to takes a second or third try."""
    if sys.platform != "win32":
        _remove_pipes(folder)
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)
