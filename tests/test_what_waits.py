"""What waits for a record with errors: what tells of it, or of all. Nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import engine
from docgen.cli.common import FOUND
from docgen.engine import Built, Project, State
from docgen.engine.project import plan
from tests.cli.running import run
from tests.compiled import COMPILED
from tests.test_records_aside import (
    FIRST,
    GOOD,
    LOST,
    NAMES,
    PERSON,
    SECOND,
    bad,
    codes,
    contents,
    failed,
    made,
    spared,
    table,
    written,
)

OF_THE_SCHOOL = {
    *("order-adoption", "order-curator", "order-regulation", "regulation-teachers", "programme"),
    *("model", "roadmap", "protocol", "mentors-school", "order-monitoring", "survey", "swot"),
}
OF_ALL = {
    *("acquaintance-sheet", "order-pairs", "mentees-register", "mentors-register"),
    *("monitoring-card", "self-check", "municipal-summary"),
}
TWO = PERSON.format(2, NAMES[1])
ALIKE = GOOD.replace("Линейкин", "Тетрадкин").replace("Ручкин", "Черновиков")
GROUP = "working_group: [{person: t2, role: член группы}]"
SURVEY = """
surveys:
  - id: curator
    title: Анкета куратора
    answers:
      - {respondent: %s, replies: {}}
      - {respondent: к7, replies: {}}
