"""What reports and cards say is counted: coverage, plans, indicators, surveys, SWOT, changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.facts.figures import decimal, percent, share, signed
from docgen.facts.indicators import change, indicator_facts, symbols, value_of
from docgen.packs import stack
from tests.programmes import SCHOOL, STOPPED, STUDENTS, SUCCESSOR, TEACHERS, facts, programme

NBSP = "\u00a0"
MINUS = "\u2212"
PAIRS = TEACHERS[: TEACHERS.index("pairs:")]
TWO = PAIRS.replace(
    "programme:",
    "  - {id: t3, last_name: Условнова, first_name: Инна, kind: teacher}\nprogramme:",
)

Replies = Mapping[str, Mapping[str, Any]]


def progress(*more: str, school: str = SCHOOL, people: str = TEACHERS) -> dict[str, Any]:
    """Return the figures about a programme with some lines more."""
    found: dict[str, Any] = facts(school + people + "".join(more)).names["monitoring"]
    return found


def indicator(code: str, *more: str, people: str = TEACHERS) -> dict[str, Any]:
    """Return one indicator of a programme."""
    every = progress(*more, people=people)["indicators"]
    return next(each for each in every if each["code"] == code)


def survey(replies: Replies, name: str = "teacher-teacher-mentee-before") -> str:
    """Return the lines of one survey's answers."""
    lines = [f"  - id: {name}", "    title: Анкета", "    answers:"]
    for who, given_replies in replies.items():
        said = ", ".join(f'{code}: "{reply}"' for code, reply in given_replies.items())
        lines.append(f"      - {{respondent: {who}, replies: {{{said}}}}}")
    return "\n".join(lines) + "\n"


# Figures


@given(st.floats(-1e6, 1e6))
def test_a_printed_number_has_a_comma_and_no_needless_zero(number: float) -> None:
    text = decimal(number)
    assert "." not in text
    assert not text.endswith(",0")
    assert float(text.replace(",", ".").replace(MINUS, "-")) == pytest.approx(number, abs=0.051)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_lies_between_nothing_and_the_whole_or_is_not_known(part: int, whole: int) -> None:
    found = share(part, whole)
    assert (found is None) == (part > whole)
    assert found is None or 0 <= found <= 100


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (None, 5), (5, None), (6, 5), (-1, 5)])
def test_a_share_without_a_whole_is_no_data(part: float | None, whole: float | None) -> None:
    assert percent(share(part, whole)) == "нет данных"


@given(st.floats(-1000, 1000))
def test_only_growth_is_printed_with_a_plus(number: float) -> None:
    assert signed(number).startswith("+") == (round(number, 1) > 0)


@given(st.floats(0.1, 100), st.floats(0, 100))
def test_a_figure_that_did_not_grow_is_never_called_grown(before: float, after: float) -> None:
    found = change(before, after)
    assert found is not None
    assert (found["way"] == "grown") <= (after > before)
    assert (found["way"] == "fallen") <= (after < before)


def test_a_change_from_nothing_has_no_share() -> None:
    found = change(0, 3)
    assert found is not None
    assert (found["delta"], found["percent"]) == ("+3", "нет данных")


# Formulas


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("А / Б * 100", 50),
        ("А · 2 − Б", 0),
        ("(А + Б) / 2", 3),
        ("-А", -2),
        ("А / Б * 100 %", 50),
        ("А : Б", 0.5),
        ("1,5 * А", 3),
    ],
)
def test_a_formula_is_computed(formula: str, value: float) -> None:
    assert value_of(formula, {"А": 2, "Б": 4}) == value


@pytest.mark.parametrize(
    "formula",
    ["А / 0", "А / Г", "А /", "", "А ** Б", "abs(А)", "А.real", "А if Б else 1", "'А'", "1and 2"],
)
def test_what_cannot_be_computed_has_no_value(formula: str) -> None:
    assert value_of(formula, {"А": 2, "Б": 4}) is None


@given(st.text(max_size=300))
def test_any_text_as_a_formula_is_a_number_or_nothing(text: str) -> None:
    assert isinstance(value_of(text, {}), float | int | None)


# The indicators of the pack


def pack() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack().table("indicators")["indicators"]
    return found


