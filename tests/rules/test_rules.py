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
from docgen.rules.calendar import working_days_until, works
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
    apart = {"D8 DG455", "D12 DG456", "E7 DG497"}  # they need a pack or copies: see below
    assert others - apart == set(elsewhere.split(", "))


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


def in_a_region_with_an_act(folder: Path) -> str:
    """Lay out a programme in a region of which the school's pack knows an act; return its text."""
    text = programme("teachers").replace("  place:", "  region: Примерская область\n  place:")
    own = project(folder, text) / "templates"
    own.mkdir()
    (own / "acts.yaml").write_text(
        "acts:\n  - {id: prim-1, kind: приказ, number: 1, date: 01.02.2025, title: О системе, "
        "level: regional, region: Примерская область}\n",
        encoding="utf-8",
    )
    return text


def test_acts_of_the_region_are_asked_for_where_the_packs_know_any(tmp_path: Path) -> None:
    text = in_a_region_with_an_act(tmp_path)

    def lacking() -> list[str]:
        loaded = engine.load(tmp_path)
        assert loaded.programme is not None, list(loaded.report)
        result = judge(loaded.programme, loaded.packs, loaded.source)
        return [each.hint for each in result.report if each.code == "DG497"]

    assert lacking() == ["Впишите их в programme.acts: [prim-1]."]
    project(tmp_path, text.replace("curators: [cur]", "curators: [cur]\n  acts: [prim-1]"))
    assert lacking() == []


def test_a_regional_act_of_the_schools_own_will_do(tmp_path: Path) -> None:
    text = in_a_region_with_an_act(tmp_path)
    described = "acts: [{id: a, kind: приказ, number: 2, title: О школах, level: municipal}]\n"
    assert found(tmp_path, text + described, "DG497") == []


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("notice: 10.11.2026", 1),
        ("notice: 06.11.2026, basis: заявление от 10.11.2026", 3),  # Friday to Wednesday
        ("basis: служебная записка от 10.11.2026", None),
        ("basis: заявление от 31.02.2026", None),
    ],
)
def test_the_notice_is_what_is_stated_or_an_application(
    tmp_path: Path, told: str, days: int | None
) -> None:
    ended = f"mentees: [t2], status: terminated, terminated: {{date: 11.11.2026, {told}}}"
    hits = found(tmp_path, programme("teachers", {"mentees: [t2]": ended}), "DG454")
    late = [hit for hit in hits if f"между ними {days}," in hit.message]
    assert len(late) == (days is not None and days < 3)
    assert len(hits) == len(late)


def test_a_consent_withdrawn_is_a_notice(tmp_path: Path) -> None:
    given = "consents: [{kind: mentoring, date: 20.09.2026, withdrawn: 10.11.2026}]"
    text = programme(
        "teachers",
        {
            "post: учитель математики": f"post: учитель математики, {given}",
            "mentees: [t2]": "mentees: [t2], status: terminated, terminated: {date: 11.11.2026}",
        },
    )
    (hit,) = found(tmp_path, text, "DG454")
    assert "10.11.2026" in hit.message


def test_holidays_of_the_law_and_weekends_are_no_working_days() -> None:
    numbers = RULES["B11"].numbers
    assert not works(Day(2026, 11, 4), numbers)
    assert not works(Day(2026, 11, 7), numbers)
    assert works(Day(2026, 11, 7), {**numbers, "weekdays": [7]})
    assert working_days_until(Day(2027, 1, 12), Day(2026, 12, 30), numbers) == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "indicators: [{code: Ш6, title: Д, "
            "variables: [{symbol: Вп, meaning: педагоги, amount: 3}]}]\n",
            "Вп = 3",
        ),
        (
            "surveys: [{id: a, title: А, role: mentee, questions: [{id: q, text: В, kind: open}], "
            "answers: [{respondent: К-1, replies: {q: x}}, {respondent: К-2, replies: {q: x}}]}]\n",
            "ответили 2, а участников по парам – 1",
        ),
    ],
)
def test_a_count_is_held_against_pairs_and_people(tmp_path: Path, more: str, said: str) -> None:
    (hit,) = found(tmp_path, programme("teachers", more=more), "DG494")
    assert said in hit.message


def test_a_report_tells_as_many_meetings_as_the_diary(tmp_path: Path) -> None:
    met = "mentees: [t2], meetings: [{date: 05.10.2026, topic: Урок}], report: [%s]"
    wrong, right = ("Проведено 5 встреч.", "Проведена 1 встреча.")
    (hit,) = found(tmp_path, programme("teachers", {"mentees: [t2]": met % wrong}), "DG494")
    assert "встреч 5, а в дневнике – 1" in hit.message
    assert found(tmp_path, programme("teachers", {"mentees: [t2]": met % right}), "DG494") == []


