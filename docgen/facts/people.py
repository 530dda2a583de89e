"""People and the school as texts need them: names, posts and titles that know their cases."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, get_args

from docgen.facts.asking import EVERYTHING
from docgen.facts.declensions import Forms, Lexicon, Row, gender_of, rows_of
from docgen.facts.plain import mapping, plain
from docgen.facts.ties import MENTEES, MENTORS, Pairs, PairsOf
from docgen.facts.views import Anew, Over, View
from docgen.model import Consent, ConsentKind, Day, Person, Programme, Representative
from docgen.russian import CASES, Gender, Phrase, agreement_of, inflect, initials
from docgen.russian import full_name as joined

NBSP = "\u00a0"

# What only papers that declare `personal: true` may print: consents, agreements, registers.
PRIVATE = ("birth_date", "clearance", "contacts", "employment", "identity")
# What is checked and never printed, whatever a kind declares.
RESTRICTED = ("flags",)


class PersonView(View[Person], of=Person, hidden=(*PRIVATE, *RESTRICTED)):
    """What texts may say of a person.

    `position` is what a table says beside the name, `titled` the post and the name together;
    whether somebody is a minor, and signs himself, is told for the day when the first pair is
    fixed.
    """

    __slots__ = ("_among",)

    def __init__(self, person: Person, among: People) -> None:
        super().__init__(person)
        self._among = among

    def name(self) -> NameView:
        return NameView(self._record, self._among.lexicon)

    def gender(self) -> Gender | None:
        return gender_of(self._record)

    def post(self) -> Phrase:
        return self._post().phrase()

    def position(self) -> Phrase:
        return _position(self._record, self._post(), self._among.lexicon, self["gender"])

    def titled(self) -> Phrase:
        return _together(self["post"], self["name"]["full"])

    def is_minor(self) -> bool:
        return self._when_joining(self._record.is_minor_on)

    def is_student(self) -> bool:
        return self._record.is_student

    def is_employee(self) -> bool:
        return self._record.is_employee

    def consented(self) -> dict[str, Any]:
        return _consented(self._record)

    def signs(self) -> bool:
        """Whether a person is of an age to sign papers, or of an age that is not known."""
        return self._when_joining(self._is_of_age)

    def mentoring(self) -> Pairs:
        return self._pairs(MENTORS)

    def mentored(self) -> Pairs:
        return self._pairs(MENTEES)

    def participates(self) -> Pairs:
        return self._pairs(MENTORS, MENTEES)

    def representatives(self) -> list[dict[str, Any]]:
        """Return who represents a minor; the papers that say so are not told to everybody."""
        return [_without(each, "document") for each in plain(self._record.representatives)]

    def representative(self) -> Mapping[str, Any] | None:
        """Return who signs for a minor, with what he or she is to the child."""
        if not self._record.representatives or not self["is_minor"]:
            return None
        who = _signing(self._record)
        return Over(self._among[who.person], self._tie(who))

    def _tie(self, who: Representative) -> dict[str, Any]:
        """Return what somebody is to this child."""
        return {
            "basis": self._among.lexicon.word(who.basis, "post").phrase(),
            "is_parent": who.basis.lower() in self._among.parents,
        }

    def _pairs(self, *sides: str) -> Pairs:
        identifier = self._record.id
        return Pairs(
            partial(self._among.pairs_of, identifier, sides),
            partial(self._among.ask_for_pairs, identifier),
        )

    def _when_joining(self, holds: Callable[[Day], bool]) -> bool:
        """Whether somebody is of an age as told: that is, on the day of the first pair."""
        if not self._record.birth_date:  # any day will do
            return holds(self._among.programme.start)
        found = holds(self._among.programme.joins(self._record))
        if any(holds(day) is not found for day in self._among.days_of_doubt(self._record)):
            self._among.ask_for_pairs(self._record.id)
        return found

    def _is_of_age(self, day: Day) -> bool:
        age = self._record.age_on(day)
        return age is None or age >= self._among.signing_age

    def _post(self) -> Row:
        """Return the post; the head of the school needs to be told only as such."""
        lexicon, director = self._among.lexicon, self._among.programme.school.director
        if not self._record.post and self._record.id == director.person:
            return lexicon.director_post()
        return lexicon.post(self._record)


class PersonalView(PersonView, of=Person, hidden=RESTRICTED):
    """The same with documents and contacts, for the papers that must name them."""

    __slots__ = ()

    def identity(self) -> dict[str, Any] | None:
        identity = self._record.identity
        if identity is None:
            return None
        return mapping(identity) | {"gender": agreement_of(identity.document)}

    def representatives(self) -> list[dict[str, Any]]:
        """Return who represents a minor, and by which paper."""
        return [mapping(each) for each in self._record.representatives]

    def _tie(self, who: Representative) -> dict[str, Any]:
        return {**super()._tie(who), "document": who.document}


class _Lacking(PersonView, Anew[Person]):
    """Somebody not all of whose pairs are known: who asks what follows from them is noted."""

    __slots__ = ()


class _PersonalLacking(PersonalView, Anew[Person]):
    """The same with documents and contacts."""

    __slots__ = ()


class People(Mapping[str, PersonView]):
    """Everybody of a programme, by id.

    A view is made for each one who looks somebody up: papers come and go, and what they asked of
    people goes with them. `asked` are the ids that were looked up since somebody listened. Of those
    who are `lacking`, a pair may have been left out; of those who are `damaged`, some fields were.
    """

    def __init__(  # noqa: PLR0913  each is another source of what is told
        self,
        programme: Programme,
        lexicon: Lexicon,
        texts: Mapping[str, Any],
        pairs_of: PairsOf,
        *,
        personal: bool = False,
        lacking: Container[str] = frozenset(),
        damaged: Container[str] = frozenset(),
    ) -> None:
        self.programme = programme
        self.lexicon = lexicon
        self.pairs_of = pairs_of
        self.parents: tuple[str, ...] = tuple(texts.get("parents", ()))
        self.signing_age: int = texts.get("signing_age", 0)
        self.asked: set[str] = set()
        self._view = PersonalView if personal else PersonView
        self._lacking_view = _PersonalLacking if personal else _Lacking
        self._lacking = lacking
        self._damaged = damaged

    def __getitem__(self, identifier: str) -> PersonView:
        self.ask_for(identifier)
        view = self._lacking_view if identifier in self._lacking else self._view
        return view(self.programme.person(identifier), self)

    def __contains__(self, identifier: object) -> bool:
        if not isinstance(identifier, str):
            return False
        self.asked.add(identifier)
        return self.programme.has_person(identifier)

    def __iter__(self) -> Iterator[str]:
        self.asked.add(EVERYTHING)
        return (person.id for person in self.programme.people)

    def __len__(self) -> int:
        self.asked.add(EVERYTHING)
        return len(self.programme.people)

    def ask_for(self, asked: str) -> None:
        """Note that somebody, or what everybody makes up, is looked up."""
        self.asked.add(EVERYTHING if asked in self._damaged else asked)

    def ask_for_pairs(self, identifier: str) -> None:
        """Note that somebody's pairs are looked up: if not all are here, that asks for too much."""
        if identifier in self._lacking:
            self.asked.add(EVERYTHING)

    def days_of_doubt(self, person: Person) -> tuple[Day, ...]:
        """Return the first and the last day of a first pair that may have been left out."""
        if person.id not in self._lacking:
            return ()
        programme = self.programme
        known = [each.date for each in programme.documents.values() if each.date]
        last = () if programme.pairs_of(person.id) else (max(programme.end, *known, programme.end),)
        return (min(programme.start, *known, programme.start), *last)

    def ask_for_all_of(self, identifier: str) -> None:
        """Note that somebody is looked up with all that his pairs say."""
        self.ask_for(identifier)
        self.ask_for_pairs(identifier)

    def listen(self) -> set[str]:
        """Return the ids that are looked up from now on, as they come."""
        self.asked = set()
        return self.asked

    @contextmanager
    def overheard(self) -> Iterator[set[str]]:
        """Listen for a while; whoever listens already hears nothing of it."""
        before = self.asked
        try:
            yield self.listen()
        finally:
            self.asked = before

    def director(self) -> Mapping[str, Any]:
        """Return the head of the school as everybody may know him, with the post he signs in."""
        person = self.programme.director
        who = (_Lacking if person.id in self._lacking else PersonView)(person, self)
        return Over(who, _directing(self.programme, self.lexicon))


