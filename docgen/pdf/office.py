"""Finds LibreOffice on this machine and asks how old it is."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docgen.diagnostics import Diagnostic
from docgen.errors import EnvironmentProblem
from docgen.pdf.process import run
from docgen.pdf.workshop import workshop
from docgen.records import Frozen

# The first series whose profile can forbid documents to fetch what they link to.
OLDEST = (7, 0)
_ANSWER_SECONDS = 30.0
_VERSION = re.compile(r"LibreOffice\D*(\d+(?:\.\d+)+)(?: (\S+))?")

Which = Callable[[str], str | None]


class Office(Frozen):
    """An installed LibreOffice; its version («7.4.7.2») is empty if it is silent."""

    path: Path
    version: str
    build: str = ""

    @property
    def series(self) -> tuple[int, int]:
        """The first two numbers of the version, (0, 0) when it did not answer."""
        numbers = [int(part) for part in self.version.split(".")[:2] if part.isdigit()]
        return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)


def find_soffice(environ: Mapping[str, str], which: Which) -> Office | None:
    """Return the LibreOffice of this machine: DOCGEN_SOFFICE, then PATH, then the usual places."""
    path = next(_existing(environ, which), None)
    return None if path is None else Office(path, *_version(path, environ))


def require_soffice(environ: Mapping[str, str], which: Which) -> Office:
    """Return a LibreOffice that can be used, or stop the run with what to install."""
    office = find_soffice(environ, which)
    if office is None:
        raise EnvironmentProblem(_missing(environ))
    if office.series < OLDEST:
        raise EnvironmentProblem(_unfit(office))
    return office


def _existing(environ: Mapping[str, str], which: Which) -> Iterator[Path]:
    named = environ.get("DOCGEN_SOFFICE")
    candidates = [Path(named)] if named else [*_on_path(which), *_usual_places(environ)]
    return (path for path in candidates if path.is_file())


def _on_path(which: Which) -> Iterator[Path]:
    for name in ("soffice", "libreoffice"):
        found = which(name)
        if found:
            yield Path(found)


def _usual_places(environ: Mapping[str, str]) -> Iterator[Path]:
    if sys.platform == "win32":
        yield from _windows_places(environ)
    elif sys.platform == "darwin":
        home = environ.get("HOME", "")
        for root in ("", home):
            yield Path(f"{root}/Applications/LibreOffice.app/Contents/MacOS/soffice")
    else:
        for folder in ("/usr/lib/libreoffice", "/usr/lib64/libreoffice"):
            yield Path(folder, "program/soffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _windows_places(environ: Mapping[str, str]) -> Iterator[Path]:
    for name in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        for middle in ("LibreOffice", "Programs/LibreOffice"):
            if root := environ.get(name):
                # soffice.com waits for the end and prints; soffice.exe may do neither.
                yield Path(root, middle, "program", "soffice.com")
                yield Path(root, middle, "program", "soffice.exe")


def _version(path: Path, environ: Mapping[str, str]) -> tuple[str, str]:
    """Ask for the version and the build."""
    with workshop(Path(tempfile.gettempdir())) as folder:
        log = folder / "log"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run([str(path), profile, "--version"], environ, log, _ANSWER_SECONDS)
        found = _VERSION.search(log.read_text(encoding="utf-8", errors="replace"))
    return (found[1], found[2] or "") if found else ("", "")


def _missing(environ: Mapping[str, str]) -> Diagnostic:
    named = environ.get("DOCGEN_SOFFICE")
    message = (
        f"DOCGEN_SOFFICE указывает на «{named}», но такого файла нет"
        if named
        else "LibreOffice не найден, без него не сделать PDF"
    )
    return Diagnostic("DG901", message, hint=_advice())


def _advice() -> str:
    if sys.platform == "win32":
        install = "Установите LibreOffice с сайта libreoffice.org"
    elif sys.platform == "darwin":
        install = "Установите LibreOffice: brew install --cask libreoffice"
    else:
        install = (
            "Установите LibreOffice: sudo apt install libreoffice-writer-nogui fonts-liberation2"
        )
    return f"{install}; если он уже есть, укажите его файл soffice в переменной DOCGEN_SOFFICE."


def _unfit(office: Office) -> Diagnostic:
    oldest = ".".join(map(str, OLDEST))
    message = (
        f"LibreOffice {office.version} слишком старый, нужен {oldest} или новее"
        if office.version
        else f"«{office.path}» не отвечает на вопрос о версии: это не LibreOffice или он повреждён"
    )
    return Diagnostic("DG902", message, hint="Обновите или переустановите LibreOffice.")
