"""`scripts/setup.sh`: what it says where something is missing that it may not install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "setup.sh"
# No package manager among them, and nothing that could make an environment.
TOOLS = "sh cat cd dirname env grep id mkdir pwd rm tail uname".split()

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not SCRIPT.is_file(), reason="a script of the checkout, for POSIX"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with nothing but the script, under a name with spaces and Cyrillic."""
    folder = tmp_path / "Мои проекты" / "docgen 1"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(SCRIPT, folder / "scripts")
    return folder


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder of the few programs that every system has."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    return folder


def _setup(checkout: Path, tools: Path, python: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", checkout / "scripts" / "setup.sh"],
        cwd=tools,
        env={"PATH": str(tools), "PYTHON": str(python), "CDPATH": "/"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_missing_python_is_named(checkout: Path, tools: Path) -> None:
    done = _setup(checkout, tools, "python-нет")
    assert done.returncode == 1
    assert done.stderr.startswith("Нужен Python 3.11 или новее (сейчас: нет).")
    assert done.stdout == ""


def test_a_python_without_venv_is_said_with_the_package_to_install(
    checkout: Path, tools: Path, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    for module in ("ensurepip", "virtualenv"):
        (hidden / f"{module}.py").write_text("raise ImportError\n", encoding="utf-8")
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{hidden}" exec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    done = _setup(checkout, tools, python)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Не хватает модуля venv. Установите сами: sudo apt-get install python3-venv"
    )
    assert not (checkout / ".venv").exists()


@pytest.mark.skipif(shutil.which("dash") is None, reason="needs the strictest of the shells")
def test_the_script_is_posix_shell() -> None:
    assert subprocess.run(["dash", "-n", SCRIPT], check=False, timeout=60).returncode == 0
