"""The words of a document as packs say them: sections, clauses and items, each with its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias, TypeVar

from docgen.diagnostics import Place
from docgen.packs import NOBODY, Pack
from docgen.records import Frozen, field, names, replace

_ORIGIN: Final = frozenset(("mandatory", "pack", "place"))


class _Said(Frozen, eq=False):
    """What packs say: equal if it says the same, whoever says it and wherever it stands."""

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self._words() == other._words()

    def __hash__(self) -> int:
        return hash(self._words())

    def _words(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in names(self) if name not in _ORIGIN)


class Clause(_Said):
    """One clause, one item of a clause's list, or one paragraph of the preamble.

    `pack` says whose these words are and `place` where they stand; no layer below the pack in
    `mandatory` may change or remove the clause.
    """

    id: str
    text: str = ""
    title: str = ""
    when: str = ""
    each: tuple[str, str] | None = None
    items: tuple[Clause, ...] = ()
    clauses: tuple[Clause, ...] = ()
    mandatory: Pack | None = None
    pack: Pack = NOBODY
    place: Place = field(default_factory=Place)


class Section(_Said):
    """A section of the document, or one of its annexes."""

    id: str
    title: str = ""
    when: str = ""
    annex: bool = False
    clauses: tuple[Clause, ...] = ()
    mandatory: Pack | None = None
    pack: Pack = NOBODY
    place: Place = field(default_factory=Place)


Node: TypeAlias = Section | Clause
Change: TypeAlias = Callable[[Any], tuple[Any, ...]]
_Some = TypeVar("_Some", bound=Section | Clause)


class Removed(Frozen):
    """A clause that a layer took away: references to it can say who did."""

    id: str
    pack: Pack
    place: Place


class Words(Frozen):
    """All words of a document, before any data choose among them."""

    preamble: tuple[Clause, ...] = ()
    sections: tuple[Section, ...] = ()
    removed: tuple[Removed, ...] = ()

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Yield everything with the name of its list, holders before what they hold."""
        for paragraph in self.preamble:
            yield "preamble", paragraph
            yield from _held(paragraph)
        for section in self.sections:
            yield "sections", section
            yield from _held(section)

    def ids(self) -> Iterator[tuple[str, Place]]:
        """Yield the id of everything that has one, with its place."""
        return ((node.id, node.place) for _, node in self.nodes() if node.id)

    def find(self, identifier: str) -> tuple[str, Node] | None:
        """Return what has an id, after the name of its list; None if nothing has it."""
        return next((found for found in self.nodes() if found[1].id == identifier), None)

    def changed(self, identifier: str, change: Change) -> Words:
        """Return the words with what has an id changed into something: nothing, one thing, more."""
        return replace(
            self,
            preamble=_changed(self.preamble, identifier, change),
            sections=_changed(self.sections, identifier, change),
        )


def below(node: Node) -> Iterator[Node]:
    """Yield what a clause or a section holds, at any depth."""
    return (each for _, each in _held(node))


def marked(node: _Some, holder: Pack | None) -> _Some:
    """Return a node that is mandatory as a whole, with all that it holds."""
    if holder is None:
        return node
    held = {name: tuple(marked(each, holder) for each in own) for name, own in lists(node)}
    return changed(node, mandatory=holder, **held)


def changed(node: _Some, **fields: Any) -> _Some:
    """Return a node with other values of some fields."""
    return replace(node, **fields)


def lists(node: Node) -> Iterator[tuple[str, tuple[Clause, ...]]]:
    """Yield the lists that a node holds, with their names."""
    if isinstance(node, Clause):
        yield "items", node.items
    yield "clauses", node.clauses


def _held(node: Node) -> Iterator[tuple[str, Node]]:
    for name, own in lists(node):
        for each in own:
            yield name, each
            yield from _held(each)


def _changed(nodes: Iterable[_Some], identifier: str, change: Change) -> tuple[_Some, ...]:
    return tuple(
        each
        for node in nodes
        for each in (
            change(node) if node.id == identifier else (_changed_within(node, identifier, change),)
        )
    )


def _changed_within(node: _Some, identifier: str, change: Change) -> _Some:
    held = {name: _changed(own, identifier, change) for name, own in lists(node)}
    return changed(node, **held)
