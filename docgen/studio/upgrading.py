"""A layer that amends words which have changed since: what is taken, what stays, what to decide.

A layer remembers, beside its files, the words it was laid over (its *originals*). With them every
clause has three versions: what it was, what it is now below, and what the layer made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docgen.clauses import (
    Action,
    Amendment,
    Clause,
    Node,
    Section,
    Words,
    amend,
    read_amendments,
    read_words,
)
from docgen.clauses.difference import Unsayable, difference
from docgen.clauses.writing import whole
from docgen.diagnostics import Report
from docgen.files import write_atomic
from docgen.packs import CLAUSES, KINDS, Kind, Leaf, Pack, PackStack
from docgen.records import Frozen, replace
from docgen.studio.verdicts import Outcome, Verdict

ORIGINALS: Final = Path(".docgen", "originals")


class Upgrade(Frozen):
    """A kind of a layer held against the words below it: what to write, and what became of it.

    `known` is whether the two could be compared, `changed` whether anything did change below,
    `base` the originals.
    """

    kind: Kind
    verdicts: tuple[Verdict, ...]
    amendments: tuple[Amendment, ...]
    below: Words
    report: Report
    known: bool
    changed: bool = True
    base: Words | None = None

    def count(self, outcome: Outcome) -> int:
        """Return how many clauses have this outcome."""
        return sum(each.outcome is outcome for each in self.verdicts)

    @property
    def words(self) -> Words:
        """The words of the layer as the upgrade leaves them."""
        return amend(self.below, self.amendments)[0]

    @property
    def decisions(self) -> Mapping[str, Verdict]:
        """What a person has to decide, by the id of the clause."""
        return {each.id: each for each in self.verdicts if each.outcome is Outcome.DECIDE}


def upgrades(stack: PackStack, own: Pack, kinds: Iterable[Kind]) -> Iterator[Upgrade]:
    """Yield what a new version of the layers below means for the words of a layer.

    A whole text of the layer can only be compared when its originals are there: without them it
    stays as it is, `known` is false, and keeping the upgrade remembers the words of today.
    """
    for kind in kinds:
        mine, others = parted(stack.leaves(kind), kind, own)
        if mine and others:
            yield _upgrade(kind, own, mine, others)


def parted(leaves: Iterable[Leaf], kind: Kind, own: Pack) -> tuple[list[Leaf], list[Leaf]]:
    """Part a layer's own words of a kind from those below, which a kind it extends may bring."""
    every = list(leaves)
    mine = [leaf for leaf in every if leaf.pack == own and leaf.path.parent.name == kind.name]
    return mine, [leaf for leaf in every if leaf not in mine]


def remember(below: Words, kind: Kind, own: Pack) -> None:
    """Remember the words below as the originals of the layer's."""
    path = _original(own, kind)
    text = whole(below).encode("utf-8")
    if not (path.is_file() and path.read_bytes() == text):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text)


def _original(own: Pack, kind: Kind) -> Path:
    return own.root / ORIGINALS / KINDS / kind.name / CLAUSES


def _upgrade(kind: Kind, own: Pack, mine: list[Leaf], others: list[Leaf]) -> Upgrade:
    below = read_words(others)[0]
    path = _original(own, kind)
    base = read_words([Leaf(path, others[0].pack)])[0] if path.is_file() else None
    amendments = _amendments(base, own, mine)
    if amendments is None:
        return Upgrade(kind, (), (), below, Report(), known=False)
    merge = _Merge(base, below)
    kept = tuple(merge.amendments(amendments))
    verdicts = (*merge.verdicts, *_taken(base, below, {each.target for each in amendments}))
    report = amend(below, kept)[1]
    return Upgrade(kind, verdicts, kept, below, report, True, base != below, base)


def _amendments(base: Words | None, own: Pack, mine: list[Leaf]) -> tuple[Amendment, ...] | None:
    """Return what the layer changes in the words it was laid over; None if nobody knows."""
    if all(leaf.amends for leaf in mine):
        return tuple(each for leaf in mine for each in read_amendments(leaf))
    if base is None:
        return None
    try:
        return difference(base, read_words(mine)[0], own)
    except Unsayable:
        return None


def _taken(base: Words | None, below: Words, touched: set[str]) -> Iterator[Verdict]:
    """Yield the clauses that changed below and that the layer does not touch."""
    if base is None:
        return
    try:
        changes = difference(base, below)
    except Unsayable:
        return
    for change in changes:
        ids = [identifier for identifier, _ in change.ids] or [change.target]
        for identifier in ids:
            if identifier not in touched:
                yield Verdict(
                    Outcome.TAKEN, identifier, said(base, identifier), said(below, identifier)
                )


def said(words: Words, identifier: str) -> str:
    """Return what a clause or a section says, its list included; nothing if it is not there."""
    found = words.find(identifier)
    return _said(found[1]) if found else ""


