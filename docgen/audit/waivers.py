"""The rules that a school has decided not to keep, if the folder has its programme."""

from __future__ import annotations

from pathlib import Path

from docgen import engine
from docgen.errors import DocgenError
from docgen.rules import Waived


def waived_in(folder: Path) -> tuple[Waived, ...]:
    """Return what the school of a folder has waived, with its reasons.

    The programme lies in the folder or, if its papers lie in a folder of their own, beside that.
    One that cannot be read waives nothing: `docgen check` says what is wrong with it.
    """
    near = (engine.locate(each) for each in (folder, folder.resolve().parent))
    file = next((each for each in near if each.is_file()), None)
    if file is None:
        return ()
    try:
        project = engine.load(file)
        return engine.judged(project).waived if project.programme else ()
    except DocgenError:
        return ()
