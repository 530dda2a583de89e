"""The tutorial of the readmes is carried out word for word, as a newcomer would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import docgen
from docgen import packs
from docgen.pdf import find_soffice
from docgen.plan import chosen_kinds

ROOT = Path(__file__).parents[1]
PACKAGE = Path(docgen.__file__).parent
TUTORIALS = {"README.md": "Five-minute tutorial", "README.ru.md": "Первые документы за пять минут"}
ORDER = "order-pairs"
OFFICE = find_soffice(os.environ, shutil.which) is not None
_BLOCK = re.compile(r"^```(?P<kind>sh|text|yaml|files)\n(?P<text>.*?)^```$", re.M | re.S)
_COLOUR = re.compile(r"\x1b\[\d*m")

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are run by sh")


def blocks(readme: str) -> list[tuple[str, str]]:
    """Return the blocks of the tutorial: commands, shown output, edited lines, promised files."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    section = text.split(f"## {TUTORIALS[readme]}\n", 1)[1].split("\n## ", 1)[0]
    found = [(block["kind"], block["text"]) for block in _BLOCK.finditer(section)]
    return [block for block in found if OFFICE or "PDF – 1" not in block[1]]


def run(command: str, folder: Path, path: Path) -> str:
    """Run a command as a newcomer would; return all that it said."""
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1", "PYTHONPATH": str(PACKAGE.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    said = _COLOUR.sub("", done.stdout)
    assert done.returncode == ("ОШИБКА" in said), said
    return said


def edit(lines: list[str], programme: Path) -> None:
    """Put each line in the place of the one that has the same id, with or without its «#»."""
    text = programme.read_text(encoding="utf-8")
    for line in lines:
        start = line.partition(",")[0].strip()
        text, times = re.subn(rf"^ *(# )?{re.escape(start)},.*$", lambda _: line, text, flags=re.M)  # noqa: B023  called at once
        assert times == 1, line
    programme.write_text(text, encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder for PATH with the command `docgen` of the Python that runs the tests."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "docgen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m docgen "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def test_the_russian_tutorial_works_as_it_is_written(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "Мои документы"
    folder.mkdir()
    said = ""
    for kind, text in blocks("README.ru.md"):
        lines = text.splitlines()
        if kind == "sh":
            said = " ".join(run(text, folder, path).split())
        elif kind == "text":
            assert [line for line in lines if " ".join(line.split()) not in said] == [], said
        elif kind == "yaml":
            edit(lines, folder / "Школа" / "programme.yaml")
        else:
            wanted = [line for line in lines if OFFICE or not line.endswith(".pdf")]
            assert [line for line in wanted if not (folder / line).is_file()] == []


def test_the_english_tutorial_does_the_same_and_names_one_kind_by_its_id() -> None:
    english, russian = (blocks(readme) for readme in TUTORIALS)
    called = [(kind, text.replace("закрепление", ORDER)) for kind, text in russian]
    assert english == called != russian
    meant, _ = chosen_kinds(packs.stack(), ("закрепление",))
    assert ORDER in {kind.name for kind in meant}
    assert {"sh", "text", "yaml", "files"} == {kind for kind, _ in english}


@pytest.mark.parametrize("readme", TUTORIALS)
def test_a_readme_opens_with_its_purpose_a_picture_and_the_two_commands(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    opening = text.split("\n## ", 1)[0]
    picture = re.search(r"!\[[^]]+\]\((docs/images/\S+\.png)\)", opening)
    assert picture is not None
    assert (ROOT / picture[1]).stat().st_size < 100_000
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("demo", "test"):
        assert f"make {command}" in opening
        assert f"\n{command}:" in targets
