"""A name that leads nowhere is found with its place and the nearest name there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import engine
from docgen.diagnostics import Diagnostic
from tests.programmes import SCHOOL, TEACHERS, project

GOOD = SCHOOL + TEACHERS


def findings(folder: Path, text: str) -> list[Diagnostic]:
    """Return what is found in a programme."""
    return list(engine.load(project(folder, text)).report)


def test_a_good_programme_has_no_findings(tmp_path: Path) -> None:
    more = (
        "documents:\n  order-pairs: {number: 1-од}\n"
        "roadmap:\n  rows: [{event: Встреча, stage: main}]\n"
    )
    text = GOOD.replace("mentees: [t2]}", "mentees: [t2], model: experienced-young}") + more
    text = text.replace("curators: [cur]", "curators: [cur]\n  acts: [tk]")
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize(
    ("code", "old", "new", "wrong"),
    [
        ("DG170", "forms: [teacher-teacher]", "forms: [teacher-teacher, techer]", "techer"),
        ("DG171", "mentees: [t2]}", "mentees: [t2], model: old-young}", "old-young"),
        ("DG172", "curators: [cur]", "curators: [cur]\n  acts: [zk]", "zk"),
        ("DG173", "pairs:", "documents: {order-pears: {number: 1}}\npairs:", "order-pears"),
        ("DG173", "pairs:", "documents: {order-pairs/p9: {number: 1}}\npairs:", "order-pairs/p9"),
        (
            "DG175",
            "pairs:",
            "documents: {roadmap: {stamps: [{kind: annex, document: order-x}]}}\npairs:",
            "order-x",
        ),
        ("DG175", "pairs:", "documents: {roadmap: {annex_of: order-y}}\npairs:", "order-y"),
        ("DG175", "mentees: [t2]}", "mentees: [t2], order: order-pare}", "order-pare"),
        ("DG174", "pairs:", "roadmap: {rows: [{event: В, stage: mian}]}\npairs:", "mian"),
    ],
)
def test_a_name_that_leads_nowhere_is_found(
    tmp_path: Path, code: str, old: str, new: str, wrong: str
) -> None:
    text = GOOD.replace(old, new, 1)
    found = findings(tmp_path, text)
    assert [each.code for each in found] == [code]
    line = text.splitlines()[found[0].place.line - 1]
    assert line[found[0].place.column - 1 :].startswith(wrong)
    assert wrong.rpartition("/")[2] in found[0].message
    assert found[0].hint
