"""A list of schools becomes folders, one per school, and no folder is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import engine
from tests.cli.running import answer, codes, run
from tests.tables.making import csv

HEADER = "№;Наименование ОО;Краткое наименование;ФИО директора;ИНН;Адрес;Телефон\n"
FIRST = (
    "1;Муниципальное бюджетное общеобразовательное учреждение «Школа № 1»;МБОУ «Школа № 1»;"
    "Примеров Пётр Ильич;0100000001;000000, Примерская область, г. Лесногорск, ул. Школьная, д. 1;"
    "8 (00000) 2-00-00\n"
)
SECOND = "2;Основная школа;ОШ;ОБРАЗЦОВА АННА ИЛЬИНИЧНА;100000002;000000, с. Малое, д. 1;\n"


def listed(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """Write a list of schools as a municipality keeps it."""
    return csv(folder / "школы.csv", "Список школ округа;;;;;;\n" + header + "".join(rows))


def test_every_school_gets_a_programme_that_passes_check(tmp_path: Path) -> None:
    done = run("import", listed(tmp_path, FIRST, SECOND), "-C", tmp_path, "--yes")
    assert done.exit_code == 0
    assert "DG335" in done.stderr
    for name, place in (("МБОУ «Школа № 1»", "г. Лесногорск"), ("ОШ", "с. Малое")):
        loaded = engine.load(tmp_path / name)
        assert list(loaded.report) == []
        assert loaded.programme is not None
        assert loaded.programme.school.place == place
    assert loaded.programme.school.inn == "0100000002"
    assert loaded.programme.director.full_name == "Образцова Анна Ильинична"
    plan, _ = engine.plan(loaded)
    assert len(plan.jobs) >= 7


def test_120_schools_are_set_up_in_one_go(tmp_path: Path) -> None:
    rows = [
        f"{n};Школа «Пример {n}»;Школа {n};Примеров Пётр Ильич;{n:010d};000000, г. Лесногорск;\n"
        for n in range(1, 121)
    ]
    done = run("import", listed(tmp_path, *rows), "--as", "schools", "-C", tmp_path, "--yes")
    assert done.exit_code == 0
    assert len(list(tmp_path.glob("*/programme.yaml"))) == 120


def test_a_folder_that_is_there_stays_and_what_differs_is_said(tmp_path: Path) -> None:
    run("import", listed(tmp_path, FIRST), "-C", tmp_path, "--yes")
    path = tmp_path / "МБОУ «Школа № 1»" / "programme.yaml"
    before = path.read_bytes()
    again = run("import", listed(tmp_path, FIRST), "-C", tmp_path, "--yes", "--json")
    assert (again.exit_code, answer(again)["changes"], codes(again)) == (0, [], [])
    other = FIRST.replace("0100000001", "0100000009")
    changed = run("import", listed(tmp_path, other, SECOND), "-C", tmp_path, "--yes", "--json")
    assert "DG333" in codes(changed)
    assert [each["sort"] for each in answer(changed)["changes"]] == ["added", "changed"]
    assert path.read_bytes() == before
    gone = run("import", listed(tmp_path, SECOND), "-C", tmp_path, "--yes", "--json")
    assert [each["sort"] for each in answer(gone)["changes"]] == ["gone"]


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("DG334", "3;Школа;Школа;;0100000001;г. Лесногорск;\n"),
        ("DG334", "3;Школа;Школа;Примеров Пётр Ильич;0100000001;Лесногорск;\n"),
        ("DG317", "3;Школа;Школа;Примеров П. И.;0100000001;г. Лесногорск;\n"),
        ("DG315", "3;Школа;Школа;Примеров Пётр Ильич;12;г. Лесногорск;\n"),
        ("DG322", FIRST.replace("1;Мун", "3;Мун")),
    ],
)
def test_a_row_that_makes_no_programme_stops_all_of_them(
    code: str, row: str, tmp_path: Path
) -> None:
    done = run("import", listed(tmp_path, FIRST, row), "-C", tmp_path, "--yes", "--json")
    assert codes(done) == [code]
    assert done.exit_code == 1
    assert list(tmp_path.glob("*/programme.yaml")) == []


def test_schools_of_one_name_have_folders_of_their_own(tmp_path: Path) -> None:
    header = HEADER.replace("№;", "Код;")
    rows = [FIRST.replace("1;Мун", f"{n};Мун").replace("0100000001", f"010000000{n}") for n in "12"]
    rows[1] = rows[1].replace("учреждение «Школа № 1»", "учреждение «Школа № 1» села")
    done = run("import", listed(tmp_path, *rows, header=header), "-C", tmp_path, "--yes")
    assert done.exit_code == 0
    assert sorted(path.parent.name for path in tmp_path.glob("*/programme.yaml")) == ["1", "2"]


def test_all_that_is_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    row = "3;Школа;Школа;;12;Лесногорск;\n"
    done = run("import", listed(tmp_path, FIRST, row), "-C", tmp_path, "--yes", "--json")
    assert codes(done) == ["DG334", "DG315"]


def test_two_schools_of_one_code_are_a_finding(tmp_path: Path) -> None:
    header = HEADER.replace("№;", "Код;")
    rows = [FIRST, SECOND.replace("2;Осн", "1;Осн")]
    done = run("import", listed(tmp_path, *rows, header=header), "-C", tmp_path, "--json")
    assert "DG322" in codes(done)


def test_what_differs_has_a_russian_title_and_another_director_does(tmp_path: Path) -> None:
    run("import", listed(tmp_path, FIRST), "-C", tmp_path, "--yes")
    other = FIRST.replace("Примеров Пётр", "Примеров Павел").replace("г. Лесногорск", "с. Малое")
    changed = run("import", listed(tmp_path, other), "-C", tmp_path, "--yes")
    assert "Директор: Примеров Пётр Ильич → Примеров Павел Ильич" in changed.stdout
    assert "Место издания: г. Лесногорск → с. Малое" in changed.stdout


def test_an_empty_folder_is_filled_and_one_with_other_files_stops_all(tmp_path: Path) -> None:
    folder = tmp_path / "МБОУ «Школа № 1»"
    folder.mkdir()
    (folder / "устав.txt").write_text("устав", encoding="utf-8")
    done = run("import", listed(tmp_path, SECOND, FIRST), "-C", tmp_path, "--yes", "--json")
    assert "DG563" in codes(done)
    assert list(tmp_path.glob("*/programme.yaml")) == []
    (folder / "устав.txt").unlink()
    done = run("import", listed(tmp_path, SECOND, FIRST), "-C", tmp_path, "--yes")
    assert len(list(tmp_path.glob("*/programme.yaml"))) == 2
