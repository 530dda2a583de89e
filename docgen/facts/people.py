"""People and the school as texts need them: names, posts and titles that know their cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from docgen.facts.declensions import Forms, Lexicon, Row, rows_of
from docgen.facts.plain import mapping, plain
from docgen.model import Consent, ConsentKind, Person, Programme
from docgen.russian import CASES, Gender, Phrase, agreement_of, inflect, initials
from docgen.russian import full_name as joined

NBSP = "\u00a0"

# What only papers that declare `personal: true` may print: consents, agreements, registers.
PRIVATE = ("birth_date", "clearance", "contacts", "employment", "identity")
# What is checked and never printed, whatever a kind declares.
RESTRICTED = ("flags",)


def person_facts(
    person: Person, programme: Programme, lexicon: Lexicon, *, personal: bool = False
) -> dict[str, Any]:
    """Return what texts may say of a person, with documents and contacts only if `personal`.

    `position` is what a table says beside the name, `titled` the post and the name together;
    whether somebody is a minor is told for the day when the first pair is fixed.
    """
    parts = lexicon.name(person)
    gender, name = parts[0].gender, name_facts(parts)
    post = _post(person, programme, lexicon)
    return _told(person, personal=personal) | {
        "name": name,
        "gender": gender,
        "post": post.phrase(),
        "position": _position(person, post, lexicon, gender),
        "titled": _together(post.phrase(), name["full"]),
        "is_minor": person.is_minor_on(programme.joins(person)),
        "is_student": person.is_student,
        "is_employee": person.is_employee,
        "consented": _consented(person),
    }


def _post(person: Person, programme: Programme, lexicon: Lexicon) -> Row:
    """Return a person's post; the head of the school needs to be told only as such."""
    if not person.post and person.id == programme.school.director.person:
        return lexicon.director_post()
    return lexicon.post(person)


def _told(person: Person, *, personal: bool) -> dict[str, Any]:
    """Return the fields that a kind of document may see."""
    hidden = RESTRICTED if personal else (*RESTRICTED, *PRIVATE)
    told = {key: value for key, value in mapping(person).items() if key not in hidden}
    for each in () if personal else told["representatives"]:
        del each["document"]
    if personal and person.identity:
        told["identity"]["gender"] = agreement_of(person.identity.document)
    return told


def _consented(person: Person) -> dict[str, Any]:
    """Return for each kind of consent the last one that was not withdrawn, or nothing."""
    lasting = sorted((each for each in person.consents if not each.withdrawn), key=_given)
    return dict.fromkeys(map(str, ConsentKind)) | {str(each.kind): plain(each) for each in lasting}


def _given(consent: Consent) -> date:
    return consent.date


def _together(post: Phrase, name: Phrase) -> Phrase:
    """Return «заместитель директора Придуманная Анна Сергеевна», both parts in each case."""
    if not post:
        return name
    rows = (*rows_of(post), *rows_of(name))
    cases = Forms(lambda case: f"{inflect(post, case)} {inflect(name, case)}", rows)
    return Phrase(f"{post} {name}", "full", name.gender, cases)


def name_facts(parts: tuple[Row, ...]) -> dict[str, Phrase]:
    """Return a person's name in the ways papers write it, each with all its cases."""
    last, first, middle = parts

    def written(form: Callable[[str, str, str], str], *rows: Row) -> Phrase:
        of = tuple(row for row in rows if row.text)
        cases = Forms(lambda case: form(*(row.printed(case) for row in parts)), of)
        return Phrase(form(last.text, first.text, middle.text), "full", last.gender, cases)

    def short(surname: str, *, before: bool = True) -> str:
        return initials(surname, first.text, middle.text, before=before)

    return {
        "full": written(joined, *parts),
        "short": written(lambda surname, *_: short(surname), last),
        "reversed": written(lambda surname, *_: short(surname, before=False), last),
        "last": written(lambda surname, *_: surname, last),
        "first": written(lambda _, name, __: name, first),
        "middle": written(lambda *names: names[2], middle),
    }


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


def director_facts(
    programme: Programme, lexicon: Lexicon, person: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the head of the school; «и. о.» never declines and takes the genitive."""
    director, row = programme.school.director, lexicon.director_post()
    post = row.phrase()
    if director.acting:
        acting = f"и. о. {row.printed('gen')}"
        post = Phrase(acting, "post", cases=dict.fromkeys(CASES, acting))
    facts = {key: value for key, value in person.items() if key not in PRIVATE}
    return facts | {"post": post, "basis": director.basis}


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
