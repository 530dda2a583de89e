"""The command line as a whole: help, options of every command, exit codes, ends of a run."""

from __future__ import annotations

import importlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner

from docgen.cli import group
from docgen.cli.accidents import REPORT, account
from docgen.cli.common import exit_code, quoted
from docgen.cli.guard import guarded
from docgen.diagnostics import Diagnostic, Report, Severity
from tests.cli.running import answer, codes, process, run

COMMANDS = ("new", "check", "build", "doctor", "explain")


def test_help_lists_the_commands_in_the_order_of_work() -> None:
    lines = run("--help").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line.split()]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


def test_without_a_command_the_help_is_shown_and_the_code_is_2() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Команды:" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_common_options(command: str) -> None:
    shown = run(command, "--help").stdout
    options = ("-C ПАПКА", "--quiet", "--verbose", "--json", "--no-color", "--strict", "-h, --help")
    assert [option for option in options if option not in shown] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buld"], "Ошибка: Команды «buld» нет. Возможно, 'build'?"),
        (["check", "--strit"], "Ошибка: Параметра «--strit» нет. Возможно, '--strict'?"),
        (["explain"], "Ошибка: Не указано: 'КОД'."),
        (["doctor", "а"], "Ошибка: Лишнее слово: а."),
        (["new", "СОШ", "№", "1"], "Ошибка: Лишние слова: № 1. Имя из нескольких слов возьмите"),
        (["build", "-o"], "Ошибка: После параметра «-o» нужно значение."),
        (["build", "--pdf=да"], "Ошибка: Параметру «--pdf» значение не нужно."),
        (["new", "--track", "all"], "«all» – не из списка: 'students', 'teachers'."),
        (["build", "-o", __file__], "– файл, а нужна папка."),
    ],
)
def test_a_wrong_command_line_is_explained_in_russian_with_code_2(
    arguments: list[str], said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_wrong_command_line_with_json_is_one_object_on_stdout() -> None:
    result = run("check", "--json", "--jsn")
    assert result.exit_code == 2
    assert codes(result) == ["DG560"]
    assert answer(result)["command"] == "check"
    assert result.stderr == ""


def test_the_version_is_one_line() -> None:
    assert run("--version").stdout.startswith("docgen 0.")


def test_a_folder_without_a_programme_is_said_with_where_it_may_be(programme: Path) -> None:
    result = run("check", "-C", programme.parent)
    assert result.exit_code == 1
    assert "DG565" in result.stderr
    assert f'-C "{programme}"' in result.stderr


def test_what_stops_a_run_is_an_object_on_stdout_too(tmp_path: Path) -> None:
    for command in ("check", "build"):
        result = run(command, "--json", "-C", tmp_path)
        assert (result.exit_code, codes(result), result.stderr) == (1, ["DG565"], "")
        assert answer(result)["command"] == command


@pytest.mark.parametrize(
    ("found", "strict", "code"),
    [
        ([], True, 0),
        ([("DG101", Severity.ERROR)], False, 1),
        ([("DG101", Severity.WARNING)], False, 0),
        ([("DG101", Severity.WARNING)], True, 1),
        ([("DG901", Severity.ERROR)], False, 3),
        ([("DG503", Severity.ERROR), ("DG101", Severity.WARNING)], True, 3),
        ([("DG503", Severity.ERROR), ("DG101", Severity.ERROR)], False, 1),
        ([("DG999", Severity.ERROR)], False, 1),
    ],
)
def test_the_code_is_3_only_when_nothing_but_the_computer_is_to_blame(
    found: list[tuple[str, Severity]], strict: bool, code: int
) -> None:
    report = Report(Diagnostic(name, "что-то", severity=level) for name, level in found)
    assert exit_code(report, strict=strict) == code


def test_a_path_with_spaces_is_shown_in_quotation_marks_to_be_copied() -> None:
    assert quoted("Программа") == "Программа"
    assert quoted("Моя программа") == '"Моя программа"'


def _fail_with_secrets() -> NoReturn:
    secret = "Тайнова Вера"
    try:
        raise ValueError(secret)
    except ValueError as error:
        raise KeyError(f"СНИЛС {secret}") from error


def _ended(run: Callable[[], object], *arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        guarded(run, arguments)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_a_fault_of_docgen_is_a_sentence_and_a_report_without_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _ended(_fail_with_secrets, "new", "--director=Тайнова Вера", "-CТайное", "Тайное") == 1
    said = capsys.readouterr().err
    assert "DG999  Внутренняя ошибка. Недописанных файлов нет" in said
    assert "Traceback" not in said
    written = (tmp_path / REPORT).read_text(encoding="utf-8")
    assert "Тайн" not in said + written
    assert "СНИЛС" not in said + written
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "_fail_with_secrets" in written
    assert "Команда: docgen new --director -C\n" in written


def test_a_fault_with_json_is_an_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _ended(_fail_with_secrets, "check", "--json") == 1
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["command"], found["diagnostics"][0]["code"]) == ("check", "DG999")
    assert said.err == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let the current folder be removed")
def test_the_report_of_a_fault_goes_elsewhere_when_the_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, elsewhere = tmp_path / "нет", tmp_path / "временная"
    gone.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    assert _ended(_fail_with_secrets, "check") == 1
    assert str(elsewhere / REPORT) in capsys.readouterr().err
    assert (elsewhere / REPORT).is_file()


def test_the_report_of_a_fault_names_modules_but_not_the_home_folder() -> None:
    try:
        click.Path(exists=True).convert(Path(__file__) / "нет", None, None)
    except click.BadParameter as error:
        text = account(error, ["check"])
    assert "site-packages/click/types.py:" in text
    assert str(Path.home()) not in text


def test_a_library_that_is_gone_is_named_with_code_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert _ended(lambda: importlib.import_module("lxml.nowhere"), "build") == 3
    said = capsys.readouterr().err
    assert "DG572  Не работает библиотека Python: lxml" in said
    assert "docgen doctor" in said


def test_a_module_of_docgen_that_is_gone_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _ended(lambda: importlib.import_module("docgen.nowhere"), "build") == 1
    assert "DG999" in capsys.readouterr().err


def _interrupt() -> NoReturn:
    raise KeyboardInterrupt


def test_an_interruption_is_a_sentence_and_code_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert _ended(_interrupt, "build") == 130
    said = capsys.readouterr().err
    assert "DG561  Работа прервана" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "koi8-r", "ascii", "utf-8"])
