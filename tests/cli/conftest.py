"""Programmes for the tests of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """The folder of a programme that is whole and right."""
    assert run("new", "Наша программа", "-C", tmp_path, "--yes").exit_code == 0
    return tmp_path / "Наша программа"


@pytest.fixture
def wrong(programme: Path) -> Path:
    """A programme with a mistake on a line of its own."""
    path = programme / "programme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  curators:", "  куратор:"), encoding="utf-8")
    return programme


@pytest.fixture
def doubtful(programme: Path) -> Path:
    """A programme with a warning and no error: a Latin letter in a Russian word."""
    path = programme / "programme.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("post: директор", "post: дирeктор"), encoding="utf-8")
    return programme
