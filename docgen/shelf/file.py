"""The file of a shelf: things by key, read where they are asked for, written at the end of a run.

Who could write to it could run code as its owner. So only a file is opened that belongs to whoever
runs docgen, in a folder of the same owner, and that nobody else may write to. One that is missing,
damaged, made by another docgen or in a folder that refuses it is as good as none.
"""

from __future__ import annotations

import copyreg
import hashlib
import marshal
import os
import pickle
import stat
import struct
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import CodeType
from typing import Any, Final, TypeVar

from docgen import resources

if sys.platform == "linux":
    from mmap import MADV_DONTNEED

T = TypeVar("T")
_Index = dict[bytes, tuple[int, int, int]]  # digest of a key: offset, size and check sum of a thing
# What they make lies here, too, and that they found nothing wrong.
_LIBRARIES: Final = (
    *("jinja2", "lxml", "markdown_it", "pymorphy3", "pymorphy3_dicts_ru", "pytrovich", "yaml"),
)
_MOST: Final = 64 * 2**20
_PIECE: Final = 2**18
_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LENGTH: Final = 16
_LAST: Final = struct.Struct(f">{_LENGTH}sII")  # whose it is; check sum and size of the index


def _reduced(code: CodeType) -> tuple[Any, tuple[bytes]]:
    return marshal.loads, (marshal.dumps(code),)


copyreg.pickle(CodeType, _reduced)


class Shelf:
    """Things by key, then an index of them, then what tells whether the file is whole and ours."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp()
        self._new: dict[bytes, bytes] = {}
        self._file: mmap | bytes = b""
        self._index: _Index = {}
        with suppress(OSError, ValueError):
            self._file = _opened(path)
            self._index = _index(self._file, self._stamp)

    def kept(self, key: str, make: Callable[[], T], holds: Callable[[T], bool]) -> T:
        """Return what lies under a key; if nothing does that is whole and holds, make it."""
        name = _digest(key)
        with suppress(Exception):  # whatever an old thing fails with, a new one is as good
            made: T = pickle.loads(self._found(name))
            if holds(made):
                return made
        made = make()
        self._new[name] = pickle.dumps(made, protocol=5)
        return made

    def close(self) -> None:
        """Write what is new beside what was there; a file that grew too large begins anew."""
        if self._new:
            with suppress(OSError):
                _write(self._path, self._parts())
        self._let_go()

    def _parts(self) -> Iterator[bytes]:
        """Yield what the file will hold: what it held, piece by piece, what is new, the index."""
        end = max((offset + size for offset, size, _ in self._index.values()), default=0)
        index, end = (self._index, end) if end <= _MOST else ({}, 0)
        yield from (self._read(at, min(_PIECE, end - at)) for at in range(0, end, _PIECE))
        self._let_go()  # Windows replaces no file that is in use
        for name, thing in self._new.items():
            index[name] = (end, len(thing), zlib.crc32(thing))
            end += len(thing)
            yield thing
        head = marshal.dumps(index)
        yield head
        yield _LAST.pack(self._stamp, zlib.crc32(head), len(head))

    def _found(self, name: bytes) -> bytes:
        if name in self._new:
            return self._new[name]
        offset, size, checksum = self._index[name]
        found = self._read(offset, size)
        if zlib.crc32(found) != checksum:
            raise ValueError(f"{self._path} is damaged")
        return found

    def _read(self, offset: int, size: int) -> bytes:
        """Return a piece of the file; its pages would count as our memory, so they go at once."""
        found = self._file[offset : offset + size]
        if sys.platform == "linux" and isinstance(self._file, mmap):
            self._file.madvise(MADV_DONTNEED)
        return found

    def _let_go(self) -> None:
        if isinstance(self._file, mmap):
            self._file.close()


def _opened(path: Path) -> mmap:
    """Open a file that nobody but the user can have written; OSError and ValueError say no."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not all(map(_is_ours, (os.fstat(handle), path.parent.lstat()))):
            raise PermissionError(path)
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _is_ours(seen: os.stat_result) -> bool:
    """Whether only the user may write here; on Windows the user's own folders are like that."""
    if sys.platform == "win32":
        return True
    return seen.st_uid == os.getuid() and not seen.st_mode & _OTHERS


def _index(file: mmap | bytes, stamp: bytes) -> _Index:
    """Return the index of a file; one that is damaged or of another docgen has none."""
    before = len(file) - _LAST.size
    if before < 0:
        return {}
    found, checksum, size = _LAST.unpack(file[before:])
    head = file[max(0, before - size) : before]
    if found != stamp or zlib.crc32(head) != checksum:
        return {}
    index: _Index = marshal.loads(head)
    return index


def _write(path: Path, parts: Iterable[bytes]) -> None:
    """Put a file of some parts there whole, for the user's eyes only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}-{os.getpid()}")
    try:
        with os.fdopen(os.open(temporary, _NEW, 0o600), "wb") as file:
            file.writelines(parts)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _digest(*parts: str) -> bytes:
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=_LENGTH).digest()


def _stamp() -> bytes:
    """Return what tells this docgen, on this Python with these libraries, from every other."""
    specs = (find_spec(name) for name in _LIBRARIES)
    libraries = [Path(spec.origin) for spec in specs if spec and spec.origin]
    seen = [f"{path} {path.stat().st_mtime_ns}" for path in libraries]
    for folder in (Path(__file__).parent.parent, resources.schemas()):
        seen += sorted(_seen(str(folder)))
    return _digest(sys.version, *seen)


def _seen(folder: str) -> Iterator[str]:
    """Yield the files that docgen is made of: in a checkout they change without a new version."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".json")):
                yield f"{entry.path} {entry.stat().st_mtime_ns}"
            elif entry.is_dir() and not entry.name.startswith(("_", ".")):
                yield from _seen(entry.path)
