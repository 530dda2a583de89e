"""The school and those who govern it."""

from __future__ import annotations

from docgen.model.basics import Cases
from docgen.model.kinds import BodyKind, SchoolType
from docgen.records import Frozen, field


class Founder(Frozen):
    """Who founded the school."""

    name: str
    short_name: str = ""
    cases: Cases = field(default_factory=dict)


class Director(Frozen):
    """Who signs for the school."""

    person: str
    post: str = "директор"
    acting: bool = False
    basis: str = "Устава"


class Body(Frozen):
    """A council, a meeting or a trade union of the school."""

    id: str
    kind: BodyKind
    name: str
    chair: str | None = None
    secretary: str | None = None
    members: tuple[str, ...] = ()
    cases: Cases = field(default_factory=dict)


class Journal(Frozen):
    """Where papers are registered: the pattern of their numbers, and the first one free."""

    id: str
    title: str = ""
    number: str = ""
    start: int = 1


class School(Frozen):
    """The organisation the documents belong to."""

    full_name: str
    short_name: str
    place: str
    director: Director
    cases: Cases = field(default_factory=dict)
    short_cases: Cases = field(default_factory=dict)
    type: SchoolType = "school"
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
    coat_of_arms: str = ""
    bodies: tuple[Body, ...] = ()
    journals: tuple[Journal, ...] = ()
