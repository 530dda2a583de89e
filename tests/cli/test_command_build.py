"""`docgen build`: what is made, what is said, and what is left when something goes wrong."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from docgen import resources
from docgen.cli.guard import heed_the_end
from docgen.cli.meter import Meter
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.engine.errata import errata
from tests.cli.running import (
    NO_OFFICE,
    answer,
    codes,
    own_environ,
    process,
    run,
    started,
    wait_until,
)

BASE = "1 Основные документы"


def test_named_kinds_are_made_by_russian_words_and_by_ids(programme: Path, tmp_path: Path) -> None:
    out = tmp_path / "Готово"
    result = run("build", "дорожная", "model", "-C", programme, "-o", out)
    assert result.exit_code == 0
    made = ["07 Целевая модель наставничества.docx", "08 Дорожная карта.docx"]
    assert sorted(path.name for path in (out / BASE).iterdir()) == made
    assert f"Готово: 2 документа. Папка: {out}" in result.stdout


def test_all_orders_are_meant_by_one_word(programme: Path) -> None:
    found = answer(run("build", "приказы", "--dry-run", "--json", "-C", programme))
    assert [Path(name).name.split()[1] for name in found["planned"]] == ["Приказ"] * 4


def test_documents_go_into_a_folder_beside_the_programme(programme: Path) -> None:
    assert process("build", "model", cwd=programme).returncode == 0
    assert [path.suffix for path in (programme / "Готово" / BASE).iterdir()] == [".docx"]


def test_what_is_left_to_fill_in_is_listed(programme: Path, tmp_path: Path) -> None:
    result = run("build", "order-adoption", "-C", programme, "-o", tmp_path / "out")
    assert "Осталось заполнить (в документах выделено жёлтым):" in result.stdout
    assert "  – номер: Приказ о внедрении" in result.stdout


def test_a_dry_run_makes_nothing(programme: Path, tmp_path: Path) -> None:
    result = run("build", "--dry-run", "-C", programme, "-o", tmp_path / "out")
    assert result.stdout.startswith("Будет создано: 29 документов.\n")
    assert not (tmp_path / "out").exists()


def test_an_unknown_kind_is_a_finding_with_the_list_and_nothing_is_made(
    programme: Path, tmp_path: Path
) -> None:
    result = run("build", "прказы", "-C", programme, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "«прказы»" in result.stderr
    assert "order-adoption" in result.stderr
    assert "Документы не созданы" in result.stdout
    assert not (tmp_path / "out").exists()


def test_nothing_is_made_of_a_wrong_programme(wrong: Path, tmp_path: Path) -> None:
    result = run("build", "-C", wrong, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "Итог: 1 ошибка. Документы не созданы." in result.stdout
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"ошибки.xlsx", ".docgen"}


def test_json_names_the_files_and_their_blanks(programme: Path, tmp_path: Path) -> None:
    result = run("build", "order-adoption", "--json", "-C", programme, "-o", tmp_path / "out")
    (output,) = answer(result)["outputs"]
    assert (output["kind"], output["pdf"]) == ("order-adoption", None)
    assert Path(output["docx"]).is_file()
    assert "номер: Приказ о внедрении" in output["blanks"]


def test_without_libreoffice_the_documents_are_made_and_the_code_is_3(
    programme: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run("build", "model", "--pdf", "-C", programme, "-o", out, environ=NO_OFFICE)
    assert result.exit_code == 3
    assert "DG901" in result.stderr
    assert "Готово: 1 документ." in result.stdout
    assert [path.suffix for path in (out / BASE).iterdir()] == [".docx"]


def test_a_folder_that_cannot_be_made_is_said_with_code_3(programme: Path, tmp_path: Path) -> None:
    (tmp_path / "файл").write_text("занято", encoding="utf-8")
    for flags in ((), ("--json",)):
        result = run("build", *flags, "-C", programme, "-o", tmp_path / "файл" / "out")
        assert result.exit_code == 3
        assert "DG570" in (result.stdout if flags else result.stderr)
    assert codes(result) == ["DG570"]


def test_a_school_s_broken_template_is_a_finding_in_json_too(programme: Path) -> None:
    kind = programme / "templates" / "docx" / "memo"
    kind.mkdir(parents=True)
    (kind / "kind.yaml").write_text("title: Памятка\nshort: Памятка\nextends: memo\n", "utf-8")
    result = run("build", "--json", "-C", programme)
    assert result.exit_code == 1
    assert codes(result) == ["DG265"]


@pytest.mark.soffice
def test_pdf_lie_beside_the_documents(programme: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("build", "model", "--pdf", "-C", programme, "-o", out)
    assert result.exit_code == 0
    assert sorted(path.suffix for path in (out / BASE).iterdir()) == [".docx", ".pdf"]
    assert "Готово: 1 документ, из них с PDF – 1." in result.stdout


# Whoever runs the tests in the background ignores Ctrl-C for all its children.
_INTERRUPTIBLE = """
import signal
from docgen.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_documents_and_a_sentence(tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out"
    sample = resources.samples() / "kvantorium"
    command = (sys.executable, "-c", _INTERRUPTIBLE, "build", "-j", jobs, "-C", sample, "-o", out)
    quiet = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    with started(*command, environ=own_environ(), **quiet) as running:
        wait_until(lambda: running.poll() is not None or any(out.rglob("*.docx")))
        os.killpg(running.pid, signal.SIGINT)  # a console tells all of them
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "DG561  Работа прервана" in said.decode()
    assert "Traceback" not in said.decode()
    made = [path for path in out.rglob("*") if path.is_file() and path.parent != out / ".docgen"]
    assert made
    assert [path.suffix for path in made] == [".docx"] * len(made)
    assert [zipfile.ZipFile(path).testzip() for path in made] == [None] * len(made)


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_a_closed_window_is_taken_as_ctrl_c_unless_the_run_was_started_deaf_to_it() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        heed_the_end()
        signal.raise_signal(signal.SIGHUP)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_second_run_says_that_nothing_changed(programme: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        "Готово: 2 документа."
        in run("build", "дорожная", "model", "-C", programme, "-o", out).stdout
    )
    again = run("build", "дорожная", "model", "-C", programme, "-o", out)
    assert again.stdout.startswith(f"Изменений нет: 2 документа. Папка: {out}")
    found = answer(run("build", "дорожная", "model", "--json", "-C", programme, "-o", out))
    assert found["totals"] == {"made": 0, "unchanged": 2, "signed": 0, "moved": 0, "failed": 0}
    assert [each["state"] for each in found["outputs"]] == ["unchanged"] * 2


def test_a_dry_run_says_why(programme: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", "дорожная", "model", "-C", programme, "-o", out)
    next(out.rglob("*Дорожная*")).write_bytes(b"by hand")
    said = run("build", "дорожная", "model", "--dry-run", "-C", programme, "-o", out).stdout
    assert said == (
        "Будет создано: 1 документ. Без изменений: 1.\n"
        f"  {BASE}/08 Дорожная карта.docx  –  файл изменён вручную\n"
    )
    told = answer(
        run("build", "model", "--dry-run", "--json", "-C", programme, "-o", tmp_path / "b")
    )
    assert [each["why"] for each in told["changes"]] == [["new"]]


def test_errors_are_a_table_beside_the_documents_until_there_are_none(
    programme: Path, tmp_path: Path
) -> None:
    out, own = tmp_path / "out", programme / "templates" / "docx" / "model"
    own.mkdir(parents=True)
    (own / "template.docx").write_bytes(b"=cmd|' /C calc'!A0")
    result = run("build", "дорожная", "model", "-C", programme, "-o", out)
    assert result.exit_code == 1
    assert "Не созданы: 1 документ" in result.stdout
    table = CalamineWorkbook.from_path(str(out / "ошибки.xlsx")).get_sheet_by_index(0).to_python()
    assert table[0] == ["Код", "Важность", "Документ", "Место", "Что не так", "Что сделать"]
    assert table[1][1:3] == ["ошибка", f"{BASE}/07 Целевая модель наставничества"]
    (own / "template.docx").unlink()
    result = run("build", "--failed", "-C", programme, "-o", out)
    assert result.exit_code == 0
    assert "Готово: 1 документ." in result.stdout
    assert not (out / "ошибки.xlsx").exists()
    result = run("build", "--failed", "-C", programme, "-o", out)
    assert result.stdout.startswith("В прошлый раз создано всё: повторять нечего.")


def test_a_text_that_looks_like_a_formula_is_a_text_in_the_table() -> None:
    found = Diagnostic("DG999", "=1+1", Place("@SUM(A1)"), "+7")
    book = errata(Report([found]), ())
    sheet = zipfile.ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    row = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()[1]
    assert row == ["DG999", "ошибка", "", "@SUM(A1)", "=1+1", "+7"]
    assert errata(Report([found]), ()) == book


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_number_of_processes_changes_nothing(
    programme: Path, tmp_path: Path, jobs: str
) -> None:
    result = process("build", "model", "-j", jobs, "-o", tmp_path / "out", cwd=programme)
    assert result.returncode == 0
    assert len(list((tmp_path / "out").rglob("*.docx"))) == 1


def test_no_copies_are_repeated(programme: Path) -> None:
    assert run("build", "--publish", "--failed", "-C", programme).exit_code == 2
    assert run("build", "-j", "0", "-C", programme).exit_code == 2


def test_the_meter_says_how_fast_it_goes_and_how_long_it_takes() -> None:
    now, said = [100.0], []
    meter = Meter(lambda: now[0], lambda text, end: said.append((text, end)))
    for number in range(1, 121):
        now[0] += 0.5 if number < 120 else 0.01
        meter("DOCX", number, 120)
    meter("PDF", 1, 200)
    now[0] += 10
    meter("PDF", 2, 200)
    assert said[0] == ("\rDOCX: 1 из 120", False)
    assert said[10][0].rstrip() == "\rDOCX: 11 из 120, 2 в секунду, осталось 54 с"
    assert said[119][0].rstrip() == "\rDOCX: 120 из 120, 2 в секунду"
    assert [end for _, end in said[:120]] == [False] * 119 + [True]
    assert said[-1][0].rstrip() == "\rPDF: 2 из 200, 6 в минуту, осталось 33 мин 0 с"


def test_the_meter_shows_two_works_at_a_time_and_ends_its_line_with_both() -> None:
    now, said = [100.0], []
    meter = Meter(lambda: now[0], lambda text, end: said.append((text, end)))
    for what, number in [("DOCX", 1), ("PDF", 1), ("DOCX", 2), ("PDF", 2)]:
        meter(what, number, 2)
        now[0] += 1
    assert said[1] == ("\rDOCX: 1 из 2; PDF: 1 из 2", False)
    assert said[2] == ("\rDOCX: 2 из 2, 30 в минуту; PDF: 1 из 2", False)
    assert said[3] == ("\rDOCX: 2 из 2, 30 в минуту; PDF: 2 из 2, 30 в минуту", True)


def test_the_meter_tells_all_of_a_slow_work_and_as_much_as_a_line_holds() -> None:
    now, said = [100.0], []
    meter = Meter(lambda: now[0], lambda text, _: said.append(text.rstrip()), lambda: 40)
    meter("PDF", 0, 1000)
    now[0] += 10
    for number in range(1, 61):  # LibreOffice gives a batch away at once
        meter("PDF", number, 1000)
    assert said[-1] == "\rPDF: 60 из 1000, осталось 2 мин 37 с"
    meter("DOCX", 999, 1000)
    assert said[-1] == "\rPDF: 60 из 1000, осталось 2 мин 37 с; D"


def test_what_is_said_of_the_printer_s_file_needs_one(programme: Path) -> None:
    assert run("build", "--duplex", "-C", programme).exit_code == 2
    assert run("build", "--changed-only", "-C", programme).exit_code == 2


def test_a_word_behind_print_is_not_taken_for_a_file(programme: Path) -> None:
    result = run("build", "--print", "order-pairs", "-C", programme)
    assert result.exit_code == 2
    assert "--print order-pairs.pdf" in result.stderr


@pytest.mark.soffice
def test_one_file_for_the_printer_holds_all_or_only_what_is_new(
    programme: Path, tmp_path: Path
) -> None:
    out, file = tmp_path / "out", tmp_path / "Печать.pdf"
    asked = ("build", "model", "дорожная", "-C", programme, "-o", out, "--print", file)
    first = run(*asked, "--duplex")
    assert first.exit_code == 0
    assert f"Для печати: {file} – 2 документа, " in first.stdout
    assert file.read_bytes().startswith(b"%PDF")
    same = run(*asked, "--duplex", environ=NO_OFFICE)
    assert (same.exit_code, same.stderr) == (0, first.stderr)
    assert f"Для печати: {file} – без изменений: 2 документа, " in same.stdout
    again = run(*asked, "--changed-only")
    assert again.stdout.startswith("Изменений нет: 2 документа.")
    assert f"Печатать нечего: новых PDF нет. {file} – прежний файл." in again.stdout
    next(out.rglob("*Дорожная*.pdf")).unlink()
    dry = run(*asked, "--dry-run").stdout.splitlines()
    assert dry[0] == "Документы прежние, будет сделано PDF: 1."
    assert re.fullmatch(r"  .*Дорожная карта\.pdf  –  файл пропал", dry[1])
    third = run(*asked, "--changed-only")
    assert "Документы прежние, сделано PDF: 1." in third.stdout
    assert f"Для печати: {file} – 1 документ" in third.stdout


def test_many_documents_are_counted_by_folder_and_named_when_asked(tmp_path: Path) -> None:
    asked = ("build", "поощрение", "согласие", "-C", resources.samples() / "kvantorium")
    short = run(*asked, "-o", tmp_path / "short").stdout
    assert re.search(r"^  2 Заявления и согласия  –  \d+ документ", short, re.MULTILINE)
    assert "Согласие на обработку" not in short
    assert "Согласие на обработку" in run(*asked, "-v", "-o", tmp_path / "long").stdout