def test_a_formula_of_the_pack_uses_all_its_quantities_and_no_others() -> None:
    wrong = {
        each["code"]
        for each in pack()
        if symbols(each["formula"]) != {one["symbol"] for one in each["variables"]}
    }
    assert wrong == set()


def test_the_pack_has_no_code_twice_and_no_symbol_with_two_meanings_in_a_formula() -> None:
    codes = [each["code"] for each in pack()]
    assert len(codes) == len(set(codes))
    for each in pack():
        named = [one["symbol"] for one in each["variables"]]
        assert len(named) == len(set(named)), each["code"]


def test_every_indicator_of_the_pack_has_a_method_and_no_target() -> None:
    assert all(each["method"] and "targets" not in each for each in pack())


def test_every_formula_of_the_pack_can_be_computed() -> None:
    for each in pack():
        amounts = {one["symbol"]: 1.0 for one in each["variables"]}
        assert value_of(each["formula"], amounts) is not None, each["code"]


# Indicators of a programme


def test_plans_are_counted_from_the_pairs() -> None:
    lines = (
        "  - {id: p2, form: teacher-teacher, mentors: [t1], mentees: [t3], plan: [\n"
        "      {event: Урок, fact: проведён}, {event: Анализ}]}\n"
    )
    people = TWO + "pairs:\n  - {id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2]}\n"
    assert indicator("Ш2", lines, people=people)["text"] == f"50{NBSP}%"
    assert indicator("Ш3", lines, people=people)["text"] == f"50{NBSP}%"


def test_a_pair_stopped_before_its_time_is_not_asked_for_a_plan() -> None:
    stopped = TEACHERS.replace("[t2]}", "[t2], status: terminated}")
    assert indicator("Ш2", people=stopped)["text"] == "нет данных"
    assert indicator("Ш11", people=stopped)["value"] == 0


def test_a_number_of_the_school_serves_every_formula_of_the_pack() -> None:
    lines = "indicators:\n  - {code: Ш6, title: Охват, denominator: 20}\n"
    assert indicator("Ш6", lines)["text"] == f"5{NBSP}%"
    assert indicator("Ш6.1", lines)["text"] == f"5{NBSP}%"


def test_a_form_counts_only_its_own_pairs() -> None:
    people = STUDENTS.replace(
        "forms: [student-student]", "forms: [student-student, teacher-student]"
    )
    lines = "indicators:\n  - {code: Ш1, title: Охват, denominator: 50}\n"
    assert indicator("Ш1.1", lines, people=people)["text"] == f"2{NBSP}%"
    assert indicator("Ш1.2", lines, people=people)["text"] == f"0{NBSP}%"


def test_a_formula_of_the_school_does_not_take_the_letters_of_the_pack() -> None:
    lines = (
        "indicators:\n"
        "  - {code: Ш2, title: Своё, unit: '%', formula: П / В * 100, variables: [\n"
        "      {symbol: П, meaning: педагоги}, {symbol: В, meaning: все, amount: 10}]}\n"
    )
    found = indicator("Ш2", lines)
    assert found["text"] == "нет данных"
    assert [one["symbol"] for one in found["variables"]] == ["П", "В"]


def test_a_numerator_above_the_denominator_is_no_value() -> None:
    lines = "indicators:\n  - {code: С1, title: Доля, unit: '%', numerator: 7, denominator: 5}\n"
    assert indicator("С1", lines)["value"] is None


def test_a_target_is_that_of_the_school_year() -> None:
    lines = (
        "indicators:\n  - {code: С1, title: Доля, unit: '%', numerator: 3, denominator: 5,\n"
        "     targets: [{year: 2024/25, amount: 100}, {year: 2026/27, amount: 60}]}\n"
    )
    found = indicator("С1", lines)
    assert (found["target"], found["reached"]) == (60, True)


def test_indicators_of_the_municipality_and_of_the_other_track_are_left_out() -> None:
    codes = {each["code"] for each in progress()["indicators"]}
    assert not codes & {"Ш1", "Ш8", "Р1", "Р2"}
    assert {"Ш4", "Ш6", "Ш7"} <= codes
    assert "Ш6" not in {each["code"] for each in progress(people=STUDENTS)["indicators"]}


