"""One printing of clauses: what applies is chosen (`when`, `each`), numbered and made rich text.

Numbers are those that Word will give; references are fields with their numbers already in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from docgen.clauses.findings import lost_reference, unknown
from docgen.clauses.printed import Paragraph, Part, Text
from docgen.clauses.words import Clause, Section, Words
from docgen.diagnostics import Diagnostic, Place
from docgen.docx import Reference, Rich, bookmark_name
from docgen.errors import TemplateError
from docgen.wording import TextError, Wording

# How many times `each` may repeat clauses and items in one document.
_MAX_REPEATED: Final = 5_000


class _Node(NamedTuple):
    """A clause that applies, with its number and the loop variables it sees."""

    clause: Clause
    id: str
    number: str
    level: int
    scope: Mapping[str, Any]


class Rendering:
    """One printing of the clauses; who is only `trying` gets the text without its words."""

    def __init__(
        self,
        words: Words,
        wording: Wording,
        context: Mapping[str, Any],
        *,
        trying: bool = False,
    ) -> None:
        self._words = words
        self._wording = wording
        self._print = wording.tried if trying else wording.rich
        self._context = context
        self._found: list[Diagnostic] = []
        self._numbers: dict[str, str] = {}
        self._annexes: dict[str, str] = {}
        self._repeated = 0
        self._cited: set[str] = set()
        self._place = Place()  # of the text that is being printed
        self._functions: dict[str, Any] = {"_ref": self._ref, "_annex": self._annex}
        if "_act" in context:
            self._functions["_act"] = self._act

    def text(self) -> Text:
        """Choose, number and print the words; TemplateError carries all that went wrong."""
        sections = [section for section in self._words.sections if self._applies(section, {})]
        self._number_annexes(section.id for section in sections if section.annex)
        numbered = [(section, *self._nodes(section, n)) for section, n in _counted(sections)]
        preamble = tuple(
            self._paragraph(_Node(clause, clause.id, "", 0, scope))
            for clause, scope in self._active(self._words.preamble, {})
        )
        parts = tuple(
            Part(
                section.id,
                number,
                self._title(section, number),
                section.annex,
                tuple(self._paragraph(node) for node in nodes),
            )
            for section, number, nodes in numbered
        )
        if self._found:
            raise TemplateError(*self._found)
        return Text(preamble, parts)

    def _number_annexes(self, own: Iterable[str]) -> None:
        """Number the annexes in order of the document; a sole one has no number."""
        names = [*self._context.get("annex_ids", ()), *own]
        sole = len(names) == 1
        self._annexes = {name: "" if sole else str(n) for n, name in enumerate(names, start=1)}

    def _nodes(self, section: Section, number: int) -> tuple[str, list[_Node]]:
        """Return the section's number and its clauses that apply, numbered, in one list."""
        own = self._annexes[section.id] if section.annex else str(number or "")
        prefix = f"{own}." if section.title and not section.annex else ""
        self._numbers[section.id] = own
        return own, list(self._numbered(section.clauses, prefix, 1, {}))

    def _numbered(
        self, clauses: tuple[Clause, ...], prefix: str, level: int, scope: Mapping[str, Any]
    ) -> Iterator[_Node]:
        for n, (clause, inner) in enumerate(self._active(clauses, scope), start=1):
            number = f"{prefix}{n}"
            mark = _mark(clause, inner, n)
            self._numbers[clause.id + mark] = number
            yield _Node(clause, clause.id + mark, number, level, inner)
            nested = {**inner, "_mark": mark}
            yield from self._numbered(clause.clauses, f"{number}.", level + 1, nested)

    def _active(
        self, clauses: tuple[Clause, ...], scope: Mapping[str, Any]
    ) -> Iterator[tuple[Clause, Mapping[str, Any]]]:
        for clause in clauses:
            for inner in self._passes(clause, scope):
                if self._applies(clause, inner):
                    yield clause, inner

    def _passes(self, clause: Clause, scope: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield the scope of each pass of a clause: one, or one for each element of `each`."""
        if clause.each is None:
            yield scope
            return
        name, expression = clause.each
        for value in self._elements(expression, scope, clause.place):
            yield {**scope, name: value}

    def _elements(self, expression: str, scope: Mapping[str, Any], place: Place) -> list[Any]:
        try:
            elements = self._wording.elements(expression, self._context, scope)
            self._count_passes(len(elements))
        except TextError as error:
            self._found.append(unknown(expression, place, error))
            return []
        return elements

    def _count_passes(self, more: int) -> None:
        """Refuse repetitions within repetitions that together become too many."""
        self._repeated += more
        if self._repeated > _MAX_REPEATED:
            reason = f"пункты с each повторились бы больше {_MAX_REPEATED} раз"
            raise TextError(reason, "Проверьте each внутри each: всё ли нужно в этом документе.")

    def _applies(self, part: Clause | Section, scope: Mapping[str, Any]) -> bool:
        return not part.when or bool(self._value(part.when, scope, part.place))

    def _value(self, expression: str, scope: Mapping[str, Any], place: Place) -> Any:
        try:
            return self._wording.value(expression, self._context, scope)
        except TextError as error:
            self._found.append(unknown(expression, place, error))
            return None

    def _title(self, section: Section, number: str) -> Rich:
        """Return the title; that of a numbered section can be referred to."""
        title = self._rich(section.title, {}, section.place)
        numbered = number and not section.annex
        return Rich(title.parts, bookmark_name(section.id) if numbered else None)

    def _paragraph(self, node: _Node) -> Paragraph:
        clause = node.clause
        text = self._rich(clause.text, node.scope, clause.place)
        title = clause.title and str(self._rich(clause.title, node.scope, clause.place))
        bookmark = bookmark_name(node.id) if node.number else None
        items = list(self._active(clause.items, node.scope))
        return Paragraph(
            node.id,
            node.number,
            node.level,
            title,
            Rich(text.parts, bookmark),
            tuple(self._item(item, scope, items) for item, scope in items),
        )

    def _item(
        self,
        item: Clause,
        scope: Mapping[str, Any],
        items: list[tuple[Clause, Mapping[str, Any]]],
    ) -> Paragraph:
        text = _closed(item.text, last=items[-1] == (item, scope), first=items[0][0].text)
        return Paragraph(item.id, "", 0, "", self._rich(text, scope, item.place))

    def _rich(self, text: str, scope: Mapping[str, Any], place: Place) -> Rich:
        self._place = place
        own = {**scope, **self._functions} if scope else self._functions
        try:
            return self._print(text, self._context, own)
        except TextError as error:
            self._found.append(unknown(text, place, error))
            return Rich(())

    def _act(self, identifier: str) -> Any:
        """Return the citation of an act: full where the words first name it, short afterwards."""
        cited = self._context["_act"](identifier)
        if identifier in self._cited:
            return cited.again()
        self._cited.add(identifier)
        return cited

    def _ref(self, target: str, element: str = "") -> Reference:
        identifier = f"{target}[{element}]" if element else target
        if identifier not in self._numbers:
            self._found.append(lost_reference(identifier, self._place, self._words))
        return Reference(bookmark_name(identifier), self._numbers.get(identifier, ""))

    def _annex(self, name: str) -> str:
        if name not in self._annexes:
            self._found.append(lost_reference(name, self._place, self._words))
        number = self._annexes.get(name, "")
        return f"приложение № {number}" if number else "приложение"


def _counted(sections: Iterable[Section]) -> Iterator[tuple[Section, int]]:
    """Number the titled sections of the body; annexes and untitled ones get 0."""
    number = 0
    for section in sections:
        counts = bool(section.title) and not section.annex
        number += counts
        yield section, number if counts else 0


def _mark(clause: Clause, scope: Mapping[str, Any], number: int) -> str:
    """Return what a pass of a loop adds to ids: its element's id, or its number, in brackets.

    Clauses within a repeated clause get its mark too, so that no two have one id.
    """
    outer = str(scope.get("_mark", ""))
    if clause.each is None:
        return outer
    element = scope[clause.each[0]]
    key = element.get("id") if isinstance(element, Mapping) else getattr(element, "id", None)
    return f"{outer}[{key or number}]"


def _closed(text: str, *, last: bool, first: str) -> str:
    """End an item as its list demands: «;» between items, a full stop after the last.

    Lists of whole sentences, whose first item ends with a full stop of its own, stay as they are.
    """
    text = text.rstrip()
    if not first.rstrip().endswith(";") or not text.endswith((";", ".")):
        return text
    return text[:-1] + ("." if last else ";")
