"""Acts as texts cite them: never typed, always taken from the register."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from docgen.facts.declensions import ACTS, Forms, Lexicon, Row
from docgen.facts.plain import plain
from docgen.model import Act
from docgen.russian import Phrase, short_date

NBSP = "\u00a0"
_CITABLE = ("in-force", "recommendation")


class Citation(Phrase):
    """A full citation of an act, with its requisites apart."""

    __slots__ = (
        "_again",
        "about",
        "date",
        "id",
        "issuer",
        "kind",
        "level",
        "number",
        "short",
        "status",
        "title",
    )

    id: str
    kind: Phrase
    issuer: str
    date: datetime.date | None
    number: str
    title: str  # type: ignore[assignment] # an act's title; the method of that name serves no text
    short: Phrase
    level: str
    status: str
    about: str

    @classmethod
    def of(cls, act: Mapping[str, Any], lexicon: Lexicon) -> Citation:
        """Make the citation of an act of the register; only the kind of the act declines."""
        kind = lexicon.word(act["kind"], "doc", ACTS)
        full = _full(act)
        citation = cls(full, "doc", cases=act.get("cases") or _begun(kind, full))
        citation.id = act["id"]
        citation.kind = kind.phrase()
        citation.issuer = act.get("issuer") or ""
        citation.date = _day(act.get("date"))
        citation.number = act.get("number") or ""
        citation.title = act.get("title") or ""
        citation.level = act.get("level") or "local"
        citation.short = _short_phrase(act, kind, lexicon)
        citation.about = act.get("about") or ""
        citation.status = act.get("status") or "in-force"
        return citation

    def again(self) -> Citation:
        """Return the act as a paper names it that has named it in full already."""
        if not hasattr(self, "_again"):
            short = self.short
            self._again = Citation(str(short), short.declines_as, short.gender, short.cases)
            for name in Citation.__annotations__:
                setattr(self._again, name, getattr(self, name))
        return self._again


class Acts:
    """All acts of a programme: the packs' and the school's own, by id."""

    def __init__(
        self, acts: Iterable[Mapping[str, Any]], own: Iterable[Act], lexicon: Lexicon
    ) -> None:
        every = [*acts, *(plain(act) for act in own)]
        self._acts = {act["id"]: act for act in every}
        self._levels: dict[str, list[str]] = {}
        for identifier, act in self._acts.items():
            self._levels.setdefault(act.get("level"), []).append(identifier)
        self._lexicon = lexicon
        self._cited: dict[str, Citation] = {}

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._acts

    def cite(self, identifier: str) -> Citation:
        """Return the citation of an act; KeyError if the register does not hold it."""
        cited = self._cited.get(identifier)
        if cited is None:
            cited = self._cited[identifier] = Citation.of(self._acts[identifier], self._lexicon)
        return cited

    def kinds(self) -> Iterator[Row]:
        """Yield the words that citations begin with: what of an act declines."""
        for act in self._acts.values():
            yield self._lexicon.word(act["kind"], "doc", ACTS)

    def concerns(self, identifier: str, tracks: Collection[str]) -> bool:
        """Whether an act belongs to one of the tracks, or to both."""
        track = self._acts[identifier].get("track") or "both"
        return track == "both" or track in tracks

    def of_level(self, level: str, tracks: Collection[str]) -> list[Citation]:
        """Return the acts in force of a level (`regional`, `local`, …) that concern the tracks."""
        found = (key for key in self._levels.get(level, ()) if self.concerns(key, tracks))
        return [act for act in map(self.cite, found) if act.status in _CITABLE]


def _begun(kind: Row, text: str) -> Forms:
    """Return the cases of a text that begins with the kind of an act; the rest never changes."""
    rest = text[len(kind.text) :]
    return Forms(lambda case: kind.printed(case) + rest, (kind,))


def _short_phrase(act: Mapping[str, Any], kind: Row, lexicon: Lexicon) -> Phrase:
    short = act.get("short") or _short(act)
    if short.startswith(kind.text):
        return Phrase(short, "doc", cases=_begun(kind, short))
    return lexicon.word(short, "doc", ACTS).phrase()


def _full(act: Mapping[str, Any]) -> str:
    parts = [act["kind"]]
    if act.get("date"):
        parts.append(f"от {short_date(_day(act['date']))}")
    if act.get("number"):
        parts.append(f"№{NBSP}{act['number']}")
    if act.get("title"):
        parts.append(f"«{act['title']}»")
    return " ".join(parts)


def _short(act: Mapping[str, Any]) -> str:
    return f"{act['kind']} №{NBSP}{act['number']}" if act.get("number") else str(act["kind"])


def _day(value: Any) -> Any:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
