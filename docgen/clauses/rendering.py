"""One printing of clauses: what applies is chosen, laid out with its numbers and made rich text.

References are fields with the numbers of their clauses already in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from docgen.clauses.choosing import Branch, Choice, Scope
from docgen.clauses.layout import Always, Item, Layout, Line, Sheet, item_of, paragraph, titled
from docgen.clauses.printed import Paragraph, Part, Text
from docgen.clauses.words import Words
from docgen.deferred import module
from docgen.diagnostics import Place
from docgen.docx import Reference, Rich, bookmark_name
from docgen.errors import TemplateError
from docgen.records import Frozen
from docgen.wording import TextError, Wording

if TYPE_CHECKING:
    from docgen.clauses import findings
else:
    findings = module("docgen.clauses.findings")


class Outline(Frozen):
    """Words ready to be printed: what they ask, and how they are laid out after the answers."""

    words: Words
    asked: tuple[Branch, ...]
    laid: Callable[[Always, tuple[int, ...]], Layout]


class Rendering:
    """One printing of the clauses; who is only `trying` gets no words."""

    def __init__(
        self,
        outline: Outline,
        wording: Wording,
        context: Mapping[str, Any],
        *,
        trying: bool = False,
    ) -> None:
        self._words = outline.words
        always = wording.nothing if trying else wording.always
        self._context = context
        choice = Choice(wording.speech(context))
        choice.choose(outline.asked, {})
        self._layout = outline.laid(always, tuple(choice.decisions))
        self._scopes, self._elements = choice.scopes, choice.elements
        self._found = choice.found
        self._cited: set[str] = set()
        self._place = Place()  # of the text that is being printed
        functions: dict[str, Any] = {"_ref": self._ref, "_annex": self._annex}
        if "_act" in context:
            functions["_act"] = partial(self._act, context["_act"])
        speech = wording.speech({**context, **functions})
        self._print = speech.tried if trying else speech.rich

    def text(self) -> Text:
        """Print the words; TemplateError carries all that went wrong."""
        preamble = tuple(map(self._paragraph, self._layout.preamble))
        parts = tuple(map(self._part, self._layout.sheets))
        del self._print  # its names know this rendering, which would wait for the collector
        if self._found:
            raise TemplateError(*self._found)
        return Text(preamble, parts)

    def _part(self, sheet: Sheet) -> Part:
        section = sheet.section
        number = self._annexes[section.id] if section.annex else sheet.number
        title = sheet.title
        if title is None:
            title = titled(section, sheet.number, self._rich(section.title, {}, section.place))
        lines = tuple(map(self._paragraph, sheet.lines))
        return Part(section.id, number, title, section.annex, lines)

    def _paragraph(self, line: Line) -> Paragraph:
        if line.always is not None:
            return line.always
        clause, scope = line.clause, self._scopes[line.place]
        text = self._rich(clause.text, scope, clause.place)
        title = clause.title and str(self._rich(clause.title, scope, clause.place))
        identifier = clause.id + self._marks[line.place] if line.marked else clause.id
        return paragraph(line, identifier, text, title, tuple(map(self._item, line.items)))

    def _item(self, item: Item) -> Paragraph:
        return item_of(item, self._rich(item.text, self._scopes[item.place], item.clause.place))

    def _rich(self, text: str, scope: Scope, place: Place) -> Rich:
        self._place = place
        try:
            return self._print(text, scope)
        except TextError as error:
            self._found.append(findings.unknown(text, place, error))
            return Rich(())

    @cached_property
    def _marks(self) -> list[str]:
        """What the passes of loops add to ids: the ids of their elements, or their numbers.

        Clauses within a repeated clause get its mark too, so that no two have one id.
        """
        marks = [""]
        passes = zip(self._layout.passes, self._elements, strict=True)
        for each, element in islice(passes, 1, None):
            marks.append(f"{marks[each.outer]}[{_id_of(element) or each.number}]")
        return marks

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """The numbers of all that can be referred to."""
        lines = [line for sheet in self._layout.sheets for line in sheet.lines if line.marked]
        marked = {line.clause.id + self._marks[line.place]: line.number for line in lines}
        annexes = [sheet.section.id for sheet in self._layout.sheets if sheet.section.annex]
        return self._layout.numbers | marked | {each: self._annexes[each] for each in annexes}

    @cached_property
    def _annexes(self) -> dict[str, str]:
        """The numbers of the annexes in order of the document; a sole one has no number."""
        own = (sheet.section.id for sheet in self._layout.sheets if sheet.section.annex)
        names = [*self._context.get("annex_ids", ()), *own]
        sole = len(names) == 1
        return {name: "" if sole else str(n) for n, name in enumerate(names, start=1)}

    def _act(self, cite: Callable[[str], Any], identifier: str) -> Any:
        """Return the citation of an act: full where the words first name it, short afterwards."""
        cited = cite(identifier)
        if identifier in self._cited:
            return cited.again()
        self._cited.add(identifier)
        return cited

    def _ref(self, target: str, element: str = "") -> Reference:
        identifier = f"{target}[{element}]" if element else target
        if identifier not in self._numbers:
            self._found.append(findings.lost_reference(identifier, self._place, self._words))
        return Reference(bookmark_name(identifier), self._numbers.get(identifier, ""))

    def _annex(self, name: str) -> str:
        if name not in self._annexes:
            self._found.append(findings.lost_reference(name, self._place, self._words))
        number = self._annexes.get(name, "")
        return f"приложение № {number}" if number else "приложение"


def _id_of(element: Any) -> Any:
    if isinstance(element, Mapping):
        return element.get("id")
    return getattr(element, "id", None)
