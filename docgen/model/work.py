"""What is done: stages, the road map, pairs and their plans, events, partners."""

from __future__ import annotations

from docgen.model.basics import Cases, Day
from docgen.model.kinds import AwardKind, PairStatus, RoadmapLayout, Track, Variety
from docgen.records import Frozen, field, said


class Stage(Frozen):
    """A stage of the programme and what it has to bring."""

    id: str
    track: Track
    title: str
    start: Day | None = None
    end: Day | None = None
    outcomes: tuple[str, ...] = ()


class When(Frozen):
    """A term in one of five ways: a day, a period, a month, a repetition, or words."""

    date: Day | None = None
    start: Day | None = None
    end: Day | None = None
    month: int | None = None
    recurring: str = ""
    text: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """Names of the fields that are used."""
        return tuple(name for name, value in said(self).items() if value)


class RoadmapRow(Frozen):
    """An event of the road map."""

    event: str
    id: str = ""
    stage: str = ""
    content: str = ""
    term: When | None = None
    responsible: tuple[str, ...] = ()
    result: str = ""
    document: str | None = None


class Roadmap(Frozen):
    """The plan of the programme's events; no rows means those of the pack."""

    layout: RoadmapLayout = "results"
    rows: tuple[RoadmapRow, ...] = ()


class Termination(Frozen):
    """Why a pair stopped before its time; `notice` is the day on which that was announced."""

    date: Day
    reason: str = ""
    basis: str = ""
    notice: Day | None = None


class PlanItem(Frozen):
    """A row of a pair's plan, with what became of it."""

    event: str
    section: str = ""
    form: str = ""
    term: When | None = None
    result: str = ""
    fact: str = ""
    mark: str = ""
    note: str = ""


class Meeting(Frozen):
    """An entry of the mentor's diary."""

    date: Day
    topic: str
    content: str = ""
    result: str = ""


class Agreement(Frozen):
    """An agreement with a mentor or a partner."""

    number: str = ""
    date: Day | None = None
    until: Day | None = None
    payment: str = ""


class Award(Frozen):
    """A certificate or a letter of thanks for the work of a pair, and what for."""

    kind: AwardKind
    nomination: str = ""
    reason: str = ""


class Pair(Frozen):
    """A mentor and those whom he or she guides: a pair or a group."""

    id: str
    form: str
    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    model: str | None = None
    variety: Variety = "traditional"
    start: Day | None = None
    end: Day | None = None
    goal: str = ""
    tasks: tuple[str, ...] = ()
    request: str = ""
    status: PairStatus = "active"
    replaces: str | None = None
    terminated: Termination | None = None
    order: str = ""
    agreement: Agreement | None = None
    plan: tuple[PlanItem, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    report: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    awards: tuple[Award, ...] = ()

    @property
    def active(self) -> bool:
        """Whether the pair works."""
        return self.status == "active"

    @property
    def participants(self) -> tuple[str, ...]:
        """Ids of the mentors, then of the mentees."""
        return self.mentors + self.mentees


class Partner(Frozen):
    """An organisation that the school works with."""

    id: str
    name: str
    short_name: str = ""
    cases: Cases = field(default_factory=dict)
    representative: str | None = None
    basis: str = ""
    inn: str = ""
    ogrn: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    agreement: Agreement | None = None


class Event(Frozen):
    """Something that takes place within the programme."""

    id: str
    title: str
    stage: str = ""
    term: When | None = None
    place: str = ""
    responsible: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    result: str = ""
