"""A citation of an act in a text."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.citations.folding import Folded, fold
from docgen.citations.grouping import Draft, drafts
from docgen.citations.identifying import Match, identify
from docgen.citations.known import KnownActs
from docgen.citations.tokens import Token, tokens
from docgen.records import Frozen


class Citation(Frozen):
    """A place of a text that names an act: where it is, what it says, which act is meant.

    `act` is the id of the act in the register, or empty; `start` and `end` are places of the text
    as it was given.
    """

    start: int
    end: int
    text: str
    act: str
    draft: Draft
    match: Match | None
    folded: Folded

    def place(self, part: Token | None) -> tuple[int, int]:
        """Return where a part of the citation stands; without one, the whole."""
        if part is None:
            return self.start, self.end
        return self.folded.original(part.start), self.folded.end(part.end)


def citations(text: str, known: KnownActs) -> tuple[Citation, ...]:
    """Return every citation of an act in a text, in order."""
    folded = fold(text)
    return tuple(_citations(text, folded, known))


def _citations(text: str, folded: Folded, known: KnownActs) -> Iterator[Citation]:
    for draft in drafts(folded.text, tokens(folded.text, known)):
        start, end = folded.original(draft.start), folded.end(draft.end)
        found = identify(draft, known)
        act = found.act.id if found else ""
        yield Citation(start, end, text[start:end], act, draft, found, folded)
