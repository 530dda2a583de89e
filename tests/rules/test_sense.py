"""A programme that contradicts itself is not built; what may be meant so is a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import engine
from docgen.diagnostics import Severity
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project

GOOD = SCHOOL + TEACHERS
SECOND = "  - {id: p2, form: teacher-teacher, mentors: [t1], mentees: [t2], start: 01.02.2027}\n"


@pytest.mark.parametrize(
    ("code", "old", "new", "spot"),
    [
        ("DG401", "end: 31.05.2027", "end: 31.05.2026", "31.05.2026"),
        ("DG401", "end: 31.05.2027", "end: 31.05.2030", "31.05.2030"),
        ("DG402", "mentees: [t2]}", "mentees: [t2], start: 01.10.2025}", "{id: p1"),
        ("DG402", "mentees: [t2]}", "mentees: [t2], end: 01.09.2027}", "{id: p1"),
        (
            "DG402",
            "mentees: [t2]}",
            "mentees: [t2], start: 01.03.2027, end: 01.02.2027}",
            "01.02.2027",
        ),
        ("DG403", "mentees: [t2]}", "mentees: [t1]}", "[t1]}"),
        ("DG404", "mentees: [t2]}\n", "mentees: [t2]}\n" + SECOND, "{id: p2"),
        ("DG405", ", post: учитель физики", "", "{id: t2"),
    ],
)
def test_a_contradiction_is_found_at_its_place(
    tmp_path: Path, code: str, old: str, new: str, spot: str
) -> None:
    text = GOOD.replace(old, new, 1)
    loaded = engine.load(project(tmp_path, text))
    found = list(loaded.report)
    assert [each.code for each in found] == [code]
    line = text.splitlines()[found[0].place.line - 1]
    assert line[found[0].place.column - 1 :].startswith(spot)
    assert (loaded.programme is None) == (found[0].severity is Severity.ERROR)


def test_a_pair_may_work_again_at_another_time(tmp_path: Path) -> None:
    again = SECOND.replace("01.02.2027", "01.02.2027, end: 31.05.2027")
    text = GOOD.replace("mentees: [t2]}\n", "mentees: [t2], end: 31.01.2027}\n" + again)
    assert engine.load(project(tmp_path, text)).report.ok


def test_a_pupil_on_record_is_guided_in_the_way_of_another_law(tmp_path: Path) -> None:
    marked = "class: 7 «Б», flags: {on_record: да}}"
    text = (SCHOOL + STUDENTS).replace("class: 7 «Б»}", marked)
    loaded = engine.load(project(tmp_path, text))
    (found,) = loaded.report
    assert (found.code, found.severity) == ("DG406", Severity.WARNING)
    assert "«s2»" in found.message
    assert "Линейкина" not in found.message + found.hint
    assert text.splitlines()[found.place.line - 1][found.place.column - 1 :].startswith("да}")


def test_a_pupil_on_record_may_have_been_in_a_pair_or_be_a_mentor(tmp_path: Path) -> None:
    text = (SCHOOL + STUDENTS).replace("10 «А»}", "10 «А», flags: {on_record: да}}")
    assert not list(engine.load(project(tmp_path, text)).report)
    over = (SCHOOL + STUDENTS).replace("7 «Б»}", "7 «Б», flags: {on_record: да}}")
    over = over.replace("mentees: [s2]}", "mentees: [s2], status: completed}")
    assert not list(engine.load(project(tmp_path / "over", over)).report)
