"""Rules B: who has agreed in writing, and with what.

A rule asks for a paper only when the order that needs it has a date: before that, docgen prints
the papers that are still to be signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from docgen.model import ConsentKind, Day, Pair, Person
from docgen.rules.calendar import working_days_until
from docgen.rules.situation import Found, Numbers, Path, Situation, Violation, day, named

OUTSIDE = frozenset({"employer", "parent", "alumnus", "other"})
DATED = re.compile(r"\bот (\d\d\.\d\d\.\d{4})\b")
SHOWN = 5  # ids told of many


def mentee_consent(situation: Situation, _: Numbers) -> Found:
    """B1: a parent agreed to a minor's being guided before the order."""
    yield from _without_consent(situation, "mentees", "наставляемого")


def mentor_consent(situation: Situation, _: Numbers) -> Found:
    """B2: a parent agreed to a minor's being a mentor before the order."""
    yield from _without_consent(situation, "mentors", "наставника-обучающегося")


def _without_consent(situation: Situation, side: str, whose: str) -> Found:
    for path, pair, ordered in _ordered(situation):
        for person in situation.programme.persons(getattr(pair, side)):
            agreed = person.consent("participation", ordered)
            if person.is_minor_on(ordered) and not agreed:
                yield Violation(
                    (*path, side),
                    f"Пара «{pair.id}» закреплена {day(ordered)}, а согласия родителя (законного "
                    f"представителя) {whose} на этот день нет: {named(person)}.",
                    "Впишите согласие (consents, kind: participation) с датой не позже приказа; "
                    "если его ещё нет – приказ подписывать рано.",
                    (pair.id, person.id),
                )


def signed_by_representative(situation: Situation, _: Numbers) -> Found:
    """B3: a minor's consent is signed by a representative who is named as one."""
    for path, person in situation.people():
        named_ones = {each.person for each in person.representatives}
        for index, consent in enumerate(person.consents):
            if not person.is_minor_on(consent.date) or consent.by is None:
                continue
            if consent.by not in named_ones:
                alone = consent.by == person.id
                yield Violation(
                    (*path, "consents", index, "by"),
                    f"Согласие за «{person.id}» подписал "
                    + ("сам несовершеннолетний." if alone else "не его представитель."),
                    "Согласие за несовершеннолетнего даёт законный представитель: "
                    "исправьте by или допишите его в representatives.",
                    (person.id,),
                )


def published_names(situation: Situation, _: Numbers) -> Found:
    """B6: who is named on the site has agreed to it, apart from other consents.

    Copies for the site name employees only; nobody else may be told of there at all.
    """
    programme = situation.programme
    if not (programme.about.publication and programme.about.publication.url):
        return
    lacking = [
        person.id
        for person in programme.participants()
        if person.is_employee and not any(each.kind == "publication" for each in person.consents)
    ]
    if lacking:
        yield Violation(
            ("programme", "publication"),
            "Программу показывают на сайте, а отдельного согласия на распространение сведений нет: "
            f"{_some(lacking)}.",
            "Впишите согласия (consents, kind: publication); до них не размещайте имён и снимков.",
            tuple(lacking),
        )


def employee_consent(situation: Situation, numbers: Numbers) -> Found:
    """B8: an employee who is charged with mentoring agreed to it in writing before the order."""
    for path, pair, ordered in _ordered(situation, since=numbers["since"]):
        for mentor in _charged(situation, pair):
            if not mentor.consent("mentoring", ordered):
                yield Violation(
                    (*path, "mentors"),
                    f"Пара «{pair.id}» закреплена {day(ordered)}, а письменного согласия "
                    f"наставника на этот день нет: {named(mentor)}.",
                    "Впишите согласие (consents, kind: mentoring) или mentoring_in_post: да, "
                    "если наставничество – часть должности.",
                    (pair.id, mentor.id),
                )


def mentor_agreement(situation: Situation, numbers: Numbers) -> Found:
    """B9: there is an agreement on the mentor's work beside the contract, and it tells the pay."""
    for path, pair, _ordered_on in _ordered(situation, since=numbers["since"]):
        beside = pair.agreement.date if pair.agreement else None
        for mentor in _charged(situation, pair):
            own = situation.programme.document("mentor-agreement", mentor.id).date
            if not (own or beside):
                yield Violation(
                    (*path, "mentors"),
                    f"Пара «{pair.id}»: нет даты дополнительного соглашения с наставником "
                    f"({named(mentor)}).",
                    "Подпишите соглашение и впишите его в agreement пары или командой "
                    f"docgen register (mentor-agreement/{mentor.id}).",
                    (pair.id, mentor.id),
                )
        yield from _terms_of_work(situation, path, pair)


def _terms_of_work(situation: Situation, path: Path, pair: Pair) -> Found:
    """Yield what only wants to be known: an agreement without pay, mentoring as part of a post."""
    if pair.agreement and pair.agreement.date and not pair.agreement.payment:
        yield Violation(
            (*path, "agreement"),
            f"Пара «{pair.id}»: в соглашении с наставником не названа оплата.",
            "Впишите payment – и тогда, когда выплаты нет: «без дополнительной оплаты».",
            (pair.id,),
            note=True,
        )
    for mentor in situation.mentors(pair):
        if mentor.is_employee and mentor.mentoring_in_post:
            yield Violation(
                (*path, "mentors"),
                f"Пара «{pair.id}»: наставничество – часть должности, соглашения не нужно "
                f"({named(mentor)}).",
                "Проверьте, что содержание и оплата этой работы названы в трудовом договоре.",
                (pair.id, mentor.id),
                note=True,
            )


