"""Amendments: what a layer changes in the words of the layers above it, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from docgen.clauses.digests import digest
from docgen.clauses.words import Node, below
from docgen.diagnostics import Place
from docgen.packs import NOBODY, Pack
from docgen.records import Frozen, field


class Action(StrEnum):
    """What an amendment does to what it names."""

    REPLACE = "replace"
    REMOVE = "remove"
    AFTER = "after"
    BEFORE = "before"
    APPEND = "append"


# What a replacement may give for what stands in each list.
REPLACED: Final[Mapping[str, frozenset[str]]] = {
    "sections": frozenset({"title", "when", "annex", "clauses", "mandatory"}),
    "clauses": frozenset({"text", "title", "when", "each", "items", "clauses", "mandatory"}),
    "items": frozenset({"text", "when", "each", "mandatory"}),
    "preamble": frozenset({"text", "when", "mandatory"}),
}
# What new things beside, or at the end of, what stands in each list are called.
BESIDE: Final[Mapping[str, frozenset[str]]] = {
    "sections": frozenset({"sections"}),
    "clauses": frozenset({"clauses"}),
    "items": frozenset({"items"}),
    "preamble": frozenset({"clauses"}),
}
WITHIN: Final[Mapping[str, frozenset[str]]] = {
    "sections": frozenset({"clauses"}),
    "clauses": frozenset({"clauses", "items"}),
    "items": frozenset(),
    "preamble": frozenset(),
}


class Amendment(Frozen):
    """One amendment of a layer. `fields` are those it gives, as records; `was` is a digest.

    `action` and `target` are empty when a person named neither.
    """

    action: Action | None
    target: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    was: str = ""
    pack: Pack = NOBODY
    place: Place = field(default_factory=Place)

    @property
    def new(self) -> tuple[Node, ...]:
        """The clauses, items and sections that it brings."""
        lists = (self.fields.get(name, ()) for name in ("sections", "clauses", "items"))
        return tuple(node for own in lists for node in own)

    @property
    def ids(self) -> tuple[tuple[str, Place], ...]:
        """The ids that it brings, with their places."""
        nodes = (each for node in self.new for each in (node, *below(node)))
        return tuple((node.id, node.place) for node in nodes if node.id)

    @property
    def deep(self) -> bool:
        """Whether it takes away what its target holds, too."""
        return self.action is Action.REMOVE or "clauses" in self.fields

    def digest_of(self, node: Node) -> str:
        """Return the digest of the words of its target that it replaces or removes."""
        return digest(node, deep=self.deep)

    def unfit(self, role: str) -> frozenset[str]:
        """Return the fields that make no sense for a target in a list of this name."""
        return frozenset(self.fields) - self.fit(role)

    def fit(self, role: str) -> frozenset[str]:
        """Return the fields that make sense for a target in a list of this name."""
        match self.action:
            case Action.REPLACE:
                return REPLACED[role]
            case Action.AFTER | Action.BEFORE:
                return BESIDE[role]
            case Action.APPEND:
                return WITHIN[role]
            case _:
                return frozenset()
