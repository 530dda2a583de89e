"""The root of the typed programme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from docgen.model.about import About
from docgen.model.basics import Day
from docgen.model.changes import Change, changes_of
from docgen.model.documents import UNKNOWN, Act, DictionaryEntry, Document, Waiver
from docgen.model.forms import Bounds
from docgen.model.kinds import Track
from docgen.model.monitoring import Indicator, Survey, Swot
from docgen.model.people import Person
from docgen.model.school import School
from docgen.model.work import Event, Pair, Partner, Roadmap, Stage
from docgen.records import Frozen, field

COMMON_ORDER, OWN_ORDER = "order-pairs", "order-pair"


class Programme(Frozen, dict=True):
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
    waivers: tuple[Waiver, ...] = ()
    dictionary: tuple[DictionaryEntry, ...] = ()

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _by_id(self) -> dict[str, Pair]:
        return {pair.id: pair for pair in self.pairs}

    @cached_property
    def _pairs_of(self) -> dict[str, tuple[Pair, ...]]:
        return _by_participant(self.pairs)

    def person(self, identifier: str) -> Person:
        """Return a person by id; KeyError if there is none, which a checked programme never has."""
        return self._people[identifier]

    def has_person(self, identifier: str) -> bool:
        """Whether there is a person of this id."""
        return identifier in self._people

    def has(self, identifier: str) -> bool:
        """Whether there is a person or a pair of this id."""
        return identifier in self._people or identifier in self._by_id

    def persons(self, identifiers: Iterable[str]) -> tuple[Person, ...]:
        """Return several people, in the order of their ids here."""
        return tuple(self._people[identifier] for identifier in identifiers)

    def pair(self, identifier: str) -> Pair:
        """Return a pair by id."""
        return self._by_id[identifier]

    def document(self, kind: str, subject: str = "") -> Document:
        """Return the facts of a document; an empty record if nothing is known of it yet.

        Facts of one person's or pair's paper stand under `kind/id`. What is said of the kind as a
        whole holds for each of them, but for the number and the signature: those are its own.
        """
        about_all = self.documents.get(kind, UNKNOWN)
        if not subject:
            return about_all
        own = self.documents.get(f"{kind}/{subject}")
        return own.over(about_all.common) if own else about_all.common

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

    @property
    def has_students(self) -> bool:
        """Whether pupils take part as those who are guided."""
        return "students" in self.tracks

    @property
    def has_teachers(self) -> bool:
        """Whether teachers take part as those who are guided."""
        return "teachers" in self.tracks

    @property
    def has_pupils(self) -> bool:
        """Whether those who are guided are pupils of a school: minors, whoever is in pairs now.

        Students of a college need not be.
        """
        return self.has_students and self.school.type != "college"

    def has_minors(self, day: Day) -> bool:
        """Whether people under 18 take part, or may: a regulation outlives this year's pairs."""
        minors = (person.id for person in self.people if person.is_minor_on(day))
        return self.has_pupils or any(map(self.pairs_of, minors))

    def participants(self) -> tuple[Person, ...]:
        """Return mentors and mentees of all pairs, each once, in the order of the pairs."""
        ids = dict.fromkeys(each for pair in self.pairs for each in pair.participants)
        return self.persons(ids)

    def pairs_of(self, person: str) -> tuple[Pair, ...]:
        """Return the pairs in which a person takes part."""
        return self._pairs_of.get(person, ())

    def joins(self, person: Person) -> Day:
        """Return the day on which a person's first pair is fixed: by its order, or as it starts.

        On that day a consent must be there, and it matters who is a minor.
        """
        pairs = self.pairs_of(person.id)
        return min((self.fixed_on(pair) for pair in pairs), default=self.start)

    def order_of(self, pair: Pair) -> tuple[str, str]:
        """Return the kind and the subject of the order that fixes a pair: its own, or a common one.

        A pair that goes on for another one changes the order that fixed that one.
        """
        first = self._first(pair)
        own = f"{OWN_ORDER}/{first.id}" in self.documents or self.about.orders == "per-pair"
        kind = first.order or (OWN_ORDER if own else COMMON_ORDER)
        return kind, first.id if kind == OWN_ORDER else ""

    def fixed_on(self, pair: Pair) -> Day:
        """Return the day on which a pair is fixed: by its order, or as it starts."""
        order = None if pair.replaces else self.document(*self.order_of(pair)).date
        return order or self.period(pair)[0]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What has changed in the pairs, day by day."""
        return changes_of(self.pairs, self.end)

    def _first(self, pair: Pair) -> Pair:
        """Return the pair with which the work of this one began."""
        seen: set[str] = set()
        while pair.replaces and pair.id not in seen:
            seen.add(pair.id)
            pair = self._by_id[pair.replaces]
        return pair

    def period(self, pair: Pair) -> tuple[Day, Day]:
        """Return the first and the last day of a pair's work: its own or the programme's."""
        return pair.start or self.start, pair.end or self.end


def _by_participant(pairs: Iterable[Pair]) -> dict[str, tuple[Pair, ...]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        for person in dict.fromkeys(pair.participants):
            found.setdefault(person, []).append(pair)
    return {person: tuple(of) for person, of in found.items()}