def test_satisfaction_is_counted_from_the_first_scale() -> None:
    replies: Replies = {"Н-1": {"Л1-01": 9}, "Н-2": {"Л1-01": 7}, "Н-3": {"Л1-01": "8"}}
    lines = "surveys:\n" + survey(replies, "satisfaction-mentee")
    assert indicator("Ш9", lines)["text"] == f"66,7{NBSP}%"
    assert indicator("Ш10", lines)["text"] == "нет данных"


def test_indicators_of_nothing_are_no_data() -> None:
    empty = indicator_facts(programme(SCHOOL + PAIRS), pack(), [])
    assert {each["text"] for each in empty} == {"нет данных"}


# Coverage


def test_a_person_in_two_pairs_counts_once_in_all() -> None:
    more = "  - {id: p2, form: teacher-teacher, mentors: [t1], mentees: [cur]}\n"
    found = progress(more)["coverage"]
    assert (found["pairs"], found["mentors"], found["mentees"], found["people"]) == (2, 1, 2, 3)


def test_the_pairs_of_the_forms_are_all_pairs() -> None:
    found = progress()["coverage"]
    assert sum(form["pairs"] for form in found["forms"]) == found["pairs"] == 1


def pair(name: str, mentor: str, *more: str) -> str:
    """Return a line about a pair whose mentee is t3."""
    said = ", ".join((f"id: {name}, form: teacher-teacher, mentors: [{mentor}]", *more))
    return f"  - {{{said}, mentees: [t3]}}\n"


def test_thanks_go_to_the_mentors_of_the_pairs_that_are_through() -> None:
    lines = pair("p1", "t1", "status: completed") + pair("p2", "t2", "status: terminated")
    thanked = progress(people=TWO + "pairs:\n" + lines)["awarded"]
    assert [person["id"] for person in thanked] == ["t1"]


def test_thanks_go_to_those_whom_the_school_has_chosen() -> None:
    lines = pair("p1", "t1", "status: completed") + pair("p2", "t2", "awards: [certificate]")
    found = progress(people=TWO + "pairs:\n" + lines)
    assert [person["id"] for person in found["awarded"]] == ["t2"]
    assert found["awards"]["certificate"] == {"t2": {"nominations": [], "reasons": []}}
    assert found["awards"]["thanks-mentor"] == {}


def test_awards_of_several_pairs_of_a_mentor_are_one_award() -> None:
    first = "awards: [{kind: thanks-mentor, reason: за терпение}]"
    second = "awards: [{kind: thanks-mentor, reason: за победу}, thanks-mentor]"
    lines = pair("p1", "t1", first) + pair("p2", "t1", second)
    awards = progress(people=TWO + "pairs:\n" + lines)["awards"]
    assert awards["thanks-mentor"]["t1"]["reasons"] == ["за терпение", "за победу"]


@pytest.mark.parametrize(
    ("day", "active", "completed"),
    [("", 0, 2), ("28.01.2027", 2, 0), ("29.01.2027", 1, 1), ("31.12.2027", 0, 2)],
)
def test_a_pair_whose_term_is_over_is_through_on_the_day_of_the_report(
    day: str, active: int, completed: int
) -> None:
    lines = "pairs:\n" + pair("p1", "t1", "end: 29.01.2027") + pair("p2", "t2")
    dated = f"documents: {{final-report: {{date: {day}}}}}\n" if day else ""
    coverage = progress(dated, people=TWO + lines)["coverage"]
    assert (coverage["active"], coverage["completed"]) == (active, completed)


# Surveys


def surveys(*more: str, people: str = TEACHERS) -> dict[str, Any]:
    found = facts(SCHOOL + people + "".join(more)).names["surveys"]
    return {each["id"]: each for each in found}


def test_candidates_are_asked_first_and_satisfaction_last() -> None:
    phases = [each["phase"] for each in surveys().values()]
    assert phases[:2] == ["selection", "selection"]
    assert set(phases[2:-3]) == {"before", "after"}
    assert phases[-3:] == ["once"] * 3


def test_the_sums_of_the_curators_survey_have_bands_without_gaps() -> None:
    bands = surveys()["curator"]["bands"]
    assert [band["bounds"] for band in bands] == ["15–18", "9–14", "0–8"]