"""


def built(project: Project, *kinds: str) -> Built:
    folder = Path(project.source.name).parent / "Готово"
    return engine.build(project, folder, kinds, compiled=COMPILED)


def waiting(project: Project, *kinds: str) -> set[str]:
    """Return the kinds of which some document waits, and see that all of them say why."""
    found = built(project, *kinds)
    assert {code for each in found.failures for code in codes(each.report)} <= {"DG559"}
    return {kind for kind, _ in failed(found)}


def test_what_says_nothing_of_people_and_pairs_is_made_without_some(tmp_path: Path) -> None:
    found = built(spared(tmp_path, bad()))
    assert {kind for kind, _ in made(found)} >= OF_THE_SCHOOL
    assert {kind for kind, _ in failed(found)} == OF_ALL


def test_what_is_said_of_minors_waits_if_there_may_be_some(tmp_path: Path) -> None:
    of_minors, born = ("protocol", "order-adoption"), "id: t2, birth_date: 01.09.2012,"
    assert waiting(spared(tmp_path, bad()), *of_minors) == set()
    young = GOOD.replace("id: t2,", born)
    assert waiting(spared(tmp_path, young.replace(SECOND, LOST)), *of_minors) == {"protocol"}
    left = GOOD.replace("id: t2,", f"{born} куратор: нет,")
    assert waiting(spared(tmp_path, left), *of_minors) == {"protocol"}
    unknown = GOOD.replace("id: t2,", "id: t2, birth_date: 31.02.2012,")
    assert waiting(spared(tmp_path, unknown), *of_minors) == {"protocol"}
    another = left.replace("id: t1,", born.replace("t2", "t1"))
    assert waiting(spared(tmp_path, another), *of_minors) == set()


def test_roles_that_somebody_left_out_may_play_wait(tmp_path: Path) -> None:
    plans = {"roadmap", "mentors-school"}
    unknown = TWO.replace("post:", "куратор: нет, post:")
    assert waiting(spared(tmp_path, GOOD.replace(TWO, unknown)), *plans) == set()
    unread = TWO.replace("учитель", "[педагог-психолог]")
    assert waiting(spared(tmp_path, GOOD.replace(TWO, unread)), *plans) == plans


def test_a_certificate_waits_for_the_pairs_of_its_mentor_alone(tmp_path: Path) -> None:
    given = GOOD.replace("id: p1,", "id: p1, awards: [{kind: certificate}],")
    assert waiting(spared(tmp_path, given.replace(SECOND, LOST)), "certificate") == set()
    shared = SECOND.replace("[t2]", "[t1]").replace("[t5]", "[t99]")
    assert waiting(spared(tmp_path, given.replace(SECOND, shared)), "certificate") == {
        "certificate"
    }


def test_a_plan_that_names_somebody_left_out_waits_alone(tmp_path: Path) -> None:
    gone = GOOD.replace("id: t2,", "id: t2, фамилия: нет,")
    row = "curators: [cur]\n  calendar: [{event: Встреча, responsible: [%s]}]"
    for named, waits in (("t2", {"mentors-school"}), ("t1", set()), ("учителя", set())):
        text = gone.replace("curators: [cur]", row % named)
        assert waiting(spared(tmp_path, text), "roadmap", "mentors-school") == waits
    nameless = gone.replace("id: t2, фамилия: нет,", "номер: t2,")
    told = nameless.replace("curators: [cur]", row % "t2")
    assert waiting(spared(tmp_path, told), "roadmap", "mentors-school") == {"mentors-school"}


def test_answers_of_somebody_left_out_wait_and_those_of_others_do_not(tmp_path: Path) -> None:
    gone = GOOD.replace("id: t2,", "id: t2, фамилия: нет,")
    kinds = ("survey", "survey-answers", "swot")
    assert waiting(spared(tmp_path, gone + SURVEY % "t2"), *kinds) == {"survey-answers"}
    assert waiting(spared(tmp_path, gone + SURVEY % "t1"), *kinds) == set()


@pytest.mark.parametrize(
    ("usual", "named", "waits", "goes_on"),
    [
        ("{person: dir}", "{person: t2}", "order-adoption", "survey"),
        ("curators: [cur]", "curators: [t2]", "order-curator", "roadmap"),
        ("curators: [cur]", f"curators: [cur]\n  {GROUP}", "order-adoption", "order-curator"),
    ],
)
def test_papers_that_name_whom_the_school_names_wait_and_no_others(
    tmp_path: Path, usual: str, named: str, waits: str, goes_on: str
) -> None:
    text = GOOD.replace("id: t2,", "id: t2, birth_date: 31.02.1980,")
    project = spared(tmp_path, text.replace(usual, named))
    assert [(each.group, each.id) for each in project.left_out] == [("people", "t2")]
    assert "DG160" not in codes(project.report)
    found = built(project, waits, goes_on, "pair-plan", "mentor-journal")
    assert (waits, "") in failed(found)
    assert goes_on in {kind for kind, _ in made(found)}
    assert ("mentor-journal", "p2") in failed(found)
    assert ("mentor-journal", "p1") in made(found)


def test_whom_the_school_names_keeps_his_files(tmp_path: Path) -> None:
    text = GOOD.replace("curators: [cur]", "curators: [t2]")
    built(engine.load(written(tmp_path, text)), "mentor-consent")
    before = contents(tmp_path)
    project = spared(tmp_path, text.replace("id: t2,", "id: t2, куратор: нет,"))
    found = built(project, "mentor-consent")
    assert failed(found) == {("mentor-consent", "t2")}
    assert len(found.plan.jobs) == 3
    assert contents(tmp_path) == before


def test_the_order_of_a_change_does_not_stop_the_others_when_its_pair_is_left_out(
    tmp_path: Path,
) -> None:
    ended = SECOND.replace(
        "id: p2,", "id: p2, status: terminated, terminated: {date: 01.12.2026, reason: переезд},"
    )
    facts = "documents:\n  order-change/01.12.2026: {number: '7', date: 01.12.2026}\n"
    whole = engine.load(written(tmp_path, GOOD.replace(SECOND, ended) + facts))
    assert ("order-change", "01.12.2026") in made(built(whole, "order-change"))
    spoilt = GOOD.replace(SECOND, ended.replace("[t2]", "[t99]")) + facts
    assert ("pair-plan", "p1") in made(built(spared(tmp_path, spoilt), "pair-plan"))
    lost = spoilt.replace("order-change/", "order-pair/")
    assert engine.spared(engine.load(written(tmp_path, lost))) is None


def test_ages_and_pairs_that_no_pair_left_out_can_change_are_told(tmp_path: Path) -> None:
    shared = SECOND.replace("[t2]", "[t1]").replace("[t5]", "[t99]")
    adult = bad(shared).replace("id: t1,", "id: t1, birth_date: 01.09.1980,")
    kinds = ("consent-data-adult", "mentor-agreement")
    assert waiting(spared(tmp_path, adult), *kinds) == {"mentor-agreement"}
    growing = adult.replace("birth_date: 01.09.1980", "birth_date: 01.12.2008")
    assert waiting(spared(tmp_path, growing), *kinds) == {"mentor-agreement"}
    alone = growing.replace(FIRST, "")
    project = spared(tmp_path, alone)
    assert "consent-data-adult" not in {
        job.kind for job in plan(project)[0].jobs if job.subject == "t1"
    }


def test_a_condition_that_more_records_may_undo_waits(tmp_path: Path) -> None:
    for when in ("pairs|length < 3", "not people['t1'].mentoring", "pairs[2].id != 'p9'"):
        kind = tmp_path / engine.OWN_PACK / "docx" / "model"
        kind.mkdir(parents=True, exist_ok=True)
        (kind / "kind.yaml").write_text(f'when: "{when}"\n', encoding="utf-8")
        missing = bad(SECOND.replace("[t2]", "[t1]").replace("[t5]", "[t99]"))
        if when.startswith("pairs["):
            missing = missing.replace(FIRST, FIRST + FIRST.replace("p1", "p0").replace("t1", "t6"))
        assert waiting(spared(tmp_path, missing), "model") <= {"model"}


def test_what_fails_for_lack_of_a_record_says_so(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "model"
    own.mkdir(parents=True)
    words = (
        "sections:\n  - id: own\n    title: Пары\n    clauses:\n      - {id: own.last, text: %s}\n"
    )
    (own / "clauses.yaml").write_text(
        words % '"{{ pairs[2].goal }}{{ pairs[2].mentor.name.full }}"', encoding="utf-8"
    )
    assert made(built(engine.load(written(tmp_path, GOOD)), "model"), State.MADE)
    assert waiting(spared(tmp_path, bad()), "model") == {"model"}


def test_a_namesake_is_told_apart_from_the_first(tmp_path: Path) -> None:
    spoilt = ALIKE.replace("id: p2,", "id: p2, start: 31.02.2027,")
    built(spared(tmp_path, spoilt), "pair-plan", "mentor-consent")
    first = contents(tmp_path)
    built(engine.load(written(tmp_path, ALIKE)), "pair-plan", "mentor-consent")
    assert first.items() <= contents(tmp_path).items()
    assert not (tmp_path / "Готово" / engine.keeping.NEEDLESS).exists()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("post:", "birth_date: 31.02.1980, post:"),
        ("post:", "кто: я, post:"),
        ("teacher", "учитель"),
    ],
)
def test_a_namesake_of_somebody_left_out_is_told_apart_from_the_first(
    tmp_path: Path, right: str, wrong: str
) -> None:
    twin = TWO.replace("Линейкин", "Тетрадкин")
    spoilt = ALIKE.replace(twin, twin.replace(right, wrong))
    built(spared(tmp_path, spoilt), "pair-plan", "mentor-journal")
    first = contents(tmp_path)
    built(engine.load(written(tmp_path, ALIKE)), "pair-plan", "mentor-journal")
    assert first
    assert first.items() <= contents(tmp_path).items()


def test_a_partner_with_errors_stops_no_paper_but_the_own_agreement(tmp_path: Path) -> None:
    partners = """