def _said(node: Node) -> str:
    lines = [node.title, *([node.text] if isinstance(node, Clause) else [])]
    lines += [f"– {each.text}" for each in getattr(node, "items", ())]
    return "\n".join(" ".join(line.split()) for line in lines if line)


class _Merge:
    """The amendments of a layer, one by one, over words that may have changed."""

    def __init__(self, base: Words | None, below: Words) -> None:
        self._base = base
        self._below = below
        self.verdicts: list[Verdict] = []

    def amendments(self, old: Iterable[Amendment]) -> Iterator[Amendment]:
        """Yield what is still to be said, each with the digest of the words of today."""
        for amendment in old:
            found = self._below.find(amendment.target)
            if found is None:
                yield from self._without_target(amendment)
            elif amendment.action is Action.REPLACE:
                yield from self._replacement(amendment, found[1])
            elif amendment.action is Action.REMOVE:
                yield self._removal(amendment, found[1])
            else:
                yield from self._addition(amendment)

    def _replacement(self, amendment: Amendment, now: Node) -> Iterator[Amendment]:
        fields = {
            name: value
            for name, value in amendment.fields.items()
            if getattr(now, name, None) != value
        }
        if not fields:
            self._tell(Outcome.TAKEN, amendment)
            return
        clashes = [name for name in fields if self._changed_below(amendment, now, name)]
        self._tell(Outcome.DECIDE if clashes else Outcome.KEPT, amendment)
        fresh = replace(amendment, fields=fields)
        yield replace(fresh, was=fresh.digest_of(now))

    def _changed_below(self, amendment: Amendment, now: Node, name: str) -> bool:
        """Whether a field is another one than the layer saw; without originals, any of them is."""
        found = self._base.find(amendment.target) if self._base else None
        if found is None:
            return bool(amendment.was) and amendment.was != amendment.digest_of(now)
        return getattr(found[1], name, None) != getattr(now, name, None)

    def _removal(self, amendment: Amendment, now: Node) -> Amendment:
        changed = bool(amendment.was) and amendment.was != amendment.digest_of(now)
        self._tell(Outcome.DECIDE if changed else Outcome.KEPT, amendment)
        return replace(amendment, was=amendment.digest_of(now))

    def _addition(self, amendment: Amendment) -> Iterator[Amendment]:
        """Keep what is new in the layer; what the layers below have brought themselves goes."""
        there = {identifier for identifier, _ in self._below.ids()}
        fields = {
            name: tuple(each for each in nodes if each.id not in there)
            for name, nodes in amendment.fields.items()
        }
        if not any(fields.values()):
            self._tell(Outcome.TAKEN, amendment)
            return
        self._tell(Outcome.KEPT, amendment)
        yield replace(amendment, fields={name: nodes for name, nodes in fields.items() if nodes})

    def _without_target(self, amendment: Amendment) -> Iterator[Amendment]:
        """Keep the layer's words though what they were about is gone; a removal is done."""
        if amendment.action is Action.REMOVE:
            self._tell(Outcome.TAKEN, amendment)
            return
        self._tell(Outcome.DECIDE, amendment)
        anchor = self._anchor(amendment.target)
        nodes = _nodes(amendment)
        if anchor and nodes:
            name = "sections" if isinstance(nodes[0], Section) else "clauses"
            yield Amendment(*anchor, {name: nodes}, pack=amendment.pack)
        else:
            yield amendment  # the report says that it leads nowhere

    def _anchor(self, identifier: str) -> tuple[Action, str] | None:
        """Return where something beside a lost clause belongs now: after the nearest one before."""
        order = [node for _, node in self._base.nodes()] if self._base else []
        ids = [node.id for node in order]
        if identifier not in ids:
            return None
        kind = type(order[ids.index(identifier)])
        for node in reversed(order[: ids.index(identifier)]):
            if node.id and type(node) is kind and self._below.find(node.id):
                return Action.AFTER, node.id
        section = identifier.partition(".")[0]
        return (Action.APPEND, section) if self._below.find(section) else None

    def _tell(self, outcome: Outcome, amendment: Amendment) -> None:
        was = said(self._base, amendment.target) if self._base else ""
        own = "\n".join(_field(value) for value in amendment.fields.values())
        now = said(self._below, amendment.target)
        self.verdicts.append(Verdict(outcome, amendment.target, was, now, own))


def _nodes(amendment: Amendment) -> tuple[Any, ...]:
    """Return what an amendment brings, a replacement as a clause of its own."""
    if amendment.action is not Action.REPLACE:
        return amendment.new
    plain = {k: v for k, v in amendment.fields.items() if k not in ("mandatory", "clauses")}
    return (Clause(amendment.target, **plain),) if "text" in plain else ()


def _field(value: Any) -> str:
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return "\n".join(_said(each) for each in value)
    return " ".join(str(value).split())
