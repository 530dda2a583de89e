"""Links in a pack that lead out of it: a stranger's pack would read files of this computer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place


def links_out(root: Path) -> Iterator[Diagnostic]:
    """Yield the files and folders of a pack that are links to something outside it."""
    home = root.resolve()
    for folder, folders, files in os.walk(root):
        for path in (Path(folder, name) for name in sorted((*folders, *files))):
            if path.is_symlink() and not path.resolve().is_relative_to(home):
                yield Diagnostic(
                    "DG273",
                    f"«{path.relative_to(root)}» – ссылка на файл вне набора.",
                    Place(str(path)),
                    "Положите в набор сам файл. Набор со ссылками наружу не читается.",
                )
