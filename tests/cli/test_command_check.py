"""`docgen check`: what it says of a good, a wrong and a doubtful programme."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli.printing import print_report
from docgen.diagnostics import Diagnostic, Place, Report
from tests.cli.running import answer, process, run


def test_a_good_programme_is_said_to_be_good_with_what_can_be_made(programme: Path) -> None:
    result = run("check", "-C", programme)
    assert result.exit_code == 0
    assert result.stdout == "Ошибок нет. Можно создать 29 документов: docgen build\n"
    assert result.stderr == ""


def test_more_is_said_when_asked(programme: Path) -> None:
    assert (
        "  1 Основные документы/08 Дорожная карта\n" in run("check", "-v", "-C", programme).stdout
    )


def test_the_programme_of_the_current_folder_is_checked(programme: Path) -> None:
    done = process("check", cwd=programme)
    assert done.stdout.decode().startswith("Ошибок нет.")


def test_a_mistake_is_shown_with_its_line_and_the_place_underlined(wrong: Path) -> None:
    result = run("check", "-C", wrong)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    shown = next(number for number, line in enumerate(lines) if "|   куратор:" in line)
    bar = lines[shown].index("|")
    assert lines[shown + 1] == f"{' ' * bar}|   {'^' * len('куратор')}"
    assert f"{wrong / 'programme.yaml'}:" in lines[0]
    assert "ОШИБКА DG1" in lines[0]
    assert result.stdout.startswith("Итог: 1 ошибка.")


def test_a_warning_is_an_error_only_when_strict(doubtful: Path) -> None:
    result = run("check", "-C", doubtful)
    assert "ВНИМАНИЕ" in result.stderr
    assert "Ошибок нет (1 предупреждение)" in result.stdout
    assert result.exit_code == 0
    assert run("check", "--strict", "-C", doubtful).exit_code == 1


def test_quiet_leaves_only_errors(wrong: Path, doubtful: Path) -> None:
    result = run("check", "--quiet", "-C", doubtful)
    assert result.stdout == ""
    assert "ВНИМАНИЕ" not in result.stderr
    assert "ОШИБКА" in result.stderr


def test_json_holds_the_findings_with_places_and_paths(wrong: Path) -> None:
    result = run("check", "--json", "-C", wrong)
    found = answer(result)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert list(found)[:6] == ["schema", "command", "ok", "counts", "diagnostics", "outputs"]
    assert (found["schema"], found["command"], found["ok"]) == ("docgen/1", "check", False)
    assert found["counts"]["error"] == 1
    (finding,) = found["diagnostics"]
    assert finding["level"] == "error"
    assert finding["path"] == ["programme", "куратор"]
    line = (wrong / "programme.yaml").read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith("куратор:")


def test_json_of_a_good_programme_lists_the_plan(programme: Path) -> None:
    found = answer(run("check", "--json", "-C", programme))
    assert found["ok"] is True
    assert len(found["planned"]) == 29


def _frame(text: str, place: Place, capsys: pytest.CaptureFixture[str]) -> list[str]:
    print_report(Report([Diagnostic("DG104", "не так", place)]), line=lambda *_: text)
    return capsys.readouterr().err.splitlines()[1:]


def test_a_frame_keeps_the_tabs_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert _frame("\tключ: 5", Place("a", 3, 2, 4), capsys) == [" 3 | \tключ: 5", "   | \t^^^^"]


def test_a_frame_of_a_long_line_is_cut_around_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{'а' * 150}МЕСТО{'б' * 150}"
    shown, marks = _frame(text, Place("a", 12, 151, 5), capsys)
    assert len(shown) < 110
    start = marks.index("^")
    assert shown[start : start + marks.count("^")] == "МЕСТО"
    assert (shown[shown.index("|") + 2], shown[-1]) == ("…", "…")


def test_a_place_at_the_end_of_a_line_is_still_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert _frame("ключ:", Place("a", 1, 6, 0), capsys)[1] == "   |      ^"


def test_what_is_wrong_thousands_of_times_is_counted_unless_all_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = [Place("programme.yaml", line, 1) for line in range(1, 3001)]
    report = Report([Diagnostic("DG104", f"не так {at.line}", at, "так") for at in places])
    print_report(report)
    short = capsys.readouterr().err.splitlines()
    assert len(short) == 60 + 5 + 1
    assert short[0].endswith("ОШИБКА DG104  не так 1")
    assert short[-1] == "ОШИБКА DG104  таких же ещё 2940; все покажет параметр -v"
    print_report(report, everything=True)
    assert len(capsys.readouterr().err.splitlines()) == 3000 + 5


def test_what_is_wrong_sixty_times_is_shown_at_length_only_at_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    same = [
        Diagnostic("DG101", f"Строка {n}.", Place("a.yaml", n, 1, 3), "Так.") for n in range(1, 61)
    ]
    other = Diagnostic("DG101", "Другая.", Place("a.yaml", 61, 1, 3), "Иначе.")
    print_report(Report((*same, other)), line=lambda *_: "текст")
    said = capsys.readouterr().err
    assert all(f"Строка {n}." in said for n in range(1, 61))
    assert said.count("Подсказка: Так.") == said.count(" | текст") - 1 == 5
    assert "Подсказка: Иначе." in said
