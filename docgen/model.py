"""The typed programme: frozen records made only by `build_programme`.

Every record follows the definition of the same name in `schemas/common.schema.json`, field by
field; `class_` stands for `class`, a word Python keeps for itself. References to people stay ids,
so that records hold no circles; `Programme.person(id)` and its kin look them up.

The root is `Programme`; the section `programme:` of the YAML – title, dates, forms, curators – is
its `about`, and what everybody asks for (`start`, `end`, `tracks`, …) can be asked of the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from docgen.diagnostics import Diagnostic, Report
from docgen.schema import Source, build, doubled_keys, nearest, references

Cases = dict[str, str]
Day = date  # its own name, because many records have a field called date

ADULT_AGE = 18


class SchoolType(StrEnum):
    """What kind of organisation the school is."""

    SCHOOL = "school"
    LYCEUM = "lyceum"
    GYMNASIUM = "gymnasium"
    COLLEGE = "college"
    ADDITIONAL = "additional"
    BOARDING = "boarding"


class BodyKind(StrEnum):
    """What a collegial body of the school is."""

    PEDAGOGICAL_COUNCIL = "pedagogical-council"
    METHODICAL_COUNCIL = "methodical-council"
    GOVERNING_COUNCIL = "governing-council"
    STUDENT_COUNCIL = "student-council"
    PARENT_COUNCIL = "parent-council"
    TRADE_UNION = "trade-union"
    GENERAL_MEETING = "general-meeting"
    MENTOR_COUNCIL = "mentor-council"


class Gender(StrEnum):
    """The gender that words agree with."""

    MALE = "m"
    FEMALE = "f"


class WordGender(StrEnum):
    """The grammatical gender of an expression."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


class PersonKind(StrEnum):
    """What a person is to the school."""

    STUDENT = "student"
    TEACHER = "teacher"
    HEAD = "head"
    COLLEGE_STUDENT = "college-student"
    EMPLOYER = "employer"
    PARENT = "parent"
    ALUMNUS = "alumnus"
    OTHER = "other"


class ConsentKind(StrEnum):
    """What a person has agreed to in writing."""

    PARTICIPATION = "participation"
    PERSONAL_DATA = "personal-data"
    PUBLICATION = "publication"
    MENTORING = "mentoring"
    PAYMENT = "payment"


class Track(StrEnum):
    """Whom the mentoring is for."""

    STUDENTS = "students"
    TEACHERS = "teachers"


class Audience(StrEnum):
    """Which tracks an act or a term belongs to."""

    STUDENTS = "students"
    TEACHERS = "teachers"
    BOTH = "both"


class Requirement(StrEnum):
    """What a pair of a role model has to satisfy."""

    MENTOR_HIGHER_CLASS = "mentor-higher-class"
    MENTEE_YOUNG_SPECIALIST = "mentee-young-specialist"
    SAME_SUBJECT = "same-subject"


class Mode(StrEnum):
    """How mentor and mentee meet."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    MIXED = "mixed"


class Direction(StrEnum):
    """An area of a mentor's work."""

    STUDY = "study"
    ADDITIONAL = "additional"
    PROJECT = "project"
    CAREER = "career"
    VOLUNTEER = "volunteer"


class RoadmapLayout(StrEnum):
    """Which set of columns a road map is printed with."""

    RESULTS = "results"
    STAGES = "stages"
    CONTENTS = "contents"


class Variety(StrEnum):
    """How the work of a pair is arranged (вид наставничества)."""

    TRADITIONAL = "traditional"
    GROUP = "group"
    REMOTE = "remote"
    REVERSE = "reverse"
    SITUATIONAL = "situational"
    SPEED = "speed"
    SHORT_TERM = "short-term"


class PairStatus(StrEnum):
    """Whether a pair works."""

    ACTIVE = "active"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class DocumentStatus(StrEnum):
    """Whether a document is signed."""

    DRAFT = "draft"
    SIGNED = "signed"


