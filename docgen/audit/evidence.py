"""One file of a school's folder as an audit sees it: what paper it is, and the facts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import islice, pairwise, takewhile
from pathlib import PurePath
from typing import Final

from docgen.audit.couples import FIXING, Couple, couples_of, grouped
from docgen.audit.head import POINT, Head, head_of, is_stamp, plain
from docgen.audit.people import Name, mentions_in, names_in
from docgen.audit.schools import schools_in
from docgen.audit.signs import Signs
from docgen.audit.surnames import Surnames
from docgen.audit.vocabulary import MENTEE, any_of, other
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.norms import Document, Paragraph, Profile, Requisites
from docgen.norms.dates import Written, dates_in
from docgen.norms.document import Layout
from docgen.norms.stamps import act_number

ANNEX: Final = re.compile(
    r"(?<!мобильное )(?<!мобильном )(?<!мобильного )\bприложени(?:е|я|и|ю|ем)\b"
    r"(?!\s+к\s+(?:письму|диплому|аттестату|договору|закону|распоряжению|приказу (?:Мин|управ)))"
    r"(?:\s+(?:№\s*)?(\d{1,2}))?",
    re.IGNORECASE,
)
YEARS: Final = re.compile(r"\b(20\d\d)\s*[/–-]\s*(20\d\d|\d\d)\b(?=\s+(?:уч|г|и\s20\d\d))")
_SENTENCES: Final = re.compile(r"(?<!\bим\.)(?<=[а-яё\d)»]{2}[.!?])\s+(?=[А-ЯЁ])")
_AGREES: Final = re.compile(r"\bя\b.*\bсоглас\w+", re.IGNORECASE | re.DOTALL)
_SENTENCE: Final = 400  # letters that say what somebody agrees to
_PROGRAMME, _PLAN = "programme", "pair-plan"
_ADOPTION, _REGULATION = "order-adoption", "order-regulation"
_APPROVES_FIRST: Final = re.compile(
    r"^\W*1\.\s+Утвердить(?:\s+и\s+ввести\s+в\s+действие)?[^:.]{0,60}"
    r"(?::\s*\n\W*(?:1\.1\.|1\)|а\)|[–-])\s*)?(?:прилагаемое\s+)?Положение\s+о",
    re.MULTILINE,
)
_PLANS: Final = ("plan", "programme", "route")
_OPEN: Final = ("", "order-adoption", "order-curator")  # orders that may do more than they say
_FORM_OF_SCHOOL: Final = re.compile(r"(?:\b[А-Я]{0,6}ОУ|учреждени\w+|\bУДО|\bДО)$")
_LABELLED: Final = re.compile(r"(?:Ф\.?\s?И\.?\s?О\b|Фамилия)[^:]{0,40}:", re.IGNORECASE)
_GENITIVE: Final = re.compile(r"(?<!с )(?<!для )\b\w+(?:ого|его)(?:\s+\w+[ая])?$")
# «Педагог – обучающийся»: of a form, who is guided stands behind the dash.
_FORM: Final = re.compile(r"[а-яё]\s*[–—-]\s*(?:обучающ|учени|студент|воспитанник|школьник)")
_AMONG_TEACHERS: Final = re.compile(r"[а-яё]\s*[–—-]\s*(?:педагог|учител|молод|специалист)")
_TRACKS: Final = {
    "teachers": re.compile(r"педагог|работник|учител|молод\w+ специалист|воспитател"),
    "students": re.compile(r"обучающ|учащ|учени[кч]|школьник|воспитанник|студент|реб[её]н|детей"),
}
_PUPILS: Final = re.compile(
    r"наставляем\w+[^.;]{0,60}\b(?:обучающ|учени[кц]|школьник|воспитанник|студент)|"
    r"[–-]\s?(?:ученик|обучающийся|студент)\b",
    re.IGNORECASE,
)
_APPROVED: Final = re.compile(r"утвержд(?:аю|[её]н)", re.IGNORECASE)
_ANOTHER_STAMP: Final = re.compile(r"принят|согласован|рассмотрен|обсужд|одобрен", re.IGNORECASE)
_MINUTES: Final = re.compile(r"протокол\w*", re.IGNORECASE)
_TERM: Final = re.compile(
    r"\b(?:с|со|до|по|к|не позднее|срок\w*|не ранее|после)\s*$", re.IGNORECASE
)
_BEHIND: Final = 60  # letters after the word for minutes that their date stands in
_BEFORE_MINUTES: Final = re.compile(r"[\s,;(]*(?:г(?:ода|\.)?)?[\s,;(]*")
_FIRST: Final = 24  # paragraphs in which cells with lines are stamps
_TITLE_LINES: Final = 2  # lines that a title has
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


class Evidence:
    """A file that was read; `report` is what it breaks by itself, `looks` are marks of its look.

    A scan has no text: nothing is known of it but that it is there.
    """

    def __init__(self, file: str, document: Document, profile: Profile, signs: Signs) -> None:
        self.file = file
        self.document = document
        self.requisites = Requisites(document, profile)
        self._profile = profile
        self._signs = signs
        self.report = Report()
        self.looks: tuple[Diagnostic, ...] = ()
        self.others: Sequence[Name] = ()  # people of other papers of the folder

    @cached_property
    def text(self) -> str:
        """All words, a line for each paragraph."""
        return "\n".join(each.shown for each in self.document.paragraphs)

    @cached_property
    def paper(self) -> str:
        """What the first lines call it: order, regulation, plan, …; empty if nobody knows."""
        told, line = self.requisites.kind, self.requisites.kind_line
        every = (each.text.strip() for each in self.document.paragraphs)
        above = [*takewhile(lambda text: line is None or text != line.first.text.strip(), every)]
        stamped = line is not None and is_stamp(line.text, above)
        return self.head.paper or (told.id if told and not stamped else "")

    @cached_property
    def head(self) -> Head:
        """What stands above the text."""
        return head_of(self.document, self.requisites, self._profile.papers)

    @cached_property
    def kind(self) -> str:
        """The kind of the paper; an order that names couples fixes them, whatever its heading.

        A programme or a plan with one mentor's couples alone is theirs, not the school's.
        """
        if self.paper == "order" and self._told in _OPEN and self.couples:
            return FIXING[0]
        may = self._told == _PROGRAMME or (not self._told and self.paper in _PLANS)
        own = may and len(grouped(self.couples, lambda c: c.mentor)) == 1
        return _PLAN if own else self._told

    @cached_property
    def _told(self) -> str:
        """The kind by the title, else by the name of the file, else by all of the head."""
        texts = (*self._titles, *self._first_words, self._name, self._beginning)
        every = (self._signs.kind(text, self.paper) for text in texts)
        found = next(filter(None, every), None)
        if found is None or (found.about and not any_of(found.about).search(self.text)):
            return ""
        return _REGULATION if found.id == _ADOPTION and self._approves_first else found.id

    @property
    def _approves_first(self) -> bool:
        """Whether what an order does first of all is to approve a regulation."""
        return bool(_APPROVES_FIRST.search(self.text))

    @property
    def title(self) -> str:
        """How the report calls the paper."""
        titles = {each.id: each.title for each in self._signs.kinds}
        return titles.get(self.kind, "Не распознан")

    @property
    def day(self) -> date | None:
        """The date of the paper: where offices put it, or in a line of its own at either end."""
        line = self.requisites.date_line
        told = self.requisites.date if line and not POINT.match(line.text) else None
        known = self.head.day or (told.day if told else None)
        return known or next(filter(None, map(self._dated, self._ends())), None)

    @property
    def number(self) -> str:
        """The number of the paper."""
        told = self.requisites.number
        return self.head.number or (told if re.search(r"\d", told) else "")

    @property
    def approved(self) -> tuple[date | None, str]:
        """The date and the number of the act that approved it, as its stamp or annex mark says."""
        stamps = (_approval(s.lines) for s in self.requisites.stamps if s.approves)
        annexes = ((mark.date, mark.act) for mark in self.requisites.annexes)
        for when, number in (*stamps, *annexes, *self._ruled_stamps()):
            if when and when.day:
                return when.day, number
        return None, ""

    @cached_property
    def meetings(self) -> tuple[tuple[date, Place], ...]:
        """The dates of minutes that the paper rests on."""
        found = []
        for n, each in enumerate(self.document.paragraphs):
            if n < _FIRST or not (each.cell and each.cell.ruled):  # a row of a plan is to come
                told = [match.span() for match in _MINUTES.finditer(each.text)]
                dates = [*dates_in(each.text)]
                near = (d for d in dates if any(_beside(each.text, d, at) for at in told))
                found += [(d.day, each.place) for d in near if d.day]
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
    def names(self) -> tuple[Name, ...]:
        """Everybody named, in full or by initials."""
        lines = (each.text for each in self.document.paragraphs)
        return tuple(each.name for line in lines for each in mentions_in(line))

    @cached_property
    def schools(self) -> tuple[tuple[str, str, Place], ...]:
        """The names of schools, in one form each, with the sentence and the paragraph."""
        lines = (_joined(pair) for pair in pairwise((*self.document.paragraphs, None)))
        return tuple(
            (name, sentence, place)
            for text, place in lines
            for sentence in _SENTENCES.split(text)
            for name in schools_in(sentence)
        )

    @cached_property
    def top(self) -> str:
        """The head and the stamps on one line: whose paper it is stands there."""
        stamps = (each.text for each in self.requisites.stamps)
        marks = (each.text for each in self.requisites.annexes)
        return " ".join(" ".join((*self.head.pieces, *stamps, *marks)).split())

    @cached_property
    def couples(self) -> tuple[Couple, ...]:
        """Who is whose mentor."""
        return couples_of(
            self.document,
            self._signs.vocabulary,
            self._signs.couples.own.get(self._told, "") or self._whose,
            Surnames.of(self.names, self.others),
        )

    @property
    def _whose(self) -> str:
        """The side whose paper it is by its title: «План развития молодого специалиста»."""
        title = " ".join(takewhile(lambda piece: ":" not in piece, self.head.own)).casefold()
        told = [mark for mark in self._signs.vocabulary.markers(title) if other(mark.side)]
        mine = len(told) == 1 and told[0].side == MENTEE and self.paper in _PLANS
        first = next((p.text for p in self.document.paragraphs if any(names_in(p.text))), "")
        mine = mine and bool(_LABELLED.match(first.strip()))  # not who approved it
        return MENTEE if mine and _GENITIVE.search(title[: told[0].end]) else ""

    @cached_property
    def years(self) -> tuple[tuple[int, str, Place], ...]:
        """The school years that the paper names, by their first year, with the paragraph."""
        return tuple(
            (int(found[1]), each.text, each.place)
            for each in self.document.paragraphs
            for found in YEARS.finditer(each.text)
        )

    @cached_property
    def annexed(self) -> frozenset[str]:
        """The kinds of papers that stand in the same file as annexes, by the titles below marks."""
        found: set[str] = set()
        every = [each for each in self.document.paragraphs if not each.blank]
        for mark in self.requisites.annexes:
            at = every.index(mark.paragraphs[-1]) if mark.paragraphs[-1] in every else len(every)
            title = " ".join(each.text for each in every[at + 1 :][:_TITLE_LINES]).casefold()
            kind = self._signs.kind(title, "")
            found |= {kind.id} if kind else set()
        return frozenset(found)

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

    @cached_property
    def track(self) -> str:
        """Whom the title says it is about: teachers or students; nothing if both, or neither."""
        title = " ".join(self._titles)
        if _FORM.search(title) and not _AMONG_TEACHERS.search(title):
            return "students"
        told = [track for track, words in _TRACKS.items() if words.search(title)]
        return told[0] if len(told) == 1 else "both" if told else ""

    @property
    def guides_pupils(self) -> bool:
        """Whether the text says that those who are guided are pupils."""
        return bool(_PUPILS.search(self.text))

    def _ruled_stamps(self) -> Iterator[tuple[Written | None, str]]:
        """Yield the dates and numbers of approvals in the cells of a table with lines."""
        cells: dict[tuple[int, int, int], list[str]] = {}
        for each in self.document.paragraphs:
            if each.cell and each.cell.ruled:
                at = each.cell.table, each.cell.row, each.cell.column
                cells.setdefault(at, []).append(each.text.strip())
        for lines in cells.values():
            if _APPROVED.match(lines[0]):
                yield _approval(lines)

    def holds(self, *words: str) -> bool:
        """Whether any of these parts of words is in the text."""
        folded = " ".join(self.text.casefold().split())
        return any(word in folded for word in words)

    def _ends(self) -> list[str]:
        """Return the last lines from the end, and the first ones."""
        lines = [p.text.strip() for p in self.document.paragraphs if not p.blank and not p.cell]
        return [*reversed(lines[-_HEAD_LINES:]), *lines[:_HEAD_LINES]]

    @staticmethod
    def _dated(line: str) -> date | None:
        """Return the date of a line that is a date, with a place or a signature at most."""
        line = plain(" ".join(line.split()))
        found = next(iter(dates_in(line)), None)
        short = found and len(line) - len(found.text) < _BESIDE_DATE
        return found.day if found and short and not _ANOTHER_DATE.search(line) else None

    @property
    def _titles(self) -> tuple[str, ...]:
        """The title; of an order, what its heading says first, before it goes on."""
        heading = self.requisites.heading.text.casefold() if self.requisites.heading else ""
        whole = f"{self.head.title} {heading}"
        return (f"{self.head.name} {heading}", whole) if self.paper == "order" else (whole,)

    @property
    def _first_words(self) -> tuple[str, ...]:
        """How a consent begins that is called nothing but so: «Я, …, согласна быть наставником»."""
        if self.paper != "consent" or self._titles[0].strip() != self.head.name:
            return ()
        said = (each.text for each in self.document.paragraphs if _AGREES.search(each.text))
        return tuple(f"согласие {text.casefold()[:_SENTENCE]}" for text in islice(said, 1))

    @property
    def _beginning(self) -> str:
        """All of the head without what is of stamps by its words: a PDF has no corners."""
        return " ".join(p for p in self.head.pieces if not _STAMPED.match(p)).casefold()

    @property
    def _name(self) -> str:
        return re.sub(r"[\W_]+", " ", PurePath(self.file).stem).casefold()


def _joined(pair: tuple[Paragraph | None, Paragraph | None]) -> tuple[str, Place]:
    """Return a paragraph, with the next one if a name in quotes goes on there."""
    line, more = pair
    assert line is not None  # the last pair ends with nothing, none begins so
    if more is None or not _goes_on(line, more):
        return line.text, line.place
    return f"{line.text.rstrip()} {more.text.strip()}", line.place


def _goes_on(line: Paragraph, more: Paragraph) -> bool:
    """Whether a name in quotes begins in a line and ends below, or stands below its legal form."""
    if _seat(line) != _seat(more):
        return False
    text = line.text.rstrip()
    begun = text.count("«") > text.count("»") and not text.endswith((".", ";"))
    return begun or (more.text.lstrip().startswith("«") and bool(_FORM_OF_SCHOOL.search(text)))


def _seat(paragraph: Paragraph) -> tuple[int, int, int] | None:
    cell = paragraph.cell
    return (cell.table, cell.row, cell.column) if cell else None


def _approval(lines: Sequence[str]) -> tuple[Written | None, str]:
    """Return the date and the number that a stamp tells, up to another one that follows it."""
    text = " ".join(takewhile(lambda line: not _ANOTHER_STAMP.match(line.strip()), lines))
    return next(dates_in(text), None), act_number(text)


def _beside(text: str, written: Written, minutes: tuple[int, int]) -> bool:
    """Whether a date stands beside the word for minutes: «совета от 31.08.2026 (протокол № 1)».

    A term is none, «действует с 01.09.2026», nor is what stands behind another date.
    """
    start, end = minutes
    if _TERM.search(text[: written.start]):
        return False
    if written.start < start:
        return bool(_BEFORE_MINUTES.fullmatch(text[written.start + len(written.text) : start]))
    between = text[end : written.start]
    return len(between) <= _BEHIND and not next(dates_in(between), None)


def plain_document(file: str, lines: list[str]) -> Document:
    """Return lines of text as a document without any looks: what a PDF tells."""
    paragraphs = tuple(
        Paragraph(text, "", 0, "", "", None, Layout(), (), Place(file, number), 0)
        for number, text in enumerate(lines, start=1)
    )
    return Document(file, paragraphs, ())
