"""Papers of the kinds on paper, as LibreOffice prints them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.pdf import LibreOffice, Office
from tests.kinds.papers import Printed


@pytest.fixture
def printed(office: Office, tmp_path: Path) -> Printed:
    """Return the texts of the pages of each document."""

    def make(paths: list[Path]) -> list[list[str]]:
        assert paths
        pairs = [(path, tmp_path / f"{number}.pdf") for number, path in enumerate(paths)]
        conversion = LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs)
        assert conversion.report.ok, list(conversion.report)
        return [[page.extract_text() for page in PdfReader(pdf).pages] for _, pdf in pairs]

    return make
