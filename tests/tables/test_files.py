"""Files that are no tables, or no longer: what is said of them, and that nothing falls over."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import DataError
from docgen.tables import is_declensions, read_book
from docgen.tables.compound import is_endless
from tests.tables.making import csv, take, xlsx

ROWS = [["ФИО", "Класс"], ["Клеёв Марк Ильич", "7Б"]]
OLD_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path: Path) -> Diagnostic:
    """Return why a file is not read."""
    with pytest.raises(DataError) as stopped:
        read_book(path)
    (found,) = stopped.value.report
    assert found.code == "DG310"
    assert found.hint
    return found


def without_sectors() -> bytes:
    """Return the head of an old workbook whose sectors are lost: it makes calamine panic."""
    sizes = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    table = struct.pack("<IIIIIIIIII", 0, 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    return OLD_BOOK + bytes(16) + sizes + table + b"\xff" * 432


def with_chains(sectors: list[tuple[int, ...]], further: int = 0xFFFFFFFE) -> bytes:
    """Return an old workbook whose first sector is the table of chains."""
    head = OLD_BOOK + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, further, 0)
    tables = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    body = (struct.pack("<128I", *each, *[0xFFFFFFFF] * (128 - len(each))) for each in sectors)
    return head + tables + b"".join(body)


def zipped(name: str) -> bytes:
    """Return a zip with one member."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "он пуст"),
        (b"PK\x03\x04 broken", "он повреждён"),
        (OLD_BOOK + b" broken", "он повреждён"),
        (without_sectors(), "он повреждён"),
        (OLD_BOOK + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "он защищён паролем"),
        (zipped("word/document.xml"), "это документ Word"),
        (b"%PDF-1.7", "это PDF, а не таблица"),
        (b"\xef\xbb\xbf\r\n<html><table>", "внутри веб-страница или XML, а не книга Excel"),
        ("ФИО;Класс\nКим Лев;7Б\n".encode("cp1251") + b"\x98", "кодировка его текста не узнана"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_that_says_why(
    content: bytes, reason: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert not is_declensions(path)
    assert refused(path).message == f"Файл «a.xls» не читается: {reason}"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        with_chains([(0xFFFFFFFD, 1), ()]),
        with_chains([(0xFFFFFFFD, 2, 3, 1), (), (), ()]),
        with_chains([(0xFFFFFFFD, 0xFFFFFFFE), (0xFFFFFFFF,) * 127 + (1,)], further=1),
    ],
)
def test_an_old_workbook_whose_sectors_go_round_is_not_read_until_no_memory_is_left(
    content: bytes, tmp_path: Path
) -> None:
    assert is_endless(content)
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert not is_declensions(path)
    assert refused(path).message == "Файл «a.xls» не читается: он повреждён"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        OLD_BOOK + bytes(100),
        with_chains([]),
        with_chains([(0xFFFFFFFD, 2, 0xFFFFFFFE, 900), (), ()]),
        with_chains([(0xFFFFFFFD,)], further=0)[:-4],
    ],
)
def test_an_old_workbook_that_was_cut_short_is_not_endless(content: bytes) -> None:
    assert not is_endless(content)


def test_a_workbook_is_read_though_its_list_of_members_is_damaged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    whole = path.read_bytes()
    version = whole.index(b"PK\x01\x02") + 6
    path.write_bytes(whole[:version] + b"\xff\xff" + whole[version + 2 :])
    assert len(take(tmp_path, path).added("people", 2)) == 1


def test_a_folder_and_a_name_with_a_slip_are_findings(tmp_path: Path) -> None:
    assert refused(tmp_path).message == f"«{tmp_path}» – папка, а не файл"
    assert refused(tmp_path / "a.xlsx").hint == "Проверьте имя файла и папку."
    xlsx(tmp_path / "Список 7Б.xlsx", ROWS)
    assert refused(tmp_path / "Список7Б.xlsx").hint == "Возможно, «Список 7Б.xlsx»."
    assert len(read_book(tmp_path / "Список 7Б.xlsx").sheets) == 1


def test_a_quotation_mark_without_its_second_one_swallows_nobody(tmp_path: Path) -> None:
    rows = ["sep=;", "ФИО;Класс", '"Клеёв\r\nМарк Ильич";7Б', '"Ким Лев;7Б', "Пеналов Лев;7Б"]
    path = csv(tmp_path / "a.csv", "\r\n".join(rows))
    assert "в строке 5 открыта кавычка, у которой нет пары" in refused(path).message
    path = csv(tmp_path / "a.csv", "\r\n".join(rows).replace('"Ким', "Ким"))
    assert len(take(tmp_path, path).added("people", 2)) == 3
    ended = csv(tmp_path / "b.csv", "ФИО;Класс\r\nКим Лев Ильич;7Б\r\n")
    assert [len(read_book(each).sheets[0].rows) for each in (path, ended)] == [5, 2]


def test_findings_stand_as_the_rows_do() -> None:
    spots = ["A2", "AA2", "B10", "A11", "строка 3"]
    found = Report(Diagnostic("DG315", "", Place("a", spot=f"лист «7», {spot}")) for spot in spots)
    assert [each.place.spot[10:] for each in found] == ["A2", "AA2", "строка 3", "B10", "A11"]
