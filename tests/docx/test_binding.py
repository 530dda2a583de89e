"""Made documents bound into one: each keeps its page, its headers and its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.docx import Reference, Rich, Run, bind
from docgen.docx.check import check_package
from docgen.docx.stylesheet import Stylesheet
from docgen.docx.weave import STYLES, weave
from docgen.errors import TemplateError
from docgen.pdf import Office
from docgen.resources import templates
from tests.docx.making import compiled, docx, found, root
from tests.soffice import convert

SHEET = Stylesheet.read(templates() / "docx" / STYLES)
ORDER = """\
@page portrait 20 10 20 30 header=10 title restart
@header [Header] Шапка приказа
[Point] {{ one }}
[Point] Второй пункт приказа, см. {{ ref }}
[Subpoint] Подпункт приказа
"""
ANNEX = """\
@page landscape 20 10 20 30 header=10 restart
@header [Header] Шапка приложения
[Point] {{ one }}
[Point.Kept] Второй пункт приложения, см. {{ ref }}
@table Grid 40 40
@row
| [Table.Cell] ячейка
| [Table.Cell] ячейка
@end
"""


def paper(source: str, words: str) -> bytes:
    """Return a document whose second point refers to the first."""
    context: Mapping[str, object] = {
        "one": Rich((Run(words),), bookmark="one"),
        "ref": Reference("one", "1"),
    }
    return compiled(weave(source, SHEET)).render(context).docx


@pytest.fixture(scope="module")
def bound() -> bytes:
    annex = paper(ANNEX, "Первый пункт приложения")
    return bind(paper(ORDER, "Первый пункт приказа"), [annex, annex])


def test_a_bound_document_is_sound(bound: bytes) -> None:
    assert list(check_package(bound, "t.docx")) == []


def test_each_document_is_a_section_with_its_page_and_its_header(bound: bytes) -> None:
    sizes = found(bound, "//w:sectPr/w:pgSz/@w:w")
    assert sizes == ["11906", "16838", "16838"]
    links = found(bound, "//w:sectPr/w:headerReference/@*[local-name()='id']")
    assert len(set(links)) == 3


def test_bookmarks_and_drawings_have_numbers_of_their_own(bound: bytes) -> None:
    starts = found(bound, "//w:bookmarkStart/@w:id")
    assert len(starts) == len(set(starts)) == 3
    names = found(bound, "//w:bookmarkStart/@w:name")
    assert len(set(names)) == 3
    codes = [code.text.split()[1] for code in found(bound, "//w:instrText")]
    assert [code for code in codes if code in names] == names


def test_the_same_documents_are_bound_the_same(bound: bytes) -> None:
    annex = paper(ANNEX, "Первый пункт приложения")
    assert bind(paper(ORDER, "Первый пункт приказа"), [annex, annex]) == bound


def test_a_document_bound_with_nothing_says_the_same() -> None:
    alone = paper(ORDER, "Первый пункт приказа")
    texts = [t.text for t in root(bind(alone, [])).iter("{*}t")]
    assert texts == [t.text for t in root(alone).iter("{*}t")]


def test_what_cannot_be_moved_is_refused_in_words() -> None:
    note = docx('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>')
    with pytest.raises(TemplateError) as raised:
        bind(paper(ORDER, "Первый"), [note])
    (finding,) = raised.value.report
    assert "footnoteReference" in finding.message


@pytest.mark.soffice
def test_lists_begin_anew_and_references_follow(
    bound: bytes, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "t.docx").write_bytes(bound)
    convert(office, tmp_path / "t.docx", tmp_path, "pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "t.pdf").pages]
    assert len(pages) == 3
    assert "1. Первый пункт приказа 2. Второй пункт приказа, см. 1 2.1. Подпункт" in pages[0]
    for page in pages[1:]:
        assert "Шапка приложения" in page
        assert re.search(r"1\. Первый пункт приложения 2\. Второй пункт приложения, см\. 1", page)
