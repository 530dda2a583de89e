"""Files of other programs made into DOCX by LibreOffice, in a profile and a folder of their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from docgen.pdf.office import Office
from docgen.pdf.process import run
from docgen.pdf.profile import Export, office_environ, write_profile
from docgen.pdf.workshop import workshop

FOREIGN: Final = (".doc", ".odt", ".rtf", ".dot")
_START, _EACH = 40.0, 20.0  # seconds


def opened(files: Sequence[Path], office: Office, environ: Mapping[str, str]) -> dict[Path, bytes]:
    """Return the files as DOCX; those that LibreOffice cannot open are left out.

    What they hold stays on this machine: nothing that they link to is loaded, no macro runs.
    """
    if not files:
        return {}
    with workshop(Path(tempfile.gettempdir())) as folder:
        write_profile(folder / "profile", Export(), office.build)
        for name in ("in", "out", "tmp"):
            (folder / name).mkdir()
        copies = {file: _copy(file, number, folder / "in") for number, file in enumerate(files)}
        command = [
            str(office.path),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")),
            *map(str, copies.values()),
        ]
        seconds = _START + _EACH * len(files)
        run(command, office_environ(environ, folder / "tmp"), folder / "log", seconds)
        made = {file: folder / "out" / f"{copy.stem}.docx" for file, copy in copies.items()}
        return {file: path.read_bytes() for file, path in made.items() if path.is_file()}


def _copy(file: Path, number: int, folder: Path) -> Path:
    """Put a file under a plain name, whatever people called it."""
    copy = folder / f"d{number:05d}{file.suffix.casefold()}"
    shutil.copyfile(file, copy)
    return copy
