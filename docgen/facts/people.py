"""People and the school as texts need them: names, posts and titles that know their cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.facts.plain import mapping, plain
from docgen.model import Cases, Person, Programme
from docgen.russian import (
    CASES,
    Case,
    Gender,
    Kind,
    Phrase,
    decline,
    detect_gender,
    inflect,
    initials,
    typography,
)
from docgen.russian import full_name as joined

Parts = tuple[str, str, str]
NBSP = "\u00a0"

# What only papers that declare `personal: true` may print: consents, agreements, registers.
PRIVATE = ("birth_date", "clearance", "contacts", "flags", "identity")


@dataclass(frozen=True, slots=True)
class Forms(Mapping[str, str]):
    """The cases of a text, found when they are asked for: of most people papers need few."""

    of: Callable[[Case], str]

    def __getitem__(self, case: str) -> str:
        if case not in CASES:
            raise KeyError(case)
        return self.of(case)

    def __iter__(self) -> Iterator[str]:
        return iter(CASES)

    def __len__(self) -> int:
        return len(CASES)


def person_facts(person: Person, programme: Programme, *, personal: bool = False) -> dict[str, Any]:
    """Return what texts may say of a person, with documents and contacts only if `personal`.

    `position` is what a table says beside the name, `titled` the post and the name together;
    whether somebody is a minor is told for the first day of the programme.
    """
    gender = gender_of(person)
    name = name_facts(person, gender)
    post = phrase(person.post, "post", gender, _known(programme, person.post, person.post_cases))
    told = {key: value for key, value in mapping(person).items() if personal or key not in PRIVATE}
    return told | {
        "name": name,
        "gender": gender,
        "post": post,
        "position": _position(person, gender, programme),
        "titled": _together(post, name["full"]),
        "is_minor": person.is_minor_on(programme.start),
        "is_student": person.is_student,
        "is_employee": person.is_employee,
    }


def phrase(
    text: str, kind: Kind, gender: Gender | None = None, cases: Mapping[str, str] | None = None
) -> Phrase:
    """Return a text that knows its cases, with the spaces that must not break."""
    stated = {case: typography(form) for case, form in (cases or {}).items()}
    return Phrase(typography(text), kind, gender, stated)


def _together(post: Phrase, name: Phrase) -> Phrase:
    """Return «заместитель директора Придуманная Анна Сергеевна», both parts in each case."""
    if not post:
        return name
    cases = Forms(lambda case: f"{inflect(post, case)} {inflect(name, case)}")
    return Phrase(f"{post} {name}", "full", name.gender, cases)


def gender_of(person: Person) -> Gender | None:
    """Return the stated gender, or the one that the names show."""
    if person.gender:
        return "m" if person.gender == "m" else "f"
    return detect_gender(person.full_name)


def name_facts(person: Person, gender: Gender | None) -> dict[str, Phrase]:
    """Return a person's name in the ways papers write it, each with all its cases."""
    parts = (person.last_name, person.first_name, person.middle_name)
    _, first, middle = parts

    def written(form: Callable[[str, str, str], str]) -> Phrase:
        cases = Forms(lambda case: form(*_declined(person, parts, case, gender)))
        return Phrase(form(*parts), "full", gender, cases)

    return {
        "full": written(joined),
        "short": written(lambda last, *_: initials(last, first, middle)),
        "reversed": written(lambda last, *_: initials(last, first, middle, before=False)),
        "last": written(lambda last, *_: last),
        "first": written(lambda _, first, __: first),
        "middle": written(lambda *each: each[2]),
    }


def _declined(person: Person, parts: Parts, case: Case, gender: Gender | None) -> Parts:
    stated = person.cases
    return (
        stated.last_name.get(case) or decline(parts[0], case, "last", gender),
        stated.first_name.get(case) or decline(parts[1], case, "first", gender),
        stated.middle_name.get(case) or decline(parts[2], case, "middle", gender),
    )


def _position(person: Person, gender: Gender | None, programme: Programme) -> Phrase:
    """Return the post, the class or the organisation: what a table says beside a name."""
    if person.is_student and person.class_:
        learner = "обучающаяся" if gender == "f" else "обучающийся"
        return phrase(f"{learner} {person.class_} класса", "post", gender)
    post = person.post or person.organisation
    if person.organisation and person.post:
        post = f"{person.post}, {person.organisation}"
    return phrase(post, "post", gender, _known(programme, post, person.post_cases))


def _known(programme: Programme, text: str, cases: Cases) -> Mapping[str, str]:
    """Return the forms stated beside the text itself or, failing that, in the dictionary."""
    if cases:
        return cases
    return next((entry.cases for entry in programme.dictionary if entry.text == text), {})


def director_facts(programme: Programme) -> dict[str, Any]:
    """Return the head of the school; «и. о.» never declines and takes the genitive."""
    director = programme.school.director
    post: Phrase
    if director.acting:
        acting = f"и. о. {decline(director.post, 'gen', 'post')}"
        post = Phrase(acting, "post", cases=dict.fromkeys(CASES, acting))
    else:
        post = phrase(director.post, "post", cases=_known(programme, director.post, {}))
    return person_facts(programme.director, programme) | {"post": post, "basis": director.basis}


def school_facts(programme: Programme) -> dict[str, Any]:
    """Return the school with its names, bodies and contact line."""
    school = programme.school
    founder = plain(school.founder)
    if school.founder:
        cases = _known(programme, school.founder.name, school.founder.cases)
        founder["name"] = phrase(school.founder.name, "org", cases=cases)
    return mapping(school) | {
        "full_name": phrase(school.full_name, "org", cases=school.cases),
        "short_name": phrase(school.short_name, "org", cases=school.short_cases),
        "founder": founder,
        "bodies": [body_facts(programme, body) for body in school.bodies],
        "contacts": _contacts(programme),
    }


def body_facts(programme: Programme, body: Any) -> dict[str, Any]:
    """Return a council of the school; its name knows its cases."""
    return mapping(body) | {
        "name": phrase(body.name, "org", cases=_known(programme, body.name, body.cases))
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