@pytest.mark.parametrize(
    ("mark", "total", "band"), [(2, "18", "опт"), (1, "9", "доп"), (0, "0", "нед")]
)
def test_a_whole_sum_falls_into_a_band(mark: int, total: str, band: str) -> None:
    replies = {f"Ц-{number:02}": mark for number in range(1, 10)}
    (sheet,) = surveys("surveys:\n" + survey({"cur": replies}, "curator"))["curator"]["sheets"]
    assert sheet["total"] == total
    assert sheet["band"].startswith(band)


def test_a_form_has_its_four_surveys() -> None:
    parts = {f"{role}-{phase}" for role in ("mentor", "mentee") for phase in ("before", "after")}
    assert {name for name in surveys() if name.startswith("teacher-teacher")} == {
        f"teacher-teacher-{part}" for part in parts
    }
    assert not any(name.startswith(("student", "general")) for name in surveys())


def test_a_form_without_surveys_of_its_own_has_the_common_ones() -> None:
    people = TEACHERS.replace("forms: [teacher-teacher]", "forms: [teacher-teacher, head-teacher]")
    assert {"general-mentee-before", "general-mentor-after"} <= set(surveys(people=people))


def test_the_questions_of_the_pack_have_codes_of_their_own() -> None:
    people = TEACHERS.replace(
        "forms: [teacher-teacher]",
        "forms: [teacher-teacher, head-teacher, student-student, teacher-student]",
    ).replace("tracks: [teachers]", "tracks: [teachers, students]")
    asked: dict[str, set[str]] = {}
    for each in surveys(people=people).values():
        codes = [question["id"] for question in each["questions"]]
        assert len(codes) == len(set(codes)), each["id"]
        for question in each["questions"]:
            asked.setdefault(question["id"], set()).add(question["text"])
    assert {code for code, texts in asked.items() if len(texts) > 1} == set()


def test_what_is_asked_before_and_after_can_be_compared() -> None:
    found = surveys()
    for role in ("mentor", "mentee"):
        before, after = (
            {each["id"] for each in found[f"teacher-teacher-{role}-{phase}"]["questions"]}
            for phase in ("before", "after")
        )
        assert len(before & after) >= 5


def test_answers_complete_a_survey_of_the_pack() -> None:
    found = surveys("surveys:\n" + survey({"t2": {"П1-01": 7, "П1-13": "консультации"}}))
    one = found["teacher-teacher-mentee-before"]
    assert one["phase"] == "before"
    assert one["answers"][0]["name"] == "Образцов Илья"
    (table,) = (block for block in one["sheets"][0]["blocks"] if block["kind"] == "scale")
    assert table["rows"][0]["marks"] == ["", "", "", "", "", "", "×", "", "", ""]
    assert table["rows"][1]["marks"] == [""] * 10
    chosen = [
        option["text"]
        for block in one["sheets"][0]["blocks"]
        for option in block.get("options", ())
        if option["chosen"]
    ]
    assert chosen == ["консультации"]


def test_what_was_written_beside_an_open_option_is_kept() -> None:
    found = surveys("surveys:\n" + survey({"t2": {"П1-10": "работа с родителями; другое: время"}}))
    (block,) = (
        each
        for each in found["teacher-teacher-mentee-before"]["sheets"][0]["blocks"]
        if each.get("id") == "П1-10"
    )
    said = {option["text"]: option["said"] for option in block["options"] if option["chosen"]}
    assert said == {"работа с родителями": "", "другое:": "время"}


def test_shares_are_of_those_who_answered_the_question() -> None:
    replies: Replies = {
        "А": {"П1-13": "консультации; общение по сети"},
        "Б": {"П1-13": "консультации"},
        "В": {"П1-01": 5},
    }
    one = surveys("surveys:\n" + survey(replies))["teacher-teacher-mentee-before"]
    result = next(each for each in one["results"] if each["id"] == "П1-13")
    shares = {each["text"]: each["share"] for each in result["options"] if each["count"]}
    assert result["replied"] == 2
    assert shares == {"консультации": f"100{NBSP}%", "общение по сети": f"50{NBSP}%"}


