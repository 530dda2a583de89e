"""`docgen import` and `docgen new --excel`: what is shown, what is asked, what is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.tables import is_declensions
from tests.cli.running import answer, codes, run
from tests.programmes import project
from tests.tables.making import EMPTY, FULL, xlsx

ROWS = [["Список класса"], ["Ф.И.О.", "Класс", "Рост"], ["Клеёв Марк Ильич", "7Б", "150"]]
OTHER_NAME = [["ФИО", "Класс"], ["Тетрадкин Марк Ильич", "10А"], ["Линейкена Вера Петровна", "7Б"]]


def written(folder: Path) -> str:
    """Return the programme of a folder."""
    return (folder / "programme.yaml").read_text(encoding="utf-8")


def test_what_was_understood_and_what_changes_is_shown_before_the_question(tmp_path: Path) -> None:
    home = project(tmp_path / "p", EMPTY)
    done = run("import", xlsx(tmp_path / "a.xlsx", ROWS), "-C", home, typed="нет\n")
    assert done.exit_code == 0
    assert "Лист «Лист1»: люди, заголовок в строке 2, ниже 1 строка" in done.stdout
    assert "A  Ф.И.О. → ФИО" in done.stdout
    assert "C  Рост → не берётся" in done.stdout
    assert "+ человек: Клеёв Марк Ильич (7 «Б»)" in done.stdout
    assert "Записать это в программу?" in done.stderr
    assert written(home) == EMPTY
    assert not (home / "import.yaml").exists()


@pytest.mark.parametrize(("typed", "options"), [("\n", ()), ("да\n", ()), (None, ("--yes",))])
def test_an_answer_or_an_option_writes(
    typed: str | None, options: tuple[str, ...], tmp_path: Path
) -> None:
    home = project(tmp_path / "p", EMPTY)
    done = run("import", xlsx(tmp_path / "a.xlsx", ROWS), "-C", home, *options, typed=typed)
    assert done.exit_code == 0
    assert f"Записано: {home / 'programme.yaml'}" in done.stdout
    assert "id: kleev" in written(home)
    assert run("check", "-C", home).exit_code == 0


def test_a_dry_run_and_json_without_yes_write_nothing(tmp_path: Path) -> None:
    home, path = project(tmp_path / "p", EMPTY), xlsx(tmp_path / "a.xlsx", ROWS)
    assert run("import", path, "-C", home, "--dry-run").exit_code == 0
    told = answer(run("import", path, "-C", home, "--json"))
    assert [each["sort"] for each in told["changes"]] == ["added"]
    assert told["tables"][0]["columns"] == {"Ф.И.О.": "name", "Класс": "class", "Рост": None}
    assert told["outputs"] == []
    assert written(home) == EMPTY
    done = answer(run("import", path, "-C", home, "--json", "--yes"))
    assert {Path(each["file"]).name for each in done["outputs"]} == {
        "programme.yaml",
        "import.yaml",
    }


def test_a_like_name_is_asked_about_and_the_answer_taken(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", OTHER_NAME)
    home = project(tmp_path / "p", FULL)
    done = run("import", path, "-C", home, typed="да\nда\n")
    assert "похоже, это Линейкина В. П. (s2). Переименовать?" in done.stderr
    assert written(home) == FULL.replace("Линейкина", "Линейкена")
    home = project(tmp_path / "p", FULL)
    run("import", path, "-C", home, typed="нет\nда\n")
    assert "id: lineykena" in written(home)


@pytest.mark.parametrize(
    ("options", "renamed"), [(("--rename",), True), (("--no-rename",), False), ((), None)]
)
def test_without_a_person_to_ask_options_answer(
    options: tuple[str, ...], renamed: bool | None, tmp_path: Path
) -> None:
    home = project(tmp_path / "p", FULL)
    path = xlsx(tmp_path / "a.xlsx", OTHER_NAME)
    done = run("import", path, "-C", home, "--yes", "--json", *options)
    assert codes(done) == (["DG321"] if renamed is None else [])
    assert (written(home) == FULL) == (renamed is None)
    assert ("last_name: Линейкина" in written(home)) == (renamed is not True)


def test_a_column_is_named_on_the_command_line_once(tmp_path: Path) -> None:
    home = project(tmp_path / "p", EMPTY)
    path = xlsx(tmp_path / "a.xlsx", [["Ребёнок", "Класс"], ["Клеёв Марк Ильич", "7Б"]])
    assert codes(run("import", path, "-C", home, "--json")) == ["DG311"]
    first = run("import", path, "-C", home, "--json", "--map", "Ребёнок=ФИО", "--yes")
    assert codes(first) == []
    again = run("import", path, "-C", home, "--json")
    assert (codes(again), answer(again)["changes"]) == ([], [])
    assert run("import", path, "-C", home, "--map", "Ребёнок").exit_code == 2


def test_a_table_needs_a_programme_and_a_right_one(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    assert codes(run("import", path, "-C", tmp_path, "--json")) == ["DG565"]
    home = project(tmp_path / "p", EMPTY.replace("kind: head", "kind: head2", 1))
    done = run("import", path, "-C", home, "--json", "--yes")
    assert codes(done) == ["DG137"]
    assert done.exit_code == 1


def test_the_sheet_of_declensions_is_known_by_its_sheet(tmp_path: Path) -> None:
    home = project(tmp_path / "p", FULL)
    assert run("build", "declensions", "-C", home, "-o", tmp_path / "out").exit_code == 0
    (path,) = (tmp_path / "out").rglob("*.xlsx")
    assert is_declensions(path)
    assert not is_declensions(xlsx(tmp_path / "a.xlsx", ROWS))
    done = run("import", path, "-C", home)
    assert "Исправлений нет" in done.stdout
    other = run("import", xlsx(tmp_path / "a.xlsx", ROWS), "-C", home, "--as", "declensions")
    assert "DG301" in other.stderr


def test_a_workbook_is_written_filled_and_never_overwritten(tmp_path: Path) -> None:
    home, path = project(tmp_path / "p", FULL), tmp_path / "книга.xlsx"
    done = run("new", "--excel", path, "-C", home)
    assert done.exit_code == 0
    assert f"Создан файл {path}" in done.stdout
    assert answer(run("import", path, "-C", home, "--json"))["changes"] == []
    before = path.read_bytes()
    assert codes(run("new", "--excel", path, "-C", home, "--json")) == ["DG336"]
    assert path.read_bytes() == before
    assert written(home) == FULL


def test_a_workbook_is_written_without_a_programme_too(tmp_path: Path) -> None:
    assert run("new", "--excel", tmp_path / "a.xlsx", "-C", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx"]
    home = project(tmp_path / "p", EMPTY.replace("kind: head", "kind: head2", 1))
    assert codes(run("new", "--excel", tmp_path / "b.xlsx", "-C", home, "--json")) == ["DG137"]


def test_a_file_that_is_no_table_is_a_finding(tmp_path: Path) -> None:
    home = project(tmp_path / "p", EMPTY)
    assert codes(run("import", tmp_path / "нет.xlsx", "-C", home, "--json")) == ["DG310"]
