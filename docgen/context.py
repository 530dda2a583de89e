"""Everything one document may say: the programme's facts and the facts of the paper itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from docgen.clauses import Text
from docgen.diagnostics import Diagnostic
from docgen.docx import Blank, Rich
from docgen.errors import TemplateError
from docgen.facts import BESIDES, EVERYTHING, Citation, Facts
from docgen.facts.plain import mapping
from docgen.facts.views import View
from docgen.model import Body, Document, Minutes
from docgen.packs import STAMPS, Kind
from docgen.plan import Job, Planned
from docgen.records import replace
from docgen.russian import Phrase

# What papers about a survey or a change ask for, whatever they say of it.
_ASKS = {"survey": BESIDES, "change": EVERYTHING}
_AGREES = {"m": "", "f": "А", "n": "О", "pl": "Ы"}


def build_context(
    job: Job,
    facts: Facts,
    plan: Planned,
    text: Callable[[Mapping[str, Any]], Text],
) -> dict[str, Any]:
    """Return the context of one document.

    `text` prints the document's clauses for the context made so far. TemplateError says what a
    kind or its clauses ask for and the programme does not have. Under `_used` the context keeps
    what was put into cases, by the clauses already and by the template when it is printed; under
    `_asked`, the ids of those whom the document has looked up; under `BELOW`, the names that are
    found out when they are asked for.
    """
    return _Context(job, facts, plan).names(text)


class PaperView(View[Document], of=Document):
    """What a document may say of itself; a missing number or date is a blank to fill in by hand."""

    __slots__ = ("_context", "_kind")

    def __init__(self, document: Document, kind: Kind, context: _Context) -> None:
        super().__init__(document)
        self._kind = kind
        self._context = context

    def kind(self) -> str:
        return self._kind.name

    def title(self) -> str:
        return self._kind.document or self._kind.title

    def gender(self) -> str:
        return self._kind.gender

    def number(self) -> Any:
        known = self._record.number or self._context.minutes().number
        return _or_blank(known, f"номер: {self._kind.short}")

    def date(self) -> Any:
        known = self._record.date or self._context.minutes().date
        return _or_blank(known, f"дата: {self._kind.short}")

    def place(self) -> str:
        return self._context.place()

    def heading(self) -> str:
        return self._record.heading or self._context.line(self._kind.heading)

    def stamps(self) -> list[dict[str, Any]]:
        return list(self._context.stamps())

    def signatory(self) -> Any:
        return self._context.signatory()

    def acquainted(self) -> list[Any]:
        return self._context.acquainted()

    def has_namesakes(self) -> bool:
        """Whether initials do not tell apart those who sign that they have read the paper."""
        signed = [person["name"]["short"] for person in self["acquainted"]]
        return len(set(signed)) < len(signed)

    def pairs(self) -> list[Any]:
        return self._context.pairs()

    def decisions(self) -> list[dict[str, Any]]:
        return list(self._context.decisions())


class _Context:
    """The facts of one document, gathered step by step."""

    def __init__(self, job: Job, facts: Facts, plan: Planned) -> None:
        self._facts = facts
        self._plan = plan
        self._kind = facts.packs.kind(job.kind)
        self._cite = facts.acts.cite
        scope = facts.scope(self._kind.per, job.subject)
        asked = facts.people.listen()
        if about := _ASKS.get(self._kind.per):
            asked.add(about)
        self._names: dict[str, Any] = {**scope, **self._functions(), "_used": [], "_asked": asked}
        self._document = facts.programme.document(job.kind, job.subject)

    def names(self, text: Callable[[Mapping[str, Any]], Text]) -> dict[str, Any]:
        """Return all names of the document."""
        self._names["annex_ids"] = self._annex_ids()
        self._names["acts"] = self._facts.listed(self._kind, self._act)
        paper = self._names["document"] = PaperView(self._document, self._kind, self)
        for asked in ("heading", "stamps"):  # what is wrong in them is found whoever prints them
            paper[asked]
        self._names["declensions"] = []  # only for kinds that ask for them
        self._names["published"] = []
        self._names["text"] = text(self._names)
        return self._names

    def _functions(self) -> dict[str, Callable[..., Any]]:
        """Return what the dialect's functions ask of the context."""
        school = self._facts.names["school"]

        def body(kind: str) -> dict[str, Any] | None:
            return next((each for each in school["bodies"] if each["kind"] == kind), None)

        def acts_of(level: str) -> list[Citation]:
            return self._facts.acts_of(level, self._kind)

        def stated(text: str) -> Phrase:
            return self._facts.lexicon.word(text, "doc").phrase()

        return {"_act": self._act, "_acts_of": acts_of, "_body": body, "_stated": stated}

    def _act(self, identifier: str) -> Citation:
        try:
            return self._cite(identifier)
        except KeyError:
            raise TemplateError(_no_act(identifier, self._kind)) from None

    def place(self) -> str:
        """Return where the paper is made."""
        return self._facts.programme.school.place

    def signatory(self) -> Any:
        """Return who signs the paper: the head of the school, or whom it names."""
        stated = self._document.signatory
        if not stated or stated == self._facts.programme.director.id:
            return self._facts.told["director"]
        return self._facts.people[stated]

    def minutes(self) -> Minutes:
        """Return the first minutes that marks on other papers name, if this paper is their body's.

        What the paper itself says comes first; without it, both have one number and one date.
        """
        if not self._kind.body:
            return Minutes()
        bodies = self._facts.programme.school.bodies
        names = {name for each in bodies if each.kind == self._kind.body for name in _names(each)}
        stamps = (s for each in self._facts.programme.documents.values() for s in each.stamps)
        found = [stamp.protocol for stamp in stamps if stamp.protocol and stamp.body in names]
        return min(found, key=lambda minutes: minutes.date or date.max, default=Minutes())

    def decisions(self) -> Iterator[dict[str, Any]]:
        """Yield what bodies have decided about the annexes of this paper, each decision once."""
        told: dict[str, list[dict[str, Any]]] = {}
        for name in self._annex_ids():
            kind = self._facts.packs.kind(name)
            for stamp, body in self._stamped(kind, self._facts.programme.document(name)):
                if body:
                    protocol = self._protocol(stamp, body, kind) or {}
                    decision = {"kind": stamp["kind"], "body": body, **protocol}
                    told.setdefault(body["id"], []).append(decision)
        for decisions in told.values():
            known = [each for each in decisions if not isinstance(each["number"], Blank)]
            distinct = {(each["number"], each["date"]): each for each in known}
            yield from distinct.values() or decisions[:1]

    def acquainted(self) -> list[Any]:
        """Return who signs that they have read the paper: as stated, or by the rule of the kind."""
        document = self._document
        if self._facts.public:
            return []  # nobody signs a copy for the site
        if document.acquainted:
            return [self._facts.people[each] for each in document.acquainted]
        groups = self._kind.acquainted
        chosen = [person for name in groups for person in self._group(name)]
        if "representatives" in groups:
            from docgen.facts.changes import representatives  # noqa: PLC0415  few papers ask

            chosen += representatives(chosen, self._facts.people)
        if groups and document.controller:
            chosen.append(self._facts.people[document.controller])
        return list({person["id"]: person for person in chosen}.values())

    def _group(self, name: str) -> list[Any]:
        """Return the people of a group that a kind names; representatives are found by them."""
        groups: dict[str, Callable[[], list[Any]]] = {
            "curators": lambda: self._facts.told["curators"],
            "working-group": self._workers,
            "organisers": lambda: self._facts.told["curators"] or self._workers(),
            "changed": self._changed,
            "awarded": self._awarded,
            "representatives": list,
        }
        if name in groups:
            return groups[name]()
        return [person for pair in self.pairs() for person in pair[name]]

    def _workers(self) -> list[Any]:
        return [each["person"] for each in self._facts.names["programme"]["working_group"]]

    def _changed(self) -> list[Any]:
        """Return whom an order of change names."""
        return self._names["change"]["people"] if self._kind.per == "change" else []

    def _awarded(self) -> list[Any]:
        """Return whom an order of awards names: mentors, and mentees who get one with them."""
        self._asks_everything()
        monitoring = self._facts.names["monitoring"]
        shared = monitoring["awards"]["certificate-pair"]
        best = [pair for pair in self._facts.names["pairs"] if pair["id"] in shared]
        return [*monitoring["awarded"], *(one for pair in best for one in pair["mentees"])]

    def pairs(self) -> list[Any]:
        """Return the pairs that a paper is about: its own one, those that it fixes, or all."""
        if self._kind.per == "pair":
            return [self._names["pair"]]
        self._asks_everything()
        fixed = self._facts.fixed_by(self._kind.name, self._kind.extends)  # an annex extends it
        return fixed or self._facts.names["pairs"]

    def _annex_ids(self) -> list[str]:
        """Return the documents of the plan that are annexes to this one, in its order."""
        return self._planned(self._kind.name)

    def _planned(self, order: str) -> list[str]:
        """Return the kinds of the documents of the plan that are annexes to an order."""
        annexes = self._facts.ground.annexes.get(order, ())
        if any(map(self._plan.asks_everything, annexes)):
            self._asks_everything()
        return [name for name in annexes if self._plan.of(name)]

    def _asks_everything(self) -> None:
        self._names["_asked"].add(EVERYTHING)

    def stamps(self) -> Iterator[dict[str, Any]]:
        """Yield the marks of the paper with their lines."""
        for stamp, body in self._stamped(self._kind, self._document):
            yield {"kind": stamp["kind"], "lines": list(self._stamp_lines(stamp, body))}

    def _stamped(
        self, kind: Kind, document: Document
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
        """Yield the marks of a paper, stated or usual, each with the body whose mark it is.

        A school without such a body has no such mark.
        """
        stated = [mapping(stamp) for stamp in document.stamps]
        for stamp in stated or [dict(stamp) for stamp in kind.stamps]:
            name = stamp.get("body")
            body = (self._names["_body"](name) or self._body_by_id(name)) if name else None
            if body or not name:
                yield stamp, body

    def _body_by_id(self, identifier: str) -> dict[str, Any] | None:
        bodies = self._facts.names["school"]["bodies"]
        return next((body for body in bodies if body["id"] == identifier), None)

    def _stamp_lines(
        self, stamp: Mapping[str, Any], body: Mapping[str, Any] | None
    ) -> Iterator[Rich]:
        templates = self._facts.packs.table(STAMPS)[stamp["kind"]]
        names = {
            **self._names,
            "body": body,
            "protocol": self._protocol(stamp, body, self._kind),
            "order": self._order(stamp),
            "number": self._annex_number(),
            "ending": _AGREES[self._kind.gender],
        }
        for number, line in enumerate(templates):
            printed = self._stamp_line(line, names, stamp["kind"], number)
            if printed:
                yield printed

    def _stamp_line(self, text: str, names: Mapping[str, Any], kind: str, number: int) -> Rich:
        """Print a line of a stamp; TemplateError says where `stamps.yaml` of which layer has it."""
        try:
            return self._rich(text, names)
        except TemplateError as error:
            place = self._facts.packs.where(STAMPS, kind, number)
            found = (replace(each, place=place) for each in error.report)
            raise TemplateError(*found) from error

    def _protocol(
        self, stamp: Mapping[str, Any], body: Mapping[str, Any] | None, kind: Kind
    ) -> dict[str, Any] | None:
        """Return the minutes that a stamp of a body names, with blanks for what is not known.

        A stamp that names none means the minutes among the papers, if they are this body's.
        """
        if body is None:
            return None
        stated = stamp.get("protocol") or mapping(self._minutes_of(body))
        name = f"протокол ({body['name']}): {kind.short}"
        return {
            "number": _or_blank(stated.get("number"), f"номер: {name}"),
            "date": _or_blank(stated.get("date"), f"дата: {name}"),
        }

    def _minutes_of(self, body: Mapping[str, Any]) -> Document:
        """Return the minutes of a body among the papers of the programme."""
        packs, programme = self._facts.packs, self._facts.programme
        names = (kind.name for kind in packs.kinds() if kind.body == body["kind"])
        return next(map(programme.document, names), Document())

    def _order(self, stamp: Mapping[str, Any]) -> dict[str, Any]:
        """Return number and date of the order that approves this document."""
        name = stamp.get("document") or self._document.annex_of or self._kind.annex_of
        order = self._facts.programme.document(name)
        title = self._facts.packs.kind(name).short if name else "приказ"
        return {
            "number": _or_blank(order.number, f"номер: {title}"),
            "date": _or_blank(order.date, f"дата: {title}"),
        }

    def _annex_number(self) -> str:
        """Return this document's number among the annexes of its order; a sole one has none."""
        fellows = self._planned(self._kind.annex_of)
        if len(fellows) < 2 or self._kind.name not in fellows:
            return ""
        return str(fellows.index(self._kind.name) + 1)

    def line(self, text: str) -> str:
        """Return a text that is data, for a template to print: its typography is for the page."""
        return self._facts.fill(text, self._names, self._kind.place, kind=self._kind)

    def _rich(self, text: str, names: Mapping[str, Any]) -> Rich:
        return self._facts.rich(text, {**names, "kind": self._kind}, self._kind.place)


def _names(body: Body) -> tuple[str, str]:
    """Return both ways in which stamps name a body: by its id and by its kind."""
    return body.id, body.kind


def _or_blank(value: str | date | None, label: str) -> Any:
    return value or Blank(label)


def _no_act(identifier: str, kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG267",
        f"В документе «{kind.short}» назван акт «{identifier}», которого нет в реестре.",
        hint="Исправьте id акта или добавьте акт в раздел acts.",
    )
