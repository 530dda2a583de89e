"""Papers of the kinds: on paper, as LibreOffice prints them, and as they read before."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.files import digest_of
from docgen.pdf import LibreOffice, Office
from tests.kinds.papers import Printed

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def known() -> dict[str, list[str]]:
    """The texts of the pages of documents that were printed already, by their digests."""
    return {}


@pytest.fixture
def printed(office: Office, tmp_path: Path, known: dict[str, list[str]]) -> Printed:
    """Return the texts of the pages of each document; print the same one only once."""

    def make(paths: list[Path]) -> list[list[str]]:
        assert paths
        new = {name: path for path in paths if (name := digest_of(path)) not in known}
        pairs = [(path, tmp_path / f"{name}.pdf") for name, path in new.items()]
        conversion = LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs)
        assert conversion.report.ok, list(conversion.report)
        for _, pdf in pairs:
            known[pdf.stem] = [page.extract_text() for page in PdfReader(pdf).pages]
        return [known[digest_of(path)] for path in paths]

    return make


@pytest.fixture
def before(request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """Return what a paper read like before; `--update-golden` takes what it reads like now."""

    def remembered(name: str, now: str) -> str:
        file = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(now, encoding="utf-8", newline="\n")
        return file.read_text(encoding="utf-8")

    return remembered
