"""What the files of a pack hold, as digests: the same ones make the same documents.

The built-in pack has hundreds of files, and nobody edits them: the digests that an earlier run took
hold until a file is touched.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from docgen import resources, shelf
from docgen.files import digest_of

ASIDE: Final = "Прежние версии"  # where a layer's former files are kept
_LEFT_BESIDE: Final = ("~$", ".")  # by Word, by editors, and by docgen for itself
_RECENT: Final = 2 * 10**9  # nanoseconds: a disk's clock may be no finer

Look = tuple[str, int, int, int, int]  # what tells a file from another without reading either
_Known = tuple[tuple[Look, ...], tuple[str, ...]]  # how files looked, and their digests


def files_of(root: Path) -> Iterator[Path]:
    """Yield the files of a pack in order: none that is set aside or left beside them."""
    return (Path(entry.path) for entry in _entries(root))


def contents(root: Path) -> Mapping[str, str]:
    """Return the digests of a pack's files, in order, by their places in it."""
    whole = _of_built_in() if root == resources.templates() else _digests(root)
    before = len(str(root)) + 1
    return {path[before:].replace(os.sep, "/"): each for path, each in whole.items()}


def digest(path: Path) -> str:
    """Return the digest of a file of any pack."""
    return _of_built_in().get(str(path)) or digest_of(path)


@cache
def _of_built_in() -> Mapping[str, str]:
    """Return the digests of the built-in pack, which does not change in a run."""
    return remembered(resources.templates(), time.time_ns())


def remembered(root: Path, now: int) -> Mapping[str, str]:
    """Return the digests of a folder's files, read again if any was touched since they were taken.

    What was touched a moment before `now` might be touched again, and look as it does.
    """
    looks = tuple(map(_look, _entries(root)))
    settled = max((max(look[2:4]) for look in looks), default=0) < now - _RECENT

    def make() -> _Known:
        return looks if settled else (), tuple(digest_of(Path(path)) for path, *_ in looks)

    _, known = shelf.kept(f"contents {root}", make, lambda known: known[0] == looks)
    return dict(zip((path for path, *_ in looks), known, strict=True))


def _digests(root: Path) -> dict[str, str]:
    return {entry.path: digest_of(Path(entry.path)) for entry in _entries(root)}


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Yield the files of a folder in order, then those of the folders in it; links lead nowhere."""
    entries: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    inner = []
    for entry in entries:
        if entry.is_dir():
            inner.append(entry)
        elif not entry.name.startswith(_LEFT_BESIDE):
            yield entry
    for each in inner:
        if each.name[0] != "." and each.name != ASIDE and not each.is_symlink():
            yield from _entries(each.path)


def _look(entry: os.DirEntry[str]) -> Look:
    seen = entry.stat()
    return entry.path, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
