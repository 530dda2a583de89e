"""The words of a kind of document, read and compiled once, printed for any number of contexts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.clauses.findings import doubled, wrong_tag
from docgen.clauses.printed import Text
from docgen.clauses.reading import read_words
from docgen.clauses.rendering import Rendering
from docgen.clauses.words import Clause, Node, Section, Words
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import TemplateError
from docgen.packs import Kind, Leaf, PackStack
from docgen.russian import Typesetter
from docgen.wording import TextError, Wording


class Clauses:
    """The text of a document; `report` holds what is doubtful in the amendments to it."""

    def __init__(
        self, words: Words, typesetter: Typesetter | None = None, report: Report | None = None
    ) -> None:
        self.words = words
        self.report = report or Report()
        self._wording = Wording(typesetter)
        self._check()

    @classmethod
    def of(cls, kind: Kind, stack: PackStack) -> Clauses | None:
        """Read the words of a kind, amended by every layer; None if it has none of its own.

        TemplateError carries everything wrong in them.
        """
        leaves = stack.leaves(kind)
        return cls.laid(leaves, stack.typesetter()) if leaves else None

    @classmethod
    def read(cls, path: Path, typesetter: Typesetter | None = None) -> Clauses:
        """Read and compile one `clauses.yaml`; TemplateError carries everything wrong in it."""
        return cls.laid([Leaf(path)], typesetter)

    @classmethod
    def laid(cls, leaves: Iterable[Leaf], typesetter: Typesetter | None = None) -> Clauses:
        """Read files laid over one another, lowest first, and compile what comes of it."""
        words, report = read_words(leaves)
        if not report.ok:
            raise TemplateError(*report)
        return cls(words, typesetter, report)

    @property
    def preamble(self) -> tuple[Clause, ...]:
        """The paragraphs before the sections."""
        return self.words.preamble

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections and annexes."""
        return self.words.sections

    def names(self) -> set[str]:
        """Return the names of the context that any of the clauses asks for."""
        return {name for text, _ in self._tagged() for name in self._wording.names(text)}

    def render(self, context: Mapping[str, Any]) -> Text:
        """Choose, number and print the clauses; TemplateError carries all that went wrong."""
        return Rendering(self.words, self._wording, context).text()

    def tried(self, context: Mapping[str, Any]) -> Text:
        """Choose and compute them as if to print them, and find the same; no word is printed."""
        return Rendering(self.words, self._wording, context, trying=True).text()

    def _check(self) -> None:
        """Compile every tag once, so that a wrong one is found whatever the data."""
        found = [*self._doubled(), *self._broken()]
        if found:
            raise TemplateError(*found)

    def _doubled(self) -> Iterator[Diagnostic]:
        seen: set[str] = set()
        for identifier, place in self.words.ids():
            if identifier in seen:
                yield doubled(identifier, place)
            seen.add(identifier)

    def _broken(self) -> Iterator[Diagnostic]:
        for text, place in self._tagged():
            try:
                self._wording.check(text)
            except TextError as error:
                yield wrong_tag(text, place, error)

    def _tagged(self) -> Iterator[tuple[str, Place]]:
        return (
            (text, node.place) for _, node in self.words.nodes() for text in _texts(node) if text
        )


def _texts(node: Node) -> Iterator[str]:
    """Yield the texts of a clause or a section, its conditions as tags."""
    clause = node if isinstance(node, Clause) else None
    for expression in (node.when, *((clause and clause.each) or ())):
        if expression:
            yield f"{{{{ {expression} }}}}"
    yield from (clause.text if clause else "", node.title)
