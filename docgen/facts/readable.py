"""Records that were left out, as far as they can be read: namesakes are told apart by them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeVar

from docgen import schema
from docgen.diagnostics import Place, Severity
from docgen.facts.leftout import OF_PEOPLE, LeftOut
from docgen.files import digest
from docgen.model import Day, Pair, Person, Programme
from docgen.records import Frozen, packed, replace

R = TypeVar("R", Person, Pair)
Record = dict[str, Any]

_NEEDED: Final = {
    "people": ("id", "last_name", "first_name"),
    "pairs": ("id", "form", "mentors", "mentees"),
}


class _Said(Frozen):
    """What was typed in some records, without its places: errors in it have been told."""

    data: Mapping[str, Any]
    complete: bool = True

    @property
    def digest(self) -> str:
        """What tells it apart."""
        return digest(packed(self.data))

    def place(self, path: schema.Path = (), *, key: bool = False) -> Place:  # noqa: ARG002  none is
        """Return nowhere."""
        return Place()


def with_readable(programme: Programme, left_out: Iterable[LeftOut]) -> Programme:
    """Return a programme with the records that were left out of it, as far as they can be read.

    It is good for nothing but names: fields with errors are not there.
    """
    records = _typed(left_out)
    people = _new(records["people"], programme.people)
    known = {person.id for person in programme.people} | {each["id"] for each in people}
    persons = tuple(_person(_of_known(each, known)) for each in people)
    pairs = tuple(
        schema.build(Pair, each)
        for each in _new(records["pairs"], programme.pairs)
        if each["form"] in programme.about.forms
        and known.issuperset((*each["mentors"], *each["mentees"]))
    )
    return replace(
        programme, people=(*programme.people, *persons), pairs=(*programme.pairs, *pairs)
    )


def may_be_minors(left_out: Iterable[LeftOut], day: Day) -> bool:
    """Whether anybody among some records is a minor, or his age cannot be read."""
    said = [each for each in left_out if each.is_person]
    records = _typed(said)["people"]
    stated = sum("birth_date" in each.said for each in said if isinstance(each.said, dict))
    read = sum("birth_date" in each for each in records)
    unknown = len(records) < len(said) or read < stated
    return unknown or any(_is_minor(each, day) for each in records)


def _is_minor(record: Record, day: Day) -> bool:
    """Whether somebody is a minor; it is not known if it is not known who he is."""
    return "kind" not in record or _person(record | {"representatives": ()}).is_minor_on(day)


def _person(record: Record) -> Person:
    return schema.build(Person, {"kind": "", **record})


def _typed(left_out: Iterable[LeftOut]) -> dict[str, list[Record]]:
    """Return the fields of records that are without errors, if there are enough of them."""
    left = [each for each in left_out if isinstance(each.said, dict)]
    said = {group: [each.said for each in left if each.group == group] for group in OF_PEOPLE}
    typed, report = schema.validate(_Said(said))
    wrong = {each.path[:3] for each in report if each.severity is Severity.ERROR}
    return {
        group: [
            fields
            for number, record in enumerate(typed[group])
            if (fields := {k: v for k, v in record.items() if (group, number, k) not in wrong})
            and all(map(fields.get, _NEEDED[group]))
        ]
        for group in OF_PEOPLE
    }


def _new(records: Iterable[Record], known: Iterable[R]) -> list[Record]:
    """Return the records, one for each id that none of the known ones has."""
    ids = {each.id for each in known}
    return [
        each for each in {each["id"]: each for each in records}.values() if each["id"] not in ids
    ]


def _of_known(record: Record, known: Collection[str]) -> Record:
    """Return somebody of whom it is known who represents him, and perhaps not who he is."""
    stated = record.get("representatives", ())
    named = [each for each in stated if each["person"] in known]
    return {**record, "representatives": named}
