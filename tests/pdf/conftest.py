"""What the tests of PDF share: a fake LibreOffice, documents, a folder that must end up empty."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.pdf import LibreOffice, Limits, Office
from tests.packages import paragraph, with_body

ROOT = Path(__file__).parents[2]
FAKE = Path(__file__).with_name("fake_soffice.py")
QUICK = Limits(start=2.0, document=0.7, output=8 * 2**20)


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """A temporary folder for the converter, which must leave it as it found it."""
    folder = tmp_path / "временные файлы"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes.txt"


@pytest.fixture
def fake(tmp_path: Path, temporary: Path, notes: Path) -> Callable[[str], LibreOffice]:
    """Make a converter whose LibreOffice fails on purpose in the given way."""
    if sys.platform == "win32":
        pytest.skip("the fake is started by a shell script")

    def make(mode: str, workers: int = 1, limits: Limits = QUICK, **more: Any) -> LibreOffice:
        starter = tmp_path / f"soffice {mode}"
        command = f'exec "{sys.executable}" -IS "{FAKE}" {mode} "{notes}" "$@"'
        starter.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        starter.chmod(0o755)
        office = Office(starter, "7.4")
        environ = {"PATH": os.environ["PATH"]}
        return LibreOffice(
            office, environ, workers=workers, limits=limits, temporary=temporary, **more
        )

    return make


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], tuple[Path, Path]]:
    """Write a document of one text; return it and where its PDF shall be."""
    folder = tmp_path / "Документы школы № 5"
    folder.mkdir()

    def make(name: str, text: str) -> tuple[Path, Path]:
        docx = folder / f"{name}.docx"
        docx.write_bytes(with_body(paragraph(text)))
        return docx, folder / f"{name}.pdf"

    return make


@pytest.fixture
def real(office: Office, temporary: Path) -> LibreOffice:
    return LibreOffice(office, os.environ, temporary=temporary)
