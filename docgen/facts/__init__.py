"""The programme as plain data with its Russian forms: what expressions and templates may ask.

Made once for a programme; `docgen.context` adds what concerns one document. No paths, no records
with methods: templates get mappings, lists, texts, numbers and dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from docgen.diagnostics import Diagnostic, Place
from docgen.docx import Rich
from docgen.errors import TemplateError
from docgen.facts.acts import Acts, Citation
from docgen.facts.changes import change_facts, representatives
from docgen.facts.declensions import GROUPS, Form, Lexicon, Row, rows_of
from docgen.facts.monitoring import monitoring_facts
from docgen.facts.people import director_facts, school_facts
from docgen.facts.plain import mapping, plain
from docgen.facts.roles import Roles
from docgen.facts.schedule import roadmap_facts, stage_facts, term_text
from docgen.facts.surveys import pack_surveys, survey_facts
from docgen.facts.ties import pairs_by_part, people_facts
from docgen.model import Form as MentoringForm
from docgen.model import Pair, Programme
from docgen.packs import PackStack, merge
from docgen.russian import school_years
from docgen.wording import TextError, Wording

__all__ = [
    "GROUPS",
    "Acts",
    "Citation",
    "Facts",
    "Form",
    "Lexicon",
    "Row",
    "plain",
    "representatives",
    "rows_of",
]


class Facts:
    """Everything that texts may say of a programme.

    `names` are the names that every text sees; `subjects` are those for whom a kind of document
    is made, each with the names it adds. Identity documents, contacts and the like are there only
    with `personal`, for the kinds that declare it; `public` papers go on the site.
    """

    def __init__(
        self,
        programme: Programme,
        packs: PackStack,
        *,
        personal: bool = False,
        public: bool = False,
    ) -> None:
        self.programme = programme
        self.packs = packs
        self.public = public
        self.lexicon = Lexicon(programme)
        acts = packs.table("acts").get("acts", ())
        self.acts = Acts(acts, programme.acts, self.lexicon)
        self._texts = plain(packs.table("texts"))
        self._roles = Roles(programme, self._texts.get("roles", ()))
        self.wording = Wording(packs.typesetter())
        self.people = people_facts(
            programme, self.lexicon, self._texts, self._pairs_of, personal=personal
        )
        self.names = self._names()
        self._found: dict[str, dict[str, Any]] = {}

    def subjects(self, per: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield id and names of each one for whom a document of this cardinality is made."""
        for identifier in self._subjects(per):
            yield identifier, self.scope(per, identifier)

    def scope(self, per: str, identifier: str) -> dict[str, Any]:
        """Return the names that a text about this one sees."""
        if per == "programme":
            return self.names
        return {**self.names, per: self._subjects(per)[identifier]}

    def holds(self, condition: str, scope: Mapping[str, Any], place: Place) -> bool:
        """Whether a condition of a kind holds; an empty one always does."""
        if not condition:
            return True
        try:
            return bool(self.wording.value(condition, scope))
        except TextError as error:
            raise TemplateError(_broken(condition, place, error)) from error

    def rich(self, text: str, scope: Mapping[str, Any], place: Place) -> Rich:
        """Print a short text of a kind: a heading, a line of a stamp."""
        try:
            return self.wording.rich(text, scope)
        except TextError as error:
            raise TemplateError(_broken(text, place, error)) from error

    def fill(self, text: str, scope: Mapping[str, Any], place: Place) -> str:
        """Print a short text of a kind that no page shows: a file name."""
        try:
            return self.wording.line(text, scope)
        except TextError as error:
            raise TemplateError(_broken(text, place, error)) from error

    def _pairs_of(self, part: str, person: str) -> Sequence[Any]:
        return self._parts.get((part, person), ())

    @cached_property
    def _parts(self) -> dict[tuple[str, str], list[Any]]:
        return pairs_by_part(self.names["pairs"])

    def _subjects(self, per: str) -> dict[str, Any]:
        if per not in self._found:
            self._found[per] = dict(self._each(per))
        return self._found[per]

    def _each(self, per: str) -> Iterator[tuple[str, Any]]:
        programme = self.programme
        if per == "programme":
            yield "", None
        elif per in ("form", "pair", "survey", "change"):
            yield from ((each["id"], each) for each in self.names[f"{per}s"])
        elif per == "mentor":
            yield from self._persons(each for pair in programme.pairs for each in pair.mentors)
        elif per == "mentee":
            yield from self._persons(each for pair in programme.pairs for each in pair.mentees)
        elif per == "person":
            yield from self.people.items()
        else:
            yield from self._records(per)

    def _records(self, per: str) -> Iterator[tuple[str, Any]]:
        if per == "event":
            yield from ((event.id, mapping(event)) for event in self.programme.events)
        else:
            for partner in self.programme.partners:
                name = self.lexicon[f"partners/{partner.id}/name"].phrase()
                yield partner.id, mapping(partner) | {"name": name}

    def _persons(self, identifiers: Iterable[str]) -> Iterator[tuple[str, Any]]:
        for identifier in dict.fromkeys(identifiers):
            yield identifier, self.people[identifier]

    def _names(self) -> dict[str, Any]:
        programme = self.programme
        forms = self._forms()
        stages = stage_facts(programme, plain(self.packs.table("stages").get("stages", ())))
        curators = [self.people[person.id] for person in programme.curators]
        names = {
            "school": school_facts(programme, self.lexicon),
            "director": director_facts(programme, self.lexicon, self.people[programme.director.id]),
            "curators": curators,
            "curator": curators[0] if curators else None,
            "people": self.people,
            "roles": list(self._roles.all_filled()),
            "programme": self._about(),
            "forms": forms,
            "form_ids": [form["id"] for form in forms],
            "stages": stages,
            "roadmap": roadmap_facts(
                programme, plain(self.packs.table("roadmap")), stages, self._roles
            ),
            "pairs": [
                self._pair(pair, number, forms)
                for number, pair in enumerate(programme.pairs, start=1)
            ],
        }
        return names | self._progress(names)

    def _progress(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """Return how the programme goes: changes in the pairs, surveys, figures."""
        programme = self.programme
        surveys = survey_facts(programme, pack_surveys(self.packs), names["forms"])
        headings = {kind.name: kind.heading for kind in self.packs.kinds()}
        indicators = plain(self.packs.table("indicators").get("indicators", ()))
        return {
            "surveys": surveys,
            "changes": change_facts(programme, names["pairs"], self.people, headings),
            "papers": {kind: mapping(programme.document(kind)) for kind in headings},
            "monitoring": monitoring_facts(programme, names, surveys, indicators),
        }

    def _forms(self) -> list[dict[str, Any]]:
        """Return the chosen forms of the packs with what the school says otherwise."""
        known = plain(self.packs.table("forms").get("forms", {}))
        details = {name: plain(each) for name, each in self.programme.about.form_details.items()}
        chosen = []
        for name in self.programme.about.forms:
            own = {key: value for key, value in details.get(name, {}).items() if value}
            form = _FORM | merge(known[name], own) | {"id": name}
            form["plan_title"] = form["plan_title"] or self._title("plan_titles", form["track"])
            chosen.append(form)
        return chosen

    def _pair(self, pair: Pair, number: int, forms: list[dict[str, Any]]) -> dict[str, Any]:
        form = next(form for form in forms if form["id"] == pair.form)
        start, end = self.programme.period(pair)
        mentors = [self.people[person] for person in pair.mentors]
        mentees = [self.people[person] for person in pair.mentees]
        plan = [self._plan_item(plain(item)) for item in pair.plan]
        return mapping(pair) | {
            "number": number,
            "form": form,
            "model": next((model for model in form["models"] if model["id"] == pair.model), None),
            "variety": self._title("varieties", pair.variety.value),
            "mentors": mentors,
            "mentees": mentees,
            "mentor": mentors[0],
            "mentee": mentees[0],
            "order": self.programme.order_of(pair)[0],
            "charged": [each for each in mentors if self._charged(each)],
            "minors": [each for each in (*mentors, *mentees) if each["is_minor"]],
            "start": start,
            "end": end,
            "plan": plan,
        }

    def _charged(self, mentor: Mapping[str, Any]) -> bool:
        """Whether the school charges a mentor with this work, besides what the post asks for."""
        director = mentor["id"] == self.programme.director.id
        return mentor["is_employee"] and not mentor["mentoring_in_post"] and not director

    def _plan_item(self, item: dict[str, Any]) -> dict[str, Any]:
        return item | {"term": term_text(item["term"] or {}, self.programme)}

    def _about(self) -> dict[str, Any]:
        programme, about = self.programme, self.programme.about
        return mapping(about) | {
            "has_students": programme.has_students,
            "has_teachers": programme.has_teachers,
            "has_minors": programme.has_minors(programme.start),
            "years": school_years(about.school_year),
            "venue": self._venue(),
            "mode": self._title("modes", about.mode.value),
            "directions": [self._title("directions", each.value) for each in about.directions],
            "terms": self._terms(),
            "working_group": [
                {"person": self.people[member.person], "role": member.role}
                for member in about.working_group
            ],
            "mentor_council": self._mentor_council(),
            "motivation": plain(about.motivation) or {"factors": [], "events": [], "awards": []},
            "calendar": self._calendar(),
        }

    def _venue(self) -> dict[str, Any] | None:
        venue = self.programme.about.venue
        return mapping(venue) | {"name": self.lexicon["venue/name"].phrase()} if venue else None

    def _terms(self) -> list[dict[str, Any]]:
        """Return the pack's terms of the programme's tracks, then the school's own."""
        pack = plain(self.packs.table("terms").get("terms", ()))
        tracks = {"both", *self.programme.tracks}
        own = [plain(term) for term in self.programme.about.terms]
        told = {term["term"] for term in own}
        common = [term for term in pack if term.get("track", "both") in tracks]
        return [term for term in common if term["term"] not in told] + own

    def _mentor_council(self) -> dict[str, Any] | None:
        council = self.programme.about.mentor_council
        if council is None:
            return None
        return mapping(council) | {
            "name": self.lexicon["mentor-council/name"].phrase(),
            "chair": self.people.get(council.chair or ""),
            "members": [self.people[member] for member in council.members],
        }

    def _calendar(self) -> list[dict[str, Any]]:
        """Return the plan of the mentors' school: the school's own rows or the pack's."""
        own = [mapping(row) for row in self.programme.about.calendar]
        who = self._roles.stated if own else self._roles.answering
        rows = own or list(self._texts.get("calendar", ()))
        return [row | {"responsible": who(row["responsible"])} for row in rows]

    def _title(self, table: str, identifier: str) -> str:
        """Return the Russian title of a value, as the pack words it."""
        return next(
            (str(row["title"]) for row in self._texts.get(table, ()) if row["id"] == identifier),
            identifier,
        )


# What the schema takes for granted.
_FORM = mapping(MentoringForm())


def _broken(text: str, place: Place, error: TextError) -> Diagnostic:
    return Diagnostic(
        "DG269",
        f"В описании вида документа нельзя вычислить «{text}»: {error.reason}.",
        place,
        error.hint or "Проверьте имена полей в kind.yaml.",
    )
