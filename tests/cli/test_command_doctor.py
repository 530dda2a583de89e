"""`docgen doctor`: each thing that may be missing is named, with what to do about it."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

import docgen
from docgen.cli.machine import LIBRARIES, OLDEST_PYTHON, python_check
from tests.cli.running import NO_OFFICE, answer, codes, process, run

METADATA = Path(__file__).parents[2] / "pyproject.toml"


def _project() -> dict[str, object]:
    found: dict[str, object] = tomllib.loads(METADATA.read_text(encoding="utf-8"))["project"]
    return found


def test_every_library_that_docgen_needs_is_tried() -> None:
    needed = _project()["dependencies"]
    assert isinstance(needed, list)
    assert {re.split("[<>=~]", each)[0] for each in needed} == set(LIBRARIES)


def test_the_oldest_python_is_that_of_the_metadata() -> None:
    assert _project()["requires-python"] == f">={'.'.join(map(str, OLDEST_PYTHON))}"


def test_a_python_that_is_too_old_is_an_error() -> None:
    trouble = python_check((3, 10, 12)).trouble
    assert trouble is not None
    assert (trouble.code, "3.10.12" in trouble.message) == ("DG571", True)
    assert python_check(OLDEST_PYTHON).trouble is None


def test_each_line_says_what_was_looked_at_and_how_it_is(tmp_path: Path) -> None:
    result = run("doctor", "-C", tmp_path)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    titles = ("Python", "docgen", "Библиотеки", "Папка", "Временная папка", "Консоль")
    for title in titles:
        assert any(re.match(rf"OK +{title}: \S", line) for line in lines), title
    assert str(tmp_path) in result.stdout


def test_json_has_the_checks_and_the_findings(tmp_path: Path) -> None:
    found = answer(run("doctor", "--json", "-C", tmp_path, environ=NO_OFFICE))
    checks = {check["title"]: check for check in found["checks"]}
    assert checks["Python"]["level"] == "ok"
    assert (checks["LibreOffice"]["level"], checks["LibreOffice"]["code"]) == ("warning", "DG901")
    assert "DG901" in [each["code"] for each in found["diagnostics"]]
    assert found["ok"] is True


def test_without_libreoffice_documents_can_be_made_all_the_same() -> None:
    result = run("doctor", environ=NO_OFFICE)
    assert result.exit_code == 0
    assert "ВНИМАНИЕ  LibreOffice: нет: DOCX будут, PDF не будет" in result.stdout
    assert run("doctor", "--strict", environ=NO_OFFICE).exit_code == 1


def test_a_folder_without_the_right_to_write_is_a_warning(tmp_path: Path) -> None:
    result = run("doctor", "--json", "-C", tmp_path / "нет такой")
    assert "DG574" in codes(result)
    assert result.exit_code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's fonts are always there")
def test_a_computer_without_fonts_gets_a_warning(tmp_path: Path) -> None:
    result = run("doctor", "--json", environ={**NO_OFFICE, "PATH": str(tmp_path)})
    assert "DG575" in codes(result)


def test_a_code_page_that_lacks_letters_is_a_warning(tmp_path: Path) -> None:
    done = process("doctor", "--json", cwd=tmp_path, environ={"PYTHONIOENCODING": "cp866"})
    assert b'"DG576"' in done.stdout
    assert done.returncode == 0


def test_a_library_that_does_not_start_is_an_error_with_its_reason(tmp_path: Path) -> None:
    home = str(Path(docgen.__file__).parents[1])
    (tmp_path / "pytrovich.py").write_text("raise ImportError('DLL load failed')", "utf-8")
    path = {"PYTHONPATH": f"{tmp_path}{';' if sys.platform == 'win32' else ':'}{home}"}
    done = process("doctor", cwd=tmp_path, environ=path)
    said = done.stdout.decode()
    assert done.returncode == 3
    assert "ОШИБКА    Библиотеки: не работают: pytrovich" in said
    assert "DG572" in said
    assert "DLL load failed" in said
    assert "Документы создать нельзя" in said


def test_missing_templates_are_an_error(tmp_path: Path) -> None:
    shutil.copytree(
        Path(docgen.__file__).parent,
        tmp_path / "docgen",
        ignore=shutil.ignore_patterns("__pycache__", "_data"),
    )
    done = process("doctor", cwd=tmp_path, environ={"PYTHONPATH": str(tmp_path)})
    said = done.stdout.decode()
    assert done.returncode == 3
    assert "DG573 Не хватает файлов docgen: templates, schemas" in said


@pytest.mark.soffice
def test_a_pdf_is_tried_when_more_is_asked() -> None:
    assert re.search(r"OK +Пробный PDF: сделан за \d+,\d с", run("doctor", "-v").stdout)