def _without(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != name}


def _signing(person: Person) -> Representative:
    """Return the representative who gave a minor's consents; of several, the one named first."""
    given = {each.by for each in person.consents if not each.withdrawn}
    known = (each for each in person.representatives if each.person in given)
    return next(known, person.representatives[0])


def _consented(person: Person) -> dict[str, Any]:
    """Return for each kind of consent the last one that was not withdrawn, or nothing."""
    lasting = sorted((each for each in person.consents if not each.withdrawn), key=_given)
    return dict.fromkeys(get_args(ConsentKind)) | {each.kind: plain(each) for each in lasting}


def _given(consent: Consent) -> date:
    return consent.date


def _together(post: Phrase, name: Phrase) -> Phrase:
    """Return «заместитель директора Придуманная Анна Сергеевна», both parts in each case."""
    if not post:
        return name
    rows = (*rows_of(post), *rows_of(name))
    cases = Forms(lambda case: f"{inflect(post, case)} {inflect(name, case)}", rows)
    return Phrase(f"{post} {name}", "full", name.gender, cases)


_LAST = ("last_name",)  # of thousands of pairs nothing else is asked: file names are made of it


class NameView(View[Person]):
    """A person's name in the ways papers write it, each with all its cases."""

    __slots__ = ("_lexicon", "_parts")

    def __init__(self, person: Person, lexicon: Lexicon) -> None:
        super().__init__(person)
        self._lexicon = lexicon
        self._parts: tuple[Row, ...] = ()

    def full(self) -> Phrase:
        return self._written(joined, *self._rows())

    def short(self) -> Phrase:
        last, *named = self._rows()
        return self._written(lambda surname: initials(surname, *_texts(named)), last)

    def reversed(self) -> Phrase:
        last, *named = self._rows()
        return self._written(lambda surname: initials(surname, *_texts(named), before=False), last)

    def last(self) -> Phrase:
        return self._written(str, *(self._parts[:1] or self._lexicon.name(self._record, _LAST)))

    def first(self) -> Phrase:
        return self._written(str, self._rows()[1])

    def middle(self) -> Phrase:
        return self._written(str, self._rows()[2])

    def _rows(self) -> tuple[Row, ...]:
        """Return the surname, the first name and the patronymic."""
        self._parts = self._parts or self._lexicon.name(self._record)
        return self._parts

    def _written(self, form: Callable[..., str], *rows: Row) -> Phrase:
        """Return what a form makes of some parts of the name; the same form makes the cases."""
        known = tuple([row for row in rows if row.text])
        cases = Forms(lambda case: form(*[row.printed(case) for row in rows]), known)
        return Phrase(form(*[row.text for row in rows]), "full", rows[0].gender, cases)


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    return (row.text for row in rows)


