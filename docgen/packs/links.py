"""Links in a pack that lead out of it: a stranger's pack would read files of this computer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place


def links_out(root: Path) -> Iterator[Diagnostic]:
    """Yield the files and folders of a pack that are links to something outside it."""
    home = root.resolve()
    for path in _links(root):
        if not path.resolve().is_relative_to(home):
            yield Diagnostic(
                "DG273",
                f"«{path.relative_to(root)}» – ссылка на файл вне набора.",
                Place(str(path)),
                "Положите в набор сам файл. Набор со ссылками наружу не читается.",
            )


def _links(folder: Path | str) -> Iterator[Path]:
    """Yield the links in a folder and in those below it, but for what lies behind links."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in sorted(found, key=lambda each: each.name):
            if entry.is_symlink():
                yield Path(entry.path)
            elif entry.is_dir():
                yield from _links(entry.path)
