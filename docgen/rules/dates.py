"""Rules C: dates and terms follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from docgen.model import Day, Document, Stage, Track, When
from docgen.rules.calendar import works
from docgen.rules.situation import Found, Numbers, Path, Situation, Violation, day

REGULATION_ORDER = "order-regulation"
SHORT = frozenset({"short-term", "situational", "speed"})
DAYS_A_MONTH = 30.44


def after_minutes(situation: Situation, _: Numbers) -> Found:
    """C1: nothing is approved before the meeting that it names."""
    for name, document in situation.programme.documents.items():
        approved, by = _approved(situation, document)
        for index, stamp in enumerate(document.stamps):
            met = stamp.protocol.date if stamp.protocol else None
            if met and approved and approved < met:
                yield Violation(
                    ("documents", name, "stamps", index, "protocol", "date"),
                    f"Документ «{name}» утверждён {day(approved)}{by}, раньше заседания, "
                    f"на которое ссылается ({day(met)}).",
                    "Исправьте дату протокола или дату утверждения.",
                    (name,),
                )


def _approved(situation: Situation, document: Document) -> tuple[Day | None, str]:
    """Return when a document was approved, and in words by what: an order or itself."""
    for stamp in document.stamps:
        if stamp.document:
            order = situation.programme.document(stamp.document)
            return order.date, f" (приказ «{stamp.document}»)"
    return document.date, ""


def pairs_after_regulation(situation: Situation, _: Numbers) -> Found:
    """C2: pairs are fixed after the regulation is approved."""
    approved = situation.programme.document(REGULATION_ORDER).date
    told: set[str] = set()
    for path, pair in situation.pairs():
        ordered = situation.ordered_on(pair)
        name = "/".join(filter(None, situation.programme.order_of(pair)))
        if approved and ordered and ordered < approved and name not in told:
            told.add(name)
            yield Violation(
                ("documents", name, "date") if name in situation.programme.documents else path,
                f"Пары закреплены {day(ordered)} (приказ «{name}»), раньше, чем утверждено "
                f"Положение ({day(approved)}).",
                "Сначала утверждают Положение, потом закрепляют пары: исправьте одну из дат.",
                (name, pair.id),
            )


def plan_within_pair(situation: Situation, _: Numbers) -> Found:
    """C3: what a pair plans lies within its term."""
    for path, pair in situation.pairs():
        start, end = situation.programme.period(pair)
        for index, item in enumerate(pair.plan):
            outside = [each for each in _days(item.term) if not start <= each <= end]
            if outside:
                yield Violation(
                    (*path, "plan", index, "term"),
                    f"План пары «{pair.id}»: срок ({day(outside[0])}) вне срока её работы "
                    f"({day(start)} – {day(end)}).",
                    "Исправьте срок пункта или срок пары.",
                    (pair.id,),
                )


def in_order(situation: Situation, _: Numbers) -> Found:
    """C4: stages follow one another, and nothing ends before it starts."""
    for track in get_args(Track):
        stages = [each for each in situation.programme.stages if each.track == track]
        for one, following in pairwise(stages):
            if one.start and following.start and following.start < one.start:
                yield _stage(
                    situation,
                    following,
                    f"Этап «{following.title}» начинается {day(following.start)}, раньше "
                    f"предыдущего ({day(one.start)}).",
                )
    for stage in situation.programme.stages:
        if stage.start and stage.end and stage.end < stage.start:
            yield _stage(
                situation, stage, f"Этап «{stage.title}» кончается раньше, чем начинается."
            )
    for path, term in _terms(situation):
        if term.start and term.end and term.end < term.start:
            yield Violation(
                path,
                f"Срок кончается {day(term.end)}, раньше, чем начинается ({day(term.start)}).",
                "Исправьте даты start и end.",
            )


def _stage(situation: Situation, stage: Stage, message: str) -> Violation:
    index = situation.programme.stages.index(stage)
    return Violation(("stages", index), message, "Исправьте даты этапов.", (stage.id,))


def _terms(situation: Situation) -> Iterator[tuple[Path, When]]:
    """Yield the terms of the school's road map and events."""
    for index, row in enumerate(situation.programme.roadmap.rows):
        if row.term:
            yield ("roadmap", "rows", index, "term"), row.term
    for index, event in enumerate(situation.programme.events):
        if event.term:
            yield ("events", index, "term"), event.term


def rows_complete(situation: Situation, numbers: Numbers) -> Found:
    """C5: a row of a plan says when, who and with what result; not all of them «all year»."""
    rows = situation.programme.roadmap.rows
    for index, row in enumerate(rows):
        lacking = [
            *([] if row.term or row.document else ["срока"]),
            *([] if row.responsible else ["ответственного"]),
            *([] if row.result or row.document else ["результата"]),
        ]
        if lacking:
            yield Violation(
                ("roadmap", "rows", index),
                f"У строки дорожной карты нет {', '.join(lacking)}.",
                "Допишите term, responsible, result.",
            )
    yield from _calendar_complete(situation)
    vague = [row for row in rows if row.term and row.term.ways == ("text",)]
    if len(rows) >= numbers["rows"] and len(vague) > len(rows) * numbers["share"]:
        yield Violation(
            ("roadmap", "rows"),
            f"Большинство сроков дорожной карты – слова без дат ({len(vague)} из {len(rows)}).",
            "Укажите дату, месяц или период: по словам «в течение года» исполнение не проверить.",
        )


