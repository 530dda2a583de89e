"""The words of a kind of document, read and compiled once, printed for any number of contexts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docgen.clauses.choosing import branches
from docgen.clauses.layout import Layout, endings
from docgen.clauses.printed import Text
from docgen.clauses.reading import read_words
from docgen.clauses.rendering import Outline, Rendering
from docgen.clauses.words import Clause, Node, Section, Words
from docgen.deferred import module
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx.effort import effort
from docgen.errors import TemplateError
from docgen.packs import Kind, Leaf, PackStack
from docgen.russian import Typesetter
from docgen.wording import TextError, Wording

if TYPE_CHECKING:
    from docgen.clauses import findings
else:
    findings = module("docgen.clauses.findings")

# How many layouts of a kind are kept: most documents choose alike.
_LAYOUTS: Final = 32


class Clauses:
    """The text of a document; `report` holds what is doubtful in the amendments to it."""

    def __init__(
        self, words: Words, typesetter: Typesetter | None = None, report: Report | None = None
    ) -> None:
        self.words = words
        self.report = report or Report()
        self._wording = Wording(typesetter)
        self._check()
        laid = lru_cache(_LAYOUTS)(partial(Layout, words))
        self._outline = Outline(words, branches(words), laid)

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
        return {name for text in self.texts() for name in self._wording.names(text)}

    def texts(self) -> Iterator[str]:
        """Yield all texts, conditions as tags."""
        return (text for text, _ in self._tagged())

    def render(self, context: Mapping[str, Any]) -> Text:
        """Choose, number and print the clauses; TemplateError carries all that went wrong."""
        with effort():
            return Rendering(self._outline, self._wording, context).text()

    def tried(self, context: Mapping[str, Any]) -> Text:
        """Choose and compute them as if to print them, and find the same; no word is printed."""
        with effort():
            return Rendering(self._outline, self._wording, context, trying=True).text()

    def _check(self) -> None:
        """Compile every tag once, so that a wrong one is found whatever the data."""
        found = [*self._doubled(), *self._broken()]
        if found:
            raise TemplateError(*found)

    def _broken(self) -> Iterator[Diagnostic]:
        nodes = [node for _, node in self.words.nodes()]
        texts = (text for node in nodes for text in (*_printed(node), *_ended(node)))
        asked = (each for node in nodes for each in _expressions(node))
        try:
            self._wording.learn(texts, asked)
        except TextError:
            yield from self._wrong_tags()

    def _doubled(self) -> Iterator[Diagnostic]:
        seen: set[str] = set()
        for identifier, place in self.words.ids():
            if identifier in seen:
                yield findings.doubled(identifier, place)
            seen.add(identifier)

    def _wrong_tags(self) -> Iterator[Diagnostic]:
        for text, place in self._tagged():
            try:
                self._wording.check(text)
            except TextError as error:
                yield findings.wrong_tag(text, place, error)

    def _tagged(self) -> Iterator[tuple[str, Place]]:
        return (
            (text, node.place) for _, node in self.words.nodes() for text in _texts(node) if text
        )


def _texts(node: Node) -> Iterator[str]:
    """Yield the texts of a clause or a section, its conditions as tags."""
    yield from (f"{{{{ {expression} }}}}" for expression in _expressions(node))
    yield from _printed(node)


def _printed(node: Node) -> Iterator[str]:
    """Yield what a clause or a section prints."""
    yield from (node.text if isinstance(node, Clause) else "", node.title)


def _ended(node: Node) -> Iterator[str]:
    return endings(node.items if isinstance(node, Clause) else ())


def _expressions(node: Node) -> Iterator[str]:
    """Yield when a clause or a section applies, for what a clause is repeated, under which name."""
    repeated = node.each if isinstance(node, Clause) else None
    return filter(None, (node.when, *(repeated or ())))