class StampKind(StrEnum):
    """What a stamp at the head of a document says."""

    ACCEPTED = "accepted"
    CONSIDERED = "considered"
    APPROVED_BODY = "approved-body"
    AGREED = "agreed"
    OPINION = "opinion"
    APPROVED = "approved"
    APPROVED_BY_ORDER = "approved-by-order"
    ANNEX = "annex"


class ActLevel(StrEnum):
    """Who passed an act."""

    FEDERAL = "federal"
    REGIONAL = "regional"
    MUNICIPAL = "municipal"
    LOCAL = "local"


class ActStatus(StrEnum):
    """Whether an act is in force."""

    IN_FORCE = "in-force"
    RECOMMENDATION = "recommendation"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    UNCONFIRMED = "unconfirmed"


class Confidence(StrEnum):
    """How well the requisites of an act are checked."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Level(StrEnum):
    """Where an indicator is counted."""

    SCHOOL = "school"
    MUNICIPALITY = "municipality"
    REGION = "region"


class Participant(StrEnum):
    """A part that somebody plays in the programme."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    CURATOR = "curator"
    PARENT = "parent"


class Phase(StrEnum):
    """When a survey is held."""

    BEFORE = "before"
    AFTER = "after"
    ONCE = "once"


class QuestionKind(StrEnum):
    """How a question is answered."""

    OPEN = "open"
    CLOSED = "closed"
    SCALE = "scale"


class DateStyle(StrEnum):
    """How dates are printed."""

    WORDS = "words"
    DIGITS = "digits"


class Initials(StrEnum):
    """Where initials stand in a signature."""

    BEFORE = "before"
    AFTER = "after"


class Annexes(StrEnum):
    """Where annexes of an order are printed."""

    TOGETHER = "together"
    APART = "apart"


class Yo(StrEnum):
    """What becomes of the letter ё."""

    KEEP = "keep"
    FOLD = "fold"


class WordKind(StrEnum):
    """What an expression of the dictionary is."""

    POST = "post"
    ORGANISATION = "organisation"
    UNIT = "unit"
    DOCUMENT = "document"
    LAST_NAME = "last-name"
    FIRST_NAME = "first-name"
    MIDDLE_NAME = "middle-name"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Founder:
    """Who founded the school."""

    name: str
    short_name: str = ""
    cases: Cases = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Director:
    """Who signs for the school."""

    person: str
    post: str = "директор"
    acting: bool = False
    basis: str = "Устава"


@dataclass(frozen=True, slots=True)
class Body:
    """A council, a meeting or a trade union of the school."""

    id: str
    kind: BodyKind
    name: str
    chair: str | None = None
    secretary: str | None = None
    members: tuple[str, ...] = ()
    cases: Cases = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class School:
    """The organisation the documents belong to."""

    full_name: str
    short_name: str
    place: str
    director: Director
    cases: Cases = field(default_factory=dict)
    short_cases: Cases = field(default_factory=dict)
    type: SchoolType = SchoolType.SCHOOL
    region: str = ""
    municipality: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    okpo: str = ""
    founder: Founder | None = None
    letterhead: tuple[str, ...] = ()
    logo: str = ""
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class NameCases:
    """Forms of a name that the person knows better."""

    last_name: Cases = field(default_factory=dict)
    first_name: Cases = field(default_factory=dict)
    middle_name: Cases = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Experience:
    """Full years of work."""

    total: int | None = None
    here: int | None = None


@dataclass(frozen=True, slots=True)
class Contacts:
    """How to reach a person; never in published copies."""

    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Flags:
    """Restricted facts: checked, never printed."""

    special_needs: bool = False
    on_record: bool = False


