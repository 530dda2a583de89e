"""Looks at the computer: what docgen needs to make DOCX, what it needs besides to make PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import __version__, resources
from docgen.cli.console import encoding
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.errors import EnvironmentProblem
from docgen.records import Frozen

if TYPE_CHECKING:
    from docgen.pdf import Office

OLDEST_PYTHON = (3, 11)

# Distribution -> what is imported: a library with a missing DLL is installed, and yet of no use.
LIBRARIES = {
    "click": "click",
    "docxtpl": "docxtpl",
    "jinja2": "jinja2",
    "jsonschema-rs": "jsonschema_rs",
    "lxml": "lxml.etree",
    "markdown-it-py": "markdown_it",
    "msgspec": "msgspec",
    "pymorphy3": "pymorphy3",
    "pymorphy3-dicts-ru": "pymorphy3_dicts_ru",
    "pypdf": "pypdf",
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "pytrovich": "pytrovich",
    "pyyaml": "yaml",
    "xlsxwriter": "xlsxwriter",
}

# Documents are set in Times New Roman; these have letters of the same width.
_TWINS = ("Times New Roman", "Liberation Serif", "PT Astra Serif", "Tinos")
_TWIN_FILES = frozenset(
    "times.ttf timesnewroman.ttf liberationserif-regular.ttf tinos-regular.ttf"
    " ptastraserif-regular.ttf pt-astra-serif_regular.ttf".split()
)

_LETTERS = "Ёжик «–» №"


class Check(Frozen):
    """What was looked at, what was found, and the finding if something is wrong."""

    title: str
    found: str
    trouble: Diagnostic | None = None


def examine(folder: Path, *, try_pdf: bool) -> Iterator[Check]:
    """Yield the checks as they are made; with `try_pdf` a small document is converted."""
    yield python_check(sys.version_info[:3])
    yield _data()
    yield _libraries()
    yield _writing("Папка", folder)
    yield _writing("Временная папка", Path(tempfile.gettempdir()))
    office = _office()
    yield from _office_checks(office, try_pdf=try_pdf)
    yield _fonts(None if isinstance(office, Report) else office)
    yield _console()


def python_check(version: tuple[int, ...]) -> Check:
    """Say whether this Python is new enough."""
    said, wanted = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
    if version >= OLDEST_PYTHON:
        return Check("Python", f"{said}, {sys.executable}")
    message = f"Python {said} слишком старый, нужен {wanted} или новее"
    return Check(
        "Python", said, Diagnostic("DG571", message, hint="Установите новый с python.org.")
    )


def _data() -> Check:
    root = resources.data_root()
    missing = [folder.name for folder in _data_folders() if not any(folder.glob("*.*"))]
    found = f"{__version__}, шаблоны и схемы: {root}"
    if not missing:
        return Check("docgen", found)
    message = f"Не хватает файлов docgen: {', '.join(missing)} в «{root}»"
    hint = "Переустановите docgen: uv tool install --reinstall nastavnik-docgen"
    return Check("docgen", found, Diagnostic("DG573", message, hint=hint))


def _data_folders() -> tuple[Path, ...]:
    return resources.templates(), resources.schemas()


def _libraries() -> Check:
    broken = {name: why for name in LIBRARIES if (why := _why_not(LIBRARIES[name]))}
    if not broken:
        return Check("Библиотеки", ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    listed = "; ".join(f"{name} ({why})" for name, why in broken.items())
    hint = "Переустановите docgen: uv tool install --reinstall nastavnik-docgen"
    return Check(
        "Библиотеки",
        f"не работают: {', '.join(broken)}",
        Diagnostic("DG572", f"Не работают библиотеки Python: {listed}", hint=hint),
    )


def _why_not(module: str) -> str:
    try:
        import_module(module)
    except ModuleNotFoundError:
        return "не установлена"
    except Exception as error:  # a library may fail to start in any way of its own
        return f"не запускается: {error}"
    return ""


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(версия неизвестна)"


def _writing(title: str, folder: Path) -> Check:
    place = folder.resolve()
    try:
        with tempfile.TemporaryFile(dir=place):
            free = shutil.disk_usage(place).free
    except OSError:
        message = f"В папку «{place}» нельзя записывать"
        hint = "Выберите другую: docgen build -o ПАПКА. Временную папку задаёт TMPDIR или TEMP."
        return Check(title, str(place), _warning("DG574", message, hint))
    return Check(title, f"{place}, свободно {free // 2**20} МБ")


def _office() -> Office | Report:
    from docgen.pdf import require_soffice  # noqa: PLC0415  imports pypdf: not if it is broken

    try:
        return require_soffice(os.environ, shutil.which)
    except EnvironmentProblem as problem:
        return problem.report


def _office_checks(office: Office | Report, *, try_pdf: bool) -> Iterator[Check]:
    title = "LibreOffice"
    if isinstance(office, Report):
        for found in office:
            yield Check(title, "нет: DOCX будут, PDF не будет", _softened(found))
        return
    yield Check(title, f"{office.version}, {office.path}")
    if try_pdf:
        yield _trial(office)


def _trial(office: Office) -> Check:
    """Convert a document of one line, as a build would."""
    from docx import Document  # noqa: PLC0415  only when asked for

    from docgen.pdf import LibreOffice  # noqa: PLC0415  only when asked for

    with tempfile.TemporaryDirectory(prefix="docgen-doctor-") as folder:
        docx = Path(folder, "проба.docx")
        document = Document()
        document.add_paragraph("Проба печати: документ из одной строки.")
        document.save(str(docx))
        start = time.monotonic()
        conversion = LibreOffice(office, os.environ).convert([(docx, docx.with_suffix(".pdf"))])
    seconds = f"{time.monotonic() - start:.1f} с".replace(".", ",")
    if conversion.made:
        return Check("Пробный PDF", f"сделан за {seconds}")
    found = next(iter(conversion.report))
    return Check("Пробный PDF", "не сделан: DOCX будут, PDF не будет", _softened(found))


def _fonts(office: Office | None) -> Check:
    found = next(_serif_fonts(office), "")
    if found:
        return Check("Шрифты", found)
    message = "Нет ни Times New Roman, ни шрифта той же ширины: строки и страницы PDF разойдутся"
    hint = "Установите Liberation Serif (пакет fonts-liberation2) или PT Astra Serif."
    return Check("Шрифты", "подходящего нет", _warning("DG575", message, hint))


def _serif_fonts(office: Office | None) -> Iterator[str]:
    """Yield the fonts that documents look right in: named by fontconfig, or lying in folders."""
    listing = shutil.which("fc-list")
    if listing:
        families = _answer_of([listing, ":", "family"])
        yield from (twin for twin in _TWINS if twin in families)
    for folder in _font_folders(office):
        yield from _twins_in(folder)


def _answer_of(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _twins_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.[tT][tT][fF]")):
        if path.name.lower().replace(" ", "") in _TWIN_FILES:
            yield str(path)


def _font_folders(office: Office | None) -> Iterable[Path]:
    """Return where Windows, macOS and LibreOffice itself keep fonts."""
    environ = os.environ
    if sys.platform == "win32":
        yield Path(environ.get("WINDIR", "C:/Windows"), "Fonts")
        yield Path(environ.get("LOCALAPPDATA", ""), "Microsoft/Windows/Fonts")
    elif sys.platform == "darwin":
        yield from map(Path, ("/System/Library/Fonts", "/Library/Fonts"))
        yield Path.home() / "Library/Fonts"
    if office is not None:
        root = office.path.resolve().parents[1]
        yield from (root / "share/fonts", root / "Resources/fonts")


def _console() -> Check:
    try:
        _LETTERS.encode(encoding())
    except UnicodeEncodeError:
        message = f"В кодировке {encoding()} нет части букв: вместо них будут похожие или «?»"
        hint = "На документы это не влияет. Исправить вывод: chcp 65001 и PYTHONUTF8=1."
        return Check("Консоль", encoding(), _warning("DG576", message, hint))
    return Check("Консоль", encoding())


def _warning(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, hint=hint, severity=Severity.WARNING)


def _softened(found: Diagnostic) -> Diagnostic:
    """Return a finding about PDF as a warning: DOCX can be made all the same."""
    return _warning(found.code, found.message, found.hint)
