"""How the programme goes, in figures: coverage, plans, indicators, surveys, SWOT.

Pure functions over the typed programme and the packs' data. Reports and cards print these facts
and compute nothing; where something cannot be counted, the facts say so and no text guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, get_args

from docgen.facts.asking import BESIDES, EVERYTHING, Each, Noted
from docgen.facts.figures import decimal, mean_of, percent, share
from docgen.facts.indicators import change, indicator_facts
from docgen.facts.plain import mapping, plain
from docgen.facts.surveys import chosen_options, mark_of, paired, picks
from docgen.facts.views import View
from docgen.model import AwardKind, Day, Pair, Programme
from docgen.model.counting import (
    REPORT,
    at_work,
    day_of_report,
    items_done,
    stopped,
    through,
    working,
)

if TYPE_CHECKING:
    from docgen.facts.ground import Ground

Facts = Mapping[str, Any]
CELLS = ("strengths", "weaknesses", "opportunities", "threats")
_POSITIVE = ("strengths", "opportunities")


# What those ask for who ask for a figure; what is not here is counted of all people and pairs.
_ASKS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("start", "end", "day", "indicators", "awards"), ()),
    **dict.fromkeys(("dynamics", "trends", "swots", "answered"), (BESIDES,)),
    "concluded": (EVERYTHING, BESIDES),
}


class MonitoringView(View[Programme]):
    """All figures about a programme; who asks for one is noted, each time.

    `names` are what papers are told of it: its pairs and people.
    """

    __slots__ = ("_ground", "_names")

    def __init__(self, ground: Ground, names: Facts) -> None:
        super().__init__(ground.programme)
        self._ground = ground
        self._names = names

    def __getitem__(self, name: str) -> Any:
        for asked in _ASKS.get(name, (EVERYTHING,)):
            self._names["people"].ask_for(asked)
        return super().__getitem__(name)

    def start(self) -> Day:
        """Return the first day of monitoring: of the last stage of each track."""
        return min((stage["start"] for stage in self._last_stages()), default=self._record.start)

    def end(self) -> Day:
        return max((stage["end"] for stage in self._last_stages()), default=self._record.end)

    def day(self) -> Day:
        return day_of_report(self._record)

    def concluded(self) -> bool:
        return _concluded(self._record, self._ground.surveys)

    def coverage(self) -> dict[str, Any]:
        return coverage_facts(self._record, self._ground.forms)

    def plans(self) -> dict[str, Any]:
        return plan_facts(self._record, self._names["pairs"])

    def changes(self) -> list[Facts]:
        return list(self._pairs(stopped(self._record.pairs)))

    def lost(self) -> list[Facts]:
        return list(self._pairs(_without_successor(self._record.pairs)))

    def awards(self) -> dict[str, Any]:
        """Return who is given what; of one mentor or one pair only their own pairs tell."""
        pairs, note = self._record.pairs, self._names["people"].ask_for_all_of
        return {kind: Each(award_facts(kind, pairs), note) for kind in get_args(AwardKind)}

    def awarded(self) -> list[Any]:
        return awarded(self._record, self._names["people"])

    def indicators(self) -> list[Noted]:
        """Return the indicators; whoever asks for a value asks for all that it is counted of."""
        note = self._ask_for_amounts
        facts = indicator_facts(self._record, self._ground.indicators, self._ground.surveys)
        return [Noted(_with_noted(each, note), _COUNTED, note) for each in facts]

    def dynamics(self) -> list[dict[str, Any]]:
        return [*_stated_changes(self["indicators"]), *compared(self._ground.surveys)]

    def trends(self) -> list[dict[str, Any]]:
        return list(_trends(self["dynamics"]))

    def swots(self) -> list[dict[str, Any]]:
        return swot_facts(self._record, self._ground.forms, self._ground.surveys)

    def answered(self) -> list[Facts]:
        told = zip(self._ground.surveys, self._names["surveys"], strict=True)
        return [noted for each, noted in told if each["answers"] and _measures(each)]

    def _ask_for_amounts(self) -> None:
        """Note that somebody asks for what is counted of pairs and of answers."""
        for asked in (EVERYTHING, BESIDES):
            self._names["people"].ask_for(asked)

    def _last_stages(self) -> Iterable[Facts]:
        return {stage["track"]: stage for stage in self._ground.stages}.values()

    def _pairs(self, records: Iterable[Pair]) -> Iterator[Facts]:
        """Yield what is told of some pairs."""
        chosen = {record.id for record in records}
        told = zip(self._record.pairs, self._names["pairs"], strict=True) if chosen else ()
        return (pair for record, pair in told if record.id in chosen)


_COUNTED: Final = frozenset(("value", "text", "reached"))
_AMOUNT: Final = frozenset(("amount", "text"))


def _with_noted(indicator: Facts, note: Callable[[], None]) -> Facts:
    """Return an indicator whose quantities note that their amounts are asked for."""
    variables = [Noted(each, _AMOUNT, note) for each in indicator["variables"]]
    return {**indicator, "variables": variables}


def _concluded(programme: Programme, surveys: Iterable[Facts]) -> bool:
    """Whether there are results to report: what became of a pair, or answers given afterwards."""
    told = any(pair.report or pair.feedback or not pair.active for pair in programme.pairs)
    after = any(
        answer["phase"] in ("after", "once") for survey in surveys for answer in survey["answers"]
    )
    return told or after or programme.document(REPORT).date is not None


def _measures(survey: Facts) -> bool:
    """Whether a survey shows how the programme goes; one for selection tells of a candidate."""
    return bool(survey["phase"] != "selection")


def coverage_facts(programme: Programme, forms: Sequence[Facts]) -> dict[str, Any]:
    """Return how many pairs and people there are, by form and in all; each person counts once."""
    return {
        "forms": [
            {"id": form["id"], "title": form["title"]}
            | _counted([pair for pair in programme.pairs if pair.form == form["id"]], programme)
            for form in forms
        ],
        **_counted(programme.pairs, programme),
    }


def plan_facts(programme: Programme, pairs: Iterable[Facts]) -> dict[str, Any]:
    """Return how many pairs have a plan, which have none, and how far the plans are done."""
    in_time = working(programme.pairs)
    lacking = {pair.id for pair in in_time if not pair.plan}
    done, items = items_done(in_time)
    return {
        "pairs": len(in_time),
        "planned": len(in_time) - len(lacking),
        "lacking": [pair for pair in pairs if pair["id"] in lacking],
        "planned_share": percent(share(len(in_time) - len(lacking), len(in_time))),
        "items": items,
        "done": done,
        "done_share": percent(share(done, items)),
        "meetings": sum(len(pair.meetings) for pair in programme.pairs),
    }


def awarded(programme: Programme, people: Mapping[str, Any]) -> list[Any]:
    """Return the mentors to thank: those whom the school has chosen or, failing any, those of the
    pairs that are through."""
    chosen = [pair for pair in programme.pairs if pair.awards] or through(
        programme.pairs, programme
    )
    return [people[each] for each in dict.fromkeys(one for pair in chosen for one in pair.mentors)]


def award_facts(kind: AwardKind, pairs: Iterable[Pair]) -> dict[str, dict[str, list[str]]]:
    """Return to whom an award of this kind goes, a pair or each of its mentors, and what for."""
    given = [
        (receiver, award)
        for pair in pairs
        for award in pair.awards
        if award.kind == kind
        for receiver in ((pair.id,) if kind == "certificate-pair" else pair.mentors)
    ]
    return {
        receiver: {
            "nominations": _said(award.nomination for each, award in given if each == receiver),
            "reasons": _said(award.reason for each, award in given if each == receiver),
        }
        for receiver, _ in given
    }


def _said(texts: Iterable[str]) -> list[str]:
    """Return the texts that are not empty, each once."""
    return [plain(text) for text in dict.fromkeys(texts) if text]


def compared(surveys: Sequence[Facts]) -> list[dict[str, Any]]:
    """Return how mean marks changed, by those who answered a question both before and after."""
    return [
        {"title": question["text"], "about": _about(survey), "people": len(before), **changed}
        for question, survey, before, after in paired(surveys)
        if (changed := change(mean_of(before), mean_of(after)))
    ]


def swot_facts(
    programme: Programme, forms: Iterable[Facts], surveys: Sequence[Facts]
) -> list[dict[str, Any]]:
    """Return the tables of the programme and of its forms; without data, one to fill in."""
    titles = {form["id"]: form["title"] for form in forms}
    stated = [mapping(swot) for swot in programme.swot] or [{"form": None}]
    return [
        {
            "form": swot["form"],
            "title": titles.get(swot["form"] or "", ""),
            **{cell: _factors(swot, cell, surveys) for cell in CELLS},
            "empty": not any(swot.get(cell) for cell in CELLS),
        }
        for swot in stated
    ]


def _counted(pairs: Iterable[Pair], programme: Programme) -> dict[str, Any]:
    every = list(pairs)
    mentors = programme.persons(dict.fromkeys(one for pair in every for one in pair.mentors))
    mentees = programme.persons(dict.fromkeys(one for pair in every for one in pair.mentees))
    return {
        "pairs": len(every),
        "active": len(at_work(every, programme)),
        "completed": len(through(every, programme)),
        "terminated": len(stopped(every)),
        "mentors": len(mentors),
        "mentees": len(mentees),
        "people": len({person.id for person in (*mentors, *mentees)}),
        "students": sum(1 for person in mentees if person.is_student),
        "employees": sum(1 for person in mentees if person.is_employee),
    }


def _without_successor(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs stopped before their time whose mentees nobody goes on with."""
    replaced = {pair.replaces for pair in pairs}
    return [pair for pair in stopped(pairs) if pair.id not in replaced]


