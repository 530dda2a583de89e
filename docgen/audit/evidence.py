"""One file of a school's folder as an audit sees it: what paper it is, and the facts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Final

from docgen.audit.people import Name, names_in, short_names_in
from docgen.audit.signs import Signs
from docgen.diagnostics import Place, Report
from docgen.norms import Document, Paragraph, Profile, Requisites
from docgen.norms.dates import dates_in
from docgen.norms.document import Layout

SCHOOL: Final = re.compile(
    r"\b(?:М[БАК]?ОУ|ГБОУ|ГАОУ|ГКОУ|М[БАК]УДО|МБУ ДО|учреждени\w+)\b[^«\n]{0,60}«([^»\n]{3,120})»"
    r"|\b(?:М[БАК]?ОУ|ГБОУ|ГАОУ|ГКОУ)\s+((?:СОШ|ООШ|НОШ|СШ|лице\w+|гимнази\w+|школ\w+)\s+№\s*\d+)"
)
YEARS: Final = re.compile(r"\b(20\d\d)\s*[/–-]\s*(20\d\d|\d\d)\b(?=\s+(?:уч|г))")
_FIXED: Final = re.compile(r"закреп\w*\b(?P<rest>[^.;\n]{0,400})", re.IGNORECASE)
_ROLE: Final = re.compile(r"наставник\w*|наставляем\w*", re.IGNORECASE)
_PUPIL: Final = re.compile(r"класс|обучающ|учени[кц]|\b\d{1,2}\s*[«\"]?[А-Я]\b")
_HEAD_LINES: Final = 8
_SHORTENED: Final = {
    "сош": "средняя общеобразовательная школа",
    "оош": "основная общеобразовательная школа",
    "нош": "начальная общеобразовательная школа",
    "сш": "средняя школа",
}


@dataclass(frozen=True, slots=True)
class Couple:
    """A mentor and a mentee that a paper names together, and where."""

    mentor: Name
    mentee: Name
    place: Place


class Evidence:
    """A file that was read. `form` is docx, pdf or what it was made from; `report` what it breaks.

    A scan has no text: nothing is known of it but that it is there.
    """

    def __init__(self, file: str, document: Document, profile: Profile, signs: Signs) -> None:
        self.file = file
        self.document = document
        self.requisites = Requisites(document, profile)
        self._signs = signs
        self.report = Report()

    @cached_property
    def text(self) -> str:
        """All words, a line for each paragraph."""
        return "\n".join(each.shown for each in self.document.paragraphs)

    @cached_property
    def paper(self) -> str:
        """What the first lines call it: order, regulation, plan, …; empty if nobody knows."""
        return self.requisites.kind.id if self.requisites.kind else ""

    @cached_property
    def kind(self) -> str:
        """The kind of the paper, by its heading or else by the name of its file."""
        found = self._signs.kind(self._heading, self.paper) or self._signs.kind(self._name, "")
        return found.id if found else ""

    @property
    def title(self) -> str:
        """How the report calls the paper."""
        titles = {each.id: each.title for each in self._signs.kinds}
        return titles.get(self.kind, "Не распознан")

    @property
    def day(self) -> date | None:
        """The date of the paper."""
        return self.requisites.date.day if self.requisites.date else None

    @property
    def number(self) -> str:
        """The number of the paper."""
        return self.requisites.number

    @property
    def approved(self) -> tuple[date | None, str]:
        """The date and the number of the act that approved it, as its stamp or annex mark says."""
        stamps = ((s.date, s.number) for s in self.requisites.stamps if s.approves)
        annexes = ((mark.date, mark.act) for mark in self.requisites.annexes)
        for when, number in (*stamps, *annexes):
            if when and when.day:
                return when.day, number
        return None, ""

    @cached_property
    def meetings(self) -> tuple[tuple[date, Place], ...]:
        """The dates of minutes that the paper rests on."""
        found = []
        for each in self.document.paragraphs:
            if "протокол" in each.text.casefold():
                found += [(d.day, each.place) for d in dates_in(each.text) if d.day]
        for stamp in self.requisites.stamps:
            if "протокол" in stamp.text.casefold() and stamp.date and stamp.date.day:
                found.append((stamp.date.day, stamp.paragraphs[0].place))
        return tuple(dict.fromkeys(found))

    @cached_property
    def people(self) -> tuple[tuple[Name, Place], ...]:
        """Everybody named in full, with the paragraph."""
        return tuple(
            (name, each.place) for each in self.document.paragraphs for name in names_in(each.text)
        )

    @cached_property
    def unacquainted(self) -> tuple[tuple[Name, Place], ...]:
        """The employees whom an order names and its sheet of acquaintance does not.

        Pupils are told by their class; their parents sign for them.
        """
        line = self.requisites.acquainted
        if line is None or line.first not in self.document.paragraphs:
            return ()
        at = self.document.paragraphs.index(line.first)
        sheet = "\n".join(each.shown for each in self.document.paragraphs[at:])
        signed = {*short_names_in(sheet), *((n.last, n.first[:1]) for n in names_in(sheet))}
        named = (
            (name, each.place)
            for each in self.document.paragraphs[:at]
            if not _PUPIL.search(self._around(each))
            for name in names_in(each.text)
        )
        lacking = {n.key: (n, place) for n, place in named if (n.last, n.first[:1]) not in signed}
        return tuple(lacking.values()) if signed else ()

    def _around(self, paragraph: Paragraph) -> str:
        """Return the row of a table that a paragraph stands in, or its own text."""
        cell = paragraph.cell
        if cell is None:
            return paragraph.text
        return " ".join(
            each.text
            for each in self.document.paragraphs
            if each.cell and (each.cell.table, each.cell.row) == (cell.table, cell.row)
        )

    @cached_property
    def schools(self) -> tuple[tuple[str, Place], ...]:
        """The names of schools, in one form each, with the paragraph."""
        return tuple(
            (school_name(found[1] or found[2]), each.place)
            for each in self.document.paragraphs
            for found in SCHOOL.finditer(each.text)
        )

    @cached_property
    def couples(self) -> tuple[Couple, ...]:
        """Who is whose mentor: by tables, by «закрепить … за …», by lines «Наставник: …»."""
        found = [*self._in_tables(), *self._in_sentences(), *self._in_lines()]
        return tuple({(c.mentor.key, c.mentee.key): c for c in reversed(found)}.values())[::-1]

    @cached_property
    def years(self) -> tuple[tuple[int, Place], ...]:
        """The school years that the paper names, by their first year."""
        return tuple(
            (int(found[1]), each.place)
            for each in self.document.paragraphs
            for found in YEARS.finditer(each.text)
        )

    def holds(self, *words: str) -> bool:
        """Whether any of these parts of words is in the text."""
        folded = self.text.casefold()
        return any(word in folded for word in words)

    @property
    def _heading(self) -> str:
        named = self.requisites.kind_line, self.requisites.heading
        lines = [line.text for line in named if line]
        if not self.paper:
            lines += [each.text for each in self._opening]
        return " ".join(lines).casefold()

    @property
    def _opening(self) -> list[Paragraph]:
        stamped = {id(p) for stamp in self.requisites.stamps for p in stamp.paragraphs}
        plain = [p for p in self.document.paragraphs if not p.blank and id(p) not in stamped]
        return plain[:_HEAD_LINES]

    @property
    def _name(self) -> str:
        return re.sub(r"[\W_]+", " ", PurePath(self.file).stem).casefold()

    def _in_tables(self) -> Iterator[Couple]:
        for number in self.document.tables:
            rows = self.document.table(number)
            places = [p for p in self.document.paragraphs if p.cell and p.cell.table == number]
            head = next((n for n, row in enumerate(rows) if _columns(row)), None)
            if head is None:
                continue
            mentor, mentee = _columns(rows[head]) or (0, 0)
            for row in rows[head + 1 :]:
                yield from _couples(row, mentor, mentee, places[0].place)

    def _in_sentences(self) -> Iterator[Couple]:
        for each in self.document.paragraphs:
            for found in _FIXED.finditer(each.text):
                named = list(names_in(found["rest"]))
                if len(named) == 2 and " за " in found["rest"]:
                    yield Couple(named[0], named[1], each.place)

    def _in_lines(self) -> Iterator[Couple]:
        """Yield the couple that a plan names in lines of its own, one role each."""
        roles: dict[str, Name] = {}
        for each in self.document.paragraphs:
            named, role = next(names_in(each.text), None), _ROLE.match(each.text.strip())
            if named and role:
                roles.setdefault("e" if role[0].casefold().startswith("наставляем") else "r", named)
            if len(roles) == 2:
                yield Couple(roles["r"], roles["e"], each.place)
                return


def plain_document(file: str, lines: list[str]) -> Document:
    """Return lines of text as a document without any looks: what a PDF tells."""
    paragraphs = tuple(
        Paragraph(text, "", 0, "", "", None, Layout(), (), Place(file, number), 0)
        for number, text in enumerate(lines, start=1)
    )
    return Document(file, paragraphs, ())


def school_name(text: str) -> str:
    """Return a school's name in the form in which names are compared."""
    words = re.findall(r"[\w№]+", text.casefold().replace("ё", "е"))
    whole = (_SHORTENED.get(word, word) for word in words)
    return " ".join(word for each in whole for word in each.split())


def _columns(row: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the columns of mentors and mentees, if a row of a table heads them."""
    folded = [cell.casefold() for cell in row]
    mentee = next((n for n, cell in enumerate(folded) if "наставляем" in cell), None)
    mentor = next((n for n, cell in enumerate(folded) if "наставник" in cell and n != mentee), None)
    return None if mentor is None or mentee is None else (mentor, mentee)


def _couples(row: tuple[str, ...], mentor: int, mentee: int, place: Place) -> Iterator[Couple]:
    if max(mentor, mentee) >= len(row):
        return
    for first in names_in(row[mentor]):
        for second in names_in(row[mentee]):
            yield Couple(first, second, place)
