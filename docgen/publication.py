"""Copies for the school's site: what they may not say, and whether they say it.

A copy is made from a programme that holds nobody's private data; the made file is then searched
for them all the same, because a text of the programme may have named somebody in passing.
Staff are named on school sites by law (ст. 29 of 273-ФЗ); pupils, parents and outsiders are not.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

from docgen.facts import Lexicon
from docgen.model import Contacts, Document, Flags, Person, Programme
from docgen.records import Frozen, replace
from docgen.russian import CASES, initials, long_date, short_date

_PARAGRAPH_END = re.compile(r"</w:p>|<w:br ?/>|<w:tab ?/>")
_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTE = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r"\d[\d ()–-]{4,}\d")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_SHORTEST_NUMBER = 6  # digits; a shorter one is anything


class Leak(Frozen):
    """Something private found in a file: whose (the id) and what it is, but not the thing."""

    person: str
    what: str


def public(programme: Programme) -> Programme:
    """Return a programme without private data: no pairs, answers, contacts, consents, papers."""
    about = programme.about
    staff = {person.id for person in programme.people if person.is_employee}
    council = about.mentor_council
    if council:
        members = tuple(each for each in council.members if each in staff)
        chair = council.chair if council.chair in staff else None
        council = replace(council, chair=chair, members=members)
    group = tuple(each for each in about.working_group if each.person in staff)
    return replace(
        programme,
        people=tuple(map(_public_person, programme.people)),
        about=replace(about, working_group=group, mentor_council=council),
        pairs=(),
        surveys=tuple(replace(survey, answers=()) for survey in programme.surveys),
        documents={name: _public_document(each) for name, each in programme.documents.items()},
    )


def _public_person(person: Person) -> Person:
    return replace(
        person,
        birth_date=None,
        contacts=Contacts(),
        flags=Flags(),
        representatives=(),
        consents=(),
        identity=None,
        employment=None,
        clearance=None,
        request="",
    )


def _public_document(document: Document) -> Document:
    return replace(document, acquainted=())


class Secrets:
    """What no published copy of a programme may hold."""

    def __init__(self, programme: Programme, lexicon: Lexicon) -> None:
        self._names = dict(_names(programme, lexicon))
        self._values = dict(_values(programme))
        self._numbers = dict(_numbers(programme))
        longest_first = sorted(self._names, key=lambda name: (-len(name), name))
        named = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._named = re.compile(rf"(?<![\w-])(?:{named})(?![\w-])")

    def leaks(self, docx: bytes) -> tuple[Leak, ...]:
        """Return what is private in a document: in its text, its notes, its properties."""
        text = _words(docx)
        folded = text.casefold()
        found = [self._names[each[0]] for each in self._named.finditer(text)]
        found += [leak for value, leak in self._values.items() if value in folded]
        told = [re.sub(r"\D", "", each[0]) for each in _NUMBER.finditer(text)]
        found += [leak for number, leak in self._numbers.items() if any(number in t for t in told)]
        return tuple(dict.fromkeys(found))


def _names(programme: Programme, lexicon: Lexicon) -> Iterator[tuple[str, Leak]]:
    """Yield the names of all but the staff as documents may print them, in all cases.

    A surname that somebody of the staff has, too, gives nobody away by itself.
    """
    staff = {each.last_name for each in programme.people if each.is_employee}
    for person in programme.people:
        if person.is_employee:
            continue
        last, first, middle = lexicon.name(person)
        cases = [[last.text, first.text], *([last.printed(c), first.printed(c)] for c in CASES)]
        for forms in cases:
            alone = () if person.last_name in staff else (forms[0],)
            for name in (*alone, *_written(*forms, first.text, middle.text)):
                yield _plain(name), Leak(person.id, "имя")
                yield _plain(name).upper(), Leak(person.id, "имя")


def _written(last: str, first: str, *named: str) -> tuple[str, ...]:
    """Return the ways in which a name in some case is written; initials come from `named`."""
    before, after = initials(last, *named), initials(last, *named, before=False)
    return f"{last} {first}", f"{first} {last}", before, after


def _values(programme: Programme) -> Iterator[tuple[str, Leak]]:
    """Yield addresses and dates of birth of everybody, folded; the school's own are no secret."""
    school = programme.school
    known = {_plain(each).casefold() for each in (school.address, school.email)}
    for person in programme.people:
        told = {"адрес": person.contacts.address, "почта": person.contacts.email}
        if person.birth_date:
            told |= {
                "дата рождения": short_date(person.birth_date),
                "дата рождения словами": long_date(person.birth_date),
            }
        for what, value in told.items():
            folded = _plain(value).casefold()
            if folded and folded not in known:
                yield folded, Leak(person.id, what)


def _numbers(programme: Programme) -> Iterator[tuple[str, Leak]]:
    """Yield telephones and numbers of identity documents as digits."""
    school = _digits(programme.school.phone)
    for person in programme.people:
        told = {"телефон": _digits(person.contacts.phone)}
        if person.identity:
            told["документ"] = _digits(person.identity.series + person.identity.number)
        for what, number in told.items():
            if len(number) >= _SHORTEST_NUMBER and number != school:
                yield number, Leak(person.id, what)


def _digits(text: str) -> str:
    """Return the digits of a number, of a telephone those without the country's."""
    return re.sub(r"\D", "", text)[-10:]


def _words(docx: bytes) -> str:
    """Return everything that is written in a package, in its parts, attributes and properties."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [
            package.read(name).decode("utf-8")
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        ]
    texts = (_TAG.sub("", _PARAGRAPH_END.sub("\n", part)) for part in parts)
    attributes = (value for part in parts for value in _ATTRIBUTE.findall(part))
    return _plain(html.unescape("\n".join((*texts, *attributes))))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