def test_a_share_is_no_more_than_all(tmp_path: Path) -> None:
    stated = "indicators: [{code: Х, title: Доля, method: списки, unit: '%%', after: %s}]\n"
    assert found(tmp_path, programme("teachers", more=stated % 120), "DG493")
    assert found(tmp_path, programme("teachers", more=stated % 100), "DG493") == []


def test_an_indicator_with_a_target_has_a_goal(tmp_path: Path) -> None:
    judging = {
        "curators: [cur]": "curators: [cur]\n  evaluation: [{criterion: рост, indicator: Ш1}]"
    }
    own = "indicators: [{code: Х, title: Доля, targets: [{year: 2026/27, amount: 5}]%s}]\n"
    assert found(tmp_path, programme("teachers", judging, own % ""), "DG498")
    assert found(tmp_path, programme("teachers", judging, own % ", goal: охват"), "DG498") == []


def test_a_row_of_the_mentors_school_says_when_and_who(tmp_path: Path) -> None:
    rows = {"curators: [cur]": "curators: [cur]\n  calendar: [{event: Встреча, when: май}]"}
    (hit,) = found(tmp_path, programme("teachers", rows), "DG484")
    assert "ответственного" in hit.message


def test_a_curator_is_appointed_before_the_programme_begins(tmp_path: Path) -> None:
    day = Day(2026, 10, 1)
    appointed = "documents: {order-curator: {number: 1, date: 01.09.2026}}\n"
    assert found(tmp_path, programme("teachers"), "DG429", day)
    assert found(tmp_path, programme("teachers"), "DG429") == []
    assert found(tmp_path, programme("teachers", more=appointed), "DG429", day) == []


def test_what_only_wants_to_be_known_about_an_agreement_is_no_error(tmp_path: Path) -> None:
    ordered = ORDERED + "  mentor-agreement/t1: {date: 21.09.2026}\n"
    in_post = {"post: учитель математики": "post: учитель математики, mentoring_in_post: да"}
    unpaid = {"mentees: [t2]": "mentees: [t2], agreement: {date: 21.09.2026}"}
    for change in (in_post, unpaid):
        (hit,) = found(tmp_path, programme("teachers", change, ordered), "DG443")
        assert hit.severity is Severity.INFO


def regulation(folder: Path, *texts: str, kind: str = "regulation-teachers") -> Path:
    """Lay clauses, some with a title, over the built-in ones of a regulation; return the file."""
    own = folder / "templates" / "docx" / kind / "amendments.yaml"
    own.parent.mkdir(parents=True, exist_ok=True)
    said = (text.rpartition(": ") for text in texts)
    clauses = [
        {"id": f"own.{n}", "text": text} | ({"title": title} if title else {})
        for n, (title, _, text) in enumerate(said)
    ]
    rows = [{"after": "papers.list", "clauses": clauses}]
    own.write_text(yaml.safe_dump({"amendments": rows}, allow_unicode=True), encoding="utf-8")
    return own


