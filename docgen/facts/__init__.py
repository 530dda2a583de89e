"""The programme as plain data with its Russian forms: what expressions and templates may ask.

Made once for a programme, each piece when it is asked for; `docgen.context` adds what concerns one
document. No paths, no records with methods: templates get mappings, lists, texts, numbers, dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from docgen.diagnostics import Diagnostic, Place
from docgen.docx import Rich
from docgen.docx.state import BELOW
from docgen.errors import TemplateError
from docgen.facts.acts import Acts, Citation
from docgen.facts.asking import BESIDES, EVERYTHING, Heard
from docgen.facts.declensions import GROUPS, Form, Lexicon, Row, rows_of
from docgen.facts.ground import Ground
from docgen.facts.leftout import LeftOut
from docgen.facts.names import ASKS, Names
from docgen.facts.pairs import PairView
from docgen.facts.people import People
from docgen.facts.plain import mapping, plain
from docgen.facts.views import Over
from docgen.model import Programme
from docgen.packs import Kind, PackStack
from docgen.wording import TextError, Wording

__all__ = [
    "BESIDES",
    "EVERYTHING",
    "GROUPS",
    "Acts",
    "Citation",
    "Facts",
    "Form",
    "Ground",
    "LeftOut",
    "Lexicon",
    "Row",
    "plain",
    "rows_of",
]


class Facts:
    """Everything that texts may say of a programme.

    `names` are the names that every text sees, `told` the same for papers: what these ask for is
    noted. `subjects` are those for whom a kind of document is made, each with the names it adds.
    Identity documents, contacts and the like are there only with `personal`, for the kinds that
    declare it; `public` papers go on the site.
    """

    def __init__(
        self,
        programme: Programme,
        packs: PackStack,
        *,
        personal: bool = False,
        public: bool = False,
        ground: Ground | None = None,
    ) -> None:
        self.programme = programme
        self.packs = packs
        self.public = public
        self.ground = ground or Ground(programme, packs)
        self.names = Names(self.ground, personal=personal)
        self._personal = personal
        asks = ASKS | dict.fromkeys(self.ground.doubtful, EVERYTHING)
        self.told = Heard(self.names, self.names.people(), asks)
        self._listed: dict[str, list[Citation]] = {}
        self._in_force: dict[tuple[str, str], list[Citation]] = {}

    def personal(self) -> Facts:
        """Return the same with everybody's private data, on the same ground."""
        return Facts(self.programme, self.packs, personal=True, ground=self.ground)

    @cached_property
    def readable(self) -> Facts:
        """The same with records that were left out, as far as they can be read."""
        from docgen.facts.readable import with_readable  # noqa: PLC0415  few have errors

        whole = with_readable(self.programme, self.ground.left_out)
        return Facts(whole, self.packs, personal=self._personal)

    @property
    def people(self) -> People:
        """Everybody, by id."""
        return self.names.people()

    @property
    def lexicon(self) -> Lexicon:
        """Everybody and everything that papers put into cases."""
        return self.ground.lexicon

    @property
    def acts(self) -> Acts:
        """The acts that texts may cite."""
        return self.ground.acts

    @property
    def wording(self) -> Wording:
        """The language of short texts."""
        return self.ground.wording

    def tracks(self, kind: Kind) -> tuple[str, ...]:
        """Return whom papers of a kind are for: what it says, or the whole programme."""
        return (kind.track,) if kind.track else self.programme.tracks

    def listed(self, kind: Kind, cite: Callable[[str], Citation]) -> list[Citation]:
        """Return the acts that papers of a kind list: its own and the programme's."""
        if kind.name not in self._listed:
            cited = map(cite, dict.fromkeys([*kind.acts, *self.programme.about.acts]))
            tracks = self.tracks(kind)
            found = [act for act in cited if self.acts.concerns(act.id, tracks)]
            self._listed[kind.name] = found
        return self._listed[kind.name]

    def acts_of(self, level: str, kind: Kind) -> list[Citation]:
        """Return the acts of a level that papers of a kind may rest on: none that is revoked."""
        if (level, kind.name) not in self._in_force:
            every = self.acts.of_level(level, self.tracks(kind))
            found = [act for act in every if act.id not in self.ground.revoked]
            self._in_force[level, kind.name] = found
        return self._in_force[level, kind.name]

    def fixed_by(self, *orders: str) -> list[Any]:
        """Return the pairs whose work began by orders of these kinds."""
        numbers = sorted(number for order in orders for number in self.ground.fixed.get(order, ()))
        return [self.names["pairs"][number - 1] for number in numbers]

    def subjects(self, per: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield id and names of each one for whom a document of this cardinality is made."""
        for identifier in self._ids(per):
            own = {} if per == "programme" else {per: self._subject(per, identifier)}
            yield identifier, Over(self.told, own)

    def scope(self, per: str, identifier: str) -> dict[str, Any]:
        """Return the names that a text about this one sees, those found out so far on top.

        Those that ask for more than this one and his neighbours are asked for each time.
        """
        own = {} if per == "programme" else {per: self._subject(per, identifier)}
        found = self.names.found
        for name in self.told.asks & found.keys():
            del found[name]
        return {**found, **own, BELOW: self.told}

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

    def fill(self, text: str, scope: Mapping[str, Any], place: Place, **own: Any) -> str:
        """Print a short text of a kind that no page shows: a file name; it has names of its own."""
        try:
            return self.wording.line(text, scope, own)
        except TextError as error:
            raise TemplateError(_broken(text, place, error)) from error

    def _ids(self, per: str) -> Iterable[str]:
        """Return the ids of those for whom documents are made, each once."""
        programme = self.programme
        if per == "programme":
            return ("",)
        if per in ("form", "survey", "change"):
            return [each["id"] for each in self.names[f"{per}s"]]
        if per == "person":
            return self.people
        if per in ("mentor", "mentee"):
            sides = (getattr(pair, f"{per}s") for pair in programme.pairs)
            return dict.fromkeys(who for side in sides for who in side)
        return [record.id for record in getattr(programme, f"{per}s")]

    def _subject(self, per: str, identifier: str) -> Any:
        """Return what texts may say of the one whom a document is about."""
        if per in ("form", "survey", "change"):
            return next(each for each in self.names[f"{per}s"] if each["id"] == identifier)
        if per in ("mentor", "mentee", "person"):
            return self.people[identifier]
        if per == "pair":
            return PairView(self.programme.pair(identifier), self.ground, self.people)
        if per == "event":
            return mapping(_of(self.programme.events, identifier))
        partner = _of(self.programme.partners, identifier)
        name = self.lexicon[f"partners/{identifier}/name"].phrase()
        return mapping(partner) | {"name": name}


def _of(records: Iterable[Any], identifier: str) -> Any:
    return next(record for record in records if record.id == identifier)


def _broken(text: str, place: Place, error: TextError) -> Diagnostic:
    return Diagnostic(
        "DG269",
        f"Нельзя вычислить «{text}»: {error.reason}.",
        place,
        error.hint or "Проверьте имена полей; их перечень – в docs/packs.md.",
    )
