"""The names that every text sees, and what each of them stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from docgen.facts.asking import BESIDES, EVERYTHING, Noted
from docgen.facts.ground import Ground
from docgen.facts.pairs import PairView
from docgen.facts.people import People
from docgen.facts.plain import mapping, plain
from docgen.facts.views import Anew, View
from docgen.model import About, Programme
from docgen.russian import school_years


class Names(View[Programme]):
    """What all texts about a programme see, whomever else they are about."""

    __slots__ = ("_ground",)

    def __init__(self, ground: Ground, *, personal: bool) -> None:
        super().__init__(ground.programme)
        self._ground = ground
        self["people"] = People(
            ground.programme,
            ground.lexicon,
            ground.texts,
            self._pairs_of,
            personal=personal,
            lacking=ground.lacking,
            damaged=ground.damaged,
        )

    def school(self) -> Mapping[str, Any]:
        return self._ground.school

    def director(self) -> Mapping[str, Any]:
        return self.people().director()

    def curators(self) -> list[Any]:
        return [self.people()[person.id] for person in self._record.curators]

    def curator(self) -> Any:
        return next(iter(self["curators"]), None)

    def people(self) -> People:
        people: People = self["people"]
        return people

    def roles(self) -> list[str]:
        return list(self._ground.roles.all_filled())

    def programme(self) -> Mapping[str, Any]:
        view = _AboutLacking if self._ground.left_out else AboutView
        return view(self._ground, self.people())

    def forms(self) -> list[dict[str, Any]]:
        return self._ground.forms

    def form_ids(self) -> list[str]:
        return [form["id"] for form in self._ground.forms]

    def stages(self) -> list[dict[str, Any]]:
        return self._ground.stages

    def roadmap(self) -> Mapping[str, Any]:
        return self._ground.roadmap

    def pairs(self) -> list[PairView]:
        return [PairView(pair, self._ground, self.people()) for pair in self._record.pairs]

    def surveys(self) -> list[Noted]:
        """Return the surveys; whoever asks what was answered asks for those who did."""
        return [
            Noted(survey, _OF_RESPONDENTS, partial(self._ask_for_respondents, survey))
            for survey in self._ground.surveys
        ]

    def changes(self) -> list[dict[str, Any]]:
        """Return how the pairs have changed, day by day."""
        from docgen.facts.changes import change_facts  # noqa: PLC0415  few papers ask

        return change_facts(self._record, self["pairs"], self.people(), self._ground.headings)

    def papers(self) -> dict[str, Any]:
        document = self._record.document
        return {kind: mapping(document(kind)) for kind in self._ground.headings}

    def monitoring(self) -> Mapping[str, Any]:
        from docgen.facts.monitoring import MonitoringView  # noqa: PLC0415  as above

        return MonitoringView(self._ground, self)

    def _ask_for_respondents(self, survey: Mapping[str, Any]) -> None:
        """Note whom a survey names."""
        for answer in survey["answers"]:
            self._ground.ask_for_named(answer["respondent"], self.people())

    def _pairs_of(self, person: str, sides: tuple[str, ...]) -> Sequence[Any]:
        """Return the pairs of which somebody is on one of the sides; they go with who asked."""
        return [
            PairView(pair, self._ground, self.people())
            for pair in self._record.pairs_of(person)
            if any(person in getattr(pair, side) for side in sides)
        ]


# What the data of some pair cannot change, unless that pair is the curator's own: see `neighbours`.
_OF_SCHOOL: Final = (
    "school director curators curator people roles programme forms form_ids stages roadmap papers"
)
_TELL_THEMSELVES: Final = frozenset((*_OF_SCHOOL.split(), "monitoring"))
_OF_RESPONDENTS: Final = frozenset(("answers", "sheets"))
# What those ask for who ask for a name.
ASKS: Final = dict.fromkeys(Names._ways.keys() - _TELL_THEMSELVES, EVERYTHING) | {
    "surveys": BESIDES
}


class AboutView(View[About], of=About):
    """What texts may say of the programme itself."""

    __slots__ = ("_ground", "_people")

    def __init__(self, ground: Ground, people: People) -> None:
        super().__init__(ground.programme.about)
        self._ground = ground
        self._people = people

    def has_students(self) -> bool:
        return self._ground.programme.has_students

    def has_teachers(self) -> bool:
        return self._ground.programme.has_teachers

    def has_minors(self) -> bool:
        programme = self._ground.programme
        found = programme.has_minors(programme.start)
        if self._ground.minors_are_doubtful:  # among those who are left out
            self._people.ask_for(EVERYTHING)
        return found

    def years(self) -> str:
        return school_years(self._record.school_year)

    def venue(self) -> dict[str, Any] | None:
        venue = self._record.venue
        if venue is None:
            return None
        return mapping(venue) | {"name": self._ground.lexicon["venue/name"].phrase()}

    def mode(self) -> str:
        return self._ground.title("modes", self._record.mode)

    def directions(self) -> list[str]:
        return [self._ground.title("directions", each) for each in self._record.directions]

    def terms(self) -> list[dict[str, Any]]:
        """Return the pack's terms of the programme's tracks, then the school's own."""
        pack = plain(self._ground.packs.table("terms").get("terms", ()))
        tracks = {"both", *self._record.tracks}
        own = [plain(term) for term in self._record.terms]
        told = {term["term"] for term in own}
        common = [term for term in pack if term.get("track", "both") in tracks]
        return [term for term in common if term["term"] not in told] + own

    def working_group(self) -> list[dict[str, Any]]:
        group = self._record.working_group
        return [{"person": self._people[each.person], "role": each.role} for each in group]

    def mentor_council(self) -> dict[str, Any] | None:
        council = self._record.mentor_council
        if council is None:
            return None
        return mapping(council) | {
            "name": self._ground.lexicon["mentor-council/name"].phrase(),
            "chair": self._people.get(council.chair or ""),
            "members": [self._people[member] for member in council.members],
        }

    def motivation(self) -> dict[str, Any]:
        said: dict[str, Any] | None = plain(self._record.motivation)
        return said or {"factors": [], "events": [], "awards": []}

    def calendar(self) -> list[dict[str, Any]]:
        """Return the plan of the mentors' school: the school's own rows or the pack's."""
        roles = self._ground.roles
        if "calendar" in self._ground.doubtful:
            self._people.ask_for(EVERYTHING)
        own = [mapping(row) for row in self._record.calendar]
        who = roles.stated if own else roles.answering
        rows = own or list(self._ground.texts.get("calendar", ()))
        return [row | {"responsible": who(row["responsible"])} for row in rows]


class _AboutLacking(AboutView, Anew[About]):
    """The same of a programme that is read without some records."""

    __slots__ = ()
