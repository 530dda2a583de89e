"""Everybody and everything that papers put into cases: the one source of every form.

Documents print the forms of these rows and the sheet of declensions shows them, so the two cannot
disagree. A form comes from what the school stated beside the text, then from its dictionary, then
from the rules of `docgen.russian`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, Final, Literal

from docgen.model import Cases, DictionaryEntry, NameCases, Person, Programme
from docgen.records import Frozen, field, replace
from docgen.russian import (
    CASES,
    Case,
    Gender,
    Kind,
    Phrase,
    decline,
    detect_gender,
    doubts,
    normalise,
)

Path = tuple[str | int, ...]
Origin = Literal["rule", "dictionary", "stated"]

SCHOOL, PEOPLE, POSTS, ACTS, WORDS = "Школа", "Люди", "Должности", "Акты", "Другие слова"
GROUPS = (SCHOOL, PEOPLE, POSTS, ACTS, WORDS)
# What an entry of the dictionary calls a name: it never speaks of anything else.
_NAMES: dict[Kind, str] = {"last": "last-name", "first": "first-name", "middle": "middle-name"}
_PARTS: dict[str, Kind] = {"last_name": "last", "first_name": "first", "middle_name": "middle"}


class Forms(Mapping[str, str]):
    """The cases of a text, each found when it is asked for: of most people papers need few.

    `rows` are what the forms are made of.
    """

    __slots__ = ("_found", "of", "rows")

    def __init__(self, of: Callable[[Case], str], rows: tuple[Row, ...]) -> None:
        self.of = of
        self.rows = rows
        self._found: dict[str, str] = {}

    def __getitem__(self, case: str) -> str:
        if case not in self._found:
            if case not in CASES:
                raise KeyError(case)
            self._found[case] = self.of(case)
        return self._found[case]

    def __iter__(self) -> Iterator[str]:
        return iter(CASES)

    def __len__(self) -> int:
        return len(CASES)


class Form(Frozen):
    """A text in a case, where the form comes from, and why it may be wrong."""

    case: Case
    text: str
    origin: Origin
    doubts: tuple[str, ...] = ()


class Row(Frozen):
    """A text that papers put into cases.

    `place` is where the text stands in the data, `target` the mapping that states or would state
    its forms; without one they go into a new entry of the dictionary.
    """

    id: str
    group: str
    owner: str
    text: str
    kind: Kind
    gender: Gender | None = None
    place: Path = ()
    target: Path = ()
    stated: Cases = field(default_factory=dict)
    listed: Cases = field(default_factory=dict)

    @property
    def is_name(self) -> bool:
        """Whether this is a part of a person's name."""
        return self.kind in _NAMES

    def printed(self, case: Case) -> str:
        """Return the form as papers print it."""
        known = self.stated.get(case) or self.listed.get(case)
        if known:
            return known
        return decline(self.text, case, self.kind, self.gender)

    def form(self, case: Case) -> Form:
        """Return a form with its origin and with the doubts that nobody has settled yet."""
        if case in self.stated:
            return Form(case, self.printed(case), "stated")
        if case in self.listed:
            return Form(case, self.printed(case), "dictionary")
        return Form(
            case, self.printed(case), "rule", _doubts(self.text, case, self.kind, self.gender)
        )

    def is_doubtful(self, case: Case) -> bool:
        """Whether somebody should look at a form."""
        settled = case in self.stated or case in self.listed
        return not settled and bool(_doubts(self.text, case, self.kind, self.gender))

    def forms(self) -> tuple[Form, ...]:
        """Return the forms in all five cases."""
        return tuple(self.form(case) for case in CASES)

    def phrase(self) -> Phrase:
        """Return the text for papers: it knows its cases, and which row they come from."""
        return Phrase(self.text, self.kind, self.gender, Forms(self.printed, (self,)))


@lru_cache(maxsize=8192)
def _doubts(text: str, case: Case, kind: Kind, gender: Gender | None) -> tuple[str, ...]:
    """Return why a form may be wrong; thousands of people share a few hundred names."""
    found = doubts(text, case, kind, gender) if text else ()
    return tuple(dict.fromkeys(f"{doubt.word}: {doubt.reason}" for doubt in found))


