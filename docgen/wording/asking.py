"""What a filter that goes through a list asks of each element, as an expression of its own.

`pairs|selectattr('form.track', 'eq', 'students')` asks `pair.form.track is eq 'students'`: jinja
would find the fields, the test and the arguments anew for every list.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

from jinja2 import nodes

# Filters that go through a list, and the functions of `docgen.wording.lists` that do it for them.
THROUGH: Final = {
    "map": "mapped",
    "select": "selected",
    "selectattr": "selected",
    "reject": "rejected",
    "rejectattr": "rejected",
}


def asked(
    node: nodes.Filter, each: nodes.Expr, filters: Container[str], tests: Container[str]
) -> nodes.Expr | None:
    """Return what a filter asks of each element, or None if only jinja can tell."""
    if node.name not in THROUGH or not _is_constant(node):
        return None
    given: list[Any] = list(node.args)
    if node.name == "map":
        return _mapping(node, each, given, filters)
    return None if node.kwargs else _choosing(node, each, given, tests)


def _is_constant(node: nodes.Filter) -> bool:
    """Whether all arguments are: what has to be computed is computed once for a list."""
    given = [*node.args, *(keyword.value for keyword in node.kwargs)]
    return all(isinstance(argument, nodes.Const) for argument in given)


def _mapping(
    node: nodes.Filter, each: nodes.Expr, given: list[Any], filters: Container[str]
) -> nodes.Expr | None:
    """Return a field of each element, or what a filter makes of it."""
    word = _word(given)
    if word in filters and not node.kwargs:
        return nodes.Filter(each, word, given[1:], [], None, None)
    if [keyword.key for keyword in node.kwargs] != ["attribute"] or given:
        return None
    path = _word([keyword.value for keyword in node.kwargs])
    return None if path is None else _field(each, path)


def _choosing(
    node: nodes.Filter, each: nodes.Expr, given: list[Any], tests: Container[str]
) -> nodes.Expr | None:
    """Return a test of each element or of its field; without a test, that itself."""
    if node.name.endswith("attr"):
        path, given = _word(given), given[1:]
        if path is None:
            return None
        each = _field(each, path)
    if not given:
        return each
    test = _word(given)
    return nodes.Test(each, test, given[1:], [], None, None) if test in tests else None


def _word(given: list[Any]) -> str | None:
    """Return the first argument if it is a word."""
    word = given[0].value if given else None
    return word if isinstance(word, str) else None


def _field(owner: nodes.Expr, path: str) -> nodes.Expr:
    """Return a field of a field: `form.track`, `pairs.0`."""
    for part in path.split("."):
        key: Any = int(part) if part.isdigit() else part
        owner = nodes.Getitem(owner, nodes.Const(key), "load")
    return owner
