"""One file of a school's folder as an audit sees it: what paper it is, and the facts in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import PurePath
from typing import Final

from docgen.audit.couples import FIXING, Couple, couples_of
from docgen.audit.people import Name, names_in, short_names_in
from docgen.audit.signs import Signs
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.norms import Document, Paragraph, Profile, Requisites
from docgen.norms.dates import dates_in
from docgen.norms.document import Layout

SCHOOL: Final = re.compile(
    r"\b(?:М[БАК]?ОУ|ГБОУ|ГАОУ|ГКОУ|М[БАК]УДО|МБУ ДО|образовательно\w+ учреждени\w+|"
    r"учреждени\w+(?= «))\b[^«\n]{0,60}«([^»\n]{3,120})»"
    r"|\b(?:М[БАК]?ОУ|ГБОУ|ГАОУ|ГКОУ)\s+((?:СОШ|ООШ|НОШ|СШ|лице\w+|гимнази\w+|школ\w+)\s+№\s*\d+)"
)
ANNEX: Final = re.compile(r"\bприложени(?:е|я|и|ю|ем)\b(?:\s+(?:№\s*)?(\d{1,2}))?", re.IGNORECASE)
YEARS: Final = re.compile(r"\b(20\d\d)\s*[/–-]\s*(20\d\d|\d\d)\b(?=\s+(?:уч|г))")
_PUPIL: Final = re.compile(r"класс|обучающ|учени[кц]|\b\d{1,2}\s*[«\"]?[А-Я]\b")
_OPEN: Final = ("", "order-adoption", "order-curator")  # orders that may do more than they say
_HEAD_LINES: Final = 8
_STAMPED: Final = re.compile(
    r"утвержд[её]н|утверждаю|принят|согласован|рассмотрен|приказ\w|протокол\w|от\s|№|директор|"
    r"заведующ|председател|_",
    re.IGNORECASE,
)
_ANOTHER_DATE: Final = re.compile(
    r"протокол|№|закон|приказ|\b(?:до|от|по|с|со|срок\w*|родил\w*)\b(?!\.)", re.IGNORECASE
)
_BESIDE_DATE: Final = 60  # letters that a line may have beside its date: a place, a signature
_SHORTENED: Final = {
    "сош": "средняя общеобразовательная школа",
    "оош": "основная общеобразовательная школа",
    "нош": "начальная общеобразовательная школа",
    "сш": "средняя школа",
}


class Evidence:
    """A file that was read; `report` is what it breaks by itself, `looks` are marks of its look.

    A scan has no text: nothing is known of it but that it is there.
    """

    def __init__(self, file: str, document: Document, profile: Profile, signs: Signs) -> None:
        self.file = file
        self.document = document
        self.requisites = Requisites(document, profile)
        self._signs = signs
        self.report = Report()
        self.looks: tuple[Diagnostic, ...] = ()

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
        """The kind of the paper; an order that names couples fixes them, whatever its heading."""
        may = self.paper == "order" and self._told in _OPEN
        return FIXING[0] if may and self.couples else self._told

    @cached_property
    def _told(self) -> str:
        """The kind by the heading, else by the name of the file, else by the first lines."""
        found = (
            self._signs.kind(self._heading, self.paper)
            or self._signs.kind(self._name, "")
            or self._signs.kind(_said(self._beginning), self.paper)
        )
        return found.id if found else ""

    @property
    def title(self) -> str:
        """How the report calls the paper."""
        titles = {each.id: each.title for each in self._signs.kinds}
        return titles.get(self.kind, "Не распознан")

    @property
    def day(self) -> date | None:
        """The date of the paper: where offices put it, or in a line of its own at either end."""
        if self.requisites.date:
            return self.requisites.date.day
        return next(filter(None, map(self._dated, self._ends())), None)

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
        every = self.document.paragraphs
        at = every.index(line.first)
        marks = [each.paragraphs[0] for each in self.requisites.annexes]
        end = next((n for n, each in enumerate(every) if n > at and each in marks), len(every))
        sheet = "\n".join(each.shown for each in every[at:end])
        signed = {*short_names_in(sheet), *((n.last, n.first[:1]) for n in names_in(sheet))}
        lacking = {
            name.key: (name, each.place)
            for each in (*every[:at], *every[end:])
            if not _PUPIL.search(self._around(each))
            for name in self._named_in(each)
            if not any(
                last.rstrip("а") == name.last.rstrip("а") and first == name.first[:1]
                for last, first in signed
            )
        }
        return tuple(lacking.values()) if signed else ()

    @staticmethod
    def _named_in(paragraph: Paragraph) -> list[Name]:
        """Return whom a paragraph names; by initials too where it is a point of an order."""
        found = list(names_in(paragraph.text))
        if paragraph.number or re.match(r"\d", paragraph.text.strip()):
            found += [
                Name(f"{a.capitalize()} {b.upper()}.", a, b, "")
                for a, b in short_names_in(paragraph.text)
            ]
        return found

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
        """Who is whose mentor."""
        return couples_of(
            self.document, self._signs.vocabulary, self._signs.couples.own.get(self._told, "")
        )

    @cached_property
    def years(self) -> tuple[tuple[int, Place], ...]:
        """The school years that the paper names, by their first year."""
        return tuple(
            (int(found[1]), each.place)
            for each in self.document.paragraphs
            for found in YEARS.finditer(each.text)
        )

    @cached_property
    def missing_annexes(self) -> tuple[tuple[str, Place], ...]:
        """The annexes that the text names and the file lacks, by number; a sole one has none."""
        own = {str(mark.number or "") for mark in self.requisites.annexes}
        marked = {id(p) for mark in self.requisites.annexes for p in mark.paragraphs}
        found: dict[str, Place] = {}
        for each in self.document.paragraphs:
            for named in ANNEX.finditer(each.text) if id(each) not in marked else ():
                number = named[1] or ""
                if number not in own and not (own and not number):
                    found.setdefault(number, each.place)
        return tuple(found.items())

    def holds(self, *words: str) -> bool:
        """Whether any of these parts of words is in the text."""
        folded = self.text.casefold()
        return any(word in folded for word in words)

    def _ends(self) -> list[str]:
        """Return the last lines from the end, and the first ones."""
        lines = [p.text.strip() for p in self.document.paragraphs if not p.blank and not p.cell]
        return [*reversed(lines[-_HEAD_LINES:]), *lines[:_HEAD_LINES]]

    @staticmethod
    def _dated(line: str) -> date | None:
        """Return the date of a line that is a date, with a place or a signature at most."""
        line = " ".join(line.split())
        found = next(iter(dates_in(line)), None)
        short = found and len(line) - len(found.text) < _BESIDE_DATE
        return found.day if found and short and not _ANOTHER_DATE.search(line) else None

    @property
    def _heading(self) -> str:
        named = self.requisites.kind_line, self.requisites.heading
        lines = [line.text for line in named if line]
        return " ".join([*lines, "" if self.paper else _said(self._opening)]).casefold()

    @property
    def _opening(self) -> list[Paragraph]:
        stamped = {id(p) for stamp in self.requisites.stamps for p in stamp.paragraphs}
        plain = [p for p in self.document.paragraphs if not p.blank and id(p) not in stamped]
        return plain[:_HEAD_LINES]

    @property
    def _beginning(self) -> list[Paragraph]:
        """The first lines without those of stamps, as far as words tell: a PDF has no corners."""
        seen = (p for p in self.document.paragraphs if not p.blank)
        return [p for p in islice(seen, 2 * _HEAD_LINES) if not _STAMPED.match(p.text.strip())]

    @property
    def _name(self) -> str:
        return re.sub(r"[\W_]+", " ", PurePath(self.file).stem).casefold()


def _said(paragraphs: Iterable[Paragraph]) -> str:
    return " ".join(each.text for each in paragraphs).casefold()


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
