"""Finding the fields a template uses, as dotted paths resolved through its loops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from jinja2 import nodes

from docgen.docx.tag import Tags
from docgen.docx.variables import Variable
from docgen.records import Frozen

Scope = dict[str, str | None]
_SAME: Final = (
    "list sort reverse unique select selectattr reject rejectattr default d safe e".split()
)
_ONE: Final = ("first", "last", "min", "max")
_OWN: Final = ("loop",)


class Use(Frozen):
    """One use of a field, and the line of the program on which it stands.

    `listed` says that a loop goes through it; `optional` that it may be absent here.
    """

    path: str
    line: int
    listed: bool = False
    optional: bool = False


class _Walker:
    """Collects uses; a scope maps the names that loops and `set` make to paths (or to nothing)."""

    def __init__(self, functions: frozenset[str]) -> None:
        self._functions = functions
        self.found: list[Use] = []

    def walk(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.For):
            self._walk_for(node, scope)
        elif isinstance(node, nodes.With):
            self._walk_with(node, scope)
        elif isinstance(node, nodes.If | nodes.Output | nodes.Template):
            self._walk_children(node, scope)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            self.walk(node.node, scope)
            scope[node.target.name] = self.path(node.node, scope)
        elif isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
            self._use(node, scope)
        elif isinstance(node, nodes.Filter):
            self._walk_filter(node, scope)
        elif isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            self._use(node.node, scope, optional=True)
        else:
            self._walk_children(node, dict(scope))

    def _walk_children(self, node: nodes.Node, scope: Scope) -> None:
        """Walk what is inside; names that are set there stay known, as jinja keeps them."""
        for child in node.iter_child_nodes():
            self.walk(child, scope)

    def _walk_for(self, node: nodes.For, scope: Scope) -> None:
        self._use(node.iter, scope, listed=True)
        path = self.path(node.iter, scope)
        inner = dict(scope)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = f"{path}[]" if path else None
        else:
            inner |= {name.name: None for name in node.target.find_all(nodes.Name)}
        for child in ([node.test] if node.test else []) + node.body:
            self.walk(child, inner)
        self._walk_children(nodes.Template(node.else_), dict(scope))

    def _walk_with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self.walk(value, scope)
            if isinstance(target, nodes.Name):
                inner[target.name] = self.path(value, scope)
        self._walk_children(nodes.Template(node.body), inner)

    def _walk_filter(self, node: nodes.Filter, scope: Scope) -> None:
        if node.node is not None:
            optional = node.name in ("default", "d")
            self._use(node.node, scope, optional=optional)
            self._attributes(node, scope)
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.walk(child, scope)

    def _attributes(self, node: nodes.Filter, scope: Scope) -> None:
        """Note the fields that filters such as `map(attribute='name')` look into."""
        path = self.path(node.node, scope) if node.node is not None else None
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        if node.name in ("selectattr", "rejectattr", "groupby"):
            named += node.args[:1]
        for value in named:
            if path and isinstance(value, nodes.Const) and isinstance(value.value, str):
                self.found.append(Use(f"{path}[].{value.value}", node.lineno))

    def _use(
        self,
        node: nodes.Node,
        scope: Scope,
        *,
        listed: bool = False,
        optional: bool = False,
    ) -> None:
        path = self.path(node, scope)
        named = isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name)
        if path is not None and (named or listed):
            self.found.append(Use(path, node.lineno, listed, optional))
        if isinstance(node, nodes.Getitem):
            self.walk(node.arg, scope)
        if path is None and isinstance(node, nodes.Getattr | nodes.Getitem):
            self.walk(node.node, scope)
        elif not named:
            self.walk(node, scope)

    def path(self, node: nodes.Node | None, scope: Mapping[str, str | None]) -> str | None:
        """Return the dotted path that an expression stands for, if it is one."""
        if isinstance(node, nodes.Name):
            own = None if node.name in (*self._functions, *_OWN) else node.name
            return scope.get(node.name, own)
        if isinstance(node, nodes.Getattr):
            base = self.path(node.node, scope)
            return f"{base}.{node.attr}" if base else None
        if isinstance(node, nodes.Getitem):
            return self._item_path(node, scope)
        return self._filter_path(node, scope) if isinstance(node, nodes.Filter) else None

    def _filter_path(self, node: nodes.Filter, scope: Mapping[str, str | None]) -> str | None:
        base = self.path(node.node, scope)
        if base and node.name in _ONE:
            return f"{base}[]"
        return base if node.name.startswith(" ") or node.name in _SAME else None

    def _item_path(self, node: nodes.Getitem, scope: Mapping[str, str | None]) -> str | None:
        base = self.path(node.node, scope)
        if not base or isinstance(node.arg, nodes.Slice):
            return base
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return f"{base}.{node.arg.value}"
        return f"{base}[]"


def uses_of(
    tree: nodes.Node, functions: Iterable[str], scope: Mapping[str, str | None] | None = None
) -> list[Use]:
    """Return every use of a field in a tree; `scope` are names that something around it makes."""
    walker = _Walker(frozenset(functions))
    walker.walk(tree, dict(scope or {}))
    return walker.found


def path_of(
    tree: nodes.Template, functions: Iterable[str], scope: Mapping[str, str | None]
) -> str | None:
    """Return the path of the one expression that a tree prints, if it is a path."""
    output = tree.find(nodes.Output)
    return _Walker(frozenset(functions)).path(output.nodes[0], scope) if output else None


def variables_of(
    trees: Mapping[str, nodes.Template], tags: Tags, functions: frozenset[str]
) -> tuple[Variable, ...]:
    """Return every field that the parts of a template use, in order of first use."""
    found: dict[str, list[Use]] = {}
    for tree in trees.values():
        for use in uses_of(tree, functions):
            found.setdefault(use.path, []).append(use)
    return tuple(_variable(path, uses, tags) for path, uses in found.items())


def _variable(path: str, uses: list[Use], tags: Tags) -> Variable:
    places = tuple(dict.fromkeys(tags[use.line].place for use in uses))
    listed = any(use.listed for use in uses)
    return Variable(path, places[0], listed, all(use.optional for use in uses), places)
