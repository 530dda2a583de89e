"""Everything one document may say: the programme's facts and the facts of the paper itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from docgen.clauses import Text
from docgen.diagnostics import Diagnostic
from docgen.docx import Blank, Rich
from docgen.errors import TemplateError
from docgen.facts import Citation, Facts
from docgen.facts.plain import mapping
from docgen.model import Document
from docgen.packs import Kind
from docgen.plan import Job, Plan
from docgen.russian import Phrase

_AGREES = {"m": "", "f": "А", "n": "О", "pl": "Ы"}


def build_context(
    job: Job,
    facts: Facts,
    plan: Plan,
    text: Callable[[Mapping[str, Any]], Text],
) -> dict[str, Any]:
    """Return the context of one document.

    `text` prints the document's clauses for the context made so far. TemplateError says what a
    kind or its clauses ask for and the programme does not have. Under `_used` the context keeps
    what was put into cases, by the clauses already and by the template when it is printed.
    """
    return _Context(job, facts, plan).names(text)


class _Context:
    """The facts of one document, gathered step by step."""

    def __init__(self, job: Job, facts: Facts, plan: Plan) -> None:
        self._facts = facts
        self._plan = plan
        self._kind = facts.packs.kind(job.kind)
        scope = facts.scope(self._kind.per, job.subject)
        self._names: dict[str, Any] = {**scope, **self._functions(), "_used": []}
        self._document = facts.programme.document(job.kind, job.subject)

    def names(self, text: Callable[[Mapping[str, Any]], Text]) -> dict[str, Any]:
        """Return all names of the document."""
        self._names["annex_ids"] = self._annex_ids()
        self._names["acts"] = self._acts()
        self._names["document"] = self._paper()
        heading = self._document.heading or self._line(self._kind.heading)
        self._names["document"]["heading"] = heading
        self._names["document"]["stamps"] = list(self._stamps())
        self._names["declensions"] = []  # only for kinds that ask for them
        self._names["text"] = text(self._names)
        return self._names

    def _functions(self) -> dict[str, Callable[..., Any]]:
        """Return what the dialect's functions ask of the context."""
        school = self._facts.names["school"]

        def body(kind: str) -> dict[str, Any] | None:
            return next((each for each in school["bodies"] if each["kind"] == kind), None)

        def acts_of(level: str) -> list[Citation]:
            found = self._facts.register.of_level(level, self._tracks())
            return [act for act in found if act.id not in self._revoked()]

        def stated(text: str) -> Phrase:
            return self._facts.lexicon.word(text, "doc").phrase()

        return {"_act": self._act, "_acts_of": acts_of, "_body": body, "_stated": stated}

    def _act(self, identifier: str) -> Citation:
        if identifier not in self._facts.register:
            raise TemplateError(_no_act(identifier, self._kind))
        return self._facts.register.cite(identifier)

    def _acts(self) -> list[Citation]:
        """Return the acts that a document of this kind lists: its own and the programme's."""
        listed = [*self._kind.acts, *self._facts.programme.about.acts]
        cited = [self._act(each) for each in dict.fromkeys(listed)]
        register = self._facts.register
        return [act for act in cited if register.concerns(act.id, self._tracks())]

    def _tracks(self) -> tuple[str, ...]:
        """Return whom the document is for: what its kind says, or the whole programme."""
        return (self._kind.track,) if self._kind.track else self._facts.programme.tracks

    def _revoked(self) -> set[str]:
        """Return the acts that this programme's own documents declare to be of no force."""
        documents = self._facts.programme.documents.values()
        return {act for document in documents for act in document.revokes}

    def _paper(self) -> dict[str, Any]:
        """Return the requisites; a missing number or date is a blank to fill in by hand."""
        programme, document = self._facts.programme, self._document
        signatory = self._facts.names["director"]
        if document.signatory and document.signatory != programme.director.id:
            signatory = self._facts.people[document.signatory]
        return mapping(document) | {
            "kind": self._kind.name,
            "title": self._kind.document or self._kind.title,
            "gender": self._kind.gender,
            "number": _or_blank(document.number, f"номер: {self._kind.short}"),
            "date": _or_blank(document.date, f"дата: {self._kind.short}"),
            "place": programme.school.place,
            "signatory": signatory,
            "acquainted": self._acquainted(document),
        }

    def _acquainted(self, document: Document) -> list[dict[str, Any]]:
        """Return who signs that they have read the paper: as stated, or by the rule of the kind."""
        if document.acquainted:
            return [self._facts.people[each] for each in document.acquainted]
        chosen = (person for group in self._kind.acquainted for person in self._group(group))
        return list({person["id"]: person for person in chosen if person}.values())

    def _group(self, name: str) -> list[Any]:
        names = self._names
        if name == "curators":
            return list(names["curators"])
        if name == "working-group":
            return [member["person"] for member in names["programme"]["working_group"]]
        pairs = [pair for pair in names["pairs"] if not pair["replaces"]]
        if name == "representatives":
            return list(self._representatives(pairs))
        return [person for pair in pairs for person in pair[name]]

    def _representatives(self, pairs: list[Any]) -> Iterator[Any]:
        """Yield a representative of each minor of the pairs: the one named first."""
        for person in (each for pair in pairs for each in (*pair["mentors"], *pair["mentees"])):
            if person["is_minor"] and person["representatives"]:
                yield self._facts.people[person["representatives"][0]["person"]]

    def _annex_ids(self) -> list[str]:
        """Return the documents of the plan that are annexes to this one, in its order."""
        kind = self._facts.packs.kind
        return [each for each in self._plan.kinds if kind(each).annex_of == self._kind.name]

    def _stamps(self) -> Iterator[dict[str, Any]]:
        stated = [mapping(stamp) for stamp in self._document.stamps]
        for stamp in stated or [dict(stamp) for stamp in self._kind.stamps]:
            body = self._names["_body"](stamp["body"]) if stamp.get("body") else None
            if stamp.get("body") and body is None:
                body = self._body_by_id(stamp["body"])
            if stamp.get("body") and body is None:
                continue  # a school without such a body has no such stamp
            yield {"kind": stamp["kind"], "lines": list(self._stamp_lines(stamp, body))}

    def _body_by_id(self, identifier: str) -> dict[str, Any] | None:
        bodies = self._names["school"]["bodies"]
        return next((body for body in bodies if body["id"] == identifier), None)

    def _stamp_lines(
        self, stamp: Mapping[str, Any], body: Mapping[str, Any] | None
    ) -> Iterator[Rich]:
        templates = self._facts.packs.table("stamps")[stamp["kind"]]
        names = {
            **self._names,
            "body": body,
            "protocol": self._protocol(stamp, body),
            "order": self._order(stamp),
            "number": self._annex_number(),
            "ending": _AGREES[self._kind.gender],
        }
        for line in templates:
            printed = self._rich(line, names)
            if printed:
                yield printed

    def _protocol(
        self, stamp: Mapping[str, Any], body: Mapping[str, Any] | None
    ) -> dict[str, Any] | None:
        """Return the minutes that a stamp of a body names, with blanks for what is not known."""
        if body is None:
            return None
        stated = stamp.get("protocol") or {}
        name = f"протокол ({body['name']}): {self._kind.short}"
        return {
            "number": _or_blank(stated.get("number"), f"номер: {name}"),
            "date": _or_blank(stated.get("date"), f"дата: {name}"),
        }

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
        packs = self._facts.packs
        fellows = [
            kind
            for kind in self._plan.kinds
            if packs.kind(kind).annex_of and packs.kind(kind).annex_of == self._kind.annex_of
        ]
        if len(fellows) < 2 or self._kind.name not in fellows:
            return ""
        return str(fellows.index(self._kind.name) + 1)

    def _line(self, text: str) -> str:
        return str(self._rich(text, self._names))

    def _rich(self, text: str, names: Mapping[str, Any]) -> Rich:
        return self._facts.rich(text, {**names, "kind": self._kind}, self._kind.place)


def _or_blank(value: str | date | None, label: str) -> Any:
    return value or Blank(label)


def _no_act(identifier: str, kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG267",
        f"В документе «{kind.short}» назван акт «{identifier}», которого нет в реестре.",
        hint="Исправьте id акта или добавьте акт в раздел acts.",
    )
