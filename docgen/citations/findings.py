"""What citations are judged as, and what comes of it."""

from __future__ import annotations

import datetime

from docgen.citations.citation import Citation
from docgen.citations.grouping import Draft
from docgen.citations.identifying import Match
from docgen.citations.known import KnownAct, KnownActs
from docgen.citations.tokens import Token
from docgen.diagnostics import Severity
from docgen.records import Frozen


class Paper(Frozen):
    """What a text is judged as: a paper of a day, of a track (empty: both), of a kind.

    `latest` is the last day on which the paper may have been written, when its own day is not
    known exactly. Only a `whole` paper is asked for what it does not say.
    """

    date: datetime.date | None = None
    track: str = ""
    kind: str = ""
    whole: bool = False
    latest: datetime.date | None = None


class Finding(Frozen):
    """What is wrong with a stretch of a text, and what to do about it (in Russian).

    `act` is the id of the act that the register knows; start and end are 0 for a whole paper.
    """

    code: str
    start: int
    end: int
    what: str
    repair: str
    severity: Severity
    act: str = ""


class Flaw(Frozen):
    """What one rule says of a citation; `part` is where in it, without one the whole is meant."""

    what: str
    repair: str
    part: Token | None = None


class Case(Frozen):
    """A citation of a known act, before a rule."""

    citation: Citation
    match: Match
    paper: Paper
    known: KnownActs

    @property
    def act(self) -> KnownAct:
        """The act that is meant."""
        return self.match.act

    @property
    def draft(self) -> Draft:
        """What the text says of the act."""
        return self.citation.draft

    def said(self, part: Token | None) -> str:
        """Return a part of the citation as the text has it."""
        return said(self.citation, part)


def said(citation: Citation, part: Token | None) -> str:
    """Return a part of a citation as its text has it, on one line."""
    return plain(citation.folded.text[part.start : part.end]) if part else ""


def plain(text: str) -> str:
    """Return a stretch of a text on one line."""
    return " ".join(text.split())


def finding(
    code: str, severity: Severity, flaw: Flaw, citation: Citation, act: KnownAct | None
) -> Finding:
    """Put a flaw in its place; what is known of an act with less certainty is no error."""
    unsure = severity is Severity.ERROR and act is not None and not act.sure
    start, end = citation.place(flaw.part)
    level = Severity.WARNING if unsure else severity
    return Finding(code, start, end, flaw.what, flaw.repair, level, act.id if act else "")
