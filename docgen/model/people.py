"""Everybody whom documents name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from docgen.model.basics import Cases, Day
from docgen.model.kinds import ConsentKind, EmploymentKind, Gender, PersonKind
from docgen.records import Frozen, field

ADULT_AGE = 18
T = TypeVar("T")


class NameCases(Frozen):
    """Forms of a name that the person knows better."""

    last_name: Cases = field(default_factory=dict)
    first_name: Cases = field(default_factory=dict)
    middle_name: Cases = field(default_factory=dict)


class Experience(Frozen):
    """Full years of work."""

    total: int | None = None
    here: int | None = None


class Contacts(Frozen):
    """How to reach a person; never in published copies."""

    phone: str = ""
    email: str = ""
    address: str = ""


class Flags(Frozen):
    """Restricted facts: checked, never printed."""

    special_needs: bool = False
    on_record: bool = False


class Representative(Frozen):
    """A legal representative of a minor, and the paper that says so."""

    person: str
    basis: str
    document: str = ""


class Consent(Frozen):
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


class Identity(Frozen):
    """An identity document; printed in consents only."""

    document: str = ""
    series: str = ""
    number: str = ""
    issued: str = ""
    date: Day | None = None


class Employment(Frozen):
    """A contract of work with the school, which the agreement of a mentor supplements."""

    kind: EmploymentKind = "main"
    number: str = ""
    date: Day | None = None


class Clearance(Frozen):
    """A clearance to work with children."""

    document: str = ""
    number: str = ""
    date: Day | None = None


def _shared(empty: T) -> Callable[[], T]:
    """Return what gives the same empty record to all: most people have nothing to say there."""
    return lambda: empty


class Person(Frozen):
    """Anybody whom documents name."""

    id: str
    last_name: str
    first_name: str
    kind: PersonKind
    middle_name: str = ""
    gender: Gender | None = None
    cases: NameCases = field(default_factory=_shared(NameCases()))
    post: str = ""
    post_cases: Cases = field(default_factory=_shared({}))
    organisation: str = ""
    class_: str = ""
    birth_date: Day | None = None
    subjects: tuple[str, ...] = ()
    experience: Experience = field(default_factory=_shared(Experience()))
    category: str = ""
    mentor_category: str = ""
    mentoring_in_post: bool = False
    mentee_category: str = ""
    achievements: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    request: str = ""
    mentee_age: str = ""
    availability: str = ""
    joined: Day | None = None
    contacts: Contacts = field(default_factory=_shared(Contacts()))
    flags: Flags = field(default_factory=_shared(Flags()))
    representatives: tuple[Representative, ...] = ()
    consents: tuple[Consent, ...] = ()
    identity: Identity | None = None
    employment: Employment | None = None
    clearance: Clearance | None = None

    @property
    def full_name(self) -> str:
        """«Иванова Анна Петровна»."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.middle_name)))

    @property
    def is_student(self) -> bool:
        """Whether this is a pupil of the school."""
        return self.kind == "student"

    @property
    def is_employee(self) -> bool:
        """Whether the person works at the school."""
        return self.kind in ("teacher", "head")

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
        return next((c for c in self.consents if c.kind == kind and c.holds_on(day)), None)
