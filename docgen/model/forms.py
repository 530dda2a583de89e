"""Forms of mentoring with their role models and limits."""

from __future__ import annotations

from docgen.model.kinds import PersonKind, Requirement, Track
from docgen.records import Frozen, field, replace, said


class RoleModel(Frozen):
    """A variant of a pair within a form (ролевая модель)."""

    id: str
    title: str
    goal: str = ""
    note: str = ""
    requires: tuple[Requirement, ...] = ()


class ParticipantGroup(Frozen):
    """A group of people who may be mentors or mentees."""

    points: tuple[str, ...]
    title: str = ""


class MentorType(Frozen):
    """A type of mentors within a form."""

    title: str
    text: str = ""


class SchemeStep(Frozen):
    """A row of the scheme by which a form is carried out."""

    stage: str
    activity: str


class Limits(Frozen):
    """Limits that a form or the school has set; None: not set here."""

    max_mentees: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    min_experience: int | None = None
    young_specialist_years: int | None = None
    min_age: int | None = None
    max_age: int | None = None


class Bounds(Frozen):
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
        given = said(limits).items()
        return replace(self, **{name: value for name, value in given if value is not None})


class Form(Frozen):
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
    plan_title: str = ""
    limits: Limits = field(default_factory=Limits)
    note: str = ""
