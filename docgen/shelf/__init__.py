"""What was compiled stays for the next run: a shelf of the user's own, beside other caches.

Compiling templates and texts takes most of a short run and gives the same every time. What lies on
the shelf is run as code, so it is trusted as Python trusts its `.pyc` files: see `shelf.file`. A
result never depends on it. Only a surface opens one; a program that imports docgen is left alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from docgen.shelf.file import Shelf

T = TypeVar("T")
_NAME: Final = "docgen/compiled"


def location(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """Return where a user's shelf is on a computer; nothing if the user has no folder."""
    home = environ.get("USERPROFILE" if platform == "win32" else "HOME", "")
    folder = (
        {
            "win32": environ.get("LOCALAPPDATA") or f"{home}/AppData/Local",
            "darwin": f"{home}/Library/Caches",
        }.get(platform)
        or environ.get("XDG_CACHE_HOME")
        or f"{home}/.cache"
    )
    return os.path.join(folder, _NAME) if home and os.path.isabs(folder) else ""  # noqa: PTH117, PTH118  `docgen --help` has no time for pathlib


class _Place:
    """Where the shelf of this run is: opened when it is first asked, closed with the run."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = path
        self._shelf: Shelf | None = None

    def shelf(self) -> Shelf | None:
        """Return the shelf, if there is to be one."""
        if self.path and not self._shelf:
            from pathlib import Path  # noqa: PLC0415  not needed by `docgen --help`

            from docgen.shelf.file import Shelf  # noqa: PLC0415  as above

            self._shelf = Shelf(Path(self.path))
        return self._shelf

    def close(self) -> None:
        """Write down what is new."""
        if self._shelf:
            self._shelf.close()


_place = _Place("")


@contextmanager
def using(path: str | os.PathLike[str]) -> Iterator[None]:
    """Keep what is compiled meanwhile in a file, and take from it what was kept there before."""
    global _place  # noqa: PLW0603  nobody's argument: every result is the same without it
    before, _place = _place, _Place(path)
    try:
        yield
    finally:
        _place.close()
        _place = before


def place() -> str:
    """Return where the shelf of this run is, for processes that help with it; nothing if none."""
    return os.fspath(_place.path)


def kept(key: str, make: Callable[[], T], holds: Callable[[T], bool] = lambda _: True) -> T:
    """Return what an earlier run made under this key, if it still `holds`, or make it.

    The key names all that it depends on, but for docgen, Python and the libraries themselves.
    """
    shelf = _place.shelf()
    return shelf.kept(key, make, holds) if shelf else make()
