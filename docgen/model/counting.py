"""What is counted over the pairs of a programme: how many work, have finished, have a plan.

Figures of the formulas of the packs are known by a symbol; those in `COUNTED` nobody has to state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from docgen.model.basics import Day
from docgen.model.people import Person
from docgen.model.programme import Programme
from docgen.model.work import Pair

REPORT: Final = "final-report"  # the paper whose date is the day on which everything is counted


def day_of_report(programme: Programme) -> Day:
    """Return the day for which the state of the pairs is told: of the report, or the last one."""
    return min(programme.document(REPORT).date or programme.end, programme.end)


def at_work(pairs: Iterable[Pair], programme: Programme) -> list[Pair]:
    """Return the pairs that still work on the day of the report: their term is not over."""
    day = day_of_report(programme)
    return [pair for pair in pairs if pair.active and programme.period(pair)[1] > day]


def through(pairs: Iterable[Pair], programme: Programme) -> list[Pair]:
    """Return the pairs that have finished: those said to be, and those whose term is over."""
    day = day_of_report(programme)
    return [
        pair
        for pair in pairs
        if pair.status == "completed" or (pair.active and programme.period(pair)[1] <= day)
    ]


def stopped(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that stopped before their time."""
    return [pair for pair in pairs if pair.status == "terminated"]


def working(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that work or have finished: all but those stopped before their time."""
    return [pair for pair in pairs if pair.status != "terminated"]


def items_done(pairs: Iterable[Pair]) -> tuple[int, int]:
    """Return how many items of plans have a result, and how many there are."""
    items = [item for pair in working(pairs) for item in pair.plan]
    return sum(1 for item in items if item.fact), len(items)


def is_young(person: Person, programme: Programme) -> bool:
    """Whether a teacher is in the first years of work, as the programme's limit says."""
    years = person.experience.total if person.experience else None
    limit = programme.limits.young_specialist_years
    return person.is_employee and years is not None and limit is not None and years <= limit


def _people(programme: Programme, pairs: Iterable[Pair], part: str) -> list[Person]:
    ids = dict.fromkeys(each for pair in pairs for each in getattr(pair, part))
    return list(programme.persons(ids))


def _mentees(programme: Programme, pairs: Sequence[Pair]) -> list[Person]:
    return _people(programme, pairs, "mentees")


def _students(people: Iterable[Person]) -> int:
    return sum(1 for person in people if person.is_student)


def _employees(people: Iterable[Person]) -> int:
    return sum(1 for person in people if person.is_employee)


# What docgen counts itself: a symbol and how it is counted over the programme's pairs.
COUNTED: Final[dict[str, Callable[[Programme, Sequence[Pair]], float]]] = {
    "П": lambda _, pairs: len(working(pairs)),
    "Пвсе": lambda _, pairs: len(pairs),
    "Пп": lambda _, pairs: sum(1 for pair in working(pairs) if pair.plan),
    "Пз": lambda programme, pairs: len(through(pairs, programme)),
    "Пд": lambda _, pairs: len(stopped(pairs)),
    "М": lambda _, pairs: items_done(pairs)[1],
    "Мв": lambda _, pairs: items_done(pairs)[0],
    "Во": lambda programme, pairs: _students(_mentees(programme, pairs)),
    "Вп": lambda programme, pairs: _employees(_mentees(programme, pairs)),
    "Но": lambda programme, pairs: _students(_people(programme, pairs, "mentors")),
    "Вм": lambda programme, pairs: sum(
        1 for person in _mentees(programme, pairs) if is_young(person, programme)
    ),
}
