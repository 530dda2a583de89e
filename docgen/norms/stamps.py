"""Stamps of approval and agreement, and the marks of annexes: found by their words and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.dates import Written, dates_in
from docgen.norms.document import Document, Paragraph
from docgen.norms.profile import Words, forms
from docgen.records import Frozen

NUMBER: Final = re.compile(r"№[ \u00a0\u202f]?((?:[^\W_]|[./–-])*[^\W_])")
_ANNEX: Final = re.compile(
    r"приложение(?: (?:№ ?)?(\d{1,3}))?(?: к .{1,200})?", re.IGNORECASE | re.DOTALL
)
_GAP: Final = re.compile(r"\t+| {3,}")
_ANNEX_LINES, _STAMP_LINES, _LONGEST = 4, 8, 200
_CORNER: Final = 70  # millimetres from the left edge of the text


class Stamp(Frozen):
    """A stamp of approval or agreement: its word and its lines.

    `gender` is that of the word of approval, `i` for УТВЕРЖДАЮ, nothing for other stamps;
    `pushed`: it stands beside another one, set apart from it by tabs or spaces.
    """

    word: str
    gender: str
    lines: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    pushed: bool = False

    @property
    def approves(self) -> bool:
        """Whether it approves the document, by an act or by a person."""
        return bool(self.gender)

    @property
    def text(self) -> str:
        """All of it as one line."""
        return " ".join(self.lines)

    @property
    def date(self) -> Written | None:
        """The date of the act or of the approval."""
        return next(iter(dates_in(self.text)), None)

    @property
    def number(self) -> str:
        """The number of the act."""
        return act_number(self.text)


class AnnexMark(Frozen):
    """The mark on the first sheet of an annex: its number, and what it is an annex to."""

    number: int
    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def date(self) -> Written | None:
        """The date of the document that it belongs to."""
        return next(iter(dates_in(self.text)), None)

    @property
    def act(self) -> str:
        """The number of the document that it belongs to."""
        return act_number(self.text)


class Stamps:
    """Finds stamps by the words of a profile."""

    def __init__(self, words: Words) -> None:
        self._words = {
            re.compile(rf"{re.escape(form)}(?!\w)", re.IGNORECASE): gender
            for form, gender in forms(words)
        }
        self._words |= {
            re.compile(rf"{re.escape(beginning)}\w*", re.IGNORECASE): ""
            for beginning in words.stamps
        }

    def of(self, document: Document) -> Iterator[Stamp]:
        """Yield the stamps of a document in order."""
        taken = 0
        for at, each in enumerate(document.paragraphs):
            if at >= taken and self._begins(each):
                block = tuple(self._block(document.paragraphs[at:]))
                taken = at + len(block)
                yield from self._read(block)

    def _begins(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph begins a stamp: no clause, no title, no cell of a ruled table."""
        plain = not (paragraph.number or paragraph.outline is not None)
        ruled = paragraph.cell is not None and paragraph.cell.ruled
        word = self._word(paragraph.text)[0] if plain and not ruled else ""
        return word.isupper() or (bool(word) and _in_corner(paragraph))

    def _word(self, text: str) -> tuple[str, str]:
        """Return the word that a stamp begins with, as it is written, and its gender."""
        plain = text.strip().lstrip('«"').replace("\u00a0", " ")
        for pattern, gender in self._words.items() if plain[:1].isupper() else ():
            found = pattern.match(plain)
            if found:
                return found[0], gender
        return "", ""

    def _block(self, following: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
        """Yield the paragraphs of a stamp: those of its cell, or those up to a gap."""
        first = following[0]
        for count, each in enumerate(following[: 2 * _STAMP_LINES]):
            begins = count > 0 and self._begins(each)
            if begins or (each.cell, each.section) != (first.cell, first.section):
                return
            if not each.cell and count and _apart(each, first, count):
                return
            yield each

    def _read(self, block: tuple[Paragraph, ...]) -> Iterator[Stamp]:
        """Yield the stamp of a block, or those that stand beside one another in it."""
        rows = [line for part in block for line in part.text.split("\n") if line.strip()]
        pieces = [_GAP.split(row.strip()) for row in rows]
        beside = [piece for piece in pieces[0] if self._word(piece)[0]]
        if len(beside) < 2:
            yield self._stamp(tuple(row.strip() for row in rows), block, pushed=False)
            return
        for column in range(len(beside)):
            lines = tuple(row[column] for row in pieces if column < len(row))
            yield self._stamp(lines, block, pushed=column > 0)

    def _stamp(
        self, lines: tuple[str, ...], block: tuple[Paragraph, ...], *, pushed: bool
    ) -> Stamp:
        word, gender = self._word(lines[0])
        return Stamp(word.upper(), gender, lines, block, pushed)


def annexes_of(document: Document) -> Iterator[AnnexMark]:
    """Yield the marks of annexes in order."""
    paragraphs = document.paragraphs
    for at, each in enumerate(paragraphs):
        found = annex_mark(each.text)
        if found and not (each.cell and each.cell.ruled) and not each.text.endswith("."):
            block = (each, *_goes_on(paragraphs[at + 1 : at + _ANNEX_LINES]))
            text = " ".join(" ".join(part.text.split()) for part in block)
            yield AnnexMark(int(found[1] or 0), text, block)


def annex_mark(text: str) -> re.Match[str] | None:
    """Match a line that is the mark of an annex and nothing else."""
    return _ANNEX.fullmatch(" ".join(text.split()))


def act_number(text: str) -> str:
    """Return the number of an act as its stamp has it: beside the date, not that of a school."""
    plain = text.replace("\u00a0", " ")
    before, dated, after = plain.rpartition(" от ")
    found = NUMBER.search(after) or re.search(rf"{NUMBER.pattern}$", before)
    return found[1] if found and dated else ""


def _in_corner(paragraph: Paragraph) -> bool:
    """Whether a paragraph stands at the right: there a stamp need not be in capitals to be one."""
    layout, cell = paragraph.layout, paragraph.cell
    start = layout.left + (cell.start if cell else 0)
    return layout.align == "right" or start >= _CORNER


def _apart(paragraph: Paragraph, first: Paragraph, count: int) -> bool:
    """Whether a paragraph under a stamp is no part of it any more."""
    centred = paragraph.layout.align == "center" != first.layout.align
    return paragraph.blank or centred or count >= _STAMP_LINES


def _goes_on(following: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """Yield the rest of a mark: «к приказу …», «от … № …»."""
    for each in following:
        text = each.text.strip().casefold()
        if not text.startswith(("к ", "от ", "№")) or len(text) > _LONGEST:
            return
        yield each
