"""References and restarted lists as LibreOffice prints them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.docx import Reference, Rich, Run
from tests.docx.making import docx, p, rendered

pytestmark = [
    pytest.mark.soffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for level, text in enumerate(("%1.", "%1.%2.", "%1.%2.%3."))
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def numbered(text: str, level: int) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def printed(data: bytes, folder: Path) -> str:
    """Convert to PDF with a profile of its own and read the words."""
    (folder / "t.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "t.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return " ".join(PdfReader(folder / "t.pdf").pages[0].extract_text().split())


def test_a_reference_prints_the_number_without_its_last_stop(tmp_path: Path) -> None:
    clause = Rich((Run("цель"),), bookmark="general.aim")
    point = Rich((Run("подпункт"),), bookmark="general.aim.one")
    both = Rich(
        (
            Run("см. "),
            Reference("general.aim", "0.0"),
            Run(" и "),
            Reference("general.aim.one", "0.0"),
            Run(" конец"),
        )
    )
    data = docx(
        numbered("Раздел", 0),
        numbered("первый", 1),
        numbered("{{ clause }}", 1),
        numbered("{{ point }}", 2),
        numbered("изнутри: {{ both }}", 2),
        p("снаружи: {{ both }}"),
        parts={"numbering": NUMBERING},
    )
    words = printed(rendered(data, clause=clause, point=point, both=both).docx, tmp_path)
    assert "изнутри: см. 1.2 и 1.2.1 конец" in words
    assert "снаружи: см. 1.2 и 1.2.1 конец" in words


def test_a_restarted_list_counts_from_one(tmp_path: Path) -> None:
    data = docx(
        p("{% for x in xs %}"),
        p("{% restart_numbering %}"),
        p("группа"),
        p("{% for y in x %}"),
        numbered("{{ y }}", 0),
        p("{% endfor %}"),
        p("{% endfor %}"),
        parts={"numbering": NUMBERING},
    )
    words = printed(rendered(data, xs=[["а", "б"], ["в"]]).docx, tmp_path)
    assert words == "группа 1. а 2. б группа 1. в"
