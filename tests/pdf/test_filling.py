"""Documents are joined with those only of which LibreOffice guesses that they fill pages alike."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from docgen.pdf.filling import filling, midst, weight
from docgen.pdf.joining import join
from docgen.pdf.paper import look
from tests.packages import SECTION, document, package, paragraph

WORDS = paragraph("Слова")
CELL = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"


def body(*blocks: str) -> etree._Element:
    return etree.fromstring(document("".join(blocks)).encode())[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WORDS * 20, 25),
        (CELL * 10, 25),
        (WORDS * 60, 25),
        (WORDS * 98, 0),
        (WORDS * 103, 0),
        (WORDS * 500, 20),
        (WORDS * 1500, 23),
        (WORDS * 2500, 26),
        (WORDS * 12_000, 53),
        (CELL * 40, 53),
    ],
)
def test_the_guess_follows_from_what_a_document_holds(text: str, expected: int) -> None:
    assert filling(body(text)) == expected


def test_documents_of_another_guess_are_of_another_kin_and_doubtful_ones_of_none(
    tmp_path: Path,
) -> None:
    kin = []
    for count in (30, 90, 100, 300, 600):
        path = tmp_path / f"{count}.docx"
        path.write_bytes(package({"word/document.xml": document(WORDS * count + SECTION)}))
        kin.append(look(path).kin)
    assert kin[0] == kin[1] != kin[3] == kin[4]
    assert kin[2] == ""


@pytest.mark.parametrize("count", [30, 90, 150, 700])
def test_a_joint_weighs_what_its_documents_are_laid_out_alike_with(count: int) -> None:
    one = package({"word/document.xml": document(WORDS * count + SECTION)})
    usual = midst(filling(body(WORDS * count)))
    for many in (2, 40):
        with zipfile.ZipFile(io.BytesIO(join([one] * many))) as archive:
            joint = etree.fromstring(archive.read("word/document.xml"))[0]
        closing = many  # the empty paragraphs that end sections; LibreOffice drops them
        assert min(many * count, usual - 20) <= weight(joint) - closing <= usual + 20
