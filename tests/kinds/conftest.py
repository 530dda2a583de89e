"""Papers of the kinds on paper, as LibreOffice prints them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.files import digest_of
from docgen.pdf import LibreOffice, Office
from tests.kinds.papers import Printed


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
