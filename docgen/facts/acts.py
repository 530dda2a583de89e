"""Acts as texts cite them: never typed, always taken from the register."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from docgen.facts.plain import plain
from docgen.model import Act
from docgen.russian import Phrase, short_date

NBSP = "\u00a0"
_CITABLE = ("in-force", "recommendation")


class Citation(Phrase):
    """A full citation of an act, with its requisites apart."""

    __slots__ = ("date", "id", "issuer", "kind", "level", "number", "short", "status", "title")

    id: str
    kind: Phrase
    issuer: str
    date: datetime.date | None
    number: str
    title: str  # type: ignore[assignment] # an act's title; the method of that name serves no text
    short: Phrase
    level: str
    status: str

    @classmethod
    def of(cls, act: Mapping[str, Any]) -> Citation:
        """Make the citation of an act of the register."""
        citation = cls(_full(act), "doc", cases=act.get("cases"))
        citation.id = act["id"]
        citation.kind = Phrase(act["kind"], "doc")
        citation.issuer = act.get("issuer") or ""
        citation.date = _day(act.get("date"))
        citation.number = act.get("number") or ""
        citation.title = act.get("title") or ""
        citation.level = act.get("level") or "local"
        citation.short = Phrase(act.get("short") or _short(act), "doc")
        citation.status = act.get("status") or "in-force"
        return citation


class Register:
    """All acts of a programme: the packs' and the school's own, by id."""

    def __init__(self, acts: Iterable[Mapping[str, Any]], own: Iterable[Act]) -> None:
        every = [*acts, *(plain(act) for act in own)]
        self._acts = {act["id"]: act for act in every}

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._acts

    def cite(self, identifier: str) -> Citation:
        """Return the citation of an act; KeyError if the register does not hold it."""
        return Citation.of(self._acts[identifier])

    def concerns(self, identifier: str, tracks: Collection[str]) -> bool:
        """Whether an act belongs to one of the tracks, or to both."""
        track = self._acts[identifier].get("track") or "both"
        return track == "both" or track in tracks

    def of_level(self, level: str, tracks: Collection[str]) -> list[Citation]:
        """Return the acts in force of a level (`regional`, `local`, …) that concern the tracks."""
        found = (key for key, act in self._acts.items() if act.get("level") == level)
        cited = (self.cite(key) for key in found if self.concerns(key, tracks))
        return [act for act in cited if act.status in _CITABLE]


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