def _position(person: Person, post: Row, lexicon: Lexicon, gender: Gender | None) -> Phrase:
    """Return the post, the class or the organisation: what a table says beside a name."""
    if person.is_student and person.class_:
        learner = "обучающаяся" if gender == "f" else "обучающийся"
        return lexicon.word(f"{learner} {person.class_} класса", "post").phrase()
    if not person.organisation:
        return post.phrase()
    if not person.post:
        return lexicon.word(person.organisation, "org").phrase()
    organisation = person.organisation
    cases = Forms(lambda case: f"{post.printed(case)}, {organisation}", (post,))
    return Phrase(f"{post.phrase()}, {organisation}", "post", gender, cases)


def _directing(programme: Programme, lexicon: Lexicon) -> dict[str, Any]:
    """Return in which post the school is headed; «и. о.» never declines and takes the genitive."""
    director, row = programme.school.director, lexicon.director_post()
    post = row.phrase()
    if director.acting:
        acting = f"и. о. {row.printed('gen')}"
        post = Phrase(acting, "post", cases=dict.fromkeys(CASES, acting))
    return {"post": post, "basis": director.basis}


def school_facts(programme: Programme, lexicon: Lexicon) -> dict[str, Any]:
    """Return the school with its names, bodies and contact line."""
    school = programme.school
    founder = plain(school.founder)
    if founder:
        founder["name"] = lexicon["founder/name"].phrase()
    return mapping(school) | {
        "full_name": lexicon["school/full_name"].phrase(),
        "short_name": lexicon["school/short_name"].phrase(),
        "founder": founder,
        "bodies": [
            mapping(body) | {"name": lexicon[f"bodies/{body.id}/name"].phrase()}
            for body in school.bodies
        ],
        "contacts": _contacts(programme),
    }


def _contacts(programme: Programme) -> list[str]:
    """Return the lines under the name of the school on its letterhead."""
    school = programme.school
    reach = [
        school.address,
        f"тел.{NBSP}{school.phone}" if school.phone else "",
        f"эл.{NBSP}почта: {school.email}" if school.email else "",
        school.site,
    ]
    codes = {"ОКПО": school.okpo, "ОГРН": school.ogrn, "ИНН": school.inn, "КПП": school.kpp}
    numbers = ", ".join(f"{name} {number}" for name, number in codes.items() if number)
    return [line for line in (", ".join(part for part in reach if part), numbers) if line]