def _stated_changes(indicators: Iterable[Facts]) -> Iterator[dict[str, Any]]:
    for indicator in indicators:
        if indicator["change"]:
            yield {"title": indicator["title"], "about": "", "people": 0, **indicator["change"]}


def _trends(dynamics: Iterable[Facts]) -> Iterator[dict[str, Any]]:
    """Yield what has grown, stayed or fallen, for each group of people together."""
    groups: dict[tuple[str, str], list[Facts]] = {}
    for row in dynamics:
        groups.setdefault((row["way"], row["about"]), []).append(row)
    for (way, about), rows in groups.items():
        yield {"way": way, "about": about, "rows": rows}


_WHO = {
    "mentor": "наставники",
    "mentee": "наставляемые",
    "curator": "кураторы",
    "parent": "родители",
}


def _about(survey: Facts) -> str:
    """Return whose answers these are: «наставляемые, педагог – педагог»."""
    parts = (_WHO.get(survey["role"] or "", ""), survey["form_title"])
    return ", ".join(part for part in parts if part)


def _factors(swot: Facts, cell: str, surveys: Sequence[Facts]) -> list[dict[str, Any]]:
    asked = [each for each in surveys if swot["form"] in (None, each["form"])]
    return [
        {"text": line["text"], "share": decimal(known) if known is not None else ""}
        for line in swot.get(cell, ())
        for known in [_factor_share(line, asked, positive=cell in _POSITIVE)]
    ]


