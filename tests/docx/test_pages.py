"""On paper: page numbers, annexes, signatures and tables are where the standard wants them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from docgen import resources
from docgen.docx.stylesheet import Stylesheet
from docgen.docx.weave import STYLES, TITLE, weave
from docgen.pdf import LibreOffice, Office
from tests.docx.making import rendered

pytestmark = pytest.mark.soffice

SHEET = Stylesheet.read(resources.templates() / "docx" / STYLES)
PAGE = "@page portrait 20 10 20 30 header=10 title restart\n@header [Header] <field PAGE>\n"
SIGNATURE = (
    "[Point.Kept] Последний пункт приказа.\n"
    "@table Signature 75 30 65\n@row\n"
    "| [Req.Sign] Директор\n| [Req.Sign]\n| at=bottom [Req.Sign.Name] П. П. Примеров\n"
    "@end\n[Break]\n"
)
POINTS_IN_MM = 72 / 25.4


Read = Callable[[bytes], PdfReader]
Printed = Callable[[str], list[PageObject]]


@pytest.fixture
def read(office: Office, tmp_path: Path) -> Read:
    """Print a document by LibreOffice."""

    def make(data: bytes) -> PdfReader:
        made = tmp_path / "документ.docx"
        made.write_bytes(data)
        pdf = made.with_suffix(".pdf")
        conversion = LibreOffice(office, os.environ, temporary=tmp_path).convert([(made, pdf)])
        assert conversion.report.ok, list(conversion.report)
        return PdfReader(pdf)

    return make


@pytest.fixture
def printed(read: Read) -> Printed:
    """Return the pages of a source printed by LibreOffice."""
    return lambda text: list(read(weave(text, SHEET)).pages)


def words(page: PageObject) -> list[tuple[str, float, float]]:
    """Return the pieces of text of a page with their places in points from the lower left."""
    found: list[tuple[str, float, float]] = []

    def note(text: str, _: object, matrix: list[float], *rest: object) -> None:
        if text.strip():
            found.append((text.strip(), matrix[4], matrix[5]))

    page.extract_text(visitor_text=note)
    return found


def number(page: PageObject) -> tuple[str, float, float] | None:
    """Return what stands in the top margin."""
    margin = float(page.mediabox.height) - 20 * POINTS_IN_MM
    return next((word for word in words(page) if word[2] > margin), None)


def test_the_window_of_a_pdf_shows_the_title_of_the_document(read: Read) -> None:
    template = weave(f"{PAGE}[Text] Текст\n", SHEET, title=TITLE)
    names = {"document": {"title": "ПРИКАЗ"}, "school": {"short_name": "СОШ № 1"}}
    metadata = read(rendered(template, **names).docx).metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == ("ПРИКАЗ", "СОШ № 1")


def test_numbers_start_on_the_second_page_and_anew_in_an_annex(printed: Printed) -> None:
    body = "[Text] Абзац текста приказа.\n" * 60
    pages = printed(f"{PAGE}{body}{PAGE}{body}")
    assert [number(page) and number(page)[0] for page in pages] == [None, "2", None, "2"]  # type: ignore[index] # a truthy number is a tuple
    _, left, bottom = number(pages[1]) or ("", 0, 0)
    middle = (30 + 170 / 2) * POINTS_IN_MM
    assert left == pytest.approx(middle - 3.5, abs=2 * POINTS_IN_MM)  # a digit is 7 points wide
    assert 842 - bottom >= 10 * POINTS_IN_MM


def test_a_signature_is_never_alone_on_a_page(printed: Printed) -> None:
    point = "[Point] Пункт приказа.\n"
    orders = [PAGE + point * count + SIGNATURE for count in range(26, 36)]
    pages = [page.extract_text() for page in printed("".join(orders))]
    signed = [text for text in pages if "Примеров" in text]
    assert len(signed) == len(orders)
    assert len(pages) > len(orders)
    for text in signed:
        assert "Последний пункт" in text


def test_a_long_table_repeats_its_head_and_does_not_tear_its_rows(printed: Printed) -> None:
    row = "@row\n| [Table.Number] 1\n| [Table.Cell] первая<br>вторая<br>последняя\n"
    head = "@row\n| [Table.Head] №\n| [Table.Head] Мероприятие\n"
    pages = printed(f"{PAGE}@table Grid 10 160 header=1\n{head}{row * 40}@end\n[Break]\n")
    assert len(pages) > 1
    for page in pages:
        text = page.extract_text()
        assert text.count("Мероприятие") == 1
        assert text.count("первая") == text.count("последняя")


def test_a_row_longer_than_a_page_loses_nothing(printed: Printed) -> None:
    long = "<br>".join(f"строка {n}." for n in range(120))
    pages = printed(f"{PAGE}@table Grid 170\n@row\n| [Table.Cell] {long}\n@end\n[Break]\n")
    text = "".join(page.extract_text() for page in pages)
    assert all(f"строка {n}." in text for n in range(120))


def test_lists_count_anew_under_each_heading(printed: Printed) -> None:
    body = (
        "[Section] Раздел\n[Clause] Пункт\n[Item.Numbered] а\n[Item.Numbered] б\n[Clause] Пункт\n"
        "[Item.Numbered] в\n[Heading2] Форма\n[Lead] Задачи:\n[Numbered] г\n[Numbered] д\n"
        "[Lead] Итоги:\n[Numbered] е\n[Section] Раздел\n[Clause] Пункт\n[Annex.Title] Первое\n"
        "[Annex.Clause] ж\n[Annex.Subclause] з\n[Annex.Title] Второе\n[Annex.Clause] и\n"
        "[Point] Пункт\n[Point.Kept] Конец\n"
    )
    (page,) = printed(PAGE + body)
    assert [" ".join(line.split()) for line in page.extract_text().splitlines()] == [
        "1. Раздел",
        "1.1. Пункт",
        "1) а",
        "2) б",
        "1.2. Пункт",
        "1) в",
        "1.3. Форма",
        "Задачи:",
        "1) г",
        "2) д",
        "Итоги:",
        "1) е",
        "2. Раздел",
        "2.1. Пункт",
        "Первое",
        "1. ж",
        "1.1. з",
        "Второе",
        "1. и",
        "1. Пункт",
        "2. Конец",
    ]
