"""Where each value stands, by its path in the data or by an offset of the texts.

Of an element of a list that is a mapping or a list itself only its own stretch is known: thousands
are read for one that something is found in, and that one is read again.
"""

from __future__ import annotations

from collections.abc import Iterable

from docgen.records import Frozen, Struct, field
from docgen.source.nodes import Data, Nodes, Path, Spot, child, own, paths
from docgen.source.texts import Text, Texts
from docgen.source.tree import FLOW, build

Mark = tuple[int, ...]  # a node; of one inside an element, that of the element comes before it


class Scalar(Frozen):
    """A value or a key: what marks it until its path is looked up, its stretch of the texts."""

    path: Mark
    start: int
    end: int
    is_key: bool


class Way(Frozen):
    """As far as a path leads: the value, its key if it has one, and the nodes they are of."""

    nodes: Nodes
    key: int | None
    spot: Spot
    value: Data
    whole: bool


class Places(Struct):
    """The nodes of all texts, and of elements that were read again."""

    nodes: Nodes
    texts: Texts
    _inside: dict[int, Nodes] = field(default_factory=dict)

    def way(self, data: Data, spot: Spot, path: Path) -> Way:
        """Follow a path from where the data stand; as far as it leads."""
        nodes, key = self.nodes, None
        for step in path:
            if data and nodes is self.nodes and nodes.is_bare(spot):
                nodes, spot = self.inside(own(spot)), 0
            found = child(nodes, data, spot, step)
            if found is None:
                return Way(nodes, key, spot, data, False)
            key, spot = found
            data = data[step]  # type: ignore[index]  # it is there
        return Way(nodes, key, spot, data, True)

    def at(self, offset: int) -> Scalar | None:
        """Return the scalar around an offset of the texts; its end counts too."""
        node = self.nodes.at(offset)
        if node is None:
            return None
        if not self.nodes.is_bare(node):
            return _scalar(self.nodes, node)
        inside = self.inside(node)
        inner = inside.at(offset)
        return None if inner is None or inside.is_bare(inner) else _scalar(inside, inner, node)

    def paths(self, data: Data, root: Spot, wanted: Iterable[Mark]) -> dict[Mark, Path]:
        """Return the paths of what was found; what the data no longer hold has none."""
        sought: dict[int, list[int]] = {}
        for node, *within in wanted:
            sought.setdefault(node, []).extend(within)
        found: dict[Mark, Path] = {}
        for node, path in paths(self.nodes, data, root, sought).items():
            found[node,] = path
            if inner := sought.get(node):
                value = self.way(data, root, path).value
                rests = paths(self.inside(node), value, 0, inner)
                found |= {(node, each): (*path, *rest) for each, rest in rests.items()}
        return found

    def inside(self, at: int) -> Nodes:
        """Return the nodes of an element of a list: its text is read again."""
        if at not in self._inside:
            self._inside[at] = build(self._piece(*self.nodes.stretch(at)), whole=True).nodes
        return self._inside[at]

    def _piece(self, start: int, end: int) -> Text:
        """Return the text of an element, in the column where it stands: to a block that matters."""
        file = self.texts.file_at(start)
        text = file.stretch(start - file.base, end - file.base)
        column = 0 if text.startswith(FLOW) else file.column(start - file.base)
        return Text(file.name, " " * column + text, start - column)


def _scalar(nodes: Nodes, node: int, *outer: int) -> Scalar:
    return Scalar((*outer, node), *nodes.stretch(node), nodes.is_key(node))
