"""What the commands about templates share: the packs of a folder, kinds and files by name."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Diagnostic, Place
from docgen.errors import DataError

if TYPE_CHECKING:
    from docgen.engine import Project
    from docgen.packs import Kind, PackStack
    from docgen.studio import Face

# What every computer with Word has; LibreOffice brings letters of the same width.
_EVERYWHERE: Final = frozenset(
    "times new roman|arial|courier new|symbol|wingdings|calibri|cambria|georgia|verdana|tahoma|"
    "liberation serif|liberation sans|liberation mono|opensymbol".split("|")
)
# Free ones, to be had wherever documents go.
_FREE: Final = ("pt ", "liberation ", "dejavu ", "noto ", "tinos", "arimo", "cousine", "carlito")
_TWINS: Final = {
    "times new roman": "liberation serif",
    "arial": "liberation sans",
    "courier new": "liberation mono",
    "calibri": "carlito",
    "cambria": "caladea",
    "symbol": "opensymbol",
    "wingdings": "opensymbol",
}


def packs_of(folder: Path) -> PackStack:
    """Return the packs that documents of a folder are made with, a programme or none there.

    DataError says what is wrong with them.
    """
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    stack, report = engine.packs_of(engine.locate(folder).parent)
    if not report.ok:
        raise DataError(*report)
    return stack


def kinds_named(stack: PackStack, names: tuple[str, ...]) -> tuple[Kind, ...]:
    """Return the kinds that names mean; DataError lists those there are."""
    from docgen.plan import chosen_kinds  # noqa: PLC0415  not needed by `docgen --help`

    if not names:
        return stack.kinds()
    kinds, report = chosen_kinds(stack, names)
    if not report.ok:
        raise DataError(*report)
    return kinds


def one_kind(stack: PackStack, name: str) -> Kind:
    """Return the one kind that a name means, the first of several."""
    return kinds_named(stack, (name,))[0]


def is_file(name: str) -> bool:
    """Whether a word on the command line means a Word file, not a kind of document."""
    return name.lower().endswith((".docx", ".docm", ".dotx", ".dotm", ".doc"))


def contents(path: Path) -> bytes:
    """Return what a file holds; DataError says why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        why = "файла нет" if isinstance(error, FileNotFoundError) else "нет права его читать"
        raise DataError(_unread(path, why)) from error


def face_judge() -> Callable[[str], Face]:
    """Return what says whether a font, or one with letters of the same width, is at hand."""
    from docgen.studio import Face  # noqa: PLC0415  not needed by `docgen --help`

    installed = _installed()

    def judge(name: str) -> Face:
        folded = name.casefold()
        if not {folded, _TWINS.get(folded, folded)} & installed:
            return Face.MISSING
        return Face.COMMON if folded in _EVERYWHERE or folded.startswith(_FREE) else Face.RARE

    return judge


def head_measurer(folder: Path, stack: PackStack) -> Callable[[Path], float | None]:
    """Return what says how much of a page a letterhead takes; without LibreOffice, nothing does."""

    def measure(path: Path) -> float | None:
        from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`
        from docgen.pdf import LibreOffice, find_soffice  # noqa: PLC0415  slow to import

        office = find_soffice(os.environ, shutil.which)
        if office is None:
            return None
        converter = LibreOffice(office, os.environ, workers=1)

        def convert(docx: Path, pdf: Path) -> bool:
            return converter.convert([(docx, pdf)]).report.ok

        return studio.share_of_page(path, _printable(folder, stack), convert)

    return measure


def _printable(folder: Path, stack: PackStack) -> Project:
    """Return the programme of a folder, or a sample if there is none that could be printed."""
    from docgen import engine, studio  # noqa: PLC0415  not needed by `docgen --help`

    if engine.locate(folder).exists():
        own = engine.load(folder)
        if own.report.ok:
            return own
    return studio.sample_for(stack, stack.kinds()[0])


@cache
def _installed() -> frozenset[str]:
    """Return the families of fonts; without fontconfig, those that every computer has."""
    listing = shutil.which("fc-list")
    if listing is None:
        return _EVERYWHERE
    try:
        done = subprocess.run([listing, ":", "family"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return _EVERYWHERE
    lines = done.stdout.decode("utf-8", "replace").casefold().splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(",")) or _EVERYWHERE


def _unread(path: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "DG272",
        f"Шаблон не прочитан: {why}.",
        Place(str(path)),
        "Проверьте имя файла. Вид документа называют без «.docx»: docgen template check приказы",
    )