def test_findings_are_printed_in_any_code_page(wrong: Path, encoding: str) -> None:
    done = process("check", cwd=wrong, environ={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    said = done.stderr.decode("utf-8" if encoding == "ascii" else encoding)
    assert "куратор" in said
    assert "^^^" in said


def test_a_code_page_without_russian_quotation_marks_gets_plain_ones(tmp_path: Path) -> None:
    done = process("check", "-C", "нет", cwd=tmp_path, environ={"PYTHONIOENCODING": "cp866"})
    assert 'Файла "нет" нет' in done.stderr.decode("cp866")


@pytest.mark.parametrize("encoding", ["cp866", "ascii", "utf-8"])
def test_json_is_the_same_in_every_code_page(wrong: Path, encoding: str) -> None:
    done = process("check", "--json", cwd=wrong, environ={"PYTHONIOENCODING": encoding})
    found = json.loads(done.stdout.decode("utf-8"))
    assert "«куратор»" in found["diagnostics"][0]["message"]
    assert ("«куратор»".encode() in done.stdout) == (encoding != "cp866")


def test_colours_are_left_out_when_asked(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    arguments = ["check", "-C", str(wrong)]
    runner = CliRunner()
    assert "\x1b[" in runner.invoke(group, arguments, color=True).stderr
    assert "\x1b[" not in runner.invoke(group, [*arguments, "--no-color"], color=True).stderr
    quiet = runner.invoke(group, arguments, color=True, env={"NO_COLOR": "1"})
    assert "\x1b[" not in quiet.stderr
