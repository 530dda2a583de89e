"""Everybody known: the people of the programme, and those whom a table adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.records import Struct, field
from docgen.schema.nearness import distance
from docgen.tables.names import Name

_PAST_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
_TYPO = 2  # letters
_TELLING = ("class", "birth_date", "post")


class Person(Struct):
    """A person of the programme or a new one; `data` are the fields as they are written."""

    index: int
    id: str
    name: Name
    data: dict[str, Any] = field(default_factory=dict)
    new: bool = False

    @property
    def kind(self) -> str:
        """Who this is: a pupil, a teacher."""
        return str(self.data.get("kind", ""))


class Roster:
    """People by id and by name."""

    def __init__(self, people: Iterable[Mapping[str, Any]]) -> None:
        self.people: list[Person] = []
        self._ids: dict[str, Person] = {}
        self._by_last: dict[str, list[Person]] = {}
        self._by_full: dict[str, list[Person]] = {}
        self._by_trace: dict[str, list[Person]] = {}
        for index, data in enumerate(people):
            parts = (str(data.get(key) or "") for key in ("last_name", "first_name", "middle_name"))
            self._add(Person(index, str(data["id"]), Name(*parts), dict(data)))

    def by_id(self, identifier: str) -> Person | None:
        """Return who has this id."""
        return self._ids.get(identifier)

    def add(self, name: Name, data: Mapping[str, Any]) -> Person:
        """Add a new person; without an id, one is made of the surname."""
        identifier = str(data.get("id") or self._free_id(name))
        person = Person(len(self.people), identifier, name, {"id": identifier, **data}, new=True)
        self._add(person)
        return person

    def find(self, name: Name, told: Mapping[str, Any]) -> list[Person]:
        """Return those whom a name fits best; what is told of them decides between namesakes."""
        if same := self._by_full.get(_folded(name.full)):
            return _narrowed([*same], told)
        others = self._by_last.get(_folded(name.last), [])
        for fits in (_partly, _shortly):
            found = [person for person in others if fits(name, person.name)]
            if found:
                return _narrowed(found, told)
        return []

    def near(self, name: Name, told: Mapping[str, Any], taken: Iterable[int]) -> Person | None:
        """Return the one person who may be meant by a name that nobody has."""
        busy = set(taken)
        like = {each.index: each for key in _traces(name) for each in self._by_trace.get(key, ())}
        free = [each for each in like.values() if not each.new and each.index not in busy]
        found = [each for each in free if _is_near(name, each, told)]
        return found[0] if len(found) == 1 else None

    def _add(self, person: Person) -> None:
        self.people.append(person)
        self._ids[person.id] = person
        self._by_last.setdefault(_folded(person.name.last), []).append(person)
        self._by_full.setdefault(_folded(person.name.full), []).append(person)
        if not person.new:
            for key in _traces(person.name):
                self._by_trace.setdefault(key, []).append(person)

    def _free_id(self, name: Name) -> str:
        return next(each for each in _ids(name) if each not in self._ids)


def latin(text: str) -> str:
    """Return a word in Latin letters, for an id: «Щукина» is `shchukina`."""
    letters = "".join(_PAST_LATIN.get(letter, letter) for letter in text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _ids(name: Name) -> Iterator[str]:
    last = latin(name.last) or "person"
    yield last[:40]
    yield f"{last[:40]}-{latin(name.first)[:1]}{latin(name.middle)[:1]}".rstrip("-")
    for number in range(2, 100_000):
        yield f"{last[:40]}-{number}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _partly(one: Name, other: Name) -> bool:
    """The same first name, and one of the two without a patronymic or with its letter only."""
    if one.is_short or _folded(one.first) != _folded(other.first):
        return False
    letters = one.middle.rstrip("."), other.middle.rstrip(".")
    if not all(letters):
        return True
    return min(map(len, letters)) == 1 and letters[0][0].lower() == letters[1][0].lower()


def _shortly(one: Name, other: Name) -> bool:
    """«Иванова А. П.» and «Иванова» are short for «Иванова Анна Петровна»."""
    if not one.is_short:
        return False
    pairs = zip((one.first, one.middle), (other.first, other.middle), strict=True)
    return all(not own or own[0].lower() == given[:1].lower() for own, given in pairs)


def _narrowed(people: list[Person], told: Mapping[str, Any]) -> list[Person]:
    for key in _TELLING:
        same = [each for each in people if key in told and each.data.get(key) == told[key]]
        if len(people) > 1 and same:
            people = same
    return people


def _traces(name: Name) -> set[str]:
    """Return what names that are near have in common, so that not all people are compared.

    Of two slips no more than one is in the surname, and then both surnames without some letter are
    the same; or both are in it, and the given names are the same.
    """
    last = _folded(name.last)
    without_one = {last[:at] + last[at + 1 :] for at in range(len(last))}
    return {last, *without_one, f"{_folded(name.first)} {_folded(name.middle)}"}


def _is_near(name: Name, person: Person, told: Mapping[str, Any]) -> bool:
    """A slip of one or two letters; or another surname of somebody of the same class or post."""
    if name.is_short or _differs(told, person, "birth_date"):
        return False
    own, other = _folded(name.full), _folded(person.name.full)
    # A slip is no more than one letter instead of another: counting slips takes longer.
    if len(set(own) ^ set(other)) <= 2 * _TYPO and distance(own, other, _TYPO) <= _TYPO:
        return True
    same_names = name.middle and (name.first, name.middle) == (
        person.name.first,
        person.name.middle,
    )
    return bool(same_names) and any(
        key in told and told[key] == person.data.get(key) for key in _TELLING
    )


def _differs(told: Mapping[str, Any], person: Person, key: str) -> bool:
    return key in told and key in person.data and told[key] != person.data[key]
