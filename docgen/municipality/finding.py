"""The schools below a folder: each is a folder that holds a programme."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine import MAIN_FILE, OWN_PACK
from docgen.manifest import FOLDER
from docgen.records import Frozen

_PACKS: Final = (OWN_PACK, "packs")  # a pack may bring a programme, as a sample


class SchoolFolder(Frozen):
    """A school among many: its folder, and the path to it from the folder of all of them."""

    name: str
    path: Path


def find_schools(root: Path) -> tuple[tuple[SchoolFolder, ...], Report]:
    """Return the schools at any depth below a folder, ordered by path.

    Findings: there is none, or a folder cannot be opened. Hidden folders, packs and made documents
    are passed over; what lies inside a school is its own.
    """
    unread: list[OSError] = []
    schools = tuple(_school(root, folder) for folder in _folders(root, unread))
    found = [_closed(Path(error.filename)) for error in unread]
    if not schools and not found:
        found = [_none(root)]
    return schools, Report(found)


def _folders(root: Path, unread: list[OSError]) -> Iterator[Path]:
    for at, below, files in os.walk(root, onerror=unread.append):
        folder = Path(at)
        if MAIN_FILE in files:
            yield folder
        below[:] = () if MAIN_FILE in files and folder != root else sorted(_open(folder, below))


def _open(folder: Path, below: list[str]) -> Iterator[str]:
    """Yield the folders that may hold schools."""
    for name in below:
        if not (name.startswith(".") or name in _PACKS or (folder / name / FOLDER).is_dir()):
            yield name


def _school(root: Path, folder: Path) -> SchoolFolder:
    name = folder.relative_to(root).as_posix() if folder != root else root.resolve().name
    return SchoolFolder(name, folder)


def _none(root: Path) -> Diagnostic:
    return Diagnostic(
        "DG566",
        f"В папке «{root}» нет ни одной школы",
        Place(str(root)),
        f"Школа – это папка с файлом {MAIN_FILE}. Назовите папку, в которой лежат папки школ.",
    )


def _closed(folder: Path) -> Diagnostic:
    return Diagnostic(
        "DG567",
        f"Папку «{folder}» не открыть: есть ли в ней школы, неизвестно",
        Place(str(folder)),
        "Попросите права на чтение этой папки или уберите её из папки школ и повторите.",
    )
