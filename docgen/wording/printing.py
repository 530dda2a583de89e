"""From a computed sentence to what a page prints: values in slots, Markdown, typography.

Values that are more than characters travel through the sentence as single private characters, so
that typography cannot mistake them for text of ours; so do all where there is Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from docgen.deferred import pattern
from docgen.docx import Blank, Reference, Rich, Run
from docgen.docx.finishing import Finish, as_it_is, finished
from docgen.records import Frozen
from docgen.wording.slots import SLOT, in_slot, refuse_foreign, refuse_private

# «… по 31 мая 2027 г.» at the end of a sentence brings a full stop of its own.
_TWO_STOPS: Final = pattern(r"(?<!\.)\.\.(?!\.)")

# Sentences that are remembered; most of a document are those of the one before.
_REMEMBERED: Final = 256

Piece = Run | Reference | Blank


class Said(Frozen):
    """A computed sentence with its values, ready to be printed; `marked` may have Markdown."""

    text: str
    slots: list[Any]
    finish: Finish
    marked: bool

    def check(self) -> None:
        """Refuse values with the characters that stand for values."""
        refuse_foreign(self.text, len(self.slots))

    def rich(self) -> Rich:
        """Return the sentence as a page prints it."""
        if not (self.marked or self.slots):
            return _plain(self.text, self.finish)
        self.check()
        if self.marked:
            return Rich(tuple(runs(self.text, self.slots, self.finish)))
        whole = self.finish(_stopped(self.text))
        return Rich(tuple(_split(whole, self.slots, bold=False, italic=False)))

    def __str__(self) -> str:
        """Return it as bare text; one without Markdown needs no runs."""
        if self.finish is not as_it_is or (self.marked and has_marks(self.text)):
            return str(self.rich())
        self.check()
        text = self.text.strip() if self.marked else self.text
        return _stopped(SLOT.sub(lambda found: str(in_slot(found.group(), self.slots)), text))


@lru_cache(_REMEMBERED)
def _plain(text: str, finish: Finish) -> Rich:
    """Print a sentence that is all characters; many documents say the same."""
    refuse_private(text)
    whole = finish(_stopped(text))
    return Rich((Run(whole),) if whole else ())


def runs(printed: str, slots: list[Any], finish: Finish) -> Iterator[Piece]:
    """Read the Markdown of a printed sentence, put the values back, set its type as a whole."""
    marked = list(_marked(printed))
    whole = [_stopped(_filled(text, slots)) for text, _, _ in marked]
    for text, (_, bold, italic) in zip(finished(whole, finish), marked, strict=True):
        yield from _split(text, slots, bold=bold, italic=italic)


def has_marks(text: str) -> bool:
    """Whether there may be Markdown in a text."""
    return "*" in text or "\\" in text


def _stopped(text: str) -> str:
    """Return a text without a second full stop after the first."""
    return _TWO_STOPS.sub(".", text) if ".." in text else text


def _filled(text: str, slots: list[Any]) -> str:
    return SLOT.sub(lambda found: _inlined(found, slots), text)


def _split(text: str, slots: list[Any], *, bold: bool, italic: bool) -> Iterator[Piece]:
    """Cut a text at the values that are more than characters."""
    start = 0
    for found in SLOT.finditer(text):
        if found.start() > start:
            yield Run(text[start : found.start()], bold=bold, italic=italic)
        value = in_slot(found.group(), slots)
        yield from value.parts if isinstance(value, Rich) else (value,)
        start = found.end()
    if start < len(text):
        yield Run(text[start:], bold=bold, italic=italic)


def _inlined(found: re.Match[str], slots: list[Any]) -> str:
    """Put a plain value into the sentence; leave what is a field or a blank in its slot."""
    value = in_slot(found.group(), slots)
    return value if isinstance(value, str) else found.group()


def _marked(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Read the Markdown subset: bold, italic and line breaks; yields text, bold, italic."""
    if not has_marks(text):
        yield text.strip(), False, False
        return
    from markdown_it import MarkdownIt  # noqa: PLC0415  rare, and slow to import

    reader = MarkdownIt("zero").enable(["emphasis", "escape", "newline"])
    bold = italic = 0
    for token in reader.parseInline(text.strip())[0].children or ():
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        content = "\n" if token.type in ("hardbreak", "softbreak") else token.content
        if content and not token.type.endswith(("_open", "_close")):
            yield content, bool(bold), bool(italic)