def _calendar_complete(situation: Situation) -> Found:
    """Yield rows of the mentors' school that do not say when or who."""
    for index, row in enumerate(situation.programme.about.calendar):
        lacking = [
            *([] if row.when else ["срока"]),
            *([] if row.responsible else ["ответственного"]),
        ]
        if lacking:
            yield Violation(
                ("programme", "calendar", index),
                f"У строки плана школы наставника нет {' и '.join(lacking)}.",
                "Допишите when и responsible.",
            )


def known_roles(situation: Situation, _: Numbers) -> Found:
    """C6: whoever answers for something is a person or a role."""
    programme = situation.programme
    rows = [
        *(
            (("roadmap", "rows", n), row.responsible)
            for n, row in enumerate(programme.roadmap.rows)
        ),
        *((("events", n), event.responsible) for n, event in enumerate(programme.events)),
        *(
            (("programme", "calendar", n), row.responsible)
            for n, row in enumerate(programme.about.calendar)
        ),
    ]
    for path, names in rows:
        for index, name in enumerate(names):
            if name not in situation.roles and not programme.has_person(name):
                yield Violation(
                    (*path, "responsible", index),
                    f"Ответственный «{name}» – не человек из people и не роль.",
                    "Напишите id человека или роли; слова напечатаются как есть.",
                )


def within_school_year(situation: Situation, _: Numbers) -> Found:
    """C7: the programme lies in the school year that it names."""
    programme = situation.programme
    first = int(programme.school_year[:4])
    earliest, latest = Day(first, 6, 1), Day(first + 1, 8, 31)
    for key, value in (("start", programme.start), ("end", programme.end)):
        if not earliest <= value <= latest:
            yield Violation(
                ("programme", key),
                f"{day(value)} – не {programme.school_year} учебный год.",
                "Исправьте дату или school_year.",
            )


def working_days(situation: Situation, numbers: Numbers) -> Found:
    """C8: papers are signed and meetings held on working days."""
    programme = situation.programme
    dated: list[tuple[Path, Day | None]] = [
        (("documents", name, "date"), document.date)
        for name, document in programme.documents.items()
    ]
    for path, pair in situation.pairs():
        dated += [
            ((*path, "meetings", number, "date"), met.date)
            for number, met in enumerate(pair.meetings)
        ]
    for path, date in dated:
        if date and not works(date, numbers):
            yield Violation(
                path,
                f"{day(date)} – нерабочий день.",
                "Проверьте дату; если выходной в этом году перенесён, всё верно.",
            )


def registers_renewed(situation: Situation, numbers: Numbers) -> Found:
    """C9: the list of those who are guided is not older than a year."""
    for kind in ("mentees-register", "mentors-register"):
        made = situation.programme.document(kind).date
        if made and situation.on and (situation.on - made).days > numbers["days"]:
            yield Violation(
                ("documents", kind, "date"),
                f"Реестр «{kind}» не обновляли с {day(made)}.",
                "Обновите сведения об участниках и дату реестра.",
                (kind,),
            )


def length_of_work(situation: Situation, _: Numbers) -> Found:
    """C10: a pair works neither too short nor too long a time; short varieties are meant so."""
    for path, pair in situation.pairs():
        start, end = situation.programme.period(pair)
        months = round((end - start).days / DAYS_A_MONTH, 1)
        bounds = situation.bounds(pair)
        fits = bounds.min_months - 0.5 <= months <= bounds.max_months + 0.5
        if not fits and pair.variety not in SHORT and not (pair.terminated or pair.replaces):
            yield Violation(
                path,
                f"Пара «{pair.id}» работает {months:g} мес., а программа – от {bounds.min_months} "
                f"до {bounds.max_months} мес.",
                "Исправьте срок пары или задайте min_months и max_months в limits.",
                (pair.id,),
            )


def signed_has_requisites(situation: Situation, _: Numbers) -> Found:
    """C11: a signed paper that gets a number has one, and a date."""
    numbered = {kind.name for kind in situation.kinds if kind.journal}
    for name, document in situation.programme.documents.items():
        registered = name.partition("/")[0] in numbered
        if document.status == "signed" and registered:
            lacking = [
                *([] if document.number else ["номера"]),
                *([] if document.date else ["даты"]),
            ]
            if lacking:
                yield Violation(
                    ("documents", name),
                    f"Документ «{name}» подписан, а {' и '.join(lacking)} у него нет.",
                    "Впишите number и date, как они стоят на бумаге.",
                    (name,),
                )


def effective_later(situation: Situation, _: Numbers) -> Found:
    """C12: nothing comes into force before it is ordered."""
    for name, document in situation.programme.documents.items():
        if document.date and document.effective and document.effective < document.date:
            yield Violation(
                ("documents", name, "effective"),
                f"Документ «{name}» вводится в действие {day(document.effective)}, раньше своей "
                f"даты ({day(document.date)}).",
                "Исправьте effective: задним числом локальный акт не вводят.",
                (name,),
            )


def _days(term: When | None) -> list[Day]:
    """Return the days that a term names."""
    return [each for each in (term.date, term.start, term.end) if each] if term else []


RULES = {
    "C1": after_minutes,
    "C2": pairs_after_regulation,
    "C3": plan_within_pair,
    "C4": in_order,
    "C5": rows_complete,
    "C6": known_roles,
    "C7": within_school_year,
    "C8": working_days,
    "C9": registers_renewed,
    "C10": length_of_work,
    "C11": signed_has_requisites,
    "C12": effective_later,
}
