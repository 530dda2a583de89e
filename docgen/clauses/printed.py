"""The words of one document, chosen, numbered and ready to print."""

from __future__ import annotations

from docgen.docx import Reference, Rich
from docgen.records import Frozen, replace


class Paragraph(Frozen):
    """A clause ready to be printed; `number` is what Word will print before it."""

    id: str
    number: str
    level: int
    title: str | Rich
    text: Rich
    items: tuple[Paragraph, ...] = ()

    @property
    def entry(self) -> Rich:
        """The words as a list of contents repeats them."""
        return replace(self.text, bookmark=None)

    @property
    def page(self) -> Rich:
        """The number of the page on which the clause begins."""
        return _page(self.text)


class Part(Frozen):
    """A section ready to be printed, its clauses in one list with their levels."""

    id: str
    number: str
    title: Rich
    annex: bool
    clauses: tuple[Paragraph, ...]

    @property
    def entry(self) -> Rich:
        """The title as a list of contents repeats it."""
        return replace(self.title, bookmark=None)

    @property
    def page(self) -> Rich:
        """The number of the page on which the section begins."""
        return _page(self.title)


class Text(Frozen):
    """All words of one document."""

    preamble: tuple[Paragraph, ...] = ()
    sections: tuple[Part, ...] = ()


def _page(marked: Rich) -> Rich:
    mark = marked.bookmark
    return Rich((Reference(mark, page=True),) if mark else ())
