"""Several documents in one file: an order, and what it approves bound behind it.

A document begins on a page of its own with a stamp of approval; what an annex mark begins stays
with its order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docgen.norms.document import Document, Paragraph
from docgen.norms.profile import Words
from docgen.norms.stamps import Stamps
from docgen.records import replace


def documents_in(document: Document, words: Words) -> tuple[Document, ...]:
    """Return the documents of a file, each with its own paragraphs."""
    every = document.paragraphs
    cuts = [0, *sorted(set(_beginnings(document, words))), len(every)]
    if len(cuts) == 2:
        return (document,)
    return tuple(replace(document, paragraphs=every[a:b]) for a, b in pairwise(cuts))


def begins_page(document: Document, at: int) -> bool:
    """Whether a paragraph is the first on a page that a break begins."""
    here, before = document.paragraphs[at], document.paragraphs[at - 1]
    if at == 0 or here.layout.new_page or before.breaks_page:
        return True
    return here.section != before.section and not document.section_of(here).same_page


def _beginnings(document: Document, words: Words) -> Iterator[int]:
    stamps = list(Stamps(words).of(document))
    stamped = {id(each) for stamp in stamps for each in stamp.paragraphs}
    places = {id(each): at for at, each in enumerate(document.paragraphs)}
    for stamp in stamps:
        if stamp.approves:
            at = _top(document, places[id(stamp.paragraphs[0])], stamped)
            if at > 0 and begins_page(document, at):
                yield at


def _top(document: Document, at: int, stamped: set[int]) -> int:
    """Return where the stamps begin that a stamp stands among, no higher than its page."""
    while at > 0 and not begins_page(document, at):
        above = document.paragraphs[at - 1]
        if not (_empty(above) or id(above) in stamped):
            break
        at -= 1
    return at


def _empty(paragraph: Paragraph) -> bool:
    return not paragraph.text.strip()
