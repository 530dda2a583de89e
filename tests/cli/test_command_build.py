"""`docgen build`: what is made, what is said, and what is left when something goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from docgen import resources
from tests.cli.running import NO_OFFICE, answer, codes, own_environ, process, run


def test_named_kinds_are_made_by_russian_words_and_by_ids(programme: Path, tmp_path: Path) -> None:
    out = tmp_path / "Готово"
    result = run("build", "дорожная", "model", "-C", programme, "-o", out)
    assert result.exit_code == 0
    made = ["07 Целевая модель наставничества.docx", "08 Дорожная карта.docx"]
    assert sorted(path.name for path in out.iterdir()) == made
    assert f"Готово: 2 документа. Папка: {out}" in result.stdout


def test_all_orders_are_meant_by_one_word(programme: Path) -> None:
    found = answer(run("build", "приказы", "--dry-run", "--json", "-C", programme))
    assert [name.split()[1] for name in found["planned"]] == ["Приказ"] * 3


def test_documents_go_into_a_folder_beside_the_programme(programme: Path) -> None:
    assert process("build", "model", cwd=programme).returncode == 0
    assert [path.suffix for path in (programme / "Готово").iterdir()] == [".docx"]


def test_what_is_left_to_fill_in_is_listed(programme: Path, tmp_path: Path) -> None:
    result = run("build", "order-adoption", "-C", programme, "-o", tmp_path / "out")
    assert "Осталось заполнить (в документах выделено жёлтым):" in result.stdout
    assert "  – номер: Приказ о внедрении" in result.stdout


def test_a_dry_run_makes_nothing(programme: Path, tmp_path: Path) -> None:
    result = run("build", "--dry-run", "-C", programme, "-o", tmp_path / "out")
    assert result.stdout.startswith("Будет создано: 8 документов.\n")
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
    assert not (tmp_path / "out").exists()


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
    assert [path.suffix for path in out.iterdir()] == [".docx"]


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
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf"]
    assert "Готово: 1 документ, из них с PDF – 1." in result.stdout


# Whoever runs the tests in the background ignores Ctrl-C for all its children.
_INTERRUPTIBLE = """
import signal
from docgen.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_leaves_whole_documents_and_a_sentence(tmp_path: Path) -> None:
    out = tmp_path / "out"
    sample = resources.samples() / "kvantorium"
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, "build", "-C", sample, "-o", out],
        env=own_environ(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as running:
        while running.poll() is None and not list(out.glob("*.docx")):
            time.sleep(0.005)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "DG561  Работа прервана" in said.decode()
    assert "Traceback" not in said.decode()
    made = list(out.iterdir())
    assert made
    assert [path.suffix for path in made] == [".docx"] * len(made)
    assert [zipfile.ZipFile(path).testzip() for path in made] == [None] * len(made)