def test_the_curators_points_are_added_up() -> None:
    replies: Replies = {"cur": {f"Ц-0{number}": 2 for number in range(1, 9)} | {"Ц-09": 1}}
    one = surveys("surveys:\n" + survey(replies, "curator"))["curator"]
    assert one["sheets"][0]["total"] == "17"


def test_only_those_who_answered_twice_are_compared() -> None:
    before = survey({"А": {"П1-01": 4}, "Б": {"П1-01": 10}})
    after = survey({"А": {"П1-01": 6}, "В": {"П1-01": 1}}, "teacher-teacher-mentee-after")
    (row,) = progress("surveys:\n", before, after)["dynamics"]
    assert (row["before"], row["after"], row["delta"], row["people"]) == ("4", "6", "+2", 1)
    assert row["percent"] == f"+50{NBSP}%"


def test_answers_of_other_people_are_not_compared() -> None:
    before = survey({"А": {"П1-01": 4}})
    after = survey({"Б": {"П1-01": 6}}, "teacher-teacher-mentee-after")
    assert progress("surveys:\n", before, after)["dynamics"] == []


def test_the_change_of_all_marks_is_an_indicator_and_may_be_negative() -> None:
    before = survey({"А": {"П1-01": 4, "П1-02": 6}, "Б": {"П1-03": 9}})
    after = survey({"А": {"П1-01": 6, "П1-02": 2}}, "teacher-teacher-mentee-after")
    assert indicator("Ш5", "surveys:\n", before, after)["text"] == f"{MINUS}20{NBSP}%"
    assert indicator("Ш5")["text"] == "нет данных"


@pytest.mark.parametrize("reply", ["не знаю", "nan", "inf", "11", "0", "-3", "1e1000"])
def test_a_reply_that_is_no_mark_is_not_counted(reply: str) -> None:
    one = surveys("surveys:\n" + survey({"А": {"П1-01": reply}}))
    result = next(
        each for each in one["teacher-teacher-mentee-before"]["results"] if each["id"] == "П1-01"
    )
    assert (result["replied"], result["mean"]) == (0, "")


# SWOT


def swot(line: str, cell: str = "strengths", *more: str) -> str:
    (found,) = progress(*more, f"swot:\n  - {cell}: [{line}]\n")["swots"]
    share_text: str = found[cell][0]["share"]
    return share_text


def test_a_stated_percentage_is_printed_as_it_is() -> None:
    assert swot("{text: Опыт, percent: '12,5'}") == "12,5"


def test_a_share_is_counted_from_a_choice() -> None:
    lines = survey({"А": {"Л1-06": "да"}, "Б": {"Л1-06": "нет"}, "В": {"Л1-06": "да"},
                    "Г": {"Л1-06": "в основном"}}, "satisfaction-mentee")  # fmt: skip
    assert swot("{text: да, question: Л1-06}", "strengths", "surveys:\n", lines) == "50"


def test_a_share_on_a_scale_is_of_marks_above_the_middle_for_what_is_good() -> None:
    lines = survey({"А": {"Л1-05": 9}, "Б": {"Л1-05": 6}, "В": {"Л1-05": 3}, "Г": {"Л1-05": 10}},
                   "satisfaction-mentee")  # fmt: skip
    line = "{text: Организация, question: Л1-05}"
    assert swot(line, "strengths", "surveys:\n", lines) == "75"
    assert swot(line, "weaknesses", "surveys:\n", lines) == "25"


def test_a_factor_without_answers_has_no_share() -> None:
    assert swot("{text: Организация, question: Л1-05}") == ""
    assert swot("Просто слова") == ""


def test_without_data_there_is_one_table_to_fill_in() -> None:
    (found,) = progress()["swots"]
    assert found["empty"]
    assert found["strengths"] == []


# Who is left without a mentor


def test_mentees_whom_nobody_goes_on_with_are_told() -> None:
    lost = [pair["id"] for pair in progress(people=TWO + "pairs:\n" + STOPPED)["lost"]]
    kept = progress(people=TWO + "pairs:\n" + STOPPED + SUCCESSOR)["lost"]
    assert (lost, kept) == (["p1"], [])
