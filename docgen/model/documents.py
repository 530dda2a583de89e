"""Facts of made documents, and acts."""

from __future__ import annotations

from typing import Final

from docgen.model.basics import Cases, Day
from docgen.model.kinds import (
    ActLevel,
    ActStatus,
    ActTopic,
    Audience,
    Confidence,
    DocumentStatus,
    StampKind,
    WordGender,
    WordKind,
)
from docgen.records import Frozen, field, replace, said


class Minutes(Frozen):
    """The requisites of the minutes of a meeting (протокол)."""

    number: str = ""
    date: Day | None = None


class Stamp(Frozen):
    """A mark of approval, agreement or acceptance."""

    kind: StampKind
    body: str | None = None
    person: str | None = None
    protocol: Minutes | None = None
    date: Day | None = None
    document: str | None = None


class Document(Frozen):
    """Facts of a made document; no number or date means that it has none yet."""

    number: str = ""
    date: Day | None = None
    status: DocumentStatus = "draft"
    heading: str = ""
    signatory: str | None = None
    effective: Day | None = None
    due: Day | None = None
    controller: str | None = None
    acquainted: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    annex_of: str | None = None
    refers_to: tuple[str, ...] = ()
    revokes: tuple[str, ...] = ()

    def over(self, common: Document) -> Document:
        """Return this record with what it leaves unsaid taken from a common one."""
        told = {
            name: value for name, value in said(self).items() if value != getattr(UNKNOWN, name)
        }
        return replace(common, **told)

    @property
    def common(self) -> Document:
        """What is said of a kind as a whole and holds for each paper: all but its own requisites.

        Those are the number and the signature.
        """
        if not self.number and self.status == "draft":
            return self
        return replace(self, number="", status="draft")


# Of a document of which nothing is known yet.
UNKNOWN: Final = Document()


class Edition(Frozen):
    """A change of an act: when, and by which act."""

    date: Day
    act: str = ""
    number: str = ""


class Act(Frozen):
    """A law, an order, a letter or a local act."""

    id: str
    kind: str
    issuer: str = ""
    date: Day | None = None
    number: str = ""
    title: str = ""
    short: str = ""
    names: tuple[str, ...] = ()
    articles: str = ""
    level: ActLevel = "local"
    track: Audience = "both"
    about: ActTopic | None = None
    status: ActStatus = "in-force"
    valid_from: Day | None = None
    valid_until: Day | None = None
    replaced_by: str | None = None
    together_with: str | None = None
    editions: tuple[Edition, ...] = ()
    region: str = ""
    default: bool = False
    confidence: Confidence = "high"
    source: str = ""
    checked: Day | None = None
    cases: Cases = field(default_factory=dict)
    note: str = ""


class DictionaryEntry(Frozen):
    """An expression whose forms the school knows better."""

    text: str
    cases: Cases
    kind: WordKind = "phrase"
    gender: WordGender | None = None


class Waiver(Frozen):
    """A rule that the school has decided not to keep: at all, or about one pair or person."""

    rule: str
    reason: str
    about: str = ""
