"""The files that head documents: which they are, and what came of reading them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen.records import Frozen, field

if TYPE_CHECKING:
    from docgen.docx.letterhead import Letterhead

FILES: Final = ("бланк.docx", "blank.docx")
PART: Final = "letterhead"


class Heading(Frozen):
    """The files that head the documents of a school: a letterhead, or a picture over its lines.

    The picture is named by the programme, which lies in `folder`.
    """

    file: Path | None = None
    coat_of_arms: str = ""
    folder: Path = Path()

    @property
    def picture(self) -> Path | None:
        """The coat of arms, if the programme names one."""
        return self.folder / self.coat_of_arms if self.coat_of_arms else None

    @property
    def plain(self) -> bool:
        """Whether nothing heads the documents but the lines of the packs."""
        return self.file is None and not self.coat_of_arms

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that there are."""
        named = (self.file, self.picture)
        return tuple(path for path in named if path is not None and path.is_file())


PLAIN: Final = Heading()


class Head(Frozen):
    """A heading that was read: the shared parts that it replaces, and the letterhead itself."""

    parts: Mapping[str, bytes] = field(default_factory=dict)
    letterhead: Letterhead | None = None


def find_heading(folder: Path, packs: Iterable[Path], coat_of_arms: str = "") -> Heading:
    """Return what heads documents of a folder: the nearest letterhead, the picture it names."""
    return Heading(_nearest((folder, *packs)), coat_of_arms, folder)


def _nearest(folders: Iterable[Path]) -> Path | None:
    """Return the nearest letterhead, unless a pack nearer than it has a shared part instead."""
    for folder in folders:
        found = in_folder(folder)
        if found or (folder / "docx" / "_parts" / f"{PART}.docx").is_file():
            return found[0] if found else None
    return None


def in_folder(folder: Path) -> list[Path]:
    """Return the letterheads of a folder, the one that counts first."""
    try:
        names = {_folded(path.name): path for path in sorted(folder.iterdir())}
    except OSError:
        return []
    return [names[name] for name in FILES if name in names and names[name].is_file()]


def is_letterhead(path: Path) -> bool:
    """Whether a file has the name of a letterhead."""
    return _folded(path.name) in FILES


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
