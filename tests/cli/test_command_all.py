"""`docgen build --all` and `docgen check --all`: a line for each school, one code for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.municipality import SUMMARY
from tests.cli.running import NO_OFFICE, answer, codes, run
from tests.crowd import crowd, documents
from tests.docx.making import docx, p, t
from tests.programmes import SCHOOL, TEACHERS, project

KIND = "mentor-consent"
WRONG = crowd(2).replace("  place:", "  colour: синий\n  place:", 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of four schools; two of them are wrong in the same way."""
    for name, text in (("а", crowd(2)), ("б", WRONG), ("в", WRONG), ("г", crowd(1))):
        project(tmp_path / name, text)
    return tmp_path


def test_a_line_for_each_school_and_the_sum_of_all(root: Path) -> None:
    result = run("build", KIND, "--all", root)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "  а  –  создано 2",
        "  б  –  не собрана; 1 ошибка",
        "  в  –  не собрана; 1 ошибка",
        "  г  –  создано 1",
        "Готово: 2 из 4 школ. Создано: 3 документа.",
        f"Что с каждой школой и что исправить: {root / SUMMARY}",
        "Исправьте и повторите ту же команду: готовое она не тронет.",
    ]
    assert (root / SUMMARY).exists()


def test_what_is_wrong_in_many_schools_is_said_once_with_its_line(root: Path) -> None:
    said = run("build", KIND, "--all", root).stderr
    assert said.count("DG104") == 1
    assert "(то же ещё в 1 школе)" in said
    assert f"{root / 'б' / 'programme.yaml'}:" in said
    assert "|   colour: синий" in said


def test_a_second_run_says_that_nothing_changed(root: Path) -> None:
    run("build", KIND, "--all", root)
    result = run("build", KIND, "--all", root)
    assert "  а  –  без изменений 2\n" in result.stdout
    assert "Готово: 2 из 4 школ. Создано: 0 документов. Без изменений: 3.\n" in result.stdout


def test_why_documents_are_made_again_is_said_of_each_school_and_of_all(root: Path) -> None:
    run("build", KIND, "--all", root)
    layer = root / "templates"
    (layer / "docx" / KIND).mkdir(parents=True)
    (layer / "pack.yaml").write_text("name: district\ntitle: Район\n", encoding="utf-8")
    (layer / "docx" / KIND / "kind.yaml").write_text("heading: Согласие для района\n", "utf-8")
    next((root / "а" / "Готово").rglob("*.docx")).unlink()
    said = run("build", KIND, "--all", root, "--dry-run").stdout
    assert "  а  –  будет создано 2 (изменились тексты – 2, файл пропал – 1)\n" in said
    assert "Будет создано: 3 документа (изменились тексты – 3, файл пропал – 1).\n" in said


def test_a_wrong_template_of_the_layer_above_is_told_once_by_its_file(root: Path) -> None:
    layer = root / "templates"
    (layer / "docx" / KIND).mkdir(parents=True)
    (layer / "pack.yaml").write_text("name: district\ntitle: Район\n", encoding="utf-8")
    template = layer / "docx" / KIND / "template.docx"
    template.write_bytes(docx(p(t("Текст")), p(t("{{ school.name }"))))
    said = run("build", KIND, "--all", root).stderr
    assert said.count("DG203") == 1
    assert f"{template}:3, основной текст, абзац 2  ОШИБКА DG203" in said
    assert "PK" not in said


def test_schools_of_one_name_are_told(root: Path) -> None:
    assert "У школ «а», «г» одно и то же: название" in run("build", KIND, "--all", root).stderr


def test_programs_get_one_object_with_all_schools(root: Path) -> None:
    result = run("build", KIND, "--all", root, "--json", "--zip", "-o", root / "out")
    assert result.exit_code == 1
    told = answer(result)
    assert [each["school"] for each in told["schools"]] == ["а", "б", "в", "г"]
    assert [each["totals"]["made"] for each in told["schools"]] == [2, 0, 0, 1]
    assert told["schools"][0]["archive"] == str(root / "out" / "а.zip")
    assert codes(result) == ["DG104", "DG104", "DG580"]
    assert told["schools"][0]["totals"]["why"] == {"new": 2}
    assert (root / "out" / SUMMARY).exists()


def test_a_dry_run_writes_nothing_at_all(root: Path) -> None:
    before = documents(root)
    result = run("build", KIND, "--all", root, "--dry-run")
    assert "  а  –  будет создано 2\n" in result.stdout
    assert "Будет создано: 3 документа." in result.stdout
    assert documents(root) == before


