"""Parts of documents that nobody made with docgen: found as a clerk would find them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document

from docgen import norms, packs
from docgen.norms.dates import dates_in
from docgen.norms.stamps import act_number
from tests.norms.papers import NB, left, middle, order, saved, text

PROFILE = norms.profile("gost-2025", packs.stack())


def parts(*lines: str | Callable[[Document], Any]) -> norms.Requisites:
    """Return the parts of a paper of these lines; what is not a function stands at the left."""
    paper = docx.Document()
    for each in lines:
        if callable(each):
            each(paper)
        else:
            left(paper, each)
    document, report = norms.read_document(saved(paper), "чужой.docx")
    assert document is not None, list(report)
    return norms.Requisites(document, PROFILE)


def centred(words: str) -> Callable[[Document], Any]:
    return lambda paper: middle(paper, words, bold=True)


def beside(*cells: str) -> Callable[[Document], Any]:
    """Return what puts texts beside one another in a table without lines."""

    def put(paper: Document) -> None:
        row = paper.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words

    return put


ORDER = parts(
    centred("МБОУ «Средняя школа № 12»"),
    centred("П Р И К А З"),
    f"«05» сентября 2026 г.{' ' * 60}№ 45-о",
    "«Об организации наставничества»",
    "В соответствии с планом работы школы на учебный год ПРИКАЗЫВАЮ:",
    "1. Назначить куратором заместителя директора Выдумкину О.П.",
    "Директор школы                                  И.И. Вымышленная",
    "С приказом ознакомлены:",
    "Приложение 1",
    "к приказу от 05.09.2026 № 45-о",
)


def test_an_order_with_letters_set_apart_is_an_order() -> None:
    assert ORDER.kind is not None
    assert (ORDER.kind.id, ORDER.kind_name, ORDER.gender) == ("order", "приказ", "m")


def test_date_and_number_may_be_pushed_apart_by_spaces() -> None:
    assert ORDER.date is not None
    assert (ORDER.date.day, ORDER.number) == (date(2026, 9, 5), "45-о")


def test_a_resolving_word_may_end_a_sentence() -> None:
    assert ORDER.resolve is not None
    assert ORDER.resolve.text.endswith("ПРИКАЗЫВАЮ:")


def test_a_signature_is_a_post_and_a_name_not_a_clause_with_a_name() -> None:
    assert ORDER.signature is not None
    assert (ORDER.signature.post, ORDER.signature.name) == ("Директор школы", "И.И. Вымышленная")


@pytest.mark.parametrize("seal", ["М.П.", f"М.{NB}П.", "(М. П.)"])
def test_the_place_of_a_seal_behind_a_name_is_no_initials(seal: str) -> None:
    found = parts(centred("ПРИКАЗ"), "ПРИКАЗЫВАЮ:", f"Директор\tИ.{NB}И.{NB}Вымышленная {seal}")
    assert found.signature is not None
    assert (found.signature.name, found.signature.turned) == ("И. И. Вымышленная", False)


def test_an_annex_knows_its_order() -> None:
    assert [(mark.number, mark.act) for mark in ORDER.annexes] == [(1, "45-о")]


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        (centred("Положение о системе наставничества в школе № 12"), "regulation", "положение"),
        (centred("ПЛАН"), "plan", "план"),
        (centred("Дорожная карта (план мероприятий)"), "plan", "дорожная карта"),
        (centred("Анкета наставляемого"), "survey", "анкета"),
        (centred("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 1"), "agreement", "дополнительное соглашение"),
    ],
)
def test_a_kind_is_known_by_its_title(
    line: Callable[[Document], Any], kind: str, name: str
) -> None:
    found = parts(line)
    assert found.kind is not None
    assert (found.kind.id, found.kind_name) == (kind, name)


@pytest.mark.parametrize(
    "line",
    [
        "Приказ директора размещён на сайте школы.",
        lambda paper: text(paper, "Положение определяет порядок наставничества в школе."),
        centred("Разговор о важном"),
    ],
)
def test_a_sentence_is_no_title(line: Any) -> None:
    assert parts(line).kind is None


@pytest.mark.parametrize(
    "lines",
    [
        (beside("ПРИНЯТО\nпротокол от 30.08.2026 № 1", "УТВЕРЖДАЮ\nДиректор\n01.09.2026"),),
        (
            "ПРИНЯТО\t\t\tУТВЕРЖДАЮ",
            "протокол от 30.08.2026 № 1\t\tДиректор",
            "педагогический совет\t\t01.09.2026",
        ),
        (f"ПРИНЯТО{' ' * 40}УТВЕРЖДАЮ", f"протокол от 30.08.2026 № 1{' ' * 20}01.09.2026"),
    ],
)
def test_stamps_may_stand_side_by_side(lines: tuple[Any, ...]) -> None:
    accepted, approved = parts(*lines, centred("ПОЛОЖЕНИЕ")).stamps
    assert (accepted.word, accepted.gender, accepted.number) == ("ПРИНЯТО", "", "1")
    assert (approved.word, approved.gender) == ("УТВЕРЖДАЮ", "i")
    assert approved.date is not None
    assert approved.date.text == "01.09.2026"


def test_a_stamp_ends_where_the_title_stands() -> None:
    found = parts("УТВЕРЖДЕНА", "приказом школы", "от 01.09.2026 № 46", centred("ПРОГРАММА"))
    (stamp,) = found.stamps
    assert stamp.lines == ("УТВЕРЖДЕНА", "приказом школы", "от 01.09.2026 № 46")
    assert found.kind_name == "программа"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"приказом МБОУ «СОШ №{NB}5» от 11.09.2026 №{NB}118-од", "118-од"),
        ("Приказ № 45 от 01.09.2026", "45"),
        ("приказом школы № 5", ""),
        ("от «___» ________ 20__ г. № ____", ""),
    ],
)
def test_the_number_of_an_act_is_not_that_of_the_school(text: str, number: str) -> None:
    assert act_number(text) == number


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("от 05.10.2026 до 5 июня 2027 г.", ["2026-10-05", "2027-06-05"]),
        ("ГОСТ Р 7.0.97-2025, пункт 1.2.3, тел. 8.900.1234567", []),
        ("31.02.2026", ["None"]),
        ("5.6.26", ["2026-06-05"]),
    ],
)
def test_dates_are_told_from_other_numbers(text: str, days: list[str]) -> None:
    assert [str(found.day) for found in dates_in(text)] == days


def bound(*, apart: bool) -> bytes:
    """Return an order and the rules that it approves, bound behind it."""
    paper = order()
    if apart:
        paper.add_page_break()
    for words in ("УТВЕРЖДЕНО", "приказом школы", f"от 05.10.2026 №{NB}15-од"):
        left(paper, words, left=90)
    middle(paper, "ПОЛОЖЕНИЕ", bold=True)
    middle(paper, "о наставничестве")
    return saved(paper)


def test_what_an_order_approves_may_be_bound_behind_it() -> None:
    examined = norms.examine(bound(apart=True), PROFILE)
    assert [found.kind_name for found in examined.parts] == ["приказ", "положение"]
    assert list(examined.report) == []


def test_a_stamp_in_the_middle_of_a_page_begins_no_document() -> None:
    examined = norms.examine(bound(apart=False), PROFILE)
    assert [found.kind_name for found in examined.parts] == ["приказ"]
    assert {"DG630", "DG632"} <= {found.code for found in examined.report}


@pytest.mark.parametrize(("indent", "words"), [(90, ["УТВЕРЖДЕНА"]), (0, [])])
def test_a_stamp_in_small_letters_is_one_only_in_its_corner(indent: int, words: list[str]) -> None:
    found = parts(lambda paper: left(paper, "Утверждена приказом", left=indent), centred("ПЛАН"))
    assert [stamp.word for stamp in found.stamps] == words


def test_the_number_of_minutes_may_stand_behind_their_name() -> None:
    found = parts(centred("ПРОТОКОЛ № 7"), "заседания совета", "30.08.2026")
    assert (found.number, found.date and found.date.day) == ("7", date(2026, 8, 30))


def test_letters_may_be_set_far_apart_and_a_table_holds_no_date_of_the_paper() -> None:
    def table(paper: Document) -> None:
        paper.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0].text = "№ п/п"

    found = parts(centred("П  Р  И  К  А  З"), table)
    assert (found.kind_name, found.number, found.date_line) == ("приказ", "", None)
