"""What documents are made of, as digests: the same ones give the same document."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import docgen
from docgen import packs
from docgen.docx.deflate import FAST
from docgen.engine.project import Project
from docgen.files import digest
from docgen.manifest import Origin
from docgen.packs import KINDS, PARTS, Kind, PackStack, files_of

# What they compute stands in documents; another version may say it otherwise.
_LIBRARIES: Final = "jinja2 lxml markdown-it-py pymorphy3 pymorphy3-dicts-ru pytrovich".split()
# How a folder says what is installed beside it: «pymorphy3_dicts_ru-2.4.417.dist-info».
_INSTALLED: Final = re.compile(r"([^-]+)-([^-]+)(?:-.*)?\.(?:dist|egg)-info")
# What Word and editors leave beside the files that people open.


class Origins:
    """The origins of a project's documents, kind by kind; files are read once."""

    def __init__(self, project: Project) -> None:
        self._stack = project.packs
        self._data = _data(project)
        self._packs = _packs(project.packs)
        self._tables = _tables(project.packs)
        parts = sorted(_within(project.packs, f"{KINDS}/{PARTS}/*.docx"))
        self._parts = _of([*parts, *project.packs.heading.files])
        self._known: dict[str, Origin] = {}

    def of(self, kind: Kind) -> Origin:
        """Return what documents of a kind are made of."""
        if kind.name not in self._known:
            self._known[kind.name] = Origin(
                self._data,
                _of([self._stack.find(kind, "template.docx")], self._parts),
                _of((leaf.path for leaf in self._stack.leaves(kind)), self._tables),
                _engine(),
                self._packs,
            )
        return self._known[kind.name]


def _data(project: Project) -> str:
    """Return the digest of what the programme's file and the register say."""
    register = project.register.source
    said = [project.source.data, register.data if register else None]
    return digest(json.dumps(said).encode("ascii"))


def _tables(stack: PackStack) -> str:
    """Return the digest of the words that all kinds share, and of the kinds themselves."""
    return _of(
        sorted(
            path
            for pattern in ("*.yaml", "surveys/*.yaml", f"{KINDS}/*/kind.yaml")
            for path in _within(stack, pattern)
        )
    )


def _packs(stack: PackStack) -> str:
    """Return the digest of every file of the packs, with its place among them."""
    files = sorted(
        (number, path.relative_to(pack.root).as_posix(), path)
        for number, pack in enumerate(stack.packs)
        for path in files_of(pack.root)
    )
    return _of((path for _, _, path in files), *(f"{number} {name}" for number, name, _ in files))


def _within(stack: PackStack, pattern: str) -> Iterable[Path]:
    return (path for pack in stack.packs for path in pack.root.glob(pattern))


def _of(paths: Iterable[Path | None], *more: str) -> str:
    """Return the digest of the contents of files, and of what else matters."""
    whole = hashlib.blake2b("\n".join(more).encode("utf-8", "surrogatepass"), digest_size=16)
    for path in paths:
        whole.update(path.read_bytes() if path else b"")
        whole.update(b"\0")
    return whole.hexdigest()


@cache
def _engine() -> str:
    """Return the digest of docgen itself and of what it works with."""
    root = Path(docgen.__file__).parent
    return _of(
        sorted(path for path in root.rglob("*.py") if path.is_file()),
        docgen.__version__,
        platform.python_version(),
        zlib.ZLIB_RUNTIME_VERSION,
        *map(_version, _LIBRARIES),
    )


@cache
def computer() -> str:
    """Return the digest of all that makes documents on this computer, but for a school's own."""
    return _of((), _engine(), _packs(packs.stack()), FAST.name, _version(FAST.name))


def _version(library: str) -> str:
    return _installed().get(library, "")


@cache
def _installed() -> Mapping[str, str]:
    """Return the versions of what is installed, nearest first; `importlib.metadata` is slow."""
    folders = [folder for folder in map(Path, reversed(sys.path)) if folder.is_dir()]
    names = (path.name for folder in folders for path in folder.iterdir())
    found = filter(None, map(_INSTALLED.fullmatch, names))
    return {re.sub("[-_.]+", "-", each[1]).lower(): each[2] for each in found}