def test_a_folder_without_a_school_is_a_note_that_everybody_sees(root: Path) -> None:
    (root / "д").mkdir()
    result = run("check", "--all", root)
    assert f"{root / 'д'}  ЗАМЕТКА DG569" in result.stderr
    assert "DG569" in codes(run("build", KIND, "--all", root, "--json"))


def test_copies_for_the_site_of_all_schools_lie_apart(root: Path) -> None:
    result = run("build", "--publish", "--all", root, "--zip", "regulation-teachers")
    assert "Готово: 2 из 4 школ. Создано: 2 документа." in result.stdout
    assert len(documents(root / "а" / "Для сайта")) == 1
    assert (root / "а" / "а – для сайта.zip").exists()
    assert not (root / "а" / "Готово").exists()


def test_a_summary_that_cannot_be_written_is_said_and_the_documents_stay(root: Path) -> None:
    (root / SUMMARY).mkdir()
    result = run("build", KIND, "--all", root, "--json")
    assert "DG506" in codes(result)
    assert len(documents(root / "а" / "Готово")) == 2
    assert "Что с каждой школой" not in run("build", KIND, "--all", root).stdout


def test_where_nothing_failed_there_is_nothing_to_do_again(root: Path) -> None:
    run("build", KIND, "--all", root)
    assert "  а  –  повторять нечего\n" in run("build", "--all", root, "--failed").stdout


def test_libreoffice_is_missed_only_where_there_is_something_to_convert(tmp_path: Path) -> None:
    for name in "аб":
        project(tmp_path / name, crowd(1))
    asked = ("build", KIND, "--all", tmp_path, "--pdf")
    for nothing in ("--dry-run", "--failed"):
        assert run(*asked, nothing, environ=NO_OFFICE).exit_code == 0
    result = run(*asked, environ=NO_OFFICE)
    assert result.exit_code == 3
    assert "  б  –  создано 1; 1 ошибка\n" in result.stdout
    assert result.stderr.count("DG901") == 1
    assert "(то же ещё в 1 школе)" in result.stderr


def test_every_school_is_checked_and_nothing_is_written(root: Path) -> None:
    before = documents(root)
    result = run("check", "--all", root)
    assert result.exit_code == 1
    assert "  б  –  есть ошибки; 1 ошибка\n" in result.stdout
    assert "  г  –  можно создать" in result.stdout
    assert "Без ошибок 2 из 4 школ." in result.stdout
    assert "DG580" in result.stderr
    assert documents(root) == before


def test_a_folder_without_schools_is_an_error(tmp_path: Path) -> None:
    for command in ("build", "check"):
        result = run(command, "--all", tmp_path, "--json")
        assert (result.exit_code, codes(result)) == (1, ["DG566"])


@pytest.mark.parametrize(
    "wrong",
    [
        ("--zip",),
        ("--all", ".", "--zip", "--dry-run"),
        ("--all", ".", "--zip", "--failed"),
        ("--all", ".", "-C", "школа"),
        ("--all", ".", "--print", "печать.pdf"),
        ("--all", ".", "-o", "s3://ведро/документы"),
        ("--scheduler", ""),
        ("--scheduler", "tcp://127.0.0.1:1", "-j", "2"),
        ("--scheduler", "tcp://127.0.0.1:1", "--publish"),
    ],
)
def test_what_says_nothing_together_is_refused(wrong: tuple[str, ...]) -> None:
    result = run("build", *wrong)
    assert result.exit_code == 2
    assert "Ошибка: " in result.stderr


def test_a_line_of_a_school_tells_what_it_has_decided_not_to_keep(root: Path) -> None:
    waived = TEACHERS.replace("curators: [cur]", "curators: [t1]")
    waivers = "waivers: [{rule: A9, reason: методист опытнее}, {rule: A11, reason: школа мала}]\n"
    project(root / "а", SCHOOL + waived + waivers)
    told = "отступления: A9 – методист опытнее; A11 – школа мала"
    line = next(e for e in run("check", "--all", root).stdout.splitlines() if "  а  " in e)
    assert line.endswith(told)
    first, *others = answer(run("check", "--all", root, "--json"))["schools"]
    assert [each["rule"] for each in first["waived"]] == ["A9", "A11"]
    assert not any("waived" in each for each in others)
    alone = answer(run("check", "--json", "-C", root / "а"))["waived"]
    assert [each["reason"] for each in alone] == ["методист опытнее", "школа мала"]


def test_a_check_of_many_schools_names_their_folder_itself(root: Path) -> None:
    assert run("check", "--all", root, "-C", root / "а").exit_code == 2
