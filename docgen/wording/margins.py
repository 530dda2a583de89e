"""Whether the words of a text may be taken for something else: for Markdown, or for its margins."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

from docgen.wording.printing import has_marks


def is_marked(tree: nodes.Template) -> bool:
    """Whether what a text says has to be looked at again: its own words, but not its values."""
    words = (each.data for each in tree.find_all(nodes.TemplateData))
    return any(map(has_marks, words)) or _is_loose(tree.body, 0) or _is_loose(tree.body, -1)


def _is_loose(body: Iterable[nodes.Node], end: int) -> bool:
    """Whether something may begin with a space, or end with one: that is cut off later.

    What follows a block that may say nothing has to be looked at, too.
    """
    for node in list(body)[:: 1 if end == 0 else -1]:
        if isinstance(node, nodes.Output):
            first = node.nodes[end]
            return isinstance(first, nodes.TemplateData) and first.data[end].isspace()
        if any(_is_loose(each, end) for each in _bodies(node)):
            return True
    return False


def _bodies(node: nodes.Node) -> list[list[nodes.Node]]:
    """Return what a statement may say: bodies of which it chooses."""
    if isinstance(node, nodes.If):
        return [node.body, *(each.body for each in node.elif_), node.else_]
    if isinstance(node, nodes.For):
        return [node.body, node.else_]
    return [node.body] if isinstance(node, nodes.With) else []
