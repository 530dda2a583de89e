"""Pairs as texts need them: their people, their form, their plan with its terms in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from docgen.facts.plain import plain
from docgen.facts.views import View
from docgen.model import Pair

if TYPE_CHECKING:
    from docgen.facts.ground import Ground
    from docgen.facts.people import People


class PairView(View[Pair], of=Pair):
    """What texts may say of a pair; `number` is its place among the pairs of the programme."""

    __slots__ = ("_ground", "_people")

    def __init__(self, pair: Pair, ground: Ground, people: People) -> None:
        super().__init__(pair)
        self._ground = ground
        self._people = people

    def number(self) -> int:
        return self._ground.numbers[self._record.id]

    def form(self) -> dict[str, Any]:
        return self._ground.form(self._record.form)

    def model(self) -> dict[str, Any] | None:
        models = self["form"]["models"]
        return next((model for model in models if model["id"] == self._record.model), None)

    def variety(self) -> str:
        return self._ground.title("varieties", self._record.variety)

    def mentors(self) -> list[Any]:
        return [self._people[person] for person in self._record.mentors]

    def mentees(self) -> list[Any]:
        return [self._people[person] for person in self._record.mentees]

    def mentor(self) -> Any:
        return self["mentors"][0]

    def mentee(self) -> Any:
        return self["mentees"][0]

    def order(self) -> str:
        return self._ground.programme.order_of(self._record)[0]

    def charged(self) -> list[Any]:
        return [each for each in self["mentors"] if self._is_charged(each)]

    def minors(self) -> list[Any]:
        return [each for each in (*self["mentors"], *self["mentees"]) if each["is_minor"]]

    def start(self) -> date:
        return self._ground.programme.period(self._record)[0]

    def end(self) -> date:
        return self._ground.programme.period(self._record)[1]

    def plan(self) -> list[dict[str, Any]]:
        return [self._item(plain(item)) for item in self._record.plan]

    def _is_charged(self, mentor: Mapping[str, Any]) -> bool:
        """Whether the school charges a mentor with this work, besides what the post asks for."""
        director = mentor["id"] == self._ground.programme.school.director.person
        return mentor["is_employee"] and not mentor["mentoring_in_post"] and not director

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        from docgen.facts.schedule import term_text  # noqa: PLC0415  few papers tell a plan

        return item | {"term": term_text(item["term"] or {}, self._ground.programme)}