def rows_of(text: str) -> tuple[Row, ...]:
    """Return the rows that a text takes its cases from; of a text made otherwise, nothing."""
    cases = text.cases if isinstance(text, Phrase) else None
    return cases.rows if isinstance(cases, Forms) else ()


class Lexicon:
    """The rows of a programme, by id; those of people are made when somebody asks for them."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._places = {person.id: index for index, person in enumerate(programme.people)}
        self._entries: dict[str, list[tuple[int, DictionaryEntry]]] = {}
        for index, entry in enumerate(programme.dictionary):
            self._entries.setdefault(_spaced(entry.text), []).append((index, entry))

    def __iter__(self) -> Iterator[Row]:
        """Yield all rows: of what belongs to the school, of people's names, of their posts."""
        people = self._programme.people
        names = (row for person in people for row in self.name(person))
        posts = (self.post(person) for person in people)
        head = (self.director_post(),) if self._signs_otherwise else ()
        made = (*self._things.values(), *names, *posts, *head)
        yield from {row.id: row for row in made if row.text}.values()

    def __getitem__(self, identifier: str) -> Row:
        if identifier in self._things:
            return self._things[identifier]
        if not identifier.startswith("people/"):
            return self._posts[identifier]
        owner, _, _ = identifier.removeprefix("people/").rpartition("/")
        person = self._programme.person(owner)
        rows = (row for row in (*self.name(person), self.post(person)) if row.text)
        return {row.id: row for row in rows}[identifier]

    def name(self, person: Person, parts: Iterable[str] = _PARTS) -> tuple[Row, ...]:
        """Return the parts of a person's name: the surname, the first name, the patronymic.

        What a person does not have is an empty row.
        """
        path: Path = ("people", self._places[person.id])
        owner, gender = person.full_name, gender_of(person)
        rows = [_part(part, person, owner, gender, path) for part in parts]
        return tuple(map(self._listed, rows) if self._entries else rows)

    def post(self, person: Person) -> Row:
        """Return a person's post; a person without one has an empty one.

        People who hold one post share a row: what is said of it once holds for all of them.
        """
        index = self._places[person.id]
        if person.post_cases or self.is_alone(person):
            return self._listed(_own_post(index, person))
        return self._listed(_shared_post(person.post, ("people", index)))

    def is_alone(self, person: Person) -> bool:
        """Whether nobody else holds a person's post."""
        return self._held[person.post] == 1

    def director_post(self) -> Row:
        """Return the post in which the head of the school signs."""
        if self._signs_otherwise:
            post = self._programme.school.director.post
            return self._listed(_shared_post(post, ("school", "director")))
        return self.post(self._programme.director)

    def word(self, text: str, kind: Kind, group: str = WORDS) -> Row:
        """Return a text that has no place of its own for forms; the dictionary may know it."""
        return self._listed(Row(f"{kind}/{text}", group, text, text, kind))

    def stated(self) -> Iterator[Row]:
        """Yield the rows whose forms the school states."""
        people = self._programme.people
        named = (each for each in people if each.cases != NO_CASES)
        names = (row for person in named for row in self.name(person))
        posts = (self.post(person) for person in people if person.post_cases)
        return (row for row in (*self._things.values(), *names, *posts) if row.text and row.stated)

    def idle(self, more: Iterable[Row]) -> Iterator[tuple[int, DictionaryEntry]]:
        """Yield the entries of the dictionary that neither these rows nor more ask for."""
        dictionary = self._programme.dictionary
        rows = [*self, *more] if dictionary else []
        for index, entry in enumerate(dictionary):
            if not any(_answers(entry, row) for row in rows):
                yield index, entry

    @cached_property
    def _things(self) -> dict[str, Row]:
        made = map(self._listed, _things(self._programme))
        return {row.id: row for row in made if row.text}

    @cached_property
    def _posts(self) -> dict[str, Row]:
        """The posts that several people may hold."""
        posts = (self.post(person) for person in self._programme.people)
        head = (self.director_post(),) if self._signs_otherwise else ()
        return {row.id: row for row in (*posts, *head) if row.text}

    @cached_property
    def _held(self) -> Counter[str]:
        """How many hold each post; the head of the school holds the one he signs in, too."""
        held = Counter(each.post for each in self._programme.people if not each.post_cases)
        held[self._programme.school.director.post] += self._signs_otherwise
        return held

    @property
    def _signs_otherwise(self) -> bool:
        """Whether the head of the school signs in another post than he is said to hold."""
        return self._programme.director.post != self._programme.school.director.post

    def _listed(self, row: Row) -> Row:
        """Let a row know what the dictionary says of its text."""
        if not self._entries:
            return row
        for index, entry in self._entries.get(_spaced(row.text), ()):
            if _answers(entry, row):
                path: Path = ("dictionary", index)
                target = row.target if row.is_name or row.stated else (*path, "cases")
                place = row.place or (*path, "text")
                return replace(row, listed=entry.cases, place=place, target=target)
        return row