partners:
  - {id: one, name: Общество с ограниченной ответственностью «Первое», representative: t99}
  - {id: two, name: Общество с ограниченной ответственностью «Второе»}
"""
    project = spared(tmp_path, GOOD + partners)
    assert [(each.group, each.id) for each in project.left_out] == [("partners", "one")]
    found = built(project, "partner-agreement", "order-pairs", "pair-plan", "monitoring-card")
    assert failed(found) == set()
    assert {("partner-agreement", "two"), ("order-pairs", ""), ("pair-plan", "p2")} <= made(found)


def test_a_survey_with_errors_stops_what_is_counted_of_answers_and_no_other_sheet(
    tmp_path: Path,
) -> None:
    text = GOOD + (SURVEY % "t1").replace("replies: {}}", "replies: {}, date: 31.02.2027}", 1)
    kinds = ("survey", "swot", "monitoring-card", "order-pairs", "pair-plan", "roadmap")
    found = built(spared(tmp_path, text), *kinds)
    assert failed(found) == {("survey", "curator"), ("swot", ""), ("monitoring-card", "")}
    assert {("survey", "satisfaction-mentor"), ("order-pairs", ""), ("roadmap", "")} <= made(found)


def test_more_errors_of_reading_than_a_report_tells_are_found_and_listed(tmp_path: Path) -> None:
    people = "".join(PERSON.format(f"x{n}", "Ручкин") for n in range(60))
    text = GOOD.replace("programme:", people.replace("{id: tx", "{id: t0, id: tx") + "programme:")
    project = spared(tmp_path, text)
    assert len(project.left_out) == 60
    assert len([each for each in project.report if each.code == "DG105"]) == 60
    assert ("pair-plan", "p3") in made(built(project, "pair-plan"))
    refused = text.replace("curators: [cur]", "curators: cur, нет: [")
    engine.keep_refusal(tmp_path, engine.load(written(tmp_path, refused)))
    assert [row[0] for row in table(tmp_path)].count("DG105") == 60


def test_where_all_pairs_have_errors_it_is_said_that_there_is_nothing_to_make(
    tmp_path: Path,
) -> None:
    spoilt = GOOD.replace("form: teacher-teacher", "form: нет")
    result = run("build", "pair-plan", "-C", written(tmp_path, spoilt))
    assert result.exit_code == FOUND
    assert "Создавать нечего." in result.stdout
    assert "Записей с ошибками: 3 (pairs: p1, p2, p3; см. " in result.stdout


def test_an_included_file_that_broke_off_stops_all_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "часть.yaml").write_text("pairs:\n" + SECOND.replace("]", ""), encoding="utf-8")
    text = GOOD.replace(SECOND, "") + "include: [часть.yaml]\n"
    project = engine.load(written(tmp_path, text))
    assert engine.spared(project) is None
    assert {Path(each.place.file).name for each in project.report} == {"часть.yaml"}
