"""The acts that are known, and the words by which a citation of them is recognised."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from docgen.citations.inflection import inflected, is_ending, openings
from docgen.citations.numbers import normal
from docgen.citations.titles import stems
from docgen.records import Frozen

_ARTICLE = re.compile(r"\d+(?:\.\d+)*")
_IN_FORCE = ("in-force", "recommendation")


class Requirement(Frozen):
    """An act, and perhaps its article, that papers of a kind name since a day."""

    paper: str
    act: str
    article: str
    since: datetime.date
    why: str

    def asked(self, paper: str, day: datetime.date | None) -> bool:
        """Whether a paper of this kind and day has to name the act."""
        return paper == self.paper and day is not None and day >= self.since


class KnownAct(Frozen):
    """An act of the register, as citations are compared with it."""

    id: str
    kind: str
    issuers: frozenset[str]
    called: str
    date: datetime.date | None
    number: str
    written: str
    title: str
    title_stems: tuple[str, ...]
    issuer_stems: frozenset[str]
    articles: tuple[str, ...]
    level: str
    track: str
    about: str
    status: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    replaced_by: str
    together_with: str
    sure: bool
    confidence: str
    note: str

    @property
    def in_force(self) -> bool:
        """Whether the act is one that papers may rest upon today."""
        return self.status in _IN_FORCE

    @property
    def name(self) -> str:
        """The act as messages call it: its kind, date and number."""
        day = f" от {self.date:%d.%m.%Y}" if self.date else ""
        number = f" № {self.written}" if self.written else ""
        title = f" «{self.title}»" if self.title and not number else ""
        return f"{self.called}{day}{number}{title}"


class KnownActs:
    """The register of acts with its vocabulary, compiled once for any number of texts.

    Most programmes cite nothing in their own words: what recognises an act is made when it is
    asked for.
    """

    def __init__(self, table: Mapping[str, Any], own: Iterable[Mapping[str, Any]] = ()) -> None:
        self.kinds = {row["id"]: row for row in table.get("kinds", ())}
        self.issuers = {row["id"]: row for row in table.get("issuers", ())}
        self.papers = {row["id"]: _paper(row) for row in table.get("papers", ())}
        self.required = tuple(map(_requirement, table.get("required", ())))
        self._rows = {row["id"]: row for row in [*table.get("acts", ()), *own]}
        self._named = [*self._rows.values(), *table.get("papers", ())]

    def __getitem__(self, identifier: str) -> KnownAct:
        return self.acts.get(identifier) or self.papers[identifier]

    @cached_property
    def acts(self) -> dict[str, KnownAct]:
        """The acts by their ids."""
        return {key: self._act(row) for key, row in self._rows.items()}

    @cached_property
    def kind_words(self) -> Words:
        """The words that citations begin with."""
        return Words({key: row["words"] for key, row in self.kinds.items()})

    @cached_property
    def issuer_words(self) -> Words:
        """The names of bodies that issue acts."""
        return Words({key: row["words"] for key, row in self.issuers.items()})

    @cached_property
    def name_words(self) -> Words:
        """The names by which acts go without a number."""
        return Words({row["id"]: row["names"] for row in self._named if row.get("names")})

    def called_kind(self, identifier: str) -> str:
        """Return the usual word for a kind of act."""
        return str(self.kinds[identifier]["words"][0])

    def loose(self, identifier: str) -> bool:
        """Whether things of any kind are called so."""
        return bool(self.kinds.get(identifier, {}).get("loose"))

    def federal(self, kind: str, issuers: Iterable[str]) -> bool:
        """Whether an act of this kind by these bodies is a federal one."""
        rows = [self.kinds.get(kind, {}), *(self.issuers.get(each, {}) for each in issuers)]
        return any(row.get("federal") for row in rows)

    def over(self, act: KnownAct, day: datetime.date) -> bool:
        """Whether an act is no longer in force on a day; without its last day, its successor's."""
        if act.status not in ("lapsed", "replaced"):
            return act.valid_until is not None and act.valid_until < day
        if act.valid_until:
            return act.valid_until < day
        later = self.acts.get(act.replaced_by)
        begun = (later.valid_from or later.date) if later else None
        return begun is None or begun <= day

    def _act(self, row: Mapping[str, Any]) -> KnownAct:
        called = str(row["kind"])
        issuer = str(row.get("issuer") or "")
        kinds = [key for _, _, key in self.kind_words.found(_folded(called))]
        bodies = {key for _, _, key in self.issuer_words.found(_folded(f"{called}; {issuer}"))}
        written, title = str(row.get("number") or ""), str(row.get("title") or "")
        return KnownAct(
            id=row["id"],
            kind=kinds[0] if kinds else "",
            issuers=frozenset(bodies),
            called=called,
            date=_day(row.get("date")),
            number=normal(written),
            written=written,
            title=title,
            title_stems=stems(title),
            issuer_stems=frozenset(stems(f"{called} {issuer}")),
            articles=tuple(_ARTICLE.findall(str(row.get("articles") or ""))),
            level=row.get("level") or "local",
            track=row.get("track") or "both",
            about=row.get("about") or "",
            status=row.get("status") or "in-force",
            valid_from=_day(row.get("valid_from")),
            valid_until=_day(row.get("valid_until")),
            replaced_by=row.get("replaced_by") or "",
            together_with=row.get("together_with") or "",
            sure=(row.get("confidence") or "high") == "high",
            confidence=row.get("confidence") or "high",
            note=row.get("note") or "",
        )


