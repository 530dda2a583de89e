"""The ground of all facts: what does not depend on who may see what.

It is laid once for a programme, piece by piece as papers ask for it; what is told of people, with
their private data or without, stands on it.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain, count
from typing import Any

from docgen.facts.acts import Acts
from docgen.facts.asking import EVERYTHING
from docgen.facts.declensions import Lexicon
from docgen.facts.leftout import OF_PEOPLE, LeftOut, are_people, may_be_id_of, named_by
from docgen.facts.people import People, school_facts
from docgen.facts.plain import mapping, plain
from docgen.facts.roles import Roles
from docgen.model import Form, Programme
from docgen.packs import PackStack, merge
from docgen.wording import Wording


class Ground:
    """What is told of a programme as such: its school, forms, stages, surveys, acts and words.

    Records that were `left_out` of it count where those that are there are numbered or looked for.
    """

    def __init__(
        self, programme: Programme, packs: PackStack, left_out: tuple[LeftOut, ...] = ()
    ) -> None:
        self.programme = programme
        self.packs = packs
        self.left_out = left_out

    @cached_property
    def lexicon(self) -> Lexicon:
        """Everybody and everything that papers put into cases."""
        return Lexicon(self.programme)

    @cached_property
    def acts(self) -> Acts:
        """The acts that texts may cite."""
        known = self.packs.table("acts").get("acts", ())
        return Acts(known, self.programme.acts, self.lexicon)

    @cached_property
    def wording(self) -> Wording:
        """The language of short texts."""
        return Wording(self.packs.typesetter())

    @cached_property
    def texts(self) -> dict[str, Any]:
        """The short texts of the packs."""
        return dict(plain(self.packs.table("texts")))

    @cached_property
    def roles(self) -> Roles:
        """Who may answer for events."""
        left = (each for each in self.left_out if each.is_person)
        return Roles(self.programme, self.texts.get("roles", ()), left)

    @cached_property
    def school(self) -> dict[str, Any]:
        """The school with its bodies."""
        return school_facts(self.programme, self.lexicon)

    @cached_property
    def forms(self) -> list[dict[str, Any]]:
        """The chosen forms of the packs with what the school says otherwise."""
        return [self._form(name) for name in self.programme.about.forms]

    @cached_property
    def _forms(self) -> dict[str, dict[str, Any]]:
        return {form["id"]: form for form in self.forms}

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        """The titles of the values of each table; the first row of a value has its title."""
        tables = {table: rows for table, rows in self.texts.items() if isinstance(rows, list)}
        titled = (
            ((table, row["id"]), str(row["title"]))
            for table, rows in tables.items()
            for row in reversed(rows)
            if isinstance(row, dict) and "id" in row and "title" in row
        )
        return dict(titled)

    @cached_property
    def stages(self) -> list[dict[str, Any]]:
        """The stages with their dates."""
        from docgen.facts.schedule import stage_facts  # noqa: PLC0415  not every paper asks

        return stage_facts(self.programme, plain(self.packs.table("stages").get("stages", ())))

    @cached_property
    def roadmap(self) -> dict[str, Any]:
        """The road map."""
        from docgen.facts.schedule import roadmap_facts  # noqa: PLC0415  as above

        pack = plain(self.packs.table("roadmap"))
        return roadmap_facts(self.programme, pack, self.stages, self.roles)

    @cached_property
    def surveys(self) -> list[dict[str, Any]]:
        """The surveys that the programme needs."""
        from docgen.facts.surveys import pack_surveys, survey_facts  # noqa: PLC0415  as above

        return survey_facts(self.programme, pack_surveys(self.packs), self.forms)

    @cached_property
    def indicators(self) -> list[dict[str, Any]]:
        """The indicators of the packs."""
        return list(plain(self.packs.table("indicators").get("indicators", ())))

    @cached_property
    def headings(self) -> dict[str, str]:
        """What papers of each kind are about."""
        return {kind.name: kind.heading for kind in self.packs.kinds()}

    @cached_property
    def annexes(self) -> dict[str, tuple[str, ...]]:
        """The kinds that are annexes to papers of another, in their order."""
        found: dict[str, tuple[str, ...]] = {}
        for kind in self.packs.kinds():
            if kind.annex_of and not kind.on_request:
                found[kind.annex_of] = (*found.get(kind.annex_of, ()), kind.name)
        return found

    @cached_property
    def revoked(self) -> frozenset[str]:
        """The acts that this programme's own documents declare to be of no force."""
        documents = self.programme.documents.values()
        return frozenset(act for document in documents for act in document.revokes)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The places of the pairs among all."""
        left = {each.index + 1 for each in self.left_out if each.group == "pairs"}
        free = (number for number in count(1) if number not in left)
        return {pair.id: number for pair, number in zip(self.programme.pairs, free, strict=False)}

    @cached_property
    def left_by_id(self) -> dict[tuple[str, str], LeftOut]:
        """The records that were left out, by their lists and ids."""
        return {(each.group, each.id): each for each in reversed(self.left_out) if each.id}

    @cached_property
    def lacking(self) -> frozenset[str]:
        """Those of whom not all is known: somebody named in a record that was left out."""
        return named_by(each for each in self.left_out if each.group in OF_PEOPLE)

    @cached_property
    def damaged(self) -> frozenset[str]:
        """Those whom the school names although there are errors in what is said of them."""
        left = {each.id for each in self.left_out if each.is_person}
        return frozenset(filter(self.programme.has_person, left))

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The names and plans that may say something else with the records that were left out.

        Somebody there may play a role that nobody else does, or be named by the id.
        """
        if not self.left_out:
            return frozenset()
        about = self.programme.about
        signing = {"director"} if self.programme.director.id in self.damaged else set()
        signing |= {"curator", "curators"} if self.damaged.intersection(about.curators) else set()
        return frozenset(signing | self._doubtful_plans())

    def _doubtful_plans(self) -> set[str]:
        if self.roles.doubtful:
            return {"roles", "roadmap", "calendar"}
        answering = {
            "roadmap": [row.responsible for row in self.programme.roadmap.rows],
            "calendar": [row.responsible for row in self.programme.about.calendar],
        }
        return {
            plan
            for plan, named in answering.items()
            if any(map(self._may_be_left_out, chain.from_iterable(named)))
        }

    @cached_property
    def minors_are_doubtful(self) -> bool:
        """Whether records that were left out may decide if minors take part."""
        if not are_people(self.left_out) or self.programme.has_pupils:
            return False
        from docgen.facts.readable import may_be_minors  # noqa: PLC0415  few have errors

        day = self.programme.start
        minors = [each.id for each in self.programme.people if each.is_minor_on(day)]
        if any(self.programme.pairs_of(each) for each in minors if each not in self.damaged):
            return False
        return bool(minors) or may_be_minors(self.left_out, day)

    def ask_for_named(self, name: str, people: People) -> None:
        """Note that somebody is named by what may be an id, or a code of nobody here."""
        people.ask_for(EVERYTHING if self._may_be_left_out(name) else name)

    def _may_be_left_out(self, name: str) -> bool:
        """Whether a name may be the id of somebody of whom not all can be told."""
        if name in self.damaged:
            return True
        if self.programme.has_person(name) or self.roles.is_known(name):
            return False
        return may_be_id_of(name, self.left_out)

    @cached_property
    def fixed(self) -> dict[str, list[int]]:
        """The pairs that orders of each kind fix first, by their places in the programme."""
        found: dict[str, list[int]] = {}
        for number, pair in enumerate(self.programme.pairs, start=1):
            if not pair.replaces:
                order, _ = self.programme.order_of(pair)
                found.setdefault(order, []).append(number)
        return found

    def form(self, name: str) -> dict[str, Any]:
        """Return one of the chosen forms."""
        return self._forms[name]

    def title(self, table: str, identifier: str) -> str:
        """Return the Russian title of a value, as the pack words it."""
        return self._titles.get((table, identifier), identifier)

    def _form(self, name: str) -> dict[str, Any]:
        known = plain(self.packs.table("forms").get("forms", {}))
        said = plain(self.programme.about.form_details.get(name)) or {}
        own = {key: value for key, value in said.items() if value}
        form: dict[str, Any] = _FORM | merge(known[name], own) | {"id": name}
        form["plan_title"] = form["plan_title"] or self.title("plan_titles", form["track"])
        return form


# What the schema takes for granted.
_FORM = mapping(Form())
