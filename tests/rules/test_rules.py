"""Every rule has a programme that breaks it and one that keeps it; a school may waive a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from docgen import engine
from docgen.codes import explanations
from docgen.diagnostics import Diagnostic, Severity
from docgen.model import Day
from docgen.packs import stack
from docgen.rules import Judgement, judge, rules
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project

BASES = {"teachers": SCHOOL + TEACHERS, "students": SCHOOL + STUDENTS}
CASES = yaml.safe_load(Path("tests/cases/rules.yaml").read_text(encoding="utf-8"))
ORDERED = "documents:\n  order-pairs: {number: 1-од, date: 01.10.2026}\n"
RULES = {rule.id: rule for rule in rules(stack())}


def judged(folder: Path, text: str, on: Day | None = None) -> Judgement:
    """Judge a programme that is without contradictions."""
    loaded = engine.load(project(folder, text))
    assert loaded.programme is not None, list(loaded.report)
    return judge(loaded.programme, loaded.packs, loaded.source, on)


def found(folder: Path, text: str, code: str, on: Day | None = None) -> list[Diagnostic]:
    """Return the findings of one rule."""
    return [each for each in judged(folder, text, on).report if each.code == code]


def programme(base: str, change: Mapping[str, str] | None = None, more: str = "") -> str:
    """Return a good programme with some words changed and more sections at its end."""
    text = BASES[base]
    for old, new in (change or {}).items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text + more


@pytest.mark.parametrize("name", CASES)
def test_a_broken_rule_is_found_and_a_kept_one_is_not(tmp_path: Path, name: str) -> None:
    case, rule = CASES[name], RULES[name]
    on = datetime.strptime(case["day"], "%d.%m.%Y").date() if "day" in case else None
    broken, kept = (programme(case["base"], **case.get(each, {})) for each in ("broken", "kept"))
    (first, *_) = found(tmp_path / "broken", broken, rule.code, on)
    assert first.severity is Severity(rule.severity)
    assert first.message.endswith(".")
    assert first.hint
    assert first.place.line
    assert found(tmp_path / "kept", kept, rule.code, on) == []


def test_every_rule_has_its_cases_or_is_found_as_a_programme_is_read() -> None:
    elsewhere = (
        "A1 DG403, A3 DG171, B12 DG406, F3 DG161, B4 DG675, B5 DG676, B7 DG551, D9 DG672, "
        "E1 DG460, E2 DG467, E3 DG469, E4 DG470, E5 DG471, E6 DG466, E8 DG473, G1 DG669, "
        "G2 DG668, G3 DG120, G5 DG472, G7 DG553"
    )
    others = {f"{name} {rule.code}" for name, rule in RULES.items() if name not in CASES}
    assert others - {"E7 DG497"} == set(elsewhere.split(", "))


def test_every_rule_is_explained_and_says_what_it_rests_on() -> None:
    codes = [rule.code for rule in RULES.values()]
    assert set(codes) <= set(explanations())
    assert len(set(codes)) == len(codes)
    assert all(rule.basis for rule in RULES.values())


def test_findings_never_name_a_pupil(tmp_path: Path) -> None:
    text = programme("students", **CASES["B3"]["broken"]) + ORDERED
    said = " ".join(each.message + each.hint for each in judged(tmp_path, text).report)
    assert "«s2»" in said
    assert "Линейкин" not in said
    assert "Тетрадкин" not in said


def test_a_waived_rule_is_kept_apart_with_its_reason(tmp_path: Path) -> None:
    text = programme(
        "teachers", more=ORDERED + "waivers: [{rule: B8, about: p1, reason: согласие в деле}]\n"
    )
    result = judged(tmp_path, text)
    assert "DG442" not in [each.code for each in result.report]
    (waived,) = result.waived
    assert (waived.rule, waived.reason) == ("B8", "согласие в деле")
    assert waived.finding.code == "DG442"


def test_a_waiver_about_something_else_covers_nothing(tmp_path: Path) -> None:
    text = programme("teachers", more=ORDERED + "waivers: [{rule: B8, about: p2, reason: нет}]\n")
    result = judged(tmp_path, text)
    assert result.waived == ()
    assert {"DG442", "DG419"} <= {each.code for each in result.report}


def test_a_waiver_of_no_rule_is_found_with_the_nearest_one(tmp_path: Path) -> None:
    (finding,) = found(
        tmp_path, programme("teachers", more="waivers: [{rule: A77, reason: нет}]\n"), "DG418"
    )
    assert "A77" in finding.message
    assert "A7" in finding.hint


def test_a_region_sets_the_weight_and_the_numbers_of_a_rule(tmp_path: Path) -> None:
    own = project(tmp_path, programme("teachers", more=ORDERED)) / "templates"
    own.mkdir()
    (own / "rules.yaml").write_text(
        "rules:\n  - {id: B9, severity: info}\n  - {id: B8, severity: off}\n"
        "  - {id: C8, numbers: {weekdays: [4]}}\n",
        encoding="utf-8",
    )
    loaded = engine.load(tmp_path)
    assert loaded.programme is not None, list(loaded.report)
    result = {each.code: each.severity for each in judge(
        loaded.programme, loaded.packs, loaded.source).report}  # fmt: skip
    assert result["DG443"] is Severity.INFO
    assert "DG442" not in result
    assert result["DG487"] is Severity.INFO  # 1 October 2026 is a Thursday


def test_acts_of_the_region_are_asked_for_where_the_packs_know_any(tmp_path: Path) -> None:
    text = programme("teachers").replace("  place:", "  region: Примерская область\n  place:")
    own = project(tmp_path, text) / "templates"
    own.mkdir()
    (own / "acts.yaml").write_text(
        "acts:\n  - {id: prim-1, kind: приказ, number: 1, date: 01.02.2025, title: О системе, "
        "level: regional, region: Примерская область}\n",
        encoding="utf-8",
    )

    def lacking() -> list[str]:
        loaded = engine.load(tmp_path)
        assert loaded.programme is not None, list(loaded.report)
        result = judge(loaded.programme, loaded.packs, loaded.source)
        return [each.hint for each in result.report if each.code == "DG497"]

    assert lacking() == ["Впишите их в programme.acts: [prim-1]."]
    project(tmp_path, text.replace("curators: [cur]", "curators: [cur]\n  acts: [prim-1]"))
    assert lacking() == []


@pytest.mark.parametrize("sample", ["kvantorium", "rural-school", "teachers"])
def test_a_sample_breaks_no_rule(sample: str) -> None:
    loaded = engine.load(Path("samples") / sample)
    assert loaded.programme is not None
    assert list(judge(loaded.programme, loaded.packs, loaded.source).report) == []
