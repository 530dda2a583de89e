"""Questionnaires: which of them a programme needs, how a sheet is laid out, what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, get_args

from docgen.facts.figures import decimal, mean_of, percent, share
from docgen.facts.plain import mapping, plain
from docgen.model import Phase, Programme, Question, Survey
from docgen.packs import PackStack

MARK = "×"
LONGEST = 100  # no scale has more points
Marks = list[float]
_SEPARATOR = ";"
# What the schema takes for granted; surveys of the packs leave it out, those of the school do not.
_SURVEY = mapping(Survey(id="", title=""))
_QUESTION = mapping(Question(id="", text="", kind="open"))
_PHASES = get_args(Phase)


def pack_surveys(packs: PackStack) -> list[dict[str, Any]]:
    """Return the surveys of all packs, each in a file of its own; nearer packs win by id."""
    return [_whole(plain(survey)) for survey in packs.surveys()]


def survey_facts(
    programme: Programme, pack: Iterable[Mapping[str, Any]], forms: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the surveys that the programme needs, with their sheets and what was answered.

    A survey of the pack for one form is needed when the form is chosen; one of no form, when some
    chosen form has none of its own. The school's surveys are added, or complete those of the pack.
    """
    own = {survey.id: mapping(survey) for survey in programme.surveys}
    known = {survey["id"]: survey for survey in pack}
    titles = {form["id"]: form["title"] for form in forms}
    needed = [name for name, each in known.items() if _needed(each, known.values(), titles)]
    chosen = [_completed(known.get(name, {}), own.get(name, {})) for name in (*needed, *own)]
    in_order = sorted(_once(chosen), key=lambda survey: _turn(survey, list(titles)))
    return [_facts(survey, programme, titles) for survey in in_order]


def marks(surveys: Iterable[Mapping[str, Any]], question: str, phase: str) -> dict[str, float]:
    """Return who gave which mark to a question on a scale, before or after."""
    replies = {
        answer["respondent"]: mark_of(asked, answer["replies"].get(question))
        for survey in surveys
        for asked in survey["questions"]
        if asked["id"] == question and _scaled(asked)
        for answer in survey["answers"]
        if answer["phase"] == phase
    }
    return {who: mark for who, mark in replies.items() if mark is not None}


def paired(surveys: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, Any, Marks, Marks]]:
    """Yield every question that the same people answered before and after.

    With it come its survey and the marks, first those before; who answered once is left out.
    """
    asked = {
        (question["id"], *_answerer(survey)): (question, survey)
        for survey in surveys
        for question in survey["questions"]
        if _scaled(question)
    }
    for question, survey in asked.values():
        alike = [each for each in surveys if _answerer(each) == _answerer(survey)]
        before, after = (marks(alike, question["id"], phase) for phase in ("before", "after"))
        both = [who for who in before if who in after]
        if both:
            yield question, survey, [before[who] for who in both], [after[who] for who in both]


def _answerer(survey: Mapping[str, Any]) -> tuple[Any, Any]:
    return survey["form"], survey["role"]


def mark_of(question: Mapping[str, Any], reply: str | None) -> float | None:
    """Return a mark as a number; None for what is not one, or not on the question's scale."""
    try:
        mark = float((reply or "").replace(",", "."))
    except ValueError:
        return None
    return mark if question["low"] <= mark <= question["high"] else None


def chosen_options(reply: str | None) -> list[str]:
    """Return the options that a reply names: «первый; второй»."""
    return [each.strip() for each in (reply or "").split(_SEPARATOR) if each.strip()]


def picks(chosen: str, option: str) -> bool:
    """Whether what was chosen is this option; an open one («другое:») may go on."""
    return chosen == option or (option.endswith(":") and chosen.startswith(option.rstrip(":")))


def _whole(survey: Mapping[str, Any]) -> dict[str, Any]:
    questions = [_QUESTION | question for question in survey.get("questions", ())]
    return _SURVEY | dict(survey) | {"questions": questions}


