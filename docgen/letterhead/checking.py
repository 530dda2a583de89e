"""What is wrong or doubtful in the files that head documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx.errors import Findings
from docgen.docx.headlook import check_heading
from docgen.docx.images import kind_of, size_of
from docgen.letterhead.files import Heading, in_folder
from docgen.letterhead.reading import read_letterhead

_MOST_BYTES: Final = 5 * 2**20
_MOST_PIXELS: Final = 10_000
_LEAST_PIXELS: Final = 16
_LONGEST: Final = 8  # times as wide as high: it would not fit between the margins


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
    read = read_letterhead(path, findings)
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
