"""Whose the documents of a folder are: kept beside them, for schools come, move and go."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.json import decode, encode

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.engine.keeping import NEEDLESS
from docgen.files import set_aside, write_atomic
from docgen.manifest import FOLDER
from docgen.municipality.outcome import Outcome
from docgen.records import Frozen

_FILE: Final = "school.json"
_SITE_FILE: Final = "site-school.json"


class Belonging(Frozen):
    """Of which school documents are, and the archive of them; both as seen from their folder.

    The `identity` of a school is what tells it from others when its folder has another name.
    """

    school: str
    archive: str = ""
    identity: str = ""


def identity(full_name: str, inn: str) -> str:
    """Return what tells a school from others; of one without a name, nothing."""
    return " ".join(f"{full_name} {inn}".casefold().split()) if full_name else ""


def belonging(folder: Path, *, public: bool) -> Belonging | None:
    """Return whose the documents of a folder are, if that is known."""
    with suppress(OSError, ValueError):
        return decode(_file(folder, public).read_bytes(), type=Belonging)
    return None


def belong(folder: Path, outcome: Outcome, *, public: bool) -> tuple[Diagnostic, ...]:
    """Write down whose the documents of a folder are; return what is to be said of their archive.

    One that was packed under another name before is moved aside.
    """
    known = belonging(folder, public=public)
    former = known.archive if known else ""
    now = Belonging(
        _seen_from(folder, outcome.school.path),
        _seen_from(folder, outcome.archive) if outcome.archive else former,
        identity(outcome.full_name, outcome.inn),
    )
    if now != known:
        write_atomic(_file(folder, public), encode(now))
    if former in ("", now.archive) or not meant(folder, former).is_file():
        return ()
    aside = folder / NEEDLESS / Path(former).name
    return (_renamed(Path(now.archive).name, set_aside(meant(folder, former), aside)),)


def _seen_from(folder: Path, path: Path) -> str:
    """Return the way to a path that stays right when both are moved together."""
    there = os.path.realpath(path)
    try:
        return Path(os.path.relpath(there, os.path.realpath(folder))).as_posix()
    except ValueError:  # another disk of Windows
        return Path(there).as_posix()


def meant(folder: Path, said: str) -> Path:
    """Return the path that is seen so from a folder."""
    return Path(os.path.normpath(Path(os.path.realpath(folder), said)))


def _file(folder: Path, public: bool) -> Path:
    return folder / FOLDER / (_SITE_FILE if public else _FILE)


def _renamed(now: str, former: Path) -> Diagnostic:
    return Diagnostic(
        "DG578",
        f"Архив школы теперь – «{now}»: прежний, «{former.name}», перенесён в «{NEEDLESS}»",
        Place(str(former)),
        "Отправляйте новый. Прежний не нужен – удалите его.",
        Severity.INFO,
    )
