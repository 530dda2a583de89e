"""The documents of a school in one file to send it: names that every computer reads."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, Final
from zipfile import ZipFile, ZipInfo

from docgen.engine import Output
from docgen.errors import OutputError
from docgen.files import digest, digest_of, explain, write_atomic

_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP knows: the same documents, same bytes
_UNIX: Final = 3
_ORDINARY: Final = (stat.S_IFREG | 0o644) << 16


def archive(outputs: Iterable[Output], folder: Path, target: Path) -> bool:
    """Put documents into a ZIP; return whether there were any. OutputError: it is not written.

    They are stored as they are, for a DOCX is packed already. A file that holds the same is not
    touched.
    """
    files = tuple(_files(outputs))
    if not files:
        return False
    try:
        with tempfile.TemporaryFile() as packed:
            _pack(files, folder, packed)
            with mmap(packed.fileno(), 0, access=ACCESS_READ) as whole:
                if digest(whole) != digest_of(target):  # type: ignore[arg-type]  # any buffer
                    write_atomic(target, whole)  # type: ignore[arg-type]  # any buffer
    except OSError as error:
        raise OutputError(explain(error, target)) from error
    return True


def _pack(files: Iterable[Path], folder: Path, packed: IO[bytes]) -> None:
    with ZipFile(packed, "w") as into:
        for file in files:
            into.writestr(_member(file.relative_to(folder).as_posix()), file.read_bytes())
    packed.flush()


def _files(outputs: Iterable[Output]) -> Iterator[Path]:
    for output in outputs:
        yield from (file for file in (output.docx, output.xlsx, output.pdf) if file)


def _member(name: str) -> ZipInfo:
    """Return a member whose name is marked as UTF-8, the same on every system.

    From DOS `unzip`, which Linux has, takes no UTF-8: such letters it would turn into others.
    """
    member = ZipInfo(name, _DAY)
    member.create_system, member.external_attr = _UNIX, _ORDINARY
    return member
