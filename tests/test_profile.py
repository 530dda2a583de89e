"""The profile of the packs says how pages are set; a school changes it by a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen import engine
from docgen.diagnostics import Place
from docgen.errors import TemplateError
from docgen.packs import Pack, PackStack, built_in
from docgen.russian import typesetter
from docgen.russian.typography import RULES, Rule
from tests.docx.making import docx, texts
from tests.programmes import SCHOOL, TEACHERS, facts, project

KIND = "title: Проба\nshort: Проба\norder: 990\n"
CLAUSES = "sections: [{{id: a, clauses: [{{id: a.b, text: {text}}}]}}]\n"


def pages(folder: Path, text: str, profile: str = "") -> list[str]:
    """Print a text as words of the template, as a value and as a clause; return the three."""
    typed = json.dumps(text, ensure_ascii=False)
    programme = SCHOOL + TEACHERS.replace("curators: [cur]", f"curators: [cur]\n  goal: {typed}")
    root = project(folder, programme)
    kind = root / "templates" / "docx" / "probe"
    kind.mkdir(parents=True)
    (kind / "kind.yaml").write_text(KIND, encoding="utf-8")
    (kind / "clauses.yaml").write_text(CLAUSES.format(text=typed), encoding="utf-8")
    look = docx(text, "{{ programme.goal }}", "{{ text.sections[0].clauses[0].text }}")
    (kind / "template.docx").write_bytes(look)
    if profile:
        (root / "templates" / "profile.yaml").write_text(profile, encoding="utf-8")
    loaded = engine.load(root)
    built = engine.build(loaded, folder / "out", ["probe"])
    assert built.report.ok, list(built.report)
    return texts(built.outputs[0].docx.read_bytes())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_one_line_in_the_profile_of_a_school_switches_a_rule_off(
    rule: Rule, tmp_path: Path
) -> None:
    text = rule.cases[0][0]
    on, off = typesetter({})(text), typesetter({rule.name: False})(text)
    assert on != off
    assert pages(tmp_path / "on", text) == [on] * 3
    profile = f"typography: {{{rule.name}: false}}\n"
    assert pages(tmp_path / "off", text, profile) == [off] * 3


def test_conditions_compare_what_a_person_typed() -> None:
    typed = 'план - №5 "Росток"'
    made = facts(
        SCHOOL + TEACHERS.replace("curators: [cur]", f"curators: [cur]\n  goal: '{typed}'")
    )
    assert made.names["programme"]["goal"] == typed
    assert made.holds("programme.goal == 'план - №5 \"Росток\"'", made.names, Place())


def test_a_rule_that_does_not_exist_is_found_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("typography: {qoutes: false}\n", encoding="utf-8")
    stack = PackStack([Pack("own", "own", tmp_path), built_in()])
    with pytest.raises(TemplateError) as refused:
        stack.typesetter()
    (found,) = refused.value.report
    assert (found.code, found.place.line) == ("DG104", 1)
    assert "quotes" in found.hint
