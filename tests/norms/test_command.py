"""`docgen check ФАЙЛ…`: finished documents, one or a folder of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.docx.view import view
from tests.cli.running import answer, codes, run
from tests.norms.papers import POINTS, order, regulation, rewrite, saved, spoiled
from tests.norms.test_pdf import GOOD, pdf


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A paper that is right."""
    path = tmp_path / "приказ.docx"
    path.write_bytes(saved(order()))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A paper with one breach."""
    path = tmp_path / "спорный.docx"
    path.write_bytes(spoiled(order, rewrite("ПРИКАЗ", "ПРИКАЗ", "Приказ")))
    return path


def test_a_right_paper_breaks_nothing_and_no_more_is_promised(good: Path) -> None:
    result = run("check", good)
    assert result.exit_code == 0
    assert f"{good}: нарушений профиля gost-2025 не найдено (" in result.stdout
    assert "применяется добровольно" in result.stdout
    assert "соответствует" not in result.stdout


def test_a_breach_is_told_with_its_place_and_the_repair(bad: Path) -> None:
    result = run("check", bad)
    assert result.exit_code == 1
    assert f"{bad}:4" in result.stderr
    assert "DG623" in result.stderr
    assert "Подсказка: Наберите: ПРИКАЗ." in result.stderr
    assert "нарушений профиля gost-2025: 1" in result.stdout


def test_a_folder_means_the_documents_in_it(good: Path, bad: Path) -> None:
    (good.parent / "внутри").mkdir()
    (good.parent / "внутри" / "положение.docx").write_bytes(saved(regulation()))
    (good.parent / "внутри" / "печать.pdf").write_bytes(pdf(*GOOD))
    (good.parent / "~$приказ.docx").write_bytes(b"lock")
    (good.parent / "заметки.txt").write_text("не документ", encoding="utf-8")
    result = run("check", "--json", good.parent)
    assert codes(result) == ["DG623"]
    assert [Path(each["file"]).name for each in answer(result)["files"]] == [
        "печать.pdf",
        "положение.docx",
        "приказ.docx",
        bad.name,
    ]


def test_another_profile_may_be_asked_for(good: Path) -> None:
    assert "профиля gost-2016 не найдено" in run("check", good, "--profile", "gost-2016").stdout
    result = run("check", good, "--profile", "gost-1999")
    assert result.exit_code == 1
    assert "DG659" in result.stderr


def test_the_acts_of_a_text_are_checked_too(good: Path) -> None:
    cited = "Федеральным законом от 29.12.2013 № 273-ФЗ, в соответ".replace("№ ", "№\u00a0")
    good.write_bytes(spoiled(order, rewrite("В целях", "в соответ", f"в связи с {cited}")))
    assert "DG462" in codes(run("check", "--json", good))


def test_findings_may_be_written_as_comments_into_a_copy(
    bad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bad.parent)
    before = bad.read_bytes()
    result = run("check", bad, "--comments")
    copy = bad.parent / "спорный – замечания.docx"
    assert f"Замечания записаны в копию: {copy.name}" in result.stdout
    assert bad.read_bytes() == before
    assert b"DG623" in _member(copy, "word/comments.xml")
    assert view(copy.read_bytes()) == view(before)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("старый.doc", b"\xd0\xcf\x11\xe0", "сохраните как .docx"),
        ("письмо.odt", b"PK", "сохраните как .docx"),
        ("список.xlsx", b"PK", "документ Word (.docx) или PDF"),
        ("скан.pdf", pdf([]), "снимок"),
    ],
)
def test_what_cannot_be_checked_is_said_with_what_to_do(
    name: str, data: bytes, words: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    result = run("check", tmp_path / name)
    assert result.exit_code == 1
    assert "DG658" in result.stderr
    assert words in result.stderr


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    result = run("check", tmp_path / "нет.docx")
    assert result.exit_code == 1
    assert "файла нет" in result.stderr


def test_a_damaged_file_is_reported_and_the_others_are_checked(good: Path) -> None:
    (good.parent / "битый.docx").write_bytes(b"PK broken")
    result = run("check", good.parent, "--comments")
    assert "DG230" in result.stderr
    assert f"{good}: нарушений" in result.stdout


@pytest.mark.parametrize("option", [("--profile", "gost-2016"), ("--comments",)])
def test_what_is_for_files_needs_files(option: tuple[str, ...]) -> None:
    result = run("check", *option)
    assert result.exit_code != 0


def test_no_more_than_a_few_words_of_a_paper_are_told(good: Path) -> None:
    name = "Выдумкиной Анастасии Аполлинарьевне, учителю начальных классов"
    good.write_bytes(spoiled(order, rewrite(POINTS[0], "наставников", f"№5 {name}")))
    (told,) = (each["message"] for each in answer(run("check", "--json", good))["diagnostics"])
    assert len(told) < 90
    assert "Аполлинарьевне" not in told


def _member(path: Path, name: str) -> bytes:
    from zipfile import ZipFile  # noqa: PLC0415  only here

    with ZipFile(path) as archive:
        return archive.read(name)
