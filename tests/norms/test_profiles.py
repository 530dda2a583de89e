"""Profiles: built-in ones, a school's own over them, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import norms, packs
from docgen.diagnostics import Severity
from docgen.errors import TemplateError
from docgen.norms.catalogue import RULES
from docgen.norms.pdfrules import PDF_RULES
from docgen.norms.reference import renewed
from docgen.packs import PackStack
from tests.norms.papers import CLAUSES, order, rewrite, saved, spoiled

BUILT_IN = ("gost-2016", "gost-2025")
OWN = """
id: nasha
title: Инструкция по делопроизводству
extends: gost-2025
page: {right: 15}
text: {sizes: [12]}
rules:
  Y1: {severity: "off"}
  R2: {severity: info}
"""


def school(folder: Path, text: str = OWN, name: str = "nasha") -> PackStack:
    """Return the packs of a school with a profile of its own."""
    (folder / "norms").mkdir()
    (folder / "norms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return packs.stack(folder)


def refused(name: str, stack: PackStack) -> str:
    with pytest.raises(TemplateError) as caught:
        norms.profile(name, stack)
    (finding,) = caught.value.report
    assert finding.code == "DG659"
    return f"{finding.message} {finding.hint}"


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_rule_of_a_profile_is_a_function_and_the_other_way_round(name: str) -> None:
    profile = norms.profile(name, packs.stack())
    for paper, functions in (("docx", set(RULES)), ("pdf", set(PDF_RULES))):
        assert {key for key, norm in profile.rules.items() if paper in norm.paper} == functions


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_is_known_from_memory_alone_is_no_error(name: str) -> None:
    rules = norms.profile(name, packs.stack()).rules.values()
    doubtful = [norm for norm in rules if norm.trust == "memory"]
    assert doubtful
    assert all(norm.level is not Severity.ERROR for norm in doubtful)


def test_the_editions_differ_in_the_width_of_a_corner() -> None:
    widths = [norms.profile(name, packs.stack()).text.corner for name in BUILT_IN]
    assert widths == [75, 80]


def test_a_new_edition_has_requisites_that_the_old_one_had_not() -> None:
    old, new = (norms.profile(name, packs.stack()) for name in BUILT_IN)
    assert set(new.active("docx")) - set(old.active("docx")) == {"R21"}
    assert set(old.text.fonts) < set(new.text.fonts)


def test_a_school_says_only_what_differs(tmp_path: Path) -> None:
    stack = school(tmp_path)
    assert norms.profile_names(stack) == (*BUILT_IN, "school:nasha")
    profile = norms.profile("school:nasha", stack)
    assert (profile.page.right, profile.page.left, profile.text.sizes) == (15, 20, (12,))
    codes = {each.code for each in norms.examine(saved(order()), profile).report}
    assert codes == {"DG601", "DG609"}


def test_a_rule_that_is_off_is_not_applied_and_one_may_weigh_less(tmp_path: Path) -> None:
    profile = norms.profile("school:nasha", school(tmp_path))
    data = spoiled(order, rewrite("ПРИКАЗ", "ПРИКАЗ", "Приказ №5"))
    report = norms.examine(data, profile).report
    assert "DG647" not in {each.code for each in report}
    assert {each.severity for each in report if each.code == "DG623"} == {Severity.INFO}
    assert norms.examine(data, profile).rules == len(RULES) - 1


def test_a_pack_may_change_a_built_in_profile(tmp_path: Path) -> None:
    stack = school(tmp_path, "text: {first_line: 10}", "gost-2025")
    assert norms.profile_names(stack) == BUILT_IN
    assert norms.profile("gost-2025", stack).text.first_line == 10


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    assert "gost-2016, gost-2025" in refused("gost-1999", packs.stack())


@pytest.mark.parametrize("base", ["nasha", "gost-1999"])
def test_a_profile_cannot_stand_on_itself_or_on_nothing(base: str, tmp_path: Path) -> None:
    stack = school(tmp_path, f"id: nasha\nextends: {base}\n")
    assert f"«{base}»" in refused("school:nasha", stack)


def test_a_profile_without_a_base_must_say_everything(tmp_path: Path) -> None:
    assert "page, text" in refused("school:nasha", school(tmp_path, "id: nasha\ntitle: Своя\n"))


def test_the_verdict_never_promises_that_a_standard_is_kept() -> None:
    profile = norms.profile("gost-2025", packs.stack())
    good = norms.examine(saved(order()), profile)
    bad = norms.examine(spoiled(order, rewrite(CLAUSES[0], "Наставник", "Нaставник")), profile)
    assert norms.verdict(good, profile) == (
        f"нарушений профиля gost-2025 не найдено ({len(RULES)} правил)"
    )
    assert norms.verdict(bad, profile) == "нарушений профиля gost-2025: 1"


def test_a_note_is_no_breach() -> None:
    profile = norms.profile("gost-2025", packs.stack())
    noted = norms.examine(spoiled(order, rewrite("В целях", "целях", "целях 5%")), profile)
    assert norms.verdict(noted, profile).endswith(f"не найдено ({len(RULES)} правил), заметок: 1")


def test_the_tables_of_the_page_are_up_to_date() -> None:
    page = (Path(__file__).parents[2] / "docs" / "norms.md").read_text(encoding="utf-8")
    assert page == renewed(page), "python -m docgen.norms.reference docs/norms.md"
    assert "| P1 | DG600 | Лист формата А4 | ошибка |" in page