@dataclass(frozen=True, slots=True)
class Representative:
    """A legal representative of a minor."""

    person: str
    basis: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A written consent."""

    kind: ConsentKind
    date: Day
    until: Day | None = None
    withdrawn: Day | None = None
    by: str | None = None

    def holds_on(self, day: Day) -> bool:
        """Whether the consent was given by this day and is neither over nor withdrawn."""
        ends = [end for end in (self.until, self.withdrawn) if end]
        return self.date <= day and all(day <= end for end in ends)


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity document; printed in consents only."""

    document: str = ""
    series: str = ""
    number: str = ""
    issued: str = ""
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """A clearance to work with children."""

    document: str = ""
    number: str = ""
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Anybody whom documents name."""

    id: str
    last_name: str
    first_name: str
    kind: PersonKind
    middle_name: str = ""
    gender: Gender | None = None
    cases: NameCases = field(default_factory=NameCases)
    post: str = ""
    post_cases: Cases = field(default_factory=dict)
    organisation: str = ""
    class_: str = ""
    birth_date: Day | None = None
    subjects: tuple[str, ...] = ()
    experience: Experience = field(default_factory=Experience)
    category: str = ""
    mentor_category: str = ""
    mentee_category: str = ""
    achievements: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    request: str = ""
    mentee_age: str = ""
    availability: str = ""
    joined: Day | None = None
    contacts: Contacts = field(default_factory=Contacts)
    flags: Flags = field(default_factory=Flags)
    representatives: tuple[Representative, ...] = ()
    consents: tuple[Consent, ...] = ()
    identity: Identity | None = None
    clearance: Clearance | None = None

    @property
    def full_name(self) -> str:
        """«Иванова Анна Петровна»."""
        return " ".join(
            part for part in (self.last_name, self.first_name, self.middle_name) if part
        )

    @property
    def is_student(self) -> bool:
        """Whether this is a pupil of the school."""
        return self.kind is PersonKind.STUDENT

    @property
    def is_employee(self) -> bool:
        """Whether the person works at the school."""
        return self.kind in (PersonKind.TEACHER, PersonKind.HEAD)

    def age_on(self, day: Day) -> int | None:
        """Return the age in full years, or None if the date of birth is not given."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def is_minor_on(self, day: Day) -> bool:
        """Whether the person is under 18; a pupil of unknown age counts as one."""
        age = self.age_on(day)
        return self.is_student if age is None else age < ADULT_AGE

    def consent(self, kind: ConsentKind, day: Day) -> Consent | None:
        """Return a consent of this kind that holds on this day."""
        return next((c for c in self.consents if c.kind is kind and c.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class RoleModel:
    """A variant of a pair within a form (ролевая модель)."""

    id: str
    title: str
    goal: str = ""
    note: str = ""
    requires: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipantGroup:
    """A group of people who may be mentors or mentees."""

    points: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class MentorType:
    """A type of mentors within a form."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SchemeStep:
    """A row of the scheme by which a form is carried out."""

    stage: str
    activity: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that a form or the school has set; None: not set here."""

    max_mentees: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    min_experience: int | None = None
    young_specialist_years: int | None = None
    min_age: int | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits that hold: those of the school, else those of the form, else the usual ones."""

    max_mentees: int = 3
    min_months: int = 3
    max_months: int = 12
    min_experience: int = 5
    young_specialist_years: int = 3
    min_age: int = 10
    max_age: int = 19

    def under(self, limits: Limits) -> Bounds:
        """Return the bounds with what these limits set."""
        given = {each.name: getattr(limits, each.name) for each in fields(limits)}
        return replace(self, **{name: value for name, value in given.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Form:
    """A form of mentoring: who guides whom, and how it is arranged.

    A pack describes it in full; a school's `form_details` only say what differs.
    """

    title: str = ""
    alt_title: str = ""
    track: Track | None = None
    mentor_kinds: tuple[PersonKind, ...] = ()
    mentee_kinds: tuple[PersonKind, ...] = ()
    goal: str = ""
    tasks: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    mentors: tuple[ParticipantGroup, ...] = ()
    mentees: tuple[ParticipantGroup, ...] = ()
    mentor_types: tuple[MentorType, ...] = ()
    models: tuple[RoleModel, ...] = ()
    scheme: tuple[SchemeStep, ...] = ()
    limits: Limits = field(default_factory=Limits)
    note: str = ""

    def refined(self, details: Form) -> Form:
        """Return the form as this school has it."""
        given = {each.name: getattr(details, each.name) for each in fields(details)}
        return replace(self, **{name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Venue:
    """The unit of the school where the programme lives."""

    name: str
    cases: Cases = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its definition."""

    term: str
    definition: str
    id: str = ""
    track: Audience = Audience.BOTH


@dataclass(frozen=True, slots=True)
class WorkingGroupMember:
    """Somebody who helps to introduce the programme."""

    person: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class MentorCouncil:
    """Those who help the curator."""

    name: str
    chair: str | None = None
    members: tuple[str, ...] = ()
    cases: Cases = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Motivation:
    """How mentors are encouraged."""

    factors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """An event of the mentors' school."""

    event: str
    when: str = ""
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonitoringStage:
    """What is measured, and what for."""

    title: str
    purpose: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Monitoring:
    """How the school follows the programme."""

    introduction: tuple[str, ...] = ()
    stages: tuple[MonitoringStage, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the site tells of mentoring."""

    section: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What shows that a goal is reached."""

    criterion: str
    indicator: str | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class About:
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
    mode: Mode = Mode.IN_PERSON
    directions: tuple[Direction, ...] = ()
    terms: tuple[Term, ...] = ()
    results: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    curators: tuple[str, ...] = ()
    working_group: tuple[WorkingGroupMember, ...] = ()
    mentor_council: MentorCouncil | None = None
    limits: Limits = field(default_factory=Limits)
    motivation: Motivation | None = None
    calendar: tuple[CalendarRow, ...] = ()
    monitoring: Monitoring | None = None
    publication: Publication | None = None
    evaluation: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the programme and what it has to bring."""

    id: str
    track: Track
    title: str
    start: Day | None = None
    end: Day | None = None
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
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
        return tuple(each.name for each in fields(self) if getattr(self, each.name))


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """An event of the road map."""

    event: str
    id: str = ""
    stage: str = ""
    content: str = ""
    term: When | None = None
    responsible: tuple[str, ...] = ()
    result: str = ""
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The plan of the programme's events; no rows means those of the pack."""

    layout: RoadmapLayout = RoadmapLayout.RESULTS
    rows: tuple[RoadmapRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Termination:
    """Why a pair stopped before its time."""

    date: Day
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A row of a pair's plan, with what became of it."""

    event: str
    section: str = ""
    form: str = ""
    term: When | None = None
    result: str = ""
    fact: str = ""
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An entry of the mentor's diary."""

    date: Day
    topic: str
    content: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with a mentor or a partner."""

    number: str = ""
    date: Day | None = None
    until: Day | None = None
    payment: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentor and those whom he or she guides: a pair or a group."""

    id: str
    form: str
    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    model: str | None = None
    variety: Variety = Variety.TRADITIONAL
    start: Day | None = None
    end: Day | None = None
    goal: str = ""
    tasks: tuple[str, ...] = ()
    request: str = ""
    status: PairStatus = PairStatus.ACTIVE
    replaces: str | None = None
    terminated: Termination | None = None
    order: str = "order-pairs"
    agreement: Agreement | None = None
    plan: tuple[PlanItem, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    report: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether the pair works."""
        return self.status is PairStatus.ACTIVE

    @property
    def participants(self) -> tuple[str, ...]:
        """Ids of the mentors, then of the mentees."""
        return self.mentors + self.mentees


@dataclass(frozen=True, slots=True)
class Variable:
    """A letter of a formula and its meaning."""

    symbol: str
    meaning: str
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator has to reach in a school year."""

    year: str
    amount: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that shows how the programme goes."""

    code: str
    title: str
    goal: str = ""
    act: str | None = None
    unit: str = ""
    level: Level = Level.SCHOOL
    form: str | None = None
    method: str = ""
    formula: str = ""
    variables: tuple[Variable, ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    targets: tuple[Target, ...] = ()
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a survey."""

    id: str
    text: str
    kind: QuestionKind
    options: tuple[str, ...] = ()
    low: int = 1
    high: int = 10
    low_label: str = ""
    high_label: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one respondent answered: question id to answer."""

    respondent: str
    replies: dict[str, str]
    date: Day | None = None
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions and answers."""

    id: str
    title: str
    form: str | None = None
    role: Participant | None = None
    phase: Phase = Phase.ONCE
    instruction: str = ""
    questions: tuple[Question, ...] = ()
    answers: tuple[Answers, ...] = ()


@dataclass(frozen=True, slots=True)
class SwotLine:
    """A factor and the share of answers that name it."""

    text: str
    percent: float | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Swot:
    """Strengths, weaknesses, opportunities and threats, of the programme or of one form."""

    form: str | None = None
    strengths: tuple[SwotLine, ...] = ()
    weaknesses: tuple[SwotLine, ...] = ()
    opportunities: tuple[SwotLine, ...] = ()
    threats: tuple[SwotLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
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


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes place within the programme."""

    id: str
    title: str
    stage: str = ""
    term: When | None = None
    place: str = ""
    responsible: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The requisites of the minutes of a meeting (протокол)."""

    number: str = ""
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A mark of approval, agreement or acceptance."""

    kind: StampKind
    body: str | None = None
    person: str | None = None
    protocol: Minutes | None = None
    date: Day | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Facts of a made document; no number or date means that it has none yet."""

    number: str = ""
    date: Day | None = None
    status: DocumentStatus = DocumentStatus.DRAFT
    heading: str = ""
    signatory: str | None = None
    effective: Day | None = None
    due: Day | None = None
    controller: str | None = None
    acquainted: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    annex_of: str | None = None
    refers_to: tuple[str, ...] = ()
    revokes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A change of an act: when, and by which act."""

    date: Day
    act: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A law, an order, a letter or a local act."""

    id: str
    kind: str
    issuer: str = ""
    date: Day | None = None
    number: str = ""
    title: str = ""
    short: str = ""
    articles: str = ""
    level: ActLevel = ActLevel.LOCAL
    track: Audience = Audience.BOTH
    status: ActStatus = ActStatus.IN_FORCE
    valid_from: Day | None = None
    valid_until: Day | None = None
    replaced_by: str | None = None
    editions: tuple[Edition, ...] = ()
    region: str = ""
    default: bool = False
    confidence: Confidence = Confidence.HIGH
    source: str = ""
    checked: Day | None = None
    cases: Cases = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are printed."""

    date_style: DateStyle = DateStyle.WORDS
    initials: Initials = Initials.BEFORE
    annexes: Annexes = Annexes.TOGETHER
    yo: Yo = Yo.KEEP


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """An expression whose forms the school knows better."""

    text: str
    cases: Cases
    kind: WordKind = WordKind.PHRASE
    gender: WordGender | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """A school's mentoring programme with everybody and everything in it."""

    school: School
    people: tuple[Person, ...]
    about: About
    stages: tuple[Stage, ...] = ()
    roadmap: Roadmap = field(default_factory=Roadmap)
    pairs: tuple[Pair, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    surveys: tuple[Survey, ...] = ()
    swot: tuple[Swot, ...] = ()
    partners: tuple[Partner, ...] = ()
    events: tuple[Event, ...] = ()
    documents: dict[str, Document] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    settings: Settings = field(default_factory=Settings)
    dictionary: tuple[DictionaryEntry, ...] = ()
    _people: dict[str, Person] = field(init=False, repr=False, compare=False)
    _pairs: dict[str, Pair] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_people", {person.id: person for person in self.people})
        object.__setattr__(self, "_pairs", {pair.id: pair for pair in self.pairs})

    def person(self, identifier: str) -> Person:
        """Return a person by id; KeyError if there is none, which a checked programme never has."""
        return self._people[identifier]

    def persons(self, identifiers: Iterable[str]) -> tuple[Person, ...]:
        """Return several people, in the order of their ids here."""
        return tuple(self._people[identifier] for identifier in identifiers)

    def pair(self, identifier: str) -> Pair:
        """Return a pair by id."""
        return self._pairs[identifier]

    def body(self, identifier: str) -> Body | None:
        """Return a body of the school by its id or, failing that, the first of that kind."""
        bodies = self.school.bodies
        by_id = (body for body in bodies if body.id == identifier)
        by_kind = (body for body in bodies if body.kind == identifier)
        return next(by_id, None) or next(by_kind, None)

    def document(self, kind: str) -> Document:
        """Return the facts of a document; an empty record if nothing is known of it yet."""
        return self.documents.get(kind, Document())

    @property
    def director(self) -> Person:
        """Who signs for the school."""
        return self.person(self.school.director.person)

    @property
    def curators(self) -> tuple[Person, ...]:
        """Who runs the programme; the first is named in orders."""
        return self.persons(self.about.curators)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Whom the programme is for."""
        return self.about.tracks

    @property
    def school_year(self) -> str:
        """«2026/27»."""
        return self.about.school_year

    @property
    def start(self) -> Day:
        """The first day."""
        return self.about.start

    @property
    def end(self) -> Day:
        """The last day."""
        return self.about.end

    @property
    def limits(self) -> Bounds:
        """The limits of the programme, whatever the form."""
        return Bounds().under(self.about.limits)

    def limits_of(self, form: Form) -> Bounds:
        """Return the limits that hold in a form: the school's own come before the form's."""
        return Bounds().under(form.limits).under(self.about.limits)

    @property
    def has_students(self) -> bool:
        """Whether pupils take part as those who are guided."""
        return Track.STUDENTS in self.tracks

    @property
    def has_teachers(self) -> bool:
        """Whether teachers take part as those who are guided."""
        return Track.TEACHERS in self.tracks

    def has_minors(self, day: Day) -> bool:
        """Whether a participant is under 18 on this day; with no pairs yet, the track decides."""
        if not self.pairs:
            return self.has_students
        return any(person.is_minor_on(day) for person in self.participants())

    def participants(self) -> tuple[Person, ...]:
        """Return mentors and mentees of all pairs, each once, in the order of the pairs."""
        ids = dict.fromkeys(each for pair in self.pairs for each in pair.participants)
        return self.persons(ids)

    def pairs_of(self, person: str) -> tuple[Pair, ...]:
        """Return the pairs in which a person takes part."""
        return tuple(pair for pair in self.pairs if person in pair.participants)

    def period(self, pair: Pair) -> tuple[Day, Day]:
        """Return the first and the last day of a pair's work: its own or the programme's."""
        return pair.start or self.start, pair.end or self.end


def build_programme(data: Mapping[str, Any], source: Source) -> tuple[Programme | None, Report]:
    """Make the programme of validated data; with an id unknown or doubled there is none."""
    report = Report((*_doubled_ids(data, source), *_lost_references(data, source)))
    if not report.ok:
        return None, report
    renamed = {
        "about" if key == "programme" else key: data[key] for key in data if key != "include"
    }
    return build(Programme, renamed), report


def _doubled_ids(data: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    for path, key, first in doubled_keys(data):
        yield Diagnostic(
            "DG161",
            f"Обозначение «{key}» уже занято: см. {source.place(first)}",
            source.place(path),
            "Обозначения в одном списке не повторяются: замените одно из них.",
            path=path,
        )


def _lost_references(data: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    known = {
        "people": _people_names(data),
        "school.bodies": _body_names(data),
        "programme.forms": dict.fromkeys(data["programme"]["forms"], ""),
        "pairs": dict.fromkeys((pair["id"] for pair in data.get("pairs", ())), ""),
    }
    for path, value, target in references(data):
        if value not in known[target]:
            meant = nearest(value, known[target])
            yield Diagnostic(
                "DG160",
                f"В {target} нет «{value}»",
                source.place(path),
                f"Возможно, {meant}." if meant else f"Добавьте запись в {target} или исправьте.",
                path=path,
            )


def _people_names(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of people with what somebody may write instead of them."""
    return {each["id"]: each["last_name"] for each in data["people"]}


def _body_names(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids and the kinds of bodies: a body may be named by either."""
    bodies = data["school"].get("bodies", ())
    return {body[key]: body["name"] for key in ("kind", "id") for body in bodies}
