"""References and restarted lists as LibreOffice prints them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.docx import Reference, Rich, Run
from docgen.pdf import Office
from tests.docx.making import docx, p, rendered
from tests.soffice import convert

pytestmark = pytest.mark.soffice

Printed = Callable[[bytes], str]
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


@pytest.fixture
def printed(office: Office, tmp_path: Path) -> Printed:
    """Convert to PDF with a profile of its own and read the words."""

    def make(data: bytes) -> str:
        (tmp_path / "t.docx").write_bytes(data)
        convert(office, tmp_path / "t.docx", tmp_path, "pdf")
        return " ".join(PdfReader(tmp_path / "t.pdf").pages[0].extract_text().split())

    return make


def test_a_reference_prints_the_number_without_its_last_stop(printed: Printed) -> None:
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
    words = printed(rendered(data, clause=clause, point=point, both=both).docx)
    assert "изнутри: см. 1.2 и 1.2.1 конец" in words
    assert "снаружи: см. 1.2 и 1.2.1 конец" in words


def test_a_restarted_list_counts_from_one(printed: Printed) -> None:
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
    words = printed(rendered(data, xs=[["а", "б"], ["в"]]).docx)
    assert words == "группа 1. а 2. б группа 1. в"
