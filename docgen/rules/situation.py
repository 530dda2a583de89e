"""What a rule looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.diagnostics import Place
from docgen.model import Bounds, Day, Form, Pair, Person, Programme, RoleModel
from docgen.packs import Kind
from docgen.records import Frozen, field

Path = tuple[str | int, ...]
# What a rule counts by, and the beginnings of words by which it knows what it is about.
Numbers = Mapping[str, Any]


class Violation(Frozen):
    """What breaks a rule: where, what is wrong, what to do.

    `about` are the ids of the pairs, people and documents concerned; a waiver may name one. What
    stands in a file of a pack has a `place` there, and what only wants to be known is a `note`.
    """

    path: Path
    message: str
    hint: str
    about: tuple[str, ...] = ()
    place: Place | None = None
    note: bool = False


Found = Iterator[Violation]


class Formula(Frozen):
    """How the packs count an indicator: the formula, and the form whose pairs it counts."""

    formula: str = ""
    form: str | None = None


class Line(Frozen):
    """A clause or an item as it stands in a document, with what it continues.

    `typed` are the words of the pack alone, values left out; a clause that no document has yet is
    nothing but them. `own` are the words of a layer over the built-in pack; what is `certain`
    depends on no data.
    """

    text: str
    place: Place
    own: bool
    certain: bool
    before: str = ""
    typed: str = ""


class Wordy(Frozen):
    """A kind of document whose words a layer over the built-in pack has changed: all its lines."""

    kind: Kind
    lines: tuple[Line, ...]


class Situation(Frozen):
    """A programme as rules see it.

    `forms` are the chosen forms as the packs describe them; `roles` the ids of all roles that plans
    may name; `indicators` the formulas that the packs describe, by their codes; `regional` the acts
    of the school's region that they know, id and short name; `abbreviations` those that everybody
    knows, `terms` those that a glossary explains; `wordy` the kinds with words of the school's or
    the region's own; `kinds` are all of them, `published` those of which there are copies for the
    site, if the school makes any; `on` is the day for which the papers are checked, if somebody
    asks for one.
    """

    programme: Programme
    forms: Mapping[str, Form]
    roles: frozenset[str] = frozenset()
    indicators: Mapping[str, Formula] = field(default_factory=dict)
    regional: tuple[tuple[str, str], ...] = ()
    abbreviations: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    wordy: tuple[Wordy, ...] = ()
    kinds: tuple[Kind, ...] = ()
    published: frozenset[str] | None = None
    on: Day | None = None

    def form(self, pair: Pair) -> Form:
        """Return the form of a pair; an empty one if no pack knows it, which is told elsewhere."""
        return self.forms.get(pair.form, Form())

    def bounds(self, pair: Pair) -> Bounds:
        """Return the limits for a pair: the school's for the form, the school's, the form's."""
        about = self.programme.about
        own = about.form_details.get(pair.form, Form())
        return Bounds().under(self.form(pair).limits).under(about.limits).under(own.limits)

    def model(self, pair: Pair) -> RoleModel:
        """Return the role model of a pair; one that asks for nothing if it has none."""
        own = self.programme.about.form_details.get(pair.form, Form())
        models = {each.id: each for each in (*self.form(pair).models, *own.models)}
        return models.get(pair.model or "", RoleModel("", ""))

    def mentors(self, pair: Pair) -> tuple[Person, ...]:
        """Return the mentors of a pair."""
        return self.programme.persons(pair.mentors)

    def mentees(self, pair: Pair) -> tuple[Person, ...]:
        """Return those whom a pair's mentors guide."""
        return self.programme.persons(pair.mentees)

    def pairs(self) -> Iterator[tuple[Path, Pair]]:
        """Yield every pair with its place."""
        for index, pair in enumerate(self.programme.pairs):
            yield ("pairs", index), pair

    def active(self) -> Iterator[tuple[Path, Pair]]:
        """Yield the pairs that work, with their places: not those that others go on for."""
        ended = {pair.id for change in self.programme.changes for pair in change.pairs}
        return (each for each in self.pairs() if each[1].id not in ended)

    def people(self) -> Iterator[tuple[Path, Person]]:
        """Yield everybody with his or her place."""
        for index, person in enumerate(self.programme.people):
            yield ("people", index), person

    def ordered_on(self, pair: Pair) -> Day | None:
        """Return the date of the order that fixes a pair, once the order has one."""
        return self.programme.document(*self.programme.order_of(pair)).date

    def together(self, one: Pair, other: Pair) -> bool:
        """Whether two pairs work at the same time."""
        (start, end), (since, until) = map(self.programme.period, (one, other))
        return start <= until and since <= end


def named(person: Person) -> str:
    """Return how a finding names somebody: pupils by id, because findings are shown to others."""
    return f"«{person.id}»" if person.is_student else person.full_name


def day(date: Day) -> str:
    """Return a date as documents write it."""
    return f"{date:%d.%m.%Y}"
