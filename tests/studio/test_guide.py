"""The steps of docs/templates.md for editing in Word do what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from docx import Document as opened
from docx.shared import Pt

from tests.cli.running import run

GUIDE = (Path(__file__).parents[2] / "docs/templates.md").read_text("utf-8")


def block(kind: str) -> list[str]:
    """Return the lines of the only block of a kind about words."""
    (found,) = re.findall(rf"```{kind} words\n(.*?)```", GUIDE, re.S)
    return str(found).splitlines()


def test_the_steps_of_the_guide_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    edit, adopt = (shlex.split(line)[1:] for line in block("sh"))
    assert run(*edit).exit_code == 0
    document = opened(adopt[2])
    document.styles["Req.Kind"].font.size = Pt(18)
    later = next(each for each in document.paragraphs if "исполняет работник" in each.text)
    later.add_run(" Сразу.")
    document.save(adopt[2])
    done = run(*adopt, typed="да\n")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[: len(block("text"))] == block("text")
    written = sorted(path.name for path in Path("templates/docx/order-curator").iterdir())
    assert written == ["amendments.yaml", "template.docx"]
