"""Tables of couples: in which columns mentors and mentees stand, by the heads of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from docgen.audit.people import Name, mentions_in
from docgen.audit.surnames import Surnames
from docgen.audit.vocabulary import MENTEE, MENTOR, Vocabulary, other
from docgen.diagnostics import Place
from docgen.norms import Document
from docgen.records import Frozen, replace

_HEADS: Final = 3  # rows from the top that may name the columns
_EDGE: Final = 0.5  # millimetres by which edges of one column differ
_MOST: Final = 2  # people of a column stand in one row in so many at least


class Slot(Frozen):
    """A cell: from where to where it goes, in millimetres, or by its number if none are told."""

    start: float
    end: float
    text: str


class Row(Frozen):
    """A row of a table."""

    slots: tuple[Slot, ...]
    place: Place

    @property
    def text(self) -> str:
        """All cells in a line."""
        return " | ".join(each.text for each in self.slots)

    def under(self, *heads: Slot) -> str | None:
        """Return what stands under heads; nothing if the row has no such cells."""
        found = [
            each.text
            for each in self.slots
            if any(head.start <= each.start + _EDGE < head.end for head in heads)
        ]
        return "\n".join(found).strip() if found else None


class Seats(Frozen):
    """The heads of the columns of either side, and the rows below them."""

    mentors: tuple[Slot, ...]
    mentees: tuple[Slot, ...]
    rows: Sequence[Row]


def rows_of(document: Document, number: int) -> list[Row]:
    """Return the rows of a table."""
    own = [(each.cell, each) for each in document.paragraphs if each.cell]
    cells = [(cell, each) for cell, each in own if cell.table == number]
    measured = any(cell.start for cell, _ in cells)
    found: dict[int, dict[int, Slot]] = {}
    places: dict[int, Place] = {}
    for cell, each in cells:
        start = cell.start if measured else cell.column
        end = start + (cell.width if measured else 1)
        row = found.setdefault(cell.row, {})
        above = row[cell.column].text if cell.column in row else ""
        row[cell.column] = Slot(start, end, f"{above}\n{each.text}".strip())
        places.setdefault(cell.row, each.place)
    return [Row(tuple(row.values()), places[number]) for number, row in found.items()]


def whole_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows; whose first cell is merged with the one above begins with the words of that."""
    first = ""
    for row in rows:
        own = row.slots[0].text if row.slots else ""
        first = own or first
        begun = () if own or not row.slots else (replace(row.slots[0], text=first),)
        yield replace(row, slots=(*begun, *row.slots[len(begun) :]))


def seats_of(rows: Sequence[Row], words: Vocabulary) -> Seats | None:
    """Return where mentors and mentees stand, if the first rows say so."""
    for at, row in enumerate(rows[:_HEADS]):
        if any(mentions_in(slot.text) for slot in row.slots):
            return None
        below = rows[at + 1 :]
        known: dict[str, tuple[Slot, ...]] = {}
        for slot in row.slots:
            side = _side(slot, words)
            known |= {side: (*known.get(side, ()), slot)} if side else {}
        if len(known) == 1:
            side = next(iter(known))
            known[other(side)] = _beside(row, known[side], below, words)
        if all(known.get(side) for side in (MENTOR, MENTEE)):
            return Seats(known[MENTOR], known[MENTEE], below)
    return None


def seated(
    seats: Seats, words: Vocabulary, surnames: Surnames
) -> Iterator[tuple[Name, Name, Place]]:
    """Yield who sits beside whom; a cell merged with the one above holds the same people."""
    above: dict[str, list[Name]] = {MENTOR: [], MENTEE: []}
    for row in seats.rows:
        here = {MENTOR: row.under(*seats.mentors), MENTEE: row.under(*seats.mentees)}
        if not any(here.values()):
            continue
        for side, text in here.items():
            if text or text is None:
                above[side] = [*_names(text or "", words, surnames)]
        for mentor, mentee in product(above[MENTOR], above[MENTEE]):
            yield mentor, mentee, row.place


def _names(text: str, words: Vocabulary, surnames: Surnames) -> Iterator[Name]:
    found = mentions_in(text, loose=True)
    return (each.name for each in surnames.mentions(text, found, words, listed=True))


def _side(slot: Slot, words: Vocabulary) -> str:
    """Return whose column a head names; «Пара наставник – наставляемый» is nobody's own."""
    told = {each.side for each in words.markers(slot.text) if other(each.side)}
    return told.pop() if len(told) == 1 and not words.nobody.search(slot.text) else ""


def _beside(
    row: Row, known: Sequence[Slot], below: Sequence[Row], words: Vocabulary
) -> tuple[Slot, ...]:
    """Return the head of the other people: «Ф.И.О.» beside «Наставник»."""
    heads = (each for each in row.slots if each not in known)
    people = (each for each in heads if words.people.search(each.text))
    return tuple(each for each in people if _holds_people(each, below, words))[:1]


def _holds_people(head: Slot, rows: Sequence[Row], words: Vocabulary) -> bool:
    if words.nobody.search(head.text):
        return False
    texts = [text for row in rows if (text := row.under(head))]
    return sum(bool(mentions_in(text, loose=True)) for text in texts) * _MOST >= max(len(texts), 1)
