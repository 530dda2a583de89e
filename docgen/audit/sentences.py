"""A sentence, the names in it, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docgen.audit.cases import ANY
from docgen.audit.people import Mention
from docgen.audit.vocabulary import PERSON, Marker, Rule, Vocabulary, other
from docgen.records import Frozen

APART: Final = re.compile(r"\s-\s|^\s?-\s?$|[–—|/→+]")
_NUMBER: Final = re.compile(r"^[\W\d]*$")
_AND: Final = re.compile(r"[,;\n]|\sи\s")
# A verb of its own: «наставникам составить планы, Ивановой …» says nothing of Ivanova.
_TASK: Final = re.compile(r"\b\w+(?<!ос)(?<!лас)(?<!час)т[ьи](?:ся)?\b")
_LISTED: Final = 90  # letters of posts and classes between two names of one list at most
_CASES: Final = {"к": frozenset("d"), "за": frozenset("i")}


class Lead(Frozen):
    """What a line says of the list below it: who comes first, what is done, who is named above.

    A heading does not open a list as a colon does: only who is named first below it is meant.
    """

    opens: bool = False
    order: tuple[str, ...] = ()
    rule: Rule | None = None
    together: bool = False
    people: tuple[tuple[Mention, str], ...] = ()

    @property
    def lasts(self) -> bool:
        """Whether it holds for more than one line: for a list, or under the heads of columns."""
        return self.opens or len(self.order) > 1


NONE: Final = Lead()


class Sentence:
    """A sentence, whom it names, and the part of each: empty if it does not tell.

    `gaps` are the texts before, between and after the names.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], words: Vocabulary, lead: Lead = NONE
    ) -> None:
        self.text = text
        self.mentions = mentions
        self.words = words
        self.lead = lead
        starts = [*(each.start for each in mentions), len(text)]
        ends = [0, *(each.end for each in mentions)]
        self.gaps = [text[a:b] for a, b in zip(ends, starts, strict=True)]
        self.sides = [""] * len(mentions)
        self.rule: Rule | None = words.rule(self.said) or lead.rule
        self._marked: dict[str, tuple[Marker, ...]] = {}

    @property
    def said(self) -> str:
        """All but the names."""
        return " … ".join(self.gaps)

    @property
    def together(self) -> bool:
        """Whether it, or the line above, speaks of couples."""
        return self.lead.together or bool(self.words.together.search(self.said))

    @property
    def unknown(self) -> list[int]:
        """Those whose part is not known yet."""
        return [n for n, side in enumerate(self.sides) if not side]

    @property
    def heads(self) -> bool:
        """Whether it stands under the line above: in its list or, under a heading, beginning so."""
        return bool(self.mentions) and (self.lead.opens or bool(_NUMBER.match(self.gaps[0])))

    def known(self, of: Sequence[int]) -> str:
        """Return the part that the first of these plays who is known to play one."""
        return next((self.sides[n] for n in of if other(self.sides[n])), "")

    def give(self, side: str, to: Sequence[int]) -> None:
        """Give a part to those of these who have none."""
        for n in to:
            self.sides[n] = self.sides[n] or side

    def joins(self, n: int) -> bool:
        """Whether a name goes on a list: «Петрова, учителя химии, и Ли Софьи»."""
        gap = self.gaps[n]
        if n == 0 or len(gap) > _LISTED or not _AND.search(gap) or APART.search(gap):
            return False
        if self.marks(gap) or self.busy(gap) or self.words.rule(gap) or self.has_preposition(gap):
            return False
        return bool(self.mentions[n].cases & self.mentions[n - 1].cases)

    def marks(self, gap: str) -> list[Marker]:
        """Return the words of a text that say who plays which part."""
        if gap not in self._marked:
            told = self.words.markers(gap)
            self._marked[gap] = tuple(each for each in told if each.side != PERSON)
        return [*self._marked[gap]]

    def busy(self, gap: str) -> bool:
        """Whether a text has a verb that makes no couples: what follows is another matter."""
        return any(self.words.rule(match[0]) is None for match in _TASK.finditer(gap))

    def has_preposition(self, text: str) -> bool:
        """Whether the preposition of the verb is in a text: «закрепить … за …»."""
        after = self.rule.after if self.rule else ""
        return bool(after and re.search(rf"\b{re.escape(after)}\b", text))

    def stands_behind(self, n: int) -> bool:
        """Whether a name stands behind the preposition of the verb, as its case allows."""
        return self.has_preposition(re.split(r"[,;:–—|]", self.gaps[n])[-1]) and self.may_stand(n)

    def may_stand(self, n: int) -> bool:
        """Whether a name is in the case that the preposition of the verb asks for."""
        after = self.rule.after if self.rule else ""
        return bool(self.mentions[n].cases & _CASES.get(after, ANY))