def _needed(
    survey: Mapping[str, Any], every: Iterable[Mapping[str, Any]], forms: Mapping[str, str]
) -> bool:
    if survey["form"]:
        return survey["form"] in forms
    alike = {each["form"] for each in every if _part(each) == _part(survey) and each["form"]}
    return not alike or not alike.issuperset(forms)


def _turn(survey: Mapping[str, Any], forms: Sequence[str]) -> tuple[int, ...]:
    """Return where a survey stands: those of selection first, then form by form, before before
    after, those of no form after the others; those held once last."""
    form = forms.index(survey["form"]) if survey["form"] in forms else len(forms)
    phase = _PHASES.index(survey["phase"])
    within = survey["phase"] in ("before", "after")
    return (_PHASES.index("before") if within else phase), form, phase


def _part(survey: Mapping[str, Any]) -> tuple[Any, Any]:
    return survey["role"], survey["phase"]


def _completed(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what the school says over a survey of the pack; what it leaves out stays."""
    said = {name: value for name, value in own.items() if value and value != _SURVEY[name]}
    return _SURVEY | dict(below) | said


def _once(surveys: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from {survey["id"]: survey for survey in surveys}.values()


def _facts(
    survey: dict[str, Any], programme: Programme, titles: Mapping[str, str]
) -> dict[str, Any]:
    questions = [
        question | {"number": number, "points": _points(question)}
        for number, question in enumerate(survey["questions"], start=1)
    ]
    answers = [_answer(answer, survey, programme) for answer in survey["answers"]]
    bands = _bands(survey["bands"], questions)
    return survey | {
        "form_title": titles.get(survey["form"] or "", ""),
        "questions": questions,
        "bands": bands,
        "answers": answers,
        "blank": _BLANK | {"blocks": _blocks(questions, {})},
        "sheets": [_sheet(answer, questions, bands) for answer in answers],
        "results": [_result(question, answers) for question in questions] if answers else [],
        "total": _mean_total(answers, questions, bands),
    }


_BLANK: dict[str, Any] = {"name": "", "date": None, "total": None, "band": ""}


def _bands(
    stated: Iterable[Mapping[str, Any]], questions: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return what sums of marks mean, the best first, each with its bounds: «15–18»."""
    above = sum(each["high"] for each in questions if _scaled(each))
    found = []
    for band in sorted(stated, key=lambda band: -band["least"]):
        bounds = f"{decimal(band['least'])}–{decimal(above)}"
        found.append({"least": band["least"], "bounds": bounds, "title": band["title"]})
        above = band["least"] - 1
    return found


def _band_of(total: float | None, bands: Iterable[Mapping[str, Any]]) -> str:
    if total is None:
        return ""
    return next((str(band["title"]) for band in bands if total >= band["least"]), "")


def _total(replies: Mapping[str, str], questions: Iterable[Mapping[str, Any]]) -> float | None:
    """Return the sum of all marks; None when there are none or one of them is missing."""
    given = [mark_of(each, replies.get(each["id"])) for each in questions if _scaled(each)]
    known = [mark for mark in given if mark is not None]
    return sum(known) if known and len(known) == len(given) else None


def _mean_total(
    answers: Iterable[Mapping[str, Any]],
    questions: Sequence[Mapping[str, Any]],
    bands: Sequence[Mapping[str, Any]],
) -> dict[str, str] | None:
    """Return the mean sum of marks where sums mean something, of the sheets that have all marks."""
    found = [_total(answer["replies"], questions) for answer in answers]
    known = [total for total in found if total is not None]
    if not bands or not known:
        return None
    whole = sum(each["high"] for each in questions if _scaled(each))
    mean = mean_of(known)
    return {"mean": decimal(mean), "whole": decimal(whole), "band": _band_of(mean, bands)}


def _points(question: Mapping[str, Any]) -> list[int]:
    low, high = question["low"], question["high"]
    return list(range(low, min(high, low + LONGEST) + 1))


def _answer(
    answer: Mapping[str, Any], survey: Mapping[str, Any], programme: Programme
) -> dict[str, Any]:
    """Return one respondent's answers; a person is shown by name, others by their code."""
    who = answer["respondent"]
    name = programme.person(who).full_name if programme.has_person(who) else who
    return {**answer, "name": name, "phase": answer["phase"] or survey["phase"]}


def _sheet(
    answer: Mapping[str, Any],
    questions: Sequence[Mapping[str, Any]],
    bands: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    scales = [each for each in questions if _scaled(each)]
    given = [mark_of(each, answer["replies"].get(each["id"])) for each in scales]
    known = [mark for mark in given if mark is not None]
    return {
        "name": answer["name"],
        "date": answer["date"],
        "total": decimal(sum(known)) if known else None,
        "band": _band_of(_total(answer["replies"], questions), bands),
        "blocks": _blocks(questions, answer["replies"]),
    }


def _scaled(question: Mapping[str, Any]) -> bool:
    return bool(question["kind"] == "scale")


def _blocks(
    questions: Iterable[Mapping[str, Any]], replies: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what a sheet prints one after another: tables of marks, choices, lines to write on.

    Questions on one scale that follow each other share a table.
    """
    blocks: list[dict[str, Any]] = []
    for key, group in groupby(questions, key=_table):
        asked = list(group)
        if key[0] == "scale":
            blocks.append(_table_block(asked, replies))
        else:
            blocks += [_single(question, replies.get(question["id"], "")) for question in asked]
    return blocks


def _table(question: Mapping[str, Any]) -> tuple[Any, ...]:
    if not _scaled(question):
        return (question["kind"],)
    return "scale", *(question[name] for name in ("low", "high", "low_label", "high_label"))


def _table_block(
    questions: Sequence[Mapping[str, Any]], replies: Mapping[str, str]
) -> dict[str, Any]:
    first = questions[0]
    return {
        "kind": "scale",
        "points": first["points"],
        "low": first["low"],
        "high": first["high"],
        "low_label": first["low_label"],
        "high_label": first["high_label"],
        "rows": [_table_row(question, replies) for question in questions],
    }


def _table_row(question: Mapping[str, Any], replies: Mapping[str, str]) -> dict[str, Any]:
    mark = mark_of(question, replies.get(question["id"]))
    cells = [MARK if mark == point else "" for point in question["points"]]
    return {**_printed(question), "marks": cells, "mark": "" if mark is None else decimal(mark)}


def _single(question: Mapping[str, Any], reply: str) -> dict[str, Any]:
    options = [_option(option, chosen_options(reply)) for option in question["options"]]
    return {**_printed(question), "kind": question["kind"], "options": options, "reply": reply}


def _option(option: str, chosen: Sequence[str]) -> dict[str, Any]:
    """Return an option of a sheet; what was written beside an open one («другое:») is `said`."""
    found = [each for each in chosen if picks(each, option)]
    said = found[0].removeprefix(option).strip() if found else ""
    return {"text": option, "chosen": bool(found), "open": option.endswith(":"), "said": said}


def _printed(question: Mapping[str, Any]) -> dict[str, Any]:
    return {name: question[name] for name in ("id", "number", "text")}


def _result(question: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what all said to a question: the mean mark, or how often each option was chosen."""
    given = [reply for each in answers if (reply := each["replies"].get(question["id"]))]
    found = [mark for reply in given if (mark := mark_of(question, reply)) is not None]
    scaled = _scaled(question)
    return {
        **_printed(question),
        "kind": question["kind"],
        "high": question["high"],
        "replied": len(found if scaled else given),
        "mean": decimal(mean_of(found)) if scaled and found else "",
        "options": [_votes(option, given) for option in question["options"]],
    }


def _votes(option: str, replies: Sequence[str]) -> dict[str, Any]:
    """Return how many of those who answered chose an option."""
    count = sum(
        1 for reply in replies if any(picks(each, option) for each in chosen_options(reply))
    )
    return {
        "text": option.rstrip(":"),
        "count": count,
        "share": percent(share(count, len(replies))),
    }
