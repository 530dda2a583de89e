"""LibreOffice is found where people put it; without it the message says what to install."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from docgen.errors import EnvironmentProblem
from docgen.pdf import Office, find_soffice, require_soffice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")
PATH = {"PATH": os.environ["PATH"]}


def program(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_named_one_comes_before_the_one_on_the_path(tmp_path: Path) -> None:
    named = program(tmp_path / "мой soffice", "LibreOffice 24.8.3.2 0f794b6e2")
    on_path = program(tmp_path / "soffice", "LibreOffice 7.4.7.2 40(Build:2)")
    environ = PATH | {"DOCGEN_SOFFICE": str(named)}
    assert find_soffice(environ, lambda _: str(on_path)) == Office(named, "24.8.3.2", "0f794b6e2")
    assert find_soffice(PATH, lambda _: str(on_path)) == Office(on_path, "7.4.7.2", "40(Build:2)")


def test_libreoffice_under_its_other_name_is_found(tmp_path: Path) -> None:
    path = program(tmp_path / "libreoffice", "LibreOffice 7.6.0.1")
    found = find_soffice(PATH, lambda name: str(path) if name == "libreoffice" else None)
    assert found == Office(path, "7.6.0.1")


def test_a_wrong_name_is_not_replaced_by_another_program(tmp_path: Path) -> None:
    on_path = program(tmp_path / "soffice", "LibreOffice 7.4.7.2")
    environ = PATH | {"DOCGEN_SOFFICE": str(tmp_path / "нет")}
    assert find_soffice(environ, lambda _: str(on_path)) is None
    with pytest.raises(EnvironmentProblem, match=r"DG901.*DOCGEN_SOFFICE.*нет"):
        require_soffice(environ, lambda _: str(on_path))


def test_without_libreoffice_the_run_stops_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docgen.pdf.office._usual_places", lambda _: iter(()))
    with pytest.raises(EnvironmentProblem, match="DG901") as caught:
        require_soffice(PATH, lambda _: None)
    assert "DOCGEN_SOFFICE" in next(iter(caught.value.report)).hint


@pytest.mark.parametrize("says", ["LibreOffice 6.4.7.2", "hello", ""])
def test_an_old_one_and_an_impostor_are_refused(says: str, tmp_path: Path) -> None:
    path = program(tmp_path / "soffice", says)
    with pytest.raises(EnvironmentProblem, match="DG902"):
        require_soffice(PATH, lambda _: str(path))


def test_a_file_that_cannot_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(b"\x7fELF nonsense")
    with pytest.raises(EnvironmentProblem, match="DG902"):
        require_soffice(PATH, lambda _: str(path))


@pytest.mark.soffice
def test_the_one_of_this_machine_is_fit(office: Office) -> None:
    assert require_soffice(os.environ, shutil.which) == office
    assert office.series >= (7, 0)