def test_a_final_report_without_recommendations_is_found(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "docx" / "final-report" / "amendments.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("amendments: [{remove: advice.plans}]\n", encoding="utf-8")
    assert found(tmp_path, programme("teachers"), "DG498") == []
    own.write_text("amendments: [{remove: advice}]\n", encoding="utf-8")
    (hit,) = found(tmp_path, programme("teachers"), "DG498")
    assert "рекомендаций" in hit.message


def test_a_signed_paper_of_a_journal_has_its_number(tmp_path: Path) -> None:
    signed = "documents: {mentor-agreement/t1: {date: 21.09.2026, status: signed}}\n"
    (hit,) = found(tmp_path, programme("teachers", more=signed), "DG490")
    assert "номера" in hit.message


@pytest.mark.parametrize(
    "text",
    [
        "Наставник ведёт журнал встреч и показывает его куратору.",
        "Наставник обязан ежемесячно сдавать директору письменный отчёт.",
        "Куратор собирает сведения. Педагоги заполняют дневник наставника.",
        "Обязанности наставника: Ведёт журнал встреч.",
    ],
)
def test_a_regulation_that_makes_teachers_write_is_found_in_the_schools_file(
    tmp_path: Path, text: str
) -> None:
    own = regulation(tmp_path, text)
    (hit,) = found(tmp_path, programme("teachers"), "DG455")
    assert Path(hit.place.file) == own
    assert hit.place.line > 1


@pytest.mark.parametrize(
    "text",
    [
        "Журнал встреч ведёт куратор.",
        "Куратор ведёт журнал встреч наставника и составляет отчёт.",
        "Наставник не обязан вести дневник.",
        "Наставник по желанию ведёт дневник.",
        "Наставник проводит встречи. Отчёт готовит куратор.",
        "Обязанности наставника: Отчёт составляет куратор, справку – директор.",
    ],
)
def test_a_regulation_that_charges_the_curator_is_good(tmp_path: Path, text: str) -> None:
    regulation(tmp_path, text)
    assert found(tmp_path, programme("teachers"), "DG455") == []


def test_pupils_and_teachers_of_clubs_are_under_no_list_of_papers(tmp_path: Path) -> None:
    text = "Наставник ведёт журнал встреч."
    club = {"  place:": "  type: additional\n  place:"}
    regulation(tmp_path, text)
    regulation(tmp_path, text, kind="regulation-students")
    assert found(tmp_path, programme("teachers", club), "DG455") == []


def test_short_names_of_a_schools_clauses_are_told_once(tmp_path: Path) -> None:
    regulation(
        tmp_path,
        "Педсовет (далее – директор) решает.",
        "План развития педагога (далее – ПРП) хранит куратор. В ПРП три части.",
        "Обо всём сообщают в МЦР.",
    )
    said = [hit.message for hit in found(tmp_path, programme("teachers"), "DG646")]
    assert said == [
        "Сокращённое название «директор» введено второй раз.",
        "Сокращение «МЦР» не расшифровано.",
    ]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("{% if pairs %}Наставник{% else %}Куратор{% endif %} ведёт журнал встреч.", "DG455", 1),
        ("{% if pairs %}Куратор{% else %}Наставник{% endif %} ведёт журнал встреч.", "DG455", 0),
        ("Цель: {{ programme.goal }} Обо всём сообщают в МЦР.", "DG646", 0),
        ("Обо всём сообщают в МЦР.", "DG646", 1),
    ],
)
def test_clauses_are_read_as_they_stand_in_the_document(
    tmp_path: Path, text: str, code: str, expected: int
) -> None:
    regulation(tmp_path, text)
    goal = "curators: [cur]\n  goal: Работа молодёжного центра развития (далее – МЦР)."
    loaded = engine.load(project(tmp_path, programme("teachers", {"curators: [cur]": goal})))
    report = engine.judged(loaded).report
    assert len([each for each in report if each.code == code]) == expected


def test_a_term_that_a_school_took_out_of_a_glossary_is_missed(tmp_path: Path) -> None:
    own = regulation(tmp_path, "Всё по плану.")
    assert found(tmp_path, programme("teachers"), "DG646") == []
    own.write_text("amendments: [{remove: general.term-curator}]\n", encoding="utf-8")
    (hit,) = found(tmp_path, programme("teachers"), "DG646")
    assert "«куратор»" in hit.message


def test_an_abbreviation_that_a_school_calls_known_needs_no_words(tmp_path: Path) -> None:
    text = programme("teachers", {"curators: [cur]": "curators: [cur]\n  goal: Работа МЦР"})
    assert found(tmp_path, text, "DG646")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "rules.yaml").write_text(
        "abbreviations: {МЦР: молодёжный центр развития}\n", encoding="utf-8"
    )
    assert found(tmp_path, text, "DG646") == []


def test_a_copy_for_the_site_is_missed_once_there_are_any(tmp_path: Path) -> None:
    text = programme(
        "teachers",
        {"curators: [cur]": "curators: [cur]\n  publication: {section: Наставничество}"},
        "documents: {order-curator: {number: 1, date: 01.09.2026}}\n",
    )

    def lacking() -> list[str]:
        report = engine.judged(engine.load(project(tmp_path, text))).report
        return [each.message for each in report if each.code == "DG456"]

    assert lacking() == []  # the school makes no copies
    engine.publish(engine.load(tmp_path), tmp_path / "Для сайта", ["roadmap"])
    assert lacking() == ["Среди копий для сайта нет документа «Приказ о кураторе»."]
    engine.publish(engine.load(tmp_path), tmp_path / "Для сайта", ["order-curator"])
    assert lacking() == []


@pytest.mark.parametrize("sample", ["kvantorium", "rural-school", "teachers"])
def test_a_sample_breaks_no_rule(sample: str) -> None:
    loaded = engine.load(Path("samples") / sample)
    assert loaded.programme is not None
    assert list(judge(loaded.programme, loaded.packs, loaded.source).report) == []