NO_CASES: Final = NameCases()


def _spaced(text: str) -> str:
    """Return a text with ordinary single spaces: what is read has some that must not break."""
    return " ".join(text.split())


def _answers(entry: DictionaryEntry, row: Row) -> bool:
    """Whether an entry of the dictionary speaks of this row's text."""
    if _spaced(entry.text) != _spaced(row.text):
        return False
    if row.is_name:
        of_either = entry.gender not in ("m", "f") or row.gender is None
        return entry.kind == _NAMES[row.kind] and (of_either or entry.gender == row.gender)
    return entry.kind not in _NAMES.values()


def _part(part: str, person: Person, owner: str, gender: Gender | None, path: Path) -> Row:
    """Return a part of a person's name as a passport prints it."""
    return Row(
        f"people/{person.id}/{part}",
        PEOPLE,
        owner,
        normalise(getattr(person, part)),
        _PARTS[part],
        gender,
        place=(*path, part),
        target=(*path, "cases", part),
        stated=getattr(person.cases, part),
    )


def gender_of(person: Person) -> Gender | None:
    """Return the stated gender, or the one that the names show."""
    if person.gender:
        return "m" if person.gender == "m" else "f"
    return detect_gender(person.full_name)


def _own_post(index: int, person: Person) -> Row:
    path: Path = ("people", index)
    return Row(
        f"people/{person.id}/post",
        POSTS,
        f"{person.post} ({person.full_name})",
        person.post,
        "post",
        place=(*path, "post"),
        target=(*path, "post_cases"),
        stated=person.post_cases,
    )


def _shared_post(post: str, path: Path) -> Row:
    return Row(f"post/{post}", POSTS, post, post, "post", place=(*path, "post"))


def _things(programme: Programme) -> Iterator[Row]:
    """Yield the school, what belongs to it and its partners."""
    school, about = programme.school, programme.about
    yield _thing("school", "Школа", school, ("school",), "full_name")
    yield _thing("school", "Школа, сокращённо", school, ("school",), "short_name")
    if school.founder:
        yield _thing("founder", "Учредитель", school.founder, ("school", "founder"))
    for index, body in enumerate(school.bodies):
        yield _thing(f"bodies/{body.id}", "Орган школы", body, ("school", "bodies", index))
    if about.venue:
        yield _thing("venue", "Площадка", about.venue, ("programme", "venue"))
    if about.mentor_council:
        path = ("programme", "mentor_council")
        yield _thing("mentor-council", "Совет наставников", about.mentor_council, path)
    for index, partner in enumerate(programme.partners):
        yield _thing(f"partners/{partner.id}", "Партнёр", partner, ("partners", index))


def _thing(identifier: str, owner: str, record: Any, path: Path, name: str = "name") -> Row:
    """Return the row of something that is not a person."""
    cases = "short_cases" if name == "short_name" else "cases"
    return Row(
        f"{identifier}/{name}",
        SCHOOL,
        owner,
        getattr(record, name),
        "org",
        place=(*path, name),
        target=(*path, cases),
        stated=getattr(record, cases),
    )