def notice_in_time(situation: Situation, numbers: Numbers) -> Found:
    """B11: an employee's mentoring ends so many working days after that was announced."""
    since = date.fromisoformat(numbers["since"])
    for path, pair in situation.pairs():
        ended = pair.terminated.date if pair.terminated else None
        told = _announced(situation, pair, numbers)
        if not (ended and told and since <= told <= ended and any(_charged(situation, pair))):
            continue
        between = working_days_until(ended, told, numbers)
        if between < numbers["days"]:
            yield Violation(
                (*path, "terminated", "date"),
                f"Пара «{pair.id}»: о прекращении предупредили {day(told)}, а последний день – "
                f"{day(ended)}; рабочих дней между ними {between}, нужно не меньше "
                f"{numbers['days']}.",
                "Перенесите последний день. Переносы выходных не учтены: сверьте "
                "с производственным календарём.",
                (pair.id,),
            )


def _announced(situation: Situation, pair: Pair, numbers: Numbers) -> Day | None:
    """Return when it was announced that a pair stops: as stated, by a consent withdrawn, by the
    date of the application that the order rests on."""
    if pair.terminated is None:
        return None
    given = (each for mentor in situation.mentors(pair) for each in mentor.consents)
    withdrawn = [each.withdrawn for each in given if each.kind == "mentoring" and each.withdrawn]
    last = max(withdrawn, default=None)
    return pair.terminated.notice or last or _written(pair.terminated.basis, numbers)


def _written(basis: str, numbers: Numbers) -> Day | None:
    """Return the date of an application or a notice that an order rests on."""
    dated = DATED.search(basis)
    if dated and basis.casefold().startswith(tuple(numbers["notices"])):
        with suppress(ValueError):  # there is no 31.02
            return datetime.strptime(dated[1], "%d.%m.%Y").date()
    return None


def pay_by_act(situation: Situation, _: Numbers) -> Found:
    """B10: what a mentor is paid rests on a local act on pay."""
    programme = situation.programme
    if any(act.about for act in programme.acts):
        return
    for path, pair in situation.pairs():
        if pair.agreement and pair.agreement.payment:
            yield Violation(
                (*path, "agreement", "payment"),
                f"Пара «{pair.id}»: выплата наставнику названа, а положения об оплате труда нет.",
                "Опишите локальный акт в acts и отметьте его: about: pay.",
                (pair.id,),
            )


def outside_mentor(situation: Situation, _: Numbers) -> Found:
    """B13: a mentor from outside has an agreement and a clearance to work with children."""
    programme = situation.programme
    for path, pair, _ordered_on in _ordered(situation):
        for mentor in situation.mentors(pair):
            if mentor.kind not in OUTSIDE:
                continue
            agreed = programme.document("volunteer-agreement", mentor.id).date
            lacking = [
                *([] if agreed or pair.agreement else ["соглашения"]),
                *([] if mentor.clearance else ["справки о допуске к работе с детьми"]),
            ]
            if lacking:
                yield Violation(
                    (*path, "mentors"),
                    f"Пара «{pair.id}»: у наставника со стороны нет {' и '.join(lacking)} "
                    f"({named(mentor)}).",
                    "Впишите agreement пары и clearance человека.",
                    (pair.id, mentor.id),
                )


def consent_lasts(situation: Situation, _: Numbers) -> Found:
    """B14: a consent holds as long as the pair works."""
    programme = situation.programme
    needed: tuple[ConsentKind, ...] = ("participation", "personal-data", "mentoring")
    for path, pair in situation.active():
        last = programme.period(pair)[1]
        for person in programme.persons(pair.participants):
            for kind in needed:
                over = _ends_before(person, kind, programme.fixed_on(pair), last)
                if over:
                    yield Violation(
                        path,
                        f"Пара «{pair.id}» работает до {day(last)}, а согласие участника "
                        f"({named(person)}) кончилось {day(over)}.",
                        "Возьмите новое согласие или завершите работу пары.",
                        (pair.id, person.id),
                    )


def _ends_before(person: Person, kind: ConsentKind, first: Day, last: Day) -> Day | None:
    """Return when a person's last consent of a kind ends, if that is before the last day."""
    given = [each for each in person.consents if each.kind == kind and each.date <= last]
    ends = [min((d for d in (each.until, each.withdrawn) if d), default=None) for each in given]
    if not given or None in ends:
        return None
    latest = max(end for end in ends if end)
    return latest if first <= latest < last else None


def _ordered(situation: Situation, since: str = "") -> Iterator[tuple[Path, Pair, Day]]:
    """Yield the pairs whose order has a date, with that date; none before a rule was law."""
    first = date.fromisoformat(since) if since else date.min
    for path, pair in situation.pairs():
        ordered = situation.ordered_on(pair)
        if ordered and pair.replaces:
            ordered = situation.programme.period(pair)[0]
        if ordered and ordered >= first:
            yield path, pair, ordered


def _charged(situation: Situation, pair: Pair) -> Iterator[Person]:
    """Yield the employees to whom a pair is work beyond their post; the director is not one."""
    director = situation.programme.director.id
    for mentor in situation.mentors(pair):
        if mentor.is_employee and not mentor.mentoring_in_post and mentor.id != director:
            yield mentor


def _some(ids: list[str]) -> str:
    """Return a few of many ids and how many more there are."""
    rest = len(ids) - SHOWN
    return ", ".join(ids[:SHOWN]) + (f" и ещё {rest}" if rest > 0 else "")


RULES = {
    "B1": mentee_consent,
    "B2": mentor_consent,
    "B3": signed_by_representative,
    "B6": published_names,
    "B8": employee_consent,
    "B9": mentor_agreement,
    "B10": pay_by_act,
    "B11": notice_in_time,
    "B13": outside_mentor,
    "B14": consent_lasts,
}
