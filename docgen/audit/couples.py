"""Who is whose mentor, as papers say it: in tables, in lines of roles, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docgen.audit.people import Name, names_in, persons_in
from docgen.diagnostics import Place
from docgen.norms import Document, Paragraph

_GUIDED: Final = r"наставляем\w*|молод\w+ специалист\w*|стаж[её]р\w*|подопечн\w*"
_GUIDES: Final = r"наставни[кц]\w*"
_GROUP: Final = r"группа\b|участник\w*"
_LEAD: Final = r"^(?:и\s+|\d[\d.]*\s*)?(?:ф\.?\s?и\.?\s?о\.?\s+)?"
_ROLE: Final = re.compile(
    rf"{_LEAD}(?:(?P<guided>{_GUIDED}|{_GROUP})|(?P<guides>{_GUIDES}))", re.IGNORECASE
)
_PUT: Final = re.compile(r"закреп\w*\b(?P<who>[^;\n]{0,300}?)\sза\s(?P<whom>[^;\n]{0,300})", re.I)
_AS: Final = re.compile(
    r"(?P<who>[^.;\n]{0,300})\bнаставни[кц]\w{1,3}\s(?P<whom>[^.;\n]{0,400})", re.I
)
_ENDED: Final = re.compile(r"освобод|прекрат|снять", re.IGNORECASE)
_HEADS: Final = (re.compile(_GUIDES, re.IGNORECASE), re.compile(_GUIDED, re.IGNORECASE))

Row = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Couple:
    """A mentor and a mentee that a paper names together, and where."""

    mentor: Name
    mentee: Name
    place: Place


def couples_of(document: Document) -> tuple[Couple, ...]:
    """Return everybody's mentor that a paper names, each couple once."""
    found = [*_in_tables(document), *_in_sentences(document)] or [*_in_roles(document)]
    return tuple({(c.mentor.key, c.mentee.key): c for c in reversed(found)}.values())[::-1]


def _in_tables(document: Document) -> Iterator[Couple]:
    for number in document.tables:
        rows = _rows(document, number)
        head = next((n for n, (row, _) in enumerate(rows) if _columns(row)), None)
        if head is not None:
            yield from _in_rows(rows[head + 1 :], *(_columns(rows[head][0]) or (0, 0)))


def _in_rows(rows: Sequence[tuple[Row, Place]], mentor: int, mentee: int) -> Iterator[Couple]:
    """Yield the couples of rows; a mentor's cell may be merged with the one above."""
    guides: list[Name] = []
    for row, place in rows:
        guides = list(persons_in(row.get(mentor, ""))) or guides
        for guide in guides:
            for guided in persons_in(row.get(mentee, "")):
                yield Couple(guide, guided, place)


def _columns(row: Row) -> tuple[int, int] | None:
    """Return the columns of mentors and mentees, if a row of a table heads them."""
    guided = next((n for n, cell in row.items() if _HEADS[1].search(cell)), None)
    guides = next((n for n, cell in row.items() if _HEADS[0].search(cell) and n != guided), None)
    alike = any(True for cell in row.values() for _ in persons_in(cell))
    return None if guides is None or guided is None or alike else (guides, guided)


def _rows(document: Document, number: int) -> list[tuple[Row, Place]]:
    """Return the rows of a table as texts by columns, with the place of each row."""
    found: dict[int, tuple[dict[int, str], Place]] = {}
    for each in document.paragraphs:
        if each.cell and each.cell.table == number:
            row, _ = found.setdefault(each.cell.row, ({}, each.place))
            row[each.cell.column] = f"{row.get(each.cell.column, '')}\n{each.text}".strip()
    return [*found.values()]


def _in_sentences(document: Document) -> Iterator[Couple]:
    for each in document.paragraphs:
        if not _ENDED.search(each.text):
            for found in (*_PUT.finditer(each.text), *_AS.finditer(each.text)):
                guides = list(names_in(found["who"]))[-1:]
                for guided in names_in(found["whom"]) if guides else ():
                    yield Couple(guides[0], guided, each.place)


def _in_roles(document: Document) -> Iterator[Couple]:
    """Yield the couples of a paper that says in lines of its own who plays which part."""
    guides: list[tuple[Name, Place]] = []
    guided: list[Name] = []
    goes_on = False
    for text, place in _lines(document):
        role = _ROLE.match(text)
        told = text[role.end() :] if role else text
        named = list(persons_in(told))
        if role and role["guides"]:
            parts = re.split(rf"\b(?:{_GUIDED})", told, maxsplit=1, flags=re.IGNORECASE)
            guides += [(name, place) for name in persons_in(parts[0])][: 1 - len(guides)]
            guided += [name for part in parts[1:] for name in persons_in(part)]
        elif (role and role["guided"]) or (goes_on and named):
            guided += named
        goes_on = bool(role and role["guided"]) or (goes_on and bool(named))
    for name in guided:
        if guides:
            yield Couple(guides[0][0], name, guides[0][1])


def _lines(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the paragraphs outside tables and the rows of tables, in order."""
    told: set[int] = set()
    for each in document.paragraphs:
        if each.cell is None:
            yield _plain(each), each.place
        elif each.cell.table not in told:
            told.add(each.cell.table)
            for row, place in _rows(document, each.cell.table):
                yield " ".join(row.values()), place


def _plain(paragraph: Paragraph) -> str:
    return paragraph.text.strip()
