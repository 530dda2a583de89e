"""What a command does not need it does not import: `--help` and `check` answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import own_environ

_PROBE = """
import sys
from docgen.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=open({names!r}, "w", encoding="utf-8"))
"""
HEAVY = {"docx", "docxtpl", "pymorphy3", "pypdf"}
LIBRARIES = HEAVY | {"jinja2", "jsonschema_rs", "lxml", "markdown_it", "pytrovich", "yaml"}


def _imported(folder: Path, *arguments: str) -> set[str]:
    names = folder / "modules.txt"
    subprocess.run(
        [sys.executable, "-c", _PROBE.format(names=str(names)), *arguments],
        env=own_environ(),
        check=True,
        capture_output=True,
        timeout=60,
    )
    return set(names.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_help_imports_no_library_but_click(tmp_path: Path, arguments: list[str]) -> None:
    imported = _imported(tmp_path, *arguments)
    assert "click" in imported
    assert imported & LIBRARIES == set()
    assert imported & {"docgen.engine", "docgen.source", "docgen.schema", "docgen.russian"} == set()


def test_new_imports_nothing_of_documents(tmp_path: Path) -> None:
    assert (
        _imported(tmp_path, "new", "-y", "-C", str(tmp_path)) & {"docx", "docxtpl", "pypdf"}
        == set()
    )


def test_check_imports_nothing_that_makes_documents(programme: Path, tmp_path: Path) -> None:
    # Whether a form is doubtful, the dictionary is asked.
    heavy = HEAVY - {"pymorphy3"} | {"xlsxwriter", "python_calamine"}
    assert _imported(tmp_path, "check", "-C", str(programme)) & heavy == set()


def test_explain_imports_no_engine(tmp_path: Path) -> None:
    assert "docgen.engine" not in _imported(tmp_path, "explain", "DG101")
