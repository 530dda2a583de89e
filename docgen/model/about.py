"""The section `programme:` of the YAML: what the programme is."""

from __future__ import annotations

from docgen.model.basics import Cases, Day
from docgen.model.forms import Form, Limits
from docgen.model.kinds import AnnexPlace, Audience, Direction, Mode, PairOrders, Track
from docgen.records import Frozen, field


class Venue(Frozen):
    """The unit of the school where the programme lives."""

    name: str
    cases: Cases = field(default_factory=dict)


class Term(Frozen):
    """A word and its definition."""

    term: str
    definition: str
    id: str = ""
    track: Audience = "both"


class WorkingGroupMember(Frozen):
    """Somebody who helps to introduce the programme."""

    person: str
    role: str = ""


class MentorCouncil(Frozen):
    """Those who help the curator."""

    name: str
    chair: str | None = None
    members: tuple[str, ...] = ()
    cases: Cases = field(default_factory=dict)


class Motivation(Frozen):
    """How mentors are encouraged."""

    factors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()


class CalendarRow(Frozen):
    """An event of the mentors' school."""

    event: str
    when: str = ""
    responsible: tuple[str, ...] = ()


class MonitoringStage(Frozen):
    """What is measured, and what for."""

    title: str
    purpose: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class Monitoring(Frozen):
    """How the school follows the programme."""

    introduction: tuple[str, ...] = ()
    stages: tuple[MonitoringStage, ...] = ()


class Publication(Frozen):
    """Where the site tells of mentoring."""

    section: str = ""
    url: str = ""


class Criterion(Frozen):
    """What shows that a goal is reached."""

    criterion: str
    indicator: str | None = None
    method: str = ""


class About(Frozen):
    """The section `programme:` – what the programme is."""

    tracks: tuple[Track, ...]
    school_year: str
    start: Day
    end: Day
    forms: tuple[str, ...]
    title: str = ""
    venue: Venue | None = None
    form_details: dict[str, Form] = field(default_factory=dict)
    introduction: tuple[str, ...] = ()
    goal: str = ""
    tasks: tuple[str, ...] = ()
    mode: Mode = "in-person"
    directions: tuple[Direction, ...] = ()
    terms: tuple[Term, ...] = ()
    results: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    curators: tuple[str, ...] = ()
    orders: PairOrders = "together"
    annexes: AnnexPlace = "inside"
    working_group: tuple[WorkingGroupMember, ...] = ()
    mentor_council: MentorCouncil | None = None
    limits: Limits = field(default_factory=Limits)
    motivation: Motivation | None = None
    calendar: tuple[CalendarRow, ...] = ()
    monitoring: Monitoring | None = None
    publication: Publication | None = None
    evaluation: tuple[Criterion, ...] = ()
