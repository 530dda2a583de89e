"""How one text of a document becomes another: the amendments that say it, clause by clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from docgen.clauses.amendments import Action, Amendment
from docgen.clauses.words import Clause, Node, Section, Words
from docgen.packs import NOBODY, Pack
from docgen.records import Frozen

ALWAYS: Final = "true"  # a condition that switches off the one below
_OWN: Final[Mapping[type, tuple[str, ...]]] = {
    Clause: ("text", "title", "when", "each", "items"),
    Section: ("title", "when", "annex"),
}


class Unsayable(Exception):
    """No amendments say this difference: only a whole text does."""


def difference(below: Words, above: Words, pack: Pack = NOBODY) -> tuple[Amendment, ...]:
    """Return the amendments by which `below` becomes `above`, each with the digest of what was.

    Unsayable where nothing is left to put new paragraphs beside, or a field cannot be emptied.
    """
    made = _Comparison(pack)
    made.compare("", "clauses", below.preamble, above.preamble)
    made.compare("", "sections", below.sections, above.sections)
    return (*made.removals, *made.others)


class _Step(Frozen):
    """A node of the new list: kept where it was, or new there."""

    node: Node
    old: Node | None


class _Comparison:
    """Two texts being compared. What goes is said first: a clause that moves is then new there."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.removals: list[Amendment] = []
        self.others: list[Amendment] = []

    def compare(self, holder: str, name: str, old: Sequence[Node], new: Sequence[Node]) -> None:
        """Compare two lists of one name that something holds; the document itself has no id."""
        kept = _kept(old, new)
        for node in old:
            if node.id not in kept:
                self.removals.append(self._removal(node))
        steps = [_Step(node, kept.get(node.id)) for node in new]
        for action, target, nodes in _inserted(holder, steps):
            self.others.append(self._amendment(action, target, {name: nodes}))
        for step in steps:
            if step.old is not None:
                self._change(step.old, step.node)

    def _change(self, old: Node, new: Node) -> None:
        fields = {
            name: ALWAYS if name == "when" and not getattr(new, name) else getattr(new, name)
            for name in _OWN[type(new)]
            if getattr(old, name) != getattr(new, name)
        }
        if fields:
            replacement = self._amendment(Action.REPLACE, old.id, fields)
            self.others.append(self._over(replacement, old))
        self.compare(old.id, "clauses", old.clauses, new.clauses)

    def _removal(self, node: Node) -> Amendment:
        return self._over(self._amendment(Action.REMOVE, node.id, {}), node)

    def _over(self, amendment: Amendment, node: Node) -> Amendment:
        was = amendment.digest_of(node)
        return Amendment(amendment.action, node.id, amendment.fields, was, self._pack)

    def _amendment(self, action: Action, target: str, fields: Mapping[str, Any]) -> Amendment:
        return Amendment(action, target, fields, pack=self._pack)


def _kept(old: Sequence[Node], new: Sequence[Node]) -> dict[str, Node]:
    """Return the old nodes that stay in their order, by id: as many as can be."""
    places = {node.id: number for number, node in enumerate(old)}
    common = [places[node.id] for node in new if node.id in places]
    staying = {old[number].id: old[number] for number in _longest_rise(common)}
    return {node.id: staying[node.id] for node in new if _stays(node, staying.get(node.id))}


def _stays(new: Node, old: Node | None) -> bool:
    """Whether a replacement can say what has become of a node: a field cannot be emptied."""
    if old is None or type(old) is not type(new):
        return False
    emptied = (name for name in ("text", "title", "each") if getattr(old, name, None))
    return all(getattr(new, name) for name in emptied)


def _inserted(
    holder: str, steps: Sequence[_Step]
) -> Iterator[tuple[Action, str, tuple[Node, ...]]]:
    """Yield what is new, in stretches: after what stays, before it, or at the end of the holder."""
    start = 0
    while start < len(steps):
        end = start
        while end < len(steps) and steps[end].old is None:
            end += 1
        if end > start:
            nodes = tuple(step.node for step in steps[start:end])
            yield (*_beside(holder, steps, start, end), nodes)
        start = end + 1


def _beside(holder: str, steps: Sequence[_Step], start: int, end: int) -> tuple[Action, str]:
    if start:
        return Action.AFTER, steps[start - 1].node.id
    if end < len(steps):
        return Action.BEFORE, steps[end].node.id
    if holder:
        return Action.APPEND, holder
    raise Unsayable


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []  # the place in `numbers` of the last number of each rise
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else -1)
        tails[length:] = [number] if length == len(tails) else [number, *tails[length + 1 :]]
        ends[length:] = [place] if length == len(ends) else [place, *ends[length + 1 :]]
    found: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(numbers[place])
        place = before[place]
    return found[::-1]
