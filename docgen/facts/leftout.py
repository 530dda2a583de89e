"""Records of a programme that were left out for their errors: what the others must know of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from docgen.diagnostics import Place
from docgen.facts.plain import texts
from docgen.records import Frozen

OF_PEOPLE: Final = ("people", "pairs")
# The lists whose elements may be left out; what a record names comes before it.
RECORDS: Final = (*OF_PEOPLE, "partners", "events", "surveys")


class LeftOut(Frozen):
    """A record with errors: its list (`pairs`), its index there, its id if it has one, where it is.

    `said` is what somebody typed.
    """

    group: str
    index: int
    id: str
    place: Place
    said: Any

    @property
    def is_person(self) -> bool:
        """Whether this is somebody, and no pair."""
        return self.group == "people"

    @property
    def post(self) -> str:
        """The post that somebody holds."""
        post = self.said.get("post") if isinstance(self.said, dict) else ""
        return post if isinstance(post, str) else ""


def are_people(left: Iterable[LeftOut]) -> bool:
    """Whether somebody, or a pair, is among some records."""
    return any(each.group in OF_PEOPLE for each in left)


def named_by(left: Iterable[LeftOut]) -> frozenset[str]:
    """Return every text of some records: the ids of those whom they name are among them."""
    return frozenset(text for each in left for text in texts(each.said))


def may_be_id_of(name: str, left: Iterable[LeftOut]) -> bool:
    """Whether somebody among some records has this id, or has one that cannot be read."""
    word = len(name.split()) == 1
    return any(each.id == name or (not each.id and word) for each in left if each.is_person)