def _factor_share(line: Facts, surveys: Sequence[Facts], *, positive: bool) -> float | None:
    """Return the share of answers that name a factor: the stated one, or counted.

    Of a choice it is the share of those who chose this very factor; on a scale, of marks above its
    middle for what is good, and of the others for what is not.
    """
    if line["percent"] is not None or not line["question"]:
        return float(line["percent"]) if line["percent"] is not None else None
    votes = [
        vote
        for survey, question in _asking(surveys, line["question"])
        for reply in _latest(survey, question["id"])
        if (vote := _names(line["text"], reply, question, positive=positive)) is not None
    ]
    return share(sum(votes), len(votes))


def _asking(surveys: Sequence[Facts], code: str) -> Iterator[tuple[Facts, Facts]]:
    """Yield the surveys with answers that ask a question; those held before only if no other."""
    asking = [
        (survey, question)
        for survey in surveys
        for question in survey["questions"]
        if question["id"] == code and any(code in each["replies"] for each in survey["answers"])
    ]
    later = [each for each in asking if each[0]["phase"] != "before"]
    yield from later or asking


def _latest(survey: Facts, code: str) -> list[str]:
    """Return the replies given after or once; those given before, if there are no others."""
    given = [each for each in survey["answers"] if code in each["replies"]]
    later = [each for each in given if each["phase"] != "before"]
    return [each["replies"][code] for each in later or given]


def _names(text: str, reply: str, question: Facts, *, positive: bool) -> bool | None:
    """Whether a reply names the factor; None if it says nothing of it."""
    if question["kind"] == "closed":
        return any(picks(each, text) for each in chosen_options(reply))
    mark = mark_of(question, reply)
    if question["kind"] != "scale" or mark is None:
        return None
    return (mark > (question["low"] + question["high"]) / 2) is positive
