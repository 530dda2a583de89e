"""What was found clean is not looked at again, as long as nothing of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import engine
from tests.programmes import SCHOOL, TEACHERS, project

GOOD = SCHOOL + TEACHERS


def school(folder: Path, text: str = GOOD) -> Path:
    """Write a programme that no other run has read; return its folder."""
    return project(folder / "school", f"# {folder}\n{text}")


def proofread(folder: Path) -> tuple[list[str], bool]:
    """Return the codes of what is found, and whether the programme had to be told for it."""
    loaded = engine.load(folder)
    assert loaded.programme is not None, list(loaded.report)
    codes = [each.code for each in engine.proofread(loaded)]
    return codes, "facts" in vars(loaded)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_programme_that_was_found_clean_is_not_proofread_again(tmp_path: Path) -> None:
    folder = school(tmp_path)
    assert [proofread(folder), proofread(folder)] == [([], True), ([], False)]


def test_what_was_found_is_found_again_in_every_run(tmp_path: Path) -> None:
    folder = school(tmp_path, GOOD.replace("заместитель директора", "тьютороид"))
    assert [proofread(folder), proofread(folder)] == [(["DG121"], True)] * 2


def test_a_change_in_the_programme_is_proofread(tmp_path: Path) -> None:
    folder = school(tmp_path)
    proofread(folder)
    school(tmp_path, GOOD.replace("заместитель директора", "тьютороид"))
    assert proofread(folder) == (["DG121"], True)


@pytest.mark.parametrize("owner", ["school", "."])
def test_a_change_in_the_words_of_a_pack_is_proofread(tmp_path: Path, owner: str) -> None:
    folder = school(tmp_path)
    pack = tmp_path / owner / engine.OWN_PACK
    write(pack / "pack.yaml", "name: own\ntitle: Свой\n")
    assert proofread(folder) == ([], True)
    words = "sections: [{id: a, title: А, clauses: [{id: a.b, text: '{{ нет }}'}]}]\n"
    write(pack / "docx" / "model" / "clauses.yaml", words)
    assert proofread(folder) == (["DG261"], True)


def test_what_the_register_gives_is_proofread(tmp_path: Path) -> None:
    folder = school(tmp_path)
    proofread(folder)
    entry = "{kind: order-curator, number: 7-од, date: 01.09.2026}"
    write(folder / "register.yaml", f"register: [{entry}]\n")
    assert proofread(folder) == ([], True)


def test_what_contradicts_itself_is_told_in_every_run(tmp_path: Path) -> None:
    folder = school(tmp_path, GOOD.replace("учитель физики", "заведующая отделом"))
    found = [[each.code for each in engine.load(folder).report] for _ in range(2)]
    assert found == [["DG127"]] * 2


def test_a_table_that_a_pack_lacks_from_now_on_is_missed(tmp_path: Path) -> None:
    folder = school(tmp_path, GOOD.replace("[cur]", "[cur]\n  acts: [own]"))
    acts = folder / engine.OWN_PACK / "acts.yaml"
    write(acts, "acts: [{id: own, kind: Приказ, title: О клубе, level: local, track: both}]\n")
    assert engine.load(folder).programme is not None
    acts.unlink()
    assert [each.code for each in engine.load(folder).report] == ["DG172"]
