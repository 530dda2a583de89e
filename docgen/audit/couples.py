"""Who is whose mentor, as papers say it: in tables, in sentences, in lists, in lines of roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, product
from typing import Final

from docgen.audit.people import Mention, Name, likely, mentions_in, same
from docgen.audit.roles import sides_of
from docgen.audit.sentences import NONE, Lead, Sentence
from docgen.audit.surnames import NOBODY, Surnames
from docgen.audit.tables import rows_of, seated, seats_of, whole_rows
from docgen.audit.vocabulary import MENTOR, Marker, Vocabulary, other
from docgen.diagnostics import Place
from docgen.norms import Document, Paragraph
from docgen.records import Frozen, replace

FIXING: Final = ("order-pairs", "order-change", "annex-pairs")  # these say whose pairs there are
# Words that are shortened before a name: no sentence ends there.
_SHORTENED: Final = ("тов", "гр", "уч", "пед", "восп", "преп", "зам", "дир", "обуч", "студ")
_FULL_STOP: Final = re.compile(
    rf"{''.join(rf'(?<!{chr(92)}b{word}{chr(92)}.)' for word in _SHORTENED)}"
    r"(?<=[а-яё\d)»]{2}[.!?])\s+(?=[А-ЯЁ])"
)
_HEADING: Final = 160  # letters that a heading has at most
_FULL_LINE: Final = 60  # letters: a line of a PDF as long as this goes on in the next one
# A row of a printed table, or its heads: «1 Сидорова …», «№ Наставник …».
_PRINTED_ROW: Final = re.compile(r"(?:№|\d{1,3})\s+[А-ЯЁ][.а-яё]|№\s*п/п")
_POINT: Final = re.compile(r"\d{1,2}(?:\.\d+)*\.\s")
_NUMBER: Final = re.compile(r"(\d{1,2})\.\s")
# «О работе наставника и наставляемого» heads no list of couples, «Наставник – наставляемый» does.
_OBLIQUE: Final = re.compile(r"(?:ника|ницы|того|мого|ного|ей|ой)$", re.IGNORECASE)
_WITH: Final = re.compile(r"\bсо?\s+$")
_DECLARED: Final = re.compile(r"[^:–—|.,]{4,60}(?::|\s[–—-]\s)\s*[А-ЯЁ]")
_LABEL: Final = re.compile(r"[А-ЯЁ][^.:;]{2,40}:\s")
_OWNER: Final = frozenset("ng")
_BESIDE: Final = re.compile(r"(?<!вместе )(?<!совместно )(?<!рядом )\bсо?\s+$", re.IGNORECASE)


class Couple(Frozen):
    """A mentor and a mentee that a paper names together, and where."""

    mentor: Name
    mentee: Name
    place: Place


class Cast(Frozen):
    """Somebody in a part, if any is told, and where; `beside` somebody: «работала с Ивановой».

    Whose paper it is, stands in it in the nominative, or in the genitive of a title: an `owner`.
    """

    name: Name
    side: str
    place: Place
    beside: bool = False
    owner: bool = False


def couples_of(
    document: Document, words: Vocabulary, own: str = "", surnames: Surnames = NOBODY
) -> tuple[Couple, ...]:
    """Return everybody's mentor that a paper names, each couple once.

    `own` is the side whose paper it is: who writes a report does not say who he is.
    """
    reader = _Reader(words, surnames)
    for text, place, point in _lines(document, words):
        reader.line(text, place, point)
    found = [
        *_in_runs(reader.declared),
        *_in_tables(document, words, surnames),
        *reader.couples,
    ]
    found = found or [*_in_runs(reader.going_on)] or [*_with_author(reader, own)]
    return tuple(_once(found, [each.name for each in reader.everybody]))


def grouped(couples: Sequence[Couple], by: Callable[[Couple], Name]) -> list[list[Couple]]:
    """Return couples by one of the two, who may be written with a slip."""
    groups: list[list[Couple]] = []
    for couple in couples:
        own = next((group for group in groups if likely(by(group[0]), by(couple))), None)
        if own is None:
            groups.append([couple])
        else:
            own.append(couple)
    return groups


def _once(found: Sequence[Couple], people: Sequence[Name]) -> list[Couple]:
    """Return couples once each, by full names if the paper tells them anywhere."""
    whole = [name for name in people if len(name.first) > 1]
    told: list[Couple] = []
    for each in found:
        mentor, mentee = _whole(each.mentor, whole), _whole(each.mentee, whole)
        known = (likely(mentor, c.mentor) and likely(mentee, c.mentee) for c in told)
        if not same(mentor, mentee) and not any(known):
            told.append(Couple(mentor, mentee, each.place))
    return told


def _whole(name: Name, whole: Sequence[Name]) -> Name:
    """Return the full name behind initials if there is only one."""
    if len(name.first) > 1:
        return name
    found = {each.key: each for each in whole if same(each, name)}
    return next(iter(found.values())) if len(found) == 1 else name


class _Reader:
    """Reads lines one after another: what one says of a list holds for the next ones."""

    def __init__(self, words: Vocabulary, surnames: Surnames) -> None:
        self.couples: list[Couple] = []
        self.cast: list[Cast] = []
        self.going_on: list[Cast] = []  # those whose line does not speak for itself
        self.declared: list[Cast] = []  # in lines of parts: «Наставник: …»
        self.everybody: list[Cast] = []
        self._words = words
        self._surnames = surnames
        self._lead = NONE
        self._point: int | None = None  # the number of the point that gave the lead

    def line(self, text: str, place: Place, point: int | None = None) -> None:
        """Read a line; one that begins with a part holds names.

        A point of an order that neither begins so nor has a verb of couples speaks for itself. The
        next one ends the list of the one before it.
        """
        if point is not None and self._point is not None and point <= self._point + 1:
            self._lead = NONE if point > self._point else self._lead
            self._point = None  # a list that counts from one has points of its own
        before = self._lead
        loose = bool(self._words.roles.match(text))
        declared = bool(_DECLARED.match(text)) and loose
        begun = _POINT.match(text)
        alone = begun is not None and not self._words.roles.match(text, begun.end())
        for sentence in self._clauses(text):
            rule = self._words.rule(sentence) or self._lead.rule
            pairs = self._lead.together or bool(self._words.together.search(sentence))
            pieces = _points(sentence)
            for piece in pieces:
                mentions = self._mentions(piece, loose=loose)
                together = pairs if len(pieces) > 1 else self._lead.together
                lead = replace(self._lead, rule=rule, together=together)
                parts = self._sentence(Sentence(piece, mentions, self._words, lead), place)
                self.cast += parts
                self.going_on += parts if rule or not alone else []
                self.declared += parts if declared else []
        self._point = self._point if self._lead is before else point

    def _mentions(self, text: str, *, loose: bool) -> list[Mention]:
        found = mentions_in(text, loose=loose)
        listed = self._lead.together or len(self._lead.order) > 1
        return self._surnames.mentions(text, found, self._words, listed=listed)

    def _clauses(self, text: str) -> list[str]:
        parts = _FULL_STOP.split(text)
        return [clause for part in parts for clause in self._words.clauses(part)]

    def _sentence(self, told: Sentence, place: Place) -> list[Cast]:
        """Read a sentence; return those who play a part in it."""
        sides = sides_of(told)
        cast = [
            Cast(
                each.name,
                side,
                place,
                beside=bool(_BESIDE.search(gap)) and "i" in each.cases,
                owner=bool(each.cases & _OWNER) and not _WITH.search(gap),
            )
            for each, side, gap in zip(told.mentions, sides, told.gaps, strict=False)
        ]
        self.everybody += cast
        parts = [each for each in cast if other(each.side)]
        if cast and not any(each.side for each in cast):
            self.going_on += cast[:1]  # somebody else's turn: who comes next is not the last one's
        couples = [*_in_runs(parts)] or [*self._under_lead(parts)]
        self.couples += couples
        self._lead = self._next_lead(told)
        return parts

    def _under_lead(self, parts: Sequence[Cast]) -> Iterator[Couple]:
        """Yield the couples with who is named in the line above the list."""
        for mention, side in self._lead.people:
            for each in parts:
                if other(each.side) == side:
                    yield _couple(Cast(mention.name, side, each.place), each)

    def _next_lead(self, told: Sentence) -> Lead:
        """Return what a line says of those below it."""
        text = told.text.strip()
        opens = text.endswith(":")
        marks = [*self._heads(told)]
        named = {side for side in told.sides if side}
        heads = (other(m.side) if m.predicate and m.side in named else m.side for m in marks)
        order = tuple(dict.fromkeys(side for side in heads if other(side)))
        if not opens and (told.mentions or ("|" in text and len(order) == 1)):
            return self._lead if self._lead.lasts or not told.mentions else NONE
        if len(order) > 1 and not opens and all(_is_oblique(told, each) for each in marks):
            order = ()
        order = order or self._objects(told, opens=opens)
        short = len(text) < _HEADING and not text.endswith((".", ";"))
        rule = self._words.rule(text)
        together = bool(self._words.together.search(text))
        if (opens or short) and (order or together or rule) and not (rule and rule.skip):
            people = tuple(zip(told.mentions, told.sides, strict=True)) if opens else ()
            return Lead(opens, order, rule, together, people)
        return NONE if opens or not short else self._lead

    def _heads(self, told: Sentence) -> Iterator[Marker]:
        """Yield the words of parts behind the last name; «Подпись наставника» heads no people."""
        gap = told.gaps[-1]
        for mark in told.marks(gap):
            cell = gap[: mark.start].rpartition("|")[2] + gap[mark.start :].partition("|")[0]
            if "|" not in gap or not self._words.nobody.search(cell):
                yield mark

    @staticmethod
    def _objects(told: Sentence, *, opens: bool) -> tuple[str, ...]:
        """Return the part of those listed below «закрепить Сидорову за педагогами:»."""
        sides = {side for side in told.sides if other(side)}
        below = opens and len(sides) == 1 and told.has_preposition(told.gaps[-1])
        return tuple(map(other, sides)) if below else ()


def _is_oblique(told: Sentence, mark: Marker) -> bool:
    return bool(_OBLIQUE.search(told.gaps[-1][mark.start : mark.end]))


def _points(text: str) -> list[str]:
    """Return the points of a list within a sentence, if each of them names a couple."""
    pieces = text.split(";")
    named = [piece for piece in pieces if piece.strip()]
    return pieces if all(len(mentions_in(each)) > 1 for each in named) else [text]


def _in_runs(cast: Sequence[Cast]) -> Iterator[Couple]:
    """Yield the couples of people in order: those of one side with those of the next.

    Where several mentors stand before several mentees nobody knows who is whose; nor is it known
    whose they are who stand behind somebody without a part.
    """
    runs = [[*group] for side, group in groupby(cast, key=lambda each: each.side) if side]
    while len(runs) > 1:
        first, second = runs[:2]
        apart = first[0].side == second[0].side
        if not apart and min(len(_different(first)), len(_different(second))) == 1:
            yield from (_couple(one, two) for one, two in product(first, second))
        runs = runs[1:] if apart else runs[2:]


def _different(run: Sequence[Cast]) -> list[Cast]:
    found: list[Cast] = []
    for each in run:
        if not any(same(each.name, known.name) for known in found):
            found.append(each)
    return found


def _couple(one: Cast, two: Cast) -> Couple:
    mentor, mentee = (one, two) if one.side == MENTOR else (two, one)
    return Couple(mentor.name, mentee.name, two.place)


def _with_author(reader: _Reader, own: str) -> Iterator[Couple]:
    """Yield the couples of a paper that one of the two writes and that names only the other."""
    named = _different(reader.cast)
    if not own or not named or any(each.side != named[0].side for each in named):
        return
    author = _author(reader.everybody)
    if named[0].side == own:
        others = [each for each in reader.everybody if each.beside and not each.side]
        writes = own == MENTOR and author  # a pupil's papers are signed by parents, too
        if not others and writes and not any(same(each.name, author[0].name) for each in named):
            # «согласен выполнять работу наставника Ивановой»: she is not who writes
            others, named = named, [replace(author[0], side=own)]
    else:
        others = author
    for one, two in product(named, others):
        yield _couple(one, Cast(two.name, other(one.side), one.place))


def _author(everybody: Sequence[Cast]) -> list[Cast]:
    """Return whose paper it is: who is named in full without a part, or who signed it."""
    free = [each for each in everybody if not each.side and each.owner]
    whole = [each for each in free if len(each.name.first) > 1]
    return (whole or free[-1:])[:1]


def _in_tables(document: Document, words: Vocabulary, surnames: Surnames) -> Iterator[Couple]:
    for number in document.tables:
        seats = seats_of(rows_of(document, number), words)
        if seats:
            yield from (Couple(*each) for each in seated(seats, words, surnames))


def _lines(document: Document, words: Vocabulary) -> Iterator[tuple[str, Place, int | None]]:
    """Yield the paragraphs outside tables and the rows of tables without heads, in order.

    A paragraph comes with the number of its point.
    """
    told: set[int] = set()
    for each in _whole_lines(document):
        if each.cell is None:
            number = _NUMBER.match(each.shown.strip())
            yield each.text.strip(), each.place, int(number[1]) if number else None
        elif each.cell.table not in told:
            told.add(each.cell.table)
            rows = rows_of(document, each.cell.table)
            if seats_of(rows, words) is None:
                yield from ((row.text, row.place, None) for row in whole_rows(rows))


def _whole_lines(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs; a line that goes on in the next one, as in PDF, with what follows."""
    waiting: Paragraph | None = None
    for each in document.paragraphs:
        if waiting and _goes_on(waiting, each, printed=not document.sections):
            waiting = replace(waiting, text=_joined(waiting.text.rstrip(), each.text.strip()))
            continue
        if waiting:
            yield waiting
        waiting = each
    if waiting:
        yield waiting


def _joined(line: str, more: str) -> str:
    return f"{line}{more}" if re.search(r"[а-яё]-$", line) else f"{line} {more}"


def _goes_on(line: Paragraph, following: Paragraph, *, printed: bool) -> bool:
    text, more = line.text.strip(), following.text.strip()
    if line.cell or following.cell or not text or not more or text.endswith((":", ";", "!", "?")):
        return False
    if _LABEL.match(more):
        return False
    if printed and _PRINTED_ROW.match(text):
        return not (_PRINTED_ROW.match(more) or _POINT.match(more) or more.endswith(":"))
    if text.endswith(".") or _PRINTED_ROW.match(more):
        return False
    return more[0].islower() or (printed and len(text) >= _FULL_LINE and not more[0].isdigit())
