"""The fields a template uses, as dotted paths resolved through its loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import nodes

from docgen.diagnostics import Place
from docgen.docx.tags import Tags

_SAME: Final = (
    "list sort reverse unique select selectattr reject rejectattr default d safe e".split()
)
_ONE: Final = ("first", "last", "min", "max")
_OWN: Final = ("loop",)


@dataclass(frozen=True, slots=True)
class Variable:
    """A field: `pairs[].mentor.name.full`, where it is first used, and whether it is `listed`.

    `listed` says that a loop goes through it; `optional` that every use allows its absence.
    """

    path: str
    place: Place
    listed: bool = False
    optional: bool = False


class _Walker:
    """Collects paths; `scope` maps the names that loops and `set` make to paths (or to nothing)."""

    def __init__(self, tags: Tags, functions: frozenset[str]) -> None:
        self._tags = tags
        self._functions = functions
        self.found: dict[str, Variable] = {}

    def walk(self, node: nodes.Node, scope: Mapping[str, str | None]) -> None:
        if isinstance(node, nodes.For):
            self._walk_for(node, scope)
        elif isinstance(node, nodes.With):
            self._walk_with(node, scope)
        elif isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
            self._use(node, scope)
        elif isinstance(node, nodes.Filter):
            self._walk_filter(node, scope)
        elif isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            self._use(node.node, scope, optional=True)
        else:
            self._walk_children(node, scope)

    def _walk_children(self, node: nodes.Node, scope: Mapping[str, str | None]) -> None:
        inner = dict(scope)
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
                self.walk(child.node, inner)
                inner[child.target.name] = self._path(child.node, inner)
            else:
                self.walk(child, inner)

    def _walk_for(self, node: nodes.For, scope: Mapping[str, str | None]) -> None:
        self._use(node.iter, scope, listed=True)
        path = self._path(node.iter, scope)
        inner = dict(scope)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = f"{path}[]" if path else None
        else:
            inner |= {name.name: None for name in node.target.find_all(nodes.Name)}
        body = nodes.Template([*([node.test] if node.test else []), *node.body])
        self._walk_children(body, inner)
        self._walk_children(nodes.Template(node.else_), scope)

    def _walk_with(self, node: nodes.With, scope: Mapping[str, str | None]) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self.walk(value, scope)
            if isinstance(target, nodes.Name):
                inner[target.name] = self._path(value, scope)
        self._walk_children(nodes.Template(node.body), inner)

    def _walk_filter(self, node: nodes.Filter, scope: Mapping[str, str | None]) -> None:
        if node.node is not None:
            optional = node.name in ("default", "d")
            self._use(node.node, scope, optional=optional)
            self._attributes(node, scope)
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.walk(child, scope)

    def _attributes(self, node: nodes.Filter, scope: Mapping[str, str | None]) -> None:
        """Note the fields that filters such as `map(attribute='name')` look into."""
        path = self._path(node.node, scope) if node.node is not None else None
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        if node.name in ("selectattr", "rejectattr", "groupby"):
            named += node.args[:1]
        for value in named:
            if path and isinstance(value, nodes.Const) and isinstance(value.value, str):
                self._note(f"{path}[].{value.value}", node.lineno)

    def _use(
        self,
        node: nodes.Node,
        scope: Mapping[str, str | None],
        *,
        listed: bool = False,
        optional: bool = False,
    ) -> None:
        path = self._path(node, scope)
        named = isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name)
        if path is not None and (named or listed):
            self._note(path, node.lineno, listed=listed, optional=optional)
        if isinstance(node, nodes.Getitem):
            self.walk(node.arg, scope)
        if path is None and isinstance(node, nodes.Getattr | nodes.Getitem):
            self.walk(node.node, scope)
        elif not named:
            self.walk(node, scope)

    def _note(self, path: str, line: int, *, listed: bool = False, optional: bool = False) -> None:
        old = self.found.get(path)
        if old is None:
            place = self._tags[line].place
            self.found[path] = Variable(path, place, listed, optional)
        else:
            self.found[path] = Variable(
                path, old.place, old.listed or listed, old.optional and optional
            )

    def _path(self, node: nodes.Node | None, scope: Mapping[str, str | None]) -> str | None:
        """Return the dotted path that an expression stands for, if it is one."""
        if isinstance(node, nodes.Name):
            own = None if node.name in (*self._functions, *_OWN) else node.name
            return scope.get(node.name, own)
        if isinstance(node, nodes.Getattr):
            base = self._path(node.node, scope)
            return f"{base}.{node.attr}" if base else None
        if isinstance(node, nodes.Getitem):
            return self._item_path(node, scope)
        return self._filter_path(node, scope) if isinstance(node, nodes.Filter) else None

    def _filter_path(self, node: nodes.Filter, scope: Mapping[str, str | None]) -> str | None:
        base = self._path(node.node, scope)
        if base and node.name in _ONE:
            return f"{base}[]"
        return base if node.name.startswith(" ") or node.name in _SAME else None

    def _item_path(self, node: nodes.Getitem, scope: Mapping[str, str | None]) -> str | None:
        base = self._path(node.node, scope)
        if base and isinstance(node.arg, nodes.Const):
            key = node.arg.value
            return f"{base}.{key}" if isinstance(key, str) else f"{base}[]"
        return base if base and isinstance(node.arg, nodes.Slice) else None


def variables_of(
    trees: Mapping[str, nodes.Template], tags: Tags, functions: frozenset[str]
) -> tuple[Variable, ...]:
    """Return every field that the parts of a template use, in order of first use."""
    walker = _Walker(tags, functions)
    for tree in trees.values():
        walker.walk(tree, {})
    return tuple(walker.found.values())
