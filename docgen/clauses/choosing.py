"""What applies in one document: each `when` and `each` is asked, in order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from docgen.clauses.words import Clause, Node, Words
from docgen.deferred import module
from docgen.diagnostics import Diagnostic, Place
from docgen.records import Frozen
from docgen.wording import Speech, TextError

if TYPE_CHECKING:
    from docgen.clauses import findings
else:
    findings = module("docgen.clauses.findings")

# How many times `each` may repeat clauses and items in one document.
_MAX_REPEATED: Final = 5_000

Scope = Mapping[str, Any]


class Branch(Frozen):
    """A section or a clause that asks something, or holds what does.

    `each` is the name under which it is repeated, and for what.
    """

    node: Node
    held: tuple[Branch, ...]
    each: tuple[str, str] | None


def branches(words: Words) -> tuple[Branch, ...]:
    """Return what has to be asked of a document, in the order in which it is laid out."""
    preamble = (_branch(clause, _items(clause)) for clause in words.preamble)
    return (*filter(_asks, preamble), *_clauses(words.sections))


def _clauses(nodes: Iterable[Node]) -> tuple[Branch, ...]:
    held = (_branch(node, (*_items(node), *_clauses(node.clauses))) for node in nodes)
    return tuple(filter(_asks, held))


def _items(node: Node) -> tuple[Branch, ...]:
    items = node.items if isinstance(node, Clause) else ()
    return tuple(filter(_asks, (_branch(item, ()) for item in items)))


def _branch(node: Node, held: tuple[Branch, ...]) -> Branch:
    return Branch(node, held, node.each if isinstance(node, Clause) else None)


def _asks(branch: Branch) -> bool:
    return bool(branch.held or branch.node.when or branch.each)


class Choice:
    """What one document has chosen.

    `decisions` say whether something applies, or how often; `scopes` are the loop variables of
    each pass of an `each`, after those of what is not repeated: none; `elements` are what it is of.
    """

    def __init__(self, speech: Speech) -> None:
        self.decisions: list[int] = []
        self.scopes: list[Scope] = [{}]
        self.elements: list[Any] = [None]
        self.found: list[Diagnostic] = []
        self._speech = speech
        self._repeated = 0

    def choose(self, asked: tuple[Branch, ...], scope: Scope) -> None:
        """Ask all that these ask, and what those hold that apply."""
        for branch in asked:
            node = branch.node
            for inner in self._passes(*branch.each, scope, node.place) if branch.each else (scope,):
                applies = not node.when or self._applies(node.when, inner, node.place)
                if applies and branch.held:
                    self.choose(branch.held, inner)

    def _passes(self, name: str, expression: str, scope: Scope, place: Place) -> Iterator[Scope]:
        """Yield the scope of each pass of an `each`."""
        elements = self._elements(expression, scope, place)
        self.decisions.append(len(elements))
        for element in elements:
            inner = {**scope, name: element}
            self.scopes.append(inner)
            self.elements.append(element)
            yield inner

    def _applies(self, expression: str, scope: Scope, place: Place) -> bool:
        try:
            applies = bool(self._speech.value(expression, scope))
        except TextError as error:
            self.found.append(findings.unknown(expression, place, error))
            applies = False
        self.decisions.append(applies)
        return applies

    def _elements(self, expression: str, scope: Scope, place: Place) -> list[Any]:
        try:
            elements = self._speech.elements(expression, scope)
            self._count_passes(len(elements))
        except TextError as error:
            self.found.append(findings.unknown(expression, place, error))
            return []
        return elements

    def _count_passes(self, more: int) -> None:
        """Refuse repetitions within repetitions that together become too many."""
        self._repeated += more
        if self._repeated > _MAX_REPEATED:
            reason = f"пункты с each повторились бы больше {_MAX_REPEATED} раз"
            raise TextError(reason, "Проверьте each внутри each: всё ли нужно в этом документе.")
