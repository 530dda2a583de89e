"""Where everything stands: the nodes of all read files in a row, in the order of their texts.

A big file has a hundred thousand of them, so a node is no object but three numbers at one place of
three arrays. What is merged of several files stands nowhere as a whole: `Fields` and `Items` say
where its parts do.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias, Union

from docgen.records import Struct, field

Data: TypeAlias = Union[dict[str, "Data"], list["Data"], str, None]  # noqa: UP007 - quoted names
Path: TypeAlias = tuple[str | int, ...]

KEY: Final = 0
SCALAR: Final = 1
BARE: Final = 2


def _numbers(kind: str) -> array[int]:
    return array(kind)


def _span(size: int) -> int:
    """Return how many places of the row a value takes; nothing for a key, whose value follows."""
    return size - 1 if size > SCALAR else size


class Nodes(Struct):
    """The nodes: keys, scalars, lists and mappings, each before what is inside it.

    `starts` and `ends` are their stretches in the row of texts; `sizes` are `KEY`, `SCALAR` or, of
    a list or a mapping, the number of nodes inside it, and two. What is inside an element of a list
    may be left out: then it is bare.
    """

    starts: array[int] = field(default_factory=lambda: _numbers("I"))
    ends: array[int] = field(default_factory=lambda: _numbers("I"))
    sizes: array[int] = field(default_factory=lambda: _numbers("I"))
    _inner: dict[int, Sequence[int]] = field(default_factory=dict)

    def empty(self, start: int) -> int:
        """Add a mapping without anything inside; return its place in the row."""
        at = self.open(start)
        self.close(at)
        return at

    def open(self, start: int) -> int:
        """Begin a list or a mapping; return its place in the row."""
        at = len(self.sizes)
        self.starts.append(start)
        self.ends.append(start)
        self.sizes.append(0)
        return at

    def close(self, at: int) -> None:
        """End a list or a mapping: what was added since it began is inside it."""
        self.sizes[at] = len(self.sizes) - at - 1 + BARE

    def shift(self, first: int, base: int) -> None:
        """Say of nodes from a place on where they stand in the row, and not in their own text."""
        if base:
            self.starts[first:] = array("I", (start + base for start in self.starts[first:]))
            self.ends[first:] = array("I", (end + base for end in self.ends[first:]))

    def drop(self, at: int) -> None:
        """Take back all nodes from a place on."""
        del self.starts[at:], self.ends[at:], self.sizes[at:]

    def end(self, at: int) -> int:
        """Return the place behind a node and all that is inside it."""
        return at + (_span(self.sizes[at]) or 1)

    def at(self, offset: int) -> int | None:
        """Return the key, the scalar or the bare node around an offset; its end counts too."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or self.sizes[index] > BARE:
            return None
        return index if offset <= self.ends[index] else None

    def stretch(self, at: int) -> tuple[int, int]:
        """Return where in the row of texts a node begins and ends."""
        return self.starts[at], self.ends[at]

    def is_bare(self, spot: Spot) -> bool:
        """Whether nothing is known of what is inside a list or a mapping, or nothing is there."""
        return isinstance(spot, int) and self.sizes[spot] == BARE

    def is_key(self, at: int) -> bool:
        """Whether a node is the key of a mapping."""
        return self.sizes[at] == KEY

    def items(self, at: int) -> Sequence[int]:
        """Return the elements of a list."""
        return self._inside(at, 0)

    def keys(self, at: int) -> Sequence[int]:
        """Return the keys of a mapping; the value of each is right behind it."""
        return self._inside(at, 1)

    def _inside(self, at: int, ahead: int) -> Sequence[int]:
        if at not in self._inner:
            self._inner[at] = array("I", self.steps(at + 1, self.end(at), ahead))
        return self._inner[at]

    def steps(self, start: int, end: int, ahead: int = 1) -> Iterator[int]:
        """Yield the nodes of one level in a stretch of the row; of a mapping, the keys."""
        sizes, at = self.sizes, start
        while at < end:
            yield at
            at += ahead
            at += _span(sizes[at])


class Fields(Struct):
    """A mapping merged of several files: its first node; the key and the value of each field."""

    own: int
    fields: dict[str, tuple[int, Spot]]


class Items(Struct):
    """A list merged of several files: its first node, and its elements."""

    own: int
    items: array[int]


# Where a value stands: a node of the row, or what was merged.
Spot: TypeAlias = int | Fields | Items


def own(spot: Spot) -> int:
    """Return the node of a spot; of what was merged, the first."""
    return spot if isinstance(spot, int) else spot.own


def fields(nodes: Nodes, node: dict[str, Data], spot: Spot) -> Fields:
    """Return the fields of a mapping, so that others can be merged with them."""
    if isinstance(spot, Fields):
        return spot
    keys = nodes.keys(own(spot))
    return Fields(own(spot), {name: (key, key + 1) for name, key in zip(node, keys, strict=True)})


def items(nodes: Nodes, spot: Spot) -> Items:
    """Return the elements of a list, so that others can be merged with them."""
    return spot if isinstance(spot, Items) else Items(own(spot), array("I", nodes.items(own(spot))))


def child(nodes: Nodes, node: Data, spot: Spot, step: str | int) -> tuple[int | None, Spot] | None:
    """Return the key and the value that a step leads to; nothing if it leads nowhere."""
    if isinstance(node, dict) and step in node:
        if isinstance(spot, Fields):
            return spot.fields[str(step)]
        position = next(at for at, name in enumerate(node) if name == step)
        key = nodes.keys(own(spot))[position]
        return key, key + 1
    if isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
        return None, (spot.items if isinstance(spot, Items) else nodes.items(own(spot)))[step]
    return None


def paths(nodes: Nodes, data: Data, root: Spot, wanted: Iterable[int]) -> dict[int, Path]:
    """Return the paths of some nodes, none of what has any inside it.

    What the data no longer hold has no path.
    """
    sought = sorted(set(wanted))
    found: dict[int, Path] = {}
    waiting: list[tuple[Data, Spot, Path]] = [(data, root, ())] if sought else []
    while waiting:
        node, spot, path = waiting.pop()
        if not isinstance(node, dict | list) or nodes.is_bare(spot):
            found[own(spot)] = path
            continue
        for step, key, value in _inner(nodes, node, spot):
            if key is not None and _within(sought, key, key + 1):
                found[key] = (*path, step)
            if not isinstance(value, int) or _within(sought, value, nodes.end(value)):
                waiting.append((_value(node, step), value, (*path, step)))
    return found


def _inner(nodes: Nodes, node: Data, spot: Spot) -> Iterator[tuple[str | int, int | None, Spot]]:
    """Yield the step, the key and the value of everything right inside a list or a mapping."""
    if isinstance(spot, Fields):
        yield from ((name, key, value) for name, (key, value) in spot.fields.items())
    elif isinstance(spot, Items):
        yield from ((step, None, at) for step, at in enumerate(spot.items))
    elif isinstance(node, dict):
        yield from ((name, at, at + 1) for name, at in zip(node, nodes.keys(spot), strict=True))
    elif isinstance(node, list):
        yield from ((step, None, at) for step, at in enumerate(nodes.items(spot)))


def _value(node: Data, step: str | int) -> Data:
    return node[step]  # type: ignore[index]  # it is there


def _within(sought: Sequence[int], start: int, end: int) -> bool:
    """Whether any of the sought places is in a stretch of the row."""
    first = bisect_left(sought, start)
    return first < len(sought) and sought[first] < end
