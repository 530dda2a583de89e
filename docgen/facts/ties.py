"""How people hang together: their pairs, and who signs for a minor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from docgen.facts.declensions import Lexicon
from docgen.facts.people import person_facts
from docgen.model import Person, Programme, Representative

PairsOf = Callable[[str, str], Sequence[Any]]  # the part that is played, the person's id
PARTS = {
    "mentoring": ("mentors",),
    "mentored": ("mentees",),
    "participates": ("mentors", "mentees"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Pairs(Sequence[Any]):
    """The pairs of a person, found when they are asked for.

    People know their pairs and pairs their people, so this is no plain list: whoever goes through
    a person's facts does not go round for ever. They are compared by their ids for the same reason.
    """

    of: Callable[[], Sequence[Any]]

    def __getitem__(self, index: Any) -> Any:
        return self.of()[index]

    def __len__(self) -> int:
        return len(self.of())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pairs) and self._ids() == other._ids()

    __hash__ = None  # type: ignore[assignment] # like a list

    def _ids(self) -> list[str]:
        return [pair["id"] for pair in self]


def people_facts(
    programme: Programme,
    lexicon: Lexicon,
    texts: Mapping[str, Any],
    pairs_of: PairsOf,
    *,
    personal: bool = False,
) -> dict[str, dict[str, Any]]:
    """Return what texts may say of everybody, each with the pairs and the representative.

    `texts` say who is a parent and from which age minors sign themselves.
    """
    people = {
        person.id: person_facts(person, programme, lexicon, personal=personal)
        | {part: Pairs(partial(pairs_of, part, person.id)) for part in PARTS}
        | {"signs": _signs(person, programme, texts.get("signing_age", 0)), "representative": None}
        for person in programme.people
    }
    parents = tuple(texts.get("parents", ()))
    represented = {
        person.id: _represented(_signing(person), people, lexicon, parents, personal=personal)
        for person in programme.people
        if person.representatives and people[person.id]["is_minor"]
    }
    for minor, representative in represented.items():
        people[minor]["representative"] = representative
    return people


def pairs_by_part(pairs: Sequence[Any]) -> dict[tuple[str, str], list[Any]]:
    """Return the pairs of everybody: by the part that is played and the person's id."""
    found: dict[tuple[str, str], list[Any]] = {}
    for pair in pairs:
        for part, sides in PARTS.items():
            for person in (each for side in sides for each in pair[side]):
                found.setdefault((part, person["id"]), []).append(pair)
    return found


def _signs(person: Person, programme: Programme, signing_age: int) -> bool:
    """Whether somebody signs papers himself: of an age for it, or of an age that is not known."""
    age = person.age_on(programme.joins(person))
    return age is None or age >= signing_age


def _signing(person: Person) -> Representative:
    """Return the representative who gave a minor's consents; of several, the one named first."""
    given = {each.by for each in person.consents if not each.withdrawn}
    known = (each for each in person.representatives if each.person in given)
    return next(known, person.representatives[0])


def _represented(
    who: Representative,
    people: Mapping[str, Any],
    lexicon: Lexicon,
    parents: tuple[str, ...],
    *,
    personal: bool,
) -> dict[str, Any]:
    """Return the facts of who represents a minor, with what he or she is to the child."""
    return {
        **people[who.person],
        "basis": lexicon.word(who.basis, "post").phrase(),
        "is_parent": who.basis.lower() in parents,
        **({"document": who.document} if personal else {}),
    }
