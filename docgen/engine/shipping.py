"""A task on its way to another computer, and the files of packs that it reads there.

Nothing is asked of the other computer but docgen itself: the school's own packs and its letterhead
travel as bytes and are laid into a private folder there; the built-in pack is there already.
"""

from __future__ import annotations

import io
import pickle
import tempfile
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from docgen import resources
from docgen.diagnostics import Diagnostic, Report
from docgen.engine.compiling import Compiled
from docgen.files import digest
from docgen.letterhead import Heading
from docgen.packs import Pack, files_of
from docgen.records import Frozen, replace, said


class Parcel(Frozen):
    """A task, and the folders that it reads: the files of each by their names."""

    task: bytes
    folders: Mapping[str, Mapping[str, bytes]]


class Desk:
    """A task unpacked on another computer, in a folder of its own; its files go when it does."""

    def __init__(self, parcel: Parcel, within: Path) -> None:
        root = Path(tempfile.mkdtemp(prefix="docgen-", dir=within))
        weakref.finalize(self, rmtree, root, ignore_errors=True)
        for folder, files in parcel.folders.items():
            _lay(root / folder, files)
        unpacker = _Unpacker(parcel.task, root)
        self._task = unpacker.load()
        self._homes = unpacker.homes

    def do(self, job: Any) -> Any:
        """Do a job; what is found is said of the files that the people at home know."""
        made = self._task(job)
        return Report(map(self._at_home, made)) if isinstance(made, Report) else made

    def _at_home(self, found: Diagnostic) -> Diagnostic:
        file = found.place.file
        for here, home in self._homes.items():
            if file.startswith(here):
                return replace(found, place=replace(found.place, file=home + file[len(here) :]))
        return found


def packed(task: Callable[[Any], Any]) -> Parcel:
    """Pack a task for the way."""
    file = io.BytesIO()
    packer = _Packer(file)
    packer.dump(task)
    return Parcel(file.getvalue(), packer.folders)


# Schools come one after another, and most of their templates are the same.
_compiled: Final = Compiled()


class _Packer(pickle.Pickler):
    """Pickles, but for the folders of packs and the files of a letterhead: those it collects.

    What was compiled stays at home.
    """

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file)
        self.folders: dict[str, dict[str, bytes]] = {}

    def persistent_id(self, thing: Any) -> Any:
        """Return what the other computer needs to know of a pack or a letterhead."""
        if isinstance(thing, Compiled):
            return Compiled, "", "", None
        if isinstance(thing, Pack):
            values = said(thing)
            built_in = thing.root == resources.templates()
            folder = "" if built_in else self._folder(_files(thing.root))
            return Pack, folder, str(values.pop("root")), values
        if isinstance(thing, Heading) and thing.files:
            folder = self._folder({path.name: path.read_bytes() for path in thing.files})
            return Heading, folder, str(thing.folder), (thing.file, thing.picture)
        return None

    def _folder(self, files: dict[str, bytes]) -> str:
        whole = b"\0".join(part for name in files for part in (name.encode(), files[name]))
        self.folders[digest(whole)] = files
        return digest(whole)


class _Unpacker(pickle.Unpickler):
    """Reads what `_Packer` wrote; `homes` say where each folder lies at home."""

    def __init__(self, task: bytes, root: Path) -> None:
        super().__init__(io.BytesIO(task))
        self.homes: dict[str, str] = {}
        self._root = root

    def persistent_load(self, said: Any) -> Pack | Heading | Compiled:
        """Return a pack or a letterhead whose files lie here."""
        kind, folder, home, rest = said
        if kind is Compiled:
            return _compiled
        here = self._root / folder if folder else resources.templates()
        self.homes[str(here)] = home
        if kind is Pack:
            return Pack(root=here, **rest)
        file, picture = rest
        return Heading(here / file.name if file else None, picture.name if picture else "", here)


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files_of(root)}


def _lay(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
