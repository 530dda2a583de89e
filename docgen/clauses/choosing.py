"""What applies in one document: each `when` and `each` is asked, in order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from docgen.clauses.findings import unknown
from docgen.clauses.words import Clause, Node, Words
from docgen.diagnostics import Diagnostic, Place
from docgen.records import Frozen
from docgen.wording import TextError, Wording

# How many times `each` may repeat clauses and items in one document.
_MAX_REPEATED: Final = 5_000

Scope = Mapping[str, Any]


class Branch(Frozen):
    """A section or a clause that asks something, or holds what does."""

    node: Node
    held: tuple[Branch, ...] = ()


def branches(words: Words) -> tuple[Branch, ...]:
    """Return what has to be asked of a document, in the order in which it is laid out."""
    preamble = (Branch(clause, _items(clause)) for clause in words.preamble)
    return (*filter(_asks, preamble), *_clauses(words.sections))


def _clauses(nodes: Iterable[Node]) -> tuple[Branch, ...]:
    held = (Branch(node, (*_items(node), *_clauses(node.clauses))) for node in nodes)
    return tuple(filter(_asks, held))


def _items(node: Node) -> tuple[Branch, ...]:
    return tuple(filter(_asks, map(Branch, node.items))) if isinstance(node, Clause) else ()


def _asks(branch: Branch) -> bool:
    node = branch.node
    return bool(branch.held or node.when or (isinstance(node, Clause) and node.each))


class Choice:
    """What one document has chosen.

    `decisions` say whether something applies, or how often; `scopes` are the loop variables of
    each pass of an `each`, after those of what is not repeated: none; `elements` are what it is of.
    """

    def __init__(self, wording: Wording, names: Mapping[str, Any]) -> None:
        self.decisions: list[int] = []
        self.scopes: list[Scope] = [{}]
        self.elements: list[Any] = [None]
        self.found: list[Diagnostic] = []
        self._wording = wording
        self._names = names
        self._repeated = 0

    def choose(self, asked: tuple[Branch, ...], scope: Scope) -> None:
        """Ask all that these ask, and what those hold that apply."""
        for branch in asked:
            for inner in self._passes(branch.node, scope):
                if self._applies(branch.node, inner):
                    self.choose(branch.held, inner)

    def _passes(self, node: Node, scope: Scope) -> Iterator[Scope]:
        """Yield the scope of each pass: one, or one for each element of `each`."""
        if not isinstance(node, Clause) or node.each is None:
            yield scope
            return
        name, expression = node.each
        elements = self._elements(expression, scope, node.place)
        self.decisions.append(len(elements))
        for element in elements:
            inner = {**scope, name: element}
            self.scopes.append(inner)
            self.elements.append(element)
            yield inner

    def _applies(self, node: Node, scope: Scope) -> bool:
        if not node.when:
            return True
        applies = bool(self._value(node.when, scope, node.place))
        self.decisions.append(applies)
        return applies

    def _value(self, expression: str, scope: Scope, place: Place) -> Any:
        try:
            return self._wording.value(expression, self._names, scope)
        except TextError as error:
            self.found.append(unknown(expression, place, error))
            return None

    def _elements(self, expression: str, scope: Scope, place: Place) -> list[Any]:
        try:
            elements = self._wording.elements(expression, self._names, scope)
            self._count_passes(len(elements))
        except TextError as error:
            self.found.append(unknown(expression, place, error))
            return []
        return elements

    def _count_passes(self, more: int) -> None:
        """Refuse repetitions within repetitions that together become too many."""
        self._repeated += more
        if self._repeated > _MAX_REPEATED:
            reason = f"пункты с each повторились бы больше {_MAX_REPEATED} раз"
            raise TextError(reason, "Проверьте each внутри each: всё ли нужно в этом документе.")
