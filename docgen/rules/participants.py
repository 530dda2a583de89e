"""Rules A: who may be whose mentor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from docgen.model import Pair, Person, Requirement
from docgen.rules.situation import Found, Numbers, Path, Situation, Violation, day, named

CURATOR_ORDER = "order-curator"


def kinds_fit(situation: Situation, _: Numbers) -> Found:
    """A2: mentors and mentees are of the kinds that the form is for."""
    for path, pair in situation.pairs():
        form = situation.form(pair)
        sides = (("mentors", form.mentor_kinds), ("mentees", form.mentee_kinds))
        for side, kinds in sides:
            for person in situation.programme.persons(getattr(pair, side)):
                if kinds and person.kind not in kinds:
                    part = "наставником" if side == "mentors" else "наставляемым"
                    yield Violation(
                        (*path, side),
                        f"Пара «{pair.id}»: {named(person)} не может быть {part} "
                        f"в форме «{form.title}».",
                        "Выберите другую форму или исправьте kind человека.",
                        (pair.id, person.id),
                    )


def higher_class(situation: Situation, _: Numbers) -> Found:
    """A4: a pupil guides pupils of lower classes where the role model says so."""
    for path, pair in _requiring(situation, "mentor-higher-class"):
        for mentor in situation.mentors(pair):
            for mentee in situation.mentees(pair):
                above, below = grade(mentor), grade(mentee)
                if above is not None and below is not None and above <= below:
                    yield Violation(
                        (*path, "mentors"),
                        f"Пара «{pair.id}»: наставник не старше наставляемого по классу "
                        f"({mentor.class_} и {mentee.class_}).",
                        "Выберите старшего наставника или модель «равный – равному».",
                        (pair.id, mentor.id, mentee.id),
                    )


def age_of_mentees(situation: Situation, _: Numbers) -> Found:
    """A5: pupils who are guided are neither too young nor too old for the form."""
    for path, pair in situation.pairs():
        bounds = situation.bounds(pair)
        fixed = situation.programme.fixed_on(pair)
        for mentee in situation.mentees(pair):
            age = mentee.age_on(fixed) if mentee.is_student else None
            if age is not None and not bounds.min_age <= age <= bounds.max_age:
                yield Violation(
                    (*path, "mentees"),
                    f"Пара «{pair.id}»: наставляемому {age}, а форма – для возраста "
                    f"от {bounds.min_age} до {bounds.max_age} лет.",
                    "Проверьте birth_date или задайте свои min_age и max_age в limits.",
                    (pair.id, mentee.id),
                )


def young_specialist(situation: Situation, _: Numbers) -> Found:
    """A6: a young specialist is one."""
    for path, pair in _requiring(situation, "mentee-young-specialist"):
        most = situation.bounds(pair).young_specialist_years
        for mentee in situation.mentees(pair):
            years = mentee.experience.total
            if years is not None and years > most:
                yield Violation(
                    (*path, "mentees"),
                    f"Пара «{pair.id}»: модель – для молодого специалиста (до {most} лет работы), "
                    f"а стаж, полных лет: {years} ({named(mentee)}).",
                    "Выберите другую ролевую модель или исправьте experience.",
                    (pair.id, mentee.id),
                )


def experienced_mentor(situation: Situation, _: Numbers) -> Found:
    """A7: a mentor has worked as long as the form asks for."""
    about = situation.programme.about
    for path, pair in situation.pairs():
        if situation.form(pair).limits.min_experience is None:
            continue
        least = situation.bounds(pair).min_experience
        for mentor in situation.mentors(pair):
            years = mentor.experience.total
            if years is not None and years < least:
                yield Violation(
                    (*path, "mentors"),
                    f"Пара «{pair.id}»: у наставника ({named(mentor)}) стаж {years}, а нужно "
                    f"не меньше {least} лет.",
                    "Выберите другого наставника или задайте свой min_experience в "
                    f"{'form_details' if pair.form in about.form_details else 'limits'}.",
                    (pair.id, mentor.id),
                )


def same_subject(situation: Situation, _: Numbers) -> Found:
    """A8: a mentor in a subject teaches it."""
    for path, pair in _requiring(situation, "same-subject"):
        for mentor in situation.mentors(pair):
            for mentee in situation.mentees(pair):
                taught, learnt = set(mentor.subjects), set(mentee.subjects)
                if taught and learnt and not taught & learnt:
                    yield Violation(
                        (*path, "mentors"),
                        f"Пара «{pair.id}»: у наставника и наставляемого нет общего предмета.",
                        "Выберите другую ролевую модель или проверьте subjects.",
                        (pair.id, mentor.id, mentee.id),
                    )


def curator_governs(situation: Situation, _: Numbers) -> Found:
    """A9: the curator is somebody who runs the school."""
    for index, curator in enumerate(situation.programme.curators):
        governs = re.search(r"\b(зам|директор|завед|руковод)", curator.post.casefold())
        if curator.kind != "head" and not governs:
            yield Violation(
                ("programme", "curators", index),
                f"Куратор – не заместитель руководителя: {named(curator)}.",
                "Куратором обычно назначают заместителя директора; если школа решила иначе, "
                "запишите отступление (waivers).",
                (curator.id,),
            )


def has_curator(situation: Situation, _: Numbers) -> Found:
    """A10: the programme has a curator, and by its first day an order has appointed one."""
    if not situation.programme.curators:
        yield Violation(
            ("programme",),
            "У программы нет куратора.",
            "Укажите его в programme.curators: приказ о назначении печатается о нём.",
        )
    elif _begun(situation) and not situation.programme.document(CURATOR_ORDER).date:
        yield Violation(
            ("programme", "curators"),
            f"Программа идёт с {day(situation.programme.start)}, а у приказа о назначении куратора "
            "нет даты.",
            f"Издайте приказ и впишите его номер и дату (documents, {CURATOR_ORDER}).",
            (CURATOR_ORDER,),
        )


def _begun(situation: Situation) -> bool:
    return situation.on is not None and situation.on >= situation.programme.start


def curator_apart(situation: Situation, _: Numbers) -> Found:
    """A11: nobody controls a pair of his or her own."""
    curators = {person.id for person in situation.programme.curators}
    for path, pair in situation.active():
        for mentor in situation.mentors(pair):
            if mentor.id in curators and len(curators) == 1:
                yield Violation(
                    (*path, "mentors"),
                    f"Пара «{pair.id}»: наставник – сам куратор, он проверял бы свою же работу.",
                    "Поручите контроль этой пары другому человеку или выберите другого наставника.",
                    (pair.id, mentor.id),
                )


def load(situation: Situation, _: Numbers) -> Found:
    """A12: a mentor guides no more people than the school allows; groups are counted apart."""
    programme = situation.programme
    for path, person in situation.people():
        pairs = [
            pair
            for pair in programme.pairs_of(person.id)
            if pair.active and person.id in pair.mentors and pair.variety != "group"
        ]
        guided = {mentee for pair in pairs for mentee in pair.mentees}
        most = max((situation.bounds(pair).max_mentees for pair in pairs), default=0)
        if len(guided) > most:
            yield Violation(
                path,
                f"У наставника {named(person)} наставляемых: {len(guided)}, а можно "
                f"не больше {most}.",
                "Передайте часть другому наставнику или измените max_mentees в limits.",
                (person.id, *(pair.id for pair in pairs)),
            )


def one_mentor(situation: Situation, _: Numbers) -> Found:
    """A13: nobody is guided in two pairs at once."""
    for path, person in situation.people():
        pairs = [
            pair
            for pair in situation.programme.pairs_of(person.id)
            if pair.active and person.id in pair.mentees
        ]
        for one, other in combinations(pairs, 2):
            if situation.together(one, other):
                yield Violation(
                    path,
                    f"Наставляемый {named(person)} – сразу в парах «{one.id}» и «{other.id}».",
                    "Оставьте одну пару или разведите их по времени.",
                    (person.id, one.id, other.id),
                )


def groups(situation: Situation, _: Numbers) -> Found:
    """A14: a group has at least two mentees, a pair one."""
    for path, pair in situation.pairs():
        several = len(pair.mentees) > 1
        if (pair.variety == "group") is not several:
            yield Violation(
                (*path, "mentees"),
                f"«{pair.id}» – группа, а наставляемый один."
                if not several
                else f"В паре «{pair.id}» наставляемых больше одного: это группа.",
                "Укажите variety: group." if several else "Уберите variety: group.",
                (pair.id,),
            )


def replaced(situation: Situation, _: Numbers) -> Found:
    """A15: a change in the pairs is fixed by an order."""
    programme = situation.programme
    for change in programme.changes:
        if change.day is None or situation.on is None or change.day > situation.on:
            continue
        stopped = [pair for pair in change.pairs if pair.terminated]
        if stopped and not programme.document("order-change", change.id).date:
            ids = tuple(pair.id for pair in stopped)
            yield Violation(
                ("pairs", programme.pairs.index(stopped[0])),
                f"Работа прекращена {day(change.day)}, а приказа об этом нет: {', '.join(ids)}.",
                "Издайте приказ об изменении и впишите его номер и дату "
                f"(documents, order-change/{change.id}).",
                ids,
            )


def grade(person: Person) -> int | None:
    """Return the number of a pupil's class: 7 of «7 «Б»»."""
    found = re.match(r"\s*(\d{1,2})", person.class_)
    return int(found[1]) if found else None


def _requiring(situation: Situation, what: Requirement) -> Iterator[tuple[Path, Pair]]:
    return (each for each in situation.pairs() if what in situation.model(each[1]).requires)


RULES = {
    "A2": kinds_fit,
    "A4": higher_class,
    "A5": age_of_mentees,
    "A6": young_specialist,
    "A7": experienced_mentor,
    "A8": same_subject,
    "A9": curator_governs,
    "A10": has_curator,
    "A11": curator_apart,
    "A12": load,
    "A13": one_mentor,
    "A14": groups,
    "A15": replaced,
}
