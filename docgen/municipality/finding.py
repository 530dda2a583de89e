"""The schools below a folder: each is a folder that holds a programme."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from docgen.deferred import pattern
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.engine import MAIN_FILE, OWN_PACK
from docgen.files import unique_names
from docgen.manifest import FOLDER
from docgen.records import Frozen

_NUMBER: Final = pattern(r"([0-9]{1,9})")
_PACKS: Final = (OWN_PACK, "packs")  # a pack may bring a programme, as a sample


class SchoolFolder(Frozen):
    """A school among many: its folder, and the path to it from the folder of all of them.

    `file` is what a file about it is called: like its folder, and as no other one beside it.
    """

    name: str
    path: Path
    file: str


def find_schools(root: Path) -> tuple[tuple[SchoolFolder, ...], Report]:
    """Return the schools at any depth below a folder, in the order in which people list them.

    Findings: there is none, a folder cannot be opened, or holds none. Hidden folders, packs and
    made documents are passed over; what lies inside a school is its own. Links are not followed:
    a school at their end has other layers above it.
    """
    unread: list[OSError] = []
    links: list[Path] = []
    folders = sorted(_folders(root, unread, links), key=_in_order)
    schools = [each for each in folders if _is_school(each)]
    found = [*(_closed(Path(error.filename)) for error in unread), *map(_linked, links)]
    if schools:
        found += map(_idle, _without(folders))
    elif not unread:
        found.append(_none(root))
    return tuple(_named(root, schools)), Report(found)


def _in_order(folder: Path) -> list[list[tuple[int, str]]]:
    """Return by what folders are ordered: № 2 comes before № 10."""
    return [
        [(int(each), "") if each.isdecimal() else (-1, each) for each in _NUMBER.split(part)]
        for part in folder.parts
    ]


def _folders(root: Path, unread: list[OSError], links: list[Path]) -> Iterator[Path]:
    """Yield every folder that may be a school, and those that hold made documents."""
    for at, below, files in os.walk(root, onerror=unread.append):
        folder = Path(at)
        yield folder
        if folder != root and (_is_school(folder) or _is_made(folder)):
            below.clear()
        else:
            below[:] = filter(_may_hold_schools, below)
            links += _links(folder, filter(_may_hold_schools, (*below, *files)))


def _may_hold_schools(name: str) -> bool:
    return not (name.startswith(".") or name in _PACKS)


def _links(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the links to folders, and those that lead nowhere: a disk may be away."""
    links = (each for each in map(folder.joinpath, names) if each.is_symlink())
    return (each for each in links if not each.is_file())


def _is_school(folder: Path) -> bool:
    return os.path.lexists(folder / MAIN_FILE)  # a file that cannot be read is the school's error


def _is_made(folder: Path) -> bool:
    """Return whether a folder holds made documents; a school has the schema of its file there."""
    return not _is_school(folder) and (folder / FOLDER).is_dir()


def _without(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders that hold neither a school nor documents, but not those inside them."""
    known = {up for each in folders if _is_school(each) or _is_made(each) for up in _way(each)}
    return (each for each in folders if each not in known and each.parent in known)


def _way(folder: Path) -> tuple[Path, ...]:
    return folder, *folder.parents


def _named(root: Path, folders: Iterable[Path]) -> Iterator[SchoolFolder]:
    names = {folder: _name(root, folder) for folder in folders}
    beside: dict[Path, dict[str, str]] = {}
    for folder, name in names.items():
        beside.setdefault(folder.parent, {})[name] = name.rpartition("/")[2]
    files = {name: file for each in beside.values() for name, file in unique_names(each).items()}
    return (SchoolFolder(name, folder, files[name]) for folder, name in names.items())


def _name(root: Path, folder: Path) -> str:
    return folder.relative_to(root).as_posix() if folder != root else root.resolve().name


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


def _linked(link: Path) -> Diagnostic:
    return Diagnostic(
        "DG569",
        f"«{link}» – ссылка: есть ли за ней школы, docgen не смотрит",
        Place(str(link)),
        "Если это школа, положите сюда её папку: общие тексты района действуют только на неё.",
        Severity.INFO,
    )


def _idle(folder: Path) -> Diagnostic:
    return Diagnostic(
        "DG569",
        f"В папке «{folder}» программы нет: школой она не считается",
        Place(str(folder)),
        f"Если это папка школы, положите в неё программу – файл {MAIN_FILE}.",
        Severity.INFO,
    )