class Words:
    """A vocabulary of phrases, each belonging to somebody, found in texts in any case."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        owned = [_Phrase(phrase, key) for key, own in phrases.items() for phrase in own]
        self._phrases = sorted(owned, key=lambda each: (-len(each.said), each.said))
        self._begun: dict[str, list[_Phrase]] = {}
        ways = sorted({way for phrase in owned for way in phrase.openings})
        # Most words of a text begin no phrase: this pattern passes them by quickly.
        self._opening = re.compile(rf"\b(?:{'|'.join(map(re.escape, ways)) or '(?!)'})")

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and owner of every phrase in a folded text; the longest goes first."""
        lowered = text.lower()
        for opening in self._opening.finditer(lowered):
            for phrase in self._beginning(opening.group()):
                if end := phrase.end(lowered, opening.start()):
                    yield opening.start(), end, phrase.owner
                    break

    def _beginning(self, opening: str) -> list[_Phrase]:
        """Return the phrases that may begin so: of the ways to begin, the shortest is found."""
        if opening not in self._begun:
            self._begun[opening] = [each for each in self._phrases if each.begins(opening)]
        return self._begun[opening]


class _Phrase:
    """A phrase of a vocabulary: texts name few of them, and only their patterns are made."""

    def __init__(self, said: str, owner: str) -> None:
        self.said = said
        self.owner = owner
        self.openings = openings(said)

    def begins(self, opening: str) -> bool:
        """Whether the phrase may begin with these letters."""
        return any(way.startswith(opening) for way in self.openings)

    def end(self, text: str, start: int) -> int:
        """Return where the phrase ends that stands here in any case, or nought."""
        found = self._pattern.match(text, start)
        return found.end() if found and all(map(is_ending, found.groups())) else 0

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The phrase in small letters."""
        return re.compile(inflected(self.said).lower())


def _paper(row: Mapping[str, Any]) -> KnownAct:
    """Return a local act that is known by its name alone."""
    name = str(row["names"][0])
    return KnownAct(
        row["id"], "", frozenset(), name, None, "", "", "", (), frozenset(), (), "local",
        str(row["track"]), "mentoring", "in-force", None, None, "", "", True, "high", "",
    )  # fmt: skip


def _requirement(row: Mapping[str, Any]) -> Requirement:
    since = _day(row["since"])
    assert since is not None
    return Requirement(row["paper"], row["act"], row.get("article", ""), since, row.get("why", ""))


def _folded(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


def _day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) and value else value or None
