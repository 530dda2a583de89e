"""What an audit looks for, as the packs say it: `audit.yaml`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from docgen.audit.vocabulary import Rule, Vocabulary
from docgen.packs import PackStack
from docgen.records import Frozen, field
from docgen.schema import build

_WORD: Final = re.compile(r"\w+")


class KindSigns(Frozen):
    """By what a kind of paper is known: each line of `words` is parts of words, all needed.

    A paper that has no word of `about` is of another matter, whatever its title.
    """

    id: str
    title: str
    words: tuple[str, ...]
    papers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def fit(self, text: str, papers: frozenset[str]) -> bool:
        """Whether a heading says that the paper, which may be any of these, is of this kind."""
        right = not self.papers or papers & set(self.papers)
        return bool(right) and any(_says(text, line.split()) for line in self.words)


def _says(text: str, parts: list[str]) -> bool:
    """Whether words of a text begin with all parts, and none with one after a mark «!»."""
    words = f" {' '.join(_WORD.findall(text))}"
    plain = [(part.lstrip("!").replace("_", " "), part.startswith("!")) for part in parts]
    return all((f" {part}" in words) is not unwanted for part, unwanted in plain)


class Point(Frozen):
    """A control point: `any` closes it; `approved` do if they say by which act."""

    number: int
    title: str
    any: tuple[str, ...]
    approved: tuple[str, ...] = ()
    and_: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    per: str = ""


class Part(Frozen):
    """Something that a consent has to say."""

    title: str
    words: tuple[str, ...]


class Couples(Frozen):
    """By what words papers say who is whose mentor; `own` are kinds that one of the two writes."""

    roles: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    verbs: dict[str, Rule] = field(default_factory=dict)
    together: dict[str, bool] = field(default_factory=dict)
    heads: dict[str, bool] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)


class Signs(Frozen, dict=True):
    """All of it."""

    papers: dict[str, str] = field(default_factory=dict)
    kinds: tuple[KindSigns, ...] = ()
    points: tuple[Point, ...] = ()
    prompts: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    consent: tuple[Part, ...] = ()
    couples: Couples = field(default_factory=Couples)
    look: dict[str, str] = field(default_factory=dict)
    slight: dict[str, str] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words about couples, ready to be looked for."""
        told = self.couples
        return Vocabulary.of(told.roles, told.before, told.verbs, told.together, told.heads)

    def kind(self, text: str, paper: str) -> KindSigns | None:
        """Return the kind that a title tells; `paper` is what its first line calls it, if any.

        Where nobody knows, an order or a regulation has to be called so, any other need not.
        """
        told = {paper} if paper else self._possible(text)
        return next((each for each in self.kinds if each.fit(text, frozenset(told))), None)

    def _possible(self, text: str) -> set[str]:
        every = {paper for each in self.kinds for paper in each.papers}
        return {p for p in every if p not in self.papers or self.papers[p] in text}


def signs_of(packs: PackStack) -> Signs:
    """Return what the packs say."""
    return build(Signs, packs.table("audit"))
