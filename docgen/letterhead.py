"""What heads the documents of a school: a Word file beside the programme, or its coat of arms.

`бланк.docx` lies in the programme's folder or in a pack; the nearest one counts, as with all that
packs hold. Without one, the packs' own shared part prints the lines of the programme, under a
picture if the programme names one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx.errors import Findings
from docgen.docx.headlook import check_heading
from docgen.docx.images import kind_of, size_of
from docgen.docx.letterhead import Letterhead
from docgen.docx.picture import pictured

FILES: Final = ("бланк.docx", "blank.docx")
PART: Final = "letterhead"
COAT_OF_ARMS: Final = "coat-of-arms"
HEIGHT: Final = 20.0  # millimetres
_ALT: Final = "Герб или эмблема: {{ school.short_name }}"
_MOST_BYTES: Final = 5 * 2**20
_MOST_PIXELS: Final = 10_000
_LEAST_PIXELS: Final = 16
_LONGEST: Final = 8  # times as wide as high: it would not fit between the margins

Below = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Heading:
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
    def files(self) -> tuple[Path, ...]:
        """The files that there are."""
        named = (self.file, self.picture)
        return tuple(path for path in named if path is not None and path.is_file())


PLAIN: Final = Heading()


@dataclass(frozen=True, slots=True)
class Head:
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


def read_head(heading: Heading, below: Below) -> Head:
    """Read what heads documents, over the parts below; TemplateError says why it cannot be read."""
    parts: dict[str, bytes] = {}
    letterhead = None
    if heading.file is not None:
        findings = Findings()
        letterhead = _read(heading.file, findings)
        findings.stop()
    if letterhead is not None:
        letterhead = letterhead.over(below(PART) or b"")
        parts[PART] = letterhead.part
    framed = below(COAT_OF_ARMS)
    if heading.picture is not None and framed is not None:
        picture = heading.picture.read_bytes()
        parts[COAT_OF_ARMS] = pictured(framed, picture, millimetres=HEIGHT, alt=_ALT)
    return Head(parts, letterhead)


def _read(path: Path, findings: Findings) -> Letterhead | None:
    try:
        data = path.read_bytes()
    except OSError:
        hint = "Закройте его в Word и проверьте, что у вас есть право его читать."
        findings.add("DG272", "Бланк не прочитан: файл не открывается.", Place(str(path)), hint)
        return None
    return Letterhead.read(data, str(path), findings)


# what is wrong with it


def check_head(heading: Heading, titles: Collection[str], *, stated: bool = False) -> Report:
    """Say all that is wrong or doubtful in the files that head documents.

    `stated` says that the programme has lines of its own for the head.
    """
    found: list[Diagnostic] = []
    if heading.file is not None:
        found += check_letterhead(heading.file, titles)
        found += _two_of_them(in_folder(heading.file.parent))
        found += [_unprinted(heading)] if stated or heading.picture else []
    if heading.picture is not None:
        found += _picture(heading, heading.picture)
    return Report(found)


def check_letterhead(
    path: Path, titles: Collection[str], share: float | None = None
) -> list[Diagnostic]:
    """Return all that is wrong or doubtful in a letterhead; `share` is how high it was found."""
    findings = Findings()
    read = _read(path, findings)
    return [*findings.found, *(check_heading(read, str(path), titles, share) if read else ())]


def _two_of_them(found: list[Path]) -> Iterator[Diagnostic]:
    for other in found[1:]:
        yield Diagnostic(
            "DG258",
            f"В папке два бланка: документы печатаются на «{found[0].name}».",
            Place(str(other)),
            "Уберите лишний файл.",
            Severity.WARNING,
        )


def _unprinted(heading: Heading) -> Diagnostic:
    named = heading.file.name if heading.file else ""
    return Diagnostic(
        "DG256",
        f"Строки бланка и герб из programme.yaml не печатаются: есть файл «{named}».",
        Place(str(heading.file)),
        "Оставьте что-нибудь одно: файл или school.letterhead и school.coat_of_arms.",
        Severity.WARNING,
    )


def _picture(heading: Heading, path: Path) -> Iterator[Diagnostic]:
    home = heading.folder.resolve()
    why = _wrong_with(path) if path.resolve().is_relative_to(home) else "он не в папке программы"
    if why:
        hint = "Нужна картинка PNG или JPEG до 5 МБ рядом с programme.yaml: coat_of_arms: герб.png"
        yield Diagnostic(
            "DG257", f"Герб «{path.name}» не напечатать: {why}.", Place(str(path)), hint
        )


def _wrong_with(path: Path) -> str:
    try:
        size, data = path.stat().st_size, b""
        if size <= _MOST_BYTES:
            data = path.read_bytes()
    except OSError as error:
        return "файла нет" if isinstance(error, FileNotFoundError) else "файл не читается"
    if size > _MOST_BYTES:
        return f"файл больше 5 МБ ({size / 2**20:.0f} МБ)"
    sides = size_of(data)
    if not kind_of(data) or sides is None:
        return "это не целая картинка PNG или JPEG"
    wide, high = sides
    if max(sides) > _MOST_PIXELS or min(sides) < _LEAST_PIXELS:
        return f"размер {wide}×{high} точек, а нужно от {_LEAST_PIXELS} до {_MOST_PIXELS}"
    return "он слишком широкий" if wide > _LONGEST * high else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
