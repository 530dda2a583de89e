"""Rules of sense: dates in order, nobody his own mentor, no pair twice.

What here is an error makes every paper wrong, so nothing is built of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.model import Pair, Person, Programme
from docgen.source import Source

Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str, str]]  # where, what is wrong, what to do


def check_sense(programme: Programme, source: Source) -> Report:
    """Return what in the programme contradicts itself."""
    return Report(
        Diagnostic(code, message, source.place(path), hint, severity, path)
        for code, (severity, rule) in _RULES.items()
        for path, message, hint in rule(programme)
    )


def _programme_dates(programme: Programme) -> Found:
    """Yield a programme that ends before it starts, or lasts longer than its school year can."""
    start, end = programme.start, programme.end
    if end < start:
        message = f"Программа кончается {end:%d.%m.%Y}, раньше, чем начинается ({start:%d.%m.%Y})."
        yield ("programme", "end"), message, "Проверьте год в датах start и end."
    elif (end - start).days > 366:
        message = f"Программа на {programme.school_year} учебный год длится дольше года."
        yield ("programme", "end"), message, "Проверьте год в датах start и end."


def _pair_dates(programme: Programme) -> Found:
    """Yield pairs that end before they start, or work outside the programme."""
    if programme.end < programme.start:
        return  # told already
    for index, pair in enumerate(programme.pairs):
        start, end = programme.period(pair)
        if end < start:
            message = f"Пара «{pair.id}» кончает работу раньше, чем начинает."
            yield ("pairs", index, "end"), message, "Исправьте даты start и end пары."
        elif start < programme.start or end > programme.end:
            message = (
                f"Пара «{pair.id}» работает вне срока программы "
                f"({programme.start:%d.%m.%Y} – {programme.end:%d.%m.%Y})."
            )
            yield ("pairs", index), message, "Исправьте даты пары или срок программы."


def _own_mentor(programme: Programme) -> Found:
    """Yield pairs in which somebody is his or her own mentor."""
    for index, pair in enumerate(programme.pairs):
        for person in filter(pair.mentees.__contains__, pair.mentors):
            name = programme.person(person).full_name
            message = f"В паре «{pair.id}» {name} – и наставник, и наставляемый."
            yield ("pairs", index, "mentees"), message, "Укажите другого наставника."


def _twice(programme: Programme) -> Found:
    """Yield pairs of the same people in the same form that work at the same time."""
    seen: dict[tuple[str, frozenset[str], frozenset[str]], Pair] = {}
    for index, pair in enumerate(programme.pairs):
        key = (pair.form, frozenset(pair.mentors), frozenset(pair.mentees))
        first = seen.setdefault(key, pair)
        if first is not pair and _meet(first, pair, programme):
            message = f"Пары «{first.id}» и «{pair.id}» – одни и те же люди в одной форме."
            yield ("pairs", index), message, "Удалите одну из них или укажите разные сроки."


def _meet(one: Pair, other: Pair, programme: Programme) -> bool:
    (start, end), (from_, to) = programme.period(one), programme.period(other)
    return start <= to and from_ <= end


def _without_post(programme: Programme) -> Found:
    """Yield employees without a post: orders name everybody with it."""
    director = programme.school.director.person
    for index, person in enumerate(programme.people):
        if not person.post and person.is_employee and person.id != director:
            message = f"Не указана должность: {person.full_name}."
            yield (
                ("people", index),
                message,
                "Допишите post: в приказах людей называют с должностью.",
            )


def _on_record(programme: Programme) -> Found:
    """Yield minors on record in pairs of the school: the law gives them mentors in another way.

    The name is not told: what is found may be shown to others.
    """
    for index, person in enumerate(programme.people):
        if person.flags.on_record and _is_guided(person, programme):
            message = (
                f"Наставляемый «{person.id}» состоит на учёте в КДН или ПДН: школьная пара "
                "не заменяет наставника, которого закрепляет комиссия (№ 322-ФЗ)."
            )
            hint = (
                "Согласуйте пару с комиссией по делам несовершеннолетних или завершите её; "
                "в документах docgen учёт не называет."
            )
            yield ("people", index, "flags", "on_record"), message, hint


def _is_guided(person: Person, programme: Programme) -> bool:
    pairs = programme.pairs_of(person.id)
    return any(pair.active and person.id in pair.mentees for pair in pairs)


_RULES: dict[str, tuple[Severity, Callable[[Programme], Found]]] = {
    "DG401": (Severity.ERROR, _programme_dates),
    "DG402": (Severity.ERROR, _pair_dates),
    "DG403": (Severity.ERROR, _own_mentor),
    "DG404": (Severity.ERROR, _twice),
    "DG405": (Severity.WARNING, _without_post),
    "DG406": (Severity.WARNING, _on_record),
}
