"""One run at a time in one folder: a lock that the system drops when its holder dies."""

from __future__ import annotations

import errno
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from docgen.diagnostics import Diagnostic, Place
from docgen.errors import OutputError
from docgen.files import explain

# Windows hides a locked stretch from readers: this one is far behind what the file says.
_FAR = 1 << 30
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock whose file is `path`; OutputError says who holds it now.

    No lock outlives its process. A disk that knows no locks is worked on without.
    """
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputError(explain(error, path)) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            if error.errno in _TAKEN:
                raise OutputError(_busy(path, _holder(file))) from error
        _sign(file)
        yield


def _sign(file: IO[str]) -> None:
    """Say in the file who holds it."""
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()} {platform.node()}")
    file.flush()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    number, _, computer = file.read(200).partition(" ")
    return f" (процесс {number}, компьютер {computer})" if computer else ""


def _busy(path: Path, holder: str) -> Diagnostic:
    folder = path.parent.parent
    return Diagnostic(
        "DG508",
        f"С папкой «{folder}» уже работает другой запуск docgen{holder}",
        Place(str(folder)),
        "Дождитесь его конца или укажите другую папку: docgen build -o ПАПКА",
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
