"""The plan says which documents, for whom and under what names; the same input, the same plan."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from docgen import engine, packs, resources
from docgen.packs import PackStack, built_in
from docgen.plan import Plan, make_plan
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, facts
from tests.test_packs import pack

LATER_ORDERS = {"order-pairs", "order-monitoring"}
PAPERS_OF_PAIRS = {
    "order-pairs",
    "pair-agreement",
    "pair-plan",
    "teacher-route",
    "mentor-journal",
    "mentor-report",
    "mentee-feedback",
    "mentees-register",
    "mentors-register",
    "mentors-school",
}


def planned(text: str = SCHOOL + TEACHERS, *names: str) -> Plan:
    """Return the plan of a programme under the built-in pack."""
    plan, report = make_plan(lambda _: facts(text), packs.stack(), names)
    assert report.ok, list(report)
    return plan


def test_a_teachers_programme_gets_its_regulation_and_not_the_pupils() -> None:
    kinds = [job.kind for job in planned().jobs]
    assert "regulation-teachers" in kinds
    assert "regulation-students" not in kinds


def test_without_pairs_there_is_no_order_of_pairs() -> None:
    text = SCHOOL + STUDENTS.partition("pairs:")[0]
    assert "order-pairs" not in [job.kind for job in planned(text).jobs]


def test_documents_are_named_in_the_order_of_the_bundle() -> None:
    jobs = planned().jobs
    places = [(job.folder, job.name[:2]) for job in jobs]
    assert places == sorted(places)
    assert str(jobs[0].path).startswith("1 Основные документы/01 Приказ")


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (("order-pairs",), {"order-pairs"}),
        (("положение",), {"regulation-teachers"}),
        (("Положения",), {"regulation-teachers"}),
        (("приказы",), {"order-adoption", "order-curator", "order-regulation", *LATER_ORDERS}),
        (("пары", "order-curator"), {"order-curator", *PAPERS_OF_PAIRS}),
        (("дорожная", "model"), {"roadmap", "model"}),
        (("кураторе",), {"order-curator"}),
    ],
)
def test_kinds_are_called_by_name_or_by_a_russian_word(
    asked: tuple[str, ...], kinds: set[str]
) -> None:
    assert {job.kind for job in planned(SCHOOL + TEACHERS, *asked).jobs} == kinds


def test_all_that_applies_is_planned_but_what_is_made_on_request() -> None:
    project = engine.load(resources.samples() / "kvantorium")
    kinds = {kind.name: kind for kind in project.packs.kinds()}
    planned = set(engine.plan(project)[0].kinds)
    on_request = {name for name, kind in kinds.items() if kind.on_request}
    assert on_request == {"audit-report", "consent-withdrawal", "declensions", "site-section"}
    annexes = {name for name in kinds if name.startswith("annex-")}  # here they are in their orders
    assert planned == set(kinds) - on_request - annexes


def test_a_name_that_means_nothing_is_told_with_the_list() -> None:
    plan, report = make_plan(lambda _: facts(), packs.stack(), ["приказы", "накладные"])
    assert [found.code for found in report] == ["DG266"]
    assert "order-pairs" in next(iter(report)).hint
    assert plan.jobs


def test_namesakes_get_their_ids_and_never_running_numbers(tmp_path: Path) -> None:
    text = SCHOOL + STUDENTS.replace("Линейкина, first_name: Вера", "Тетрадкин, first_name: Марк")
    thanks = pack(
        tmp_path,
        {
            "docx/thanks/kind.yaml": "title: Т\nshort: Благодарность\nper: person\norder: 290\n"
            "file: 'Благодарность {{ person.name.reversed }}'\n"
        },
    )
    stack = PackStack([thanks, built_in()])
    plan, _ = make_plan(lambda _: facts(text, stack), stack, ["thanks"])
    names = [job.name for job in plan.jobs if "Тетрадкин" in job.name]
    assert len(set(names)) == 2
    assert all(name.endswith((" (thanks-s1)", " (thanks-s2)")) for name in names)


def test_papers_of_two_with_the_same_initials_are_named_after_each() -> None:
    text = SCHOOL + STUDENTS.replace("Линейкина, first_name: Вера", "Тетрадкин, first_name: Мирон")
    plan, _ = make_plan(lambda _: facts(text), packs.stack(), ["согласия"])
    names = {job.name.partition("Тетрадкин ")[2] for job in plan.jobs}
    assert names == {"Марк", "Мирон"}


def test_the_plan_is_the_same_each_time_and_crosses_processes() -> None:
    assert planned() == planned()
    assert pickle.loads(pickle.dumps(planned())) == planned()
