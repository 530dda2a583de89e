"""Changes in the pairs since they were fixed, day by day: an order of change tells of one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from docgen.model.basics import Day
from docgen.model.work import Pair
from docgen.records import Frozen

UNDATED = "без-даты"


class Change(Frozen):
    """The pairs whose work, or whose work together, ends on one day; no day – not known yet.

    `id` is the day as people write it: `order-change/13.11.2026` names the order about it.
    """

    id: str
    day: Day | None
    pairs: tuple[Pair, ...]


def changes_of(pairs: Iterable[Pair], end: Day) -> tuple[Change, ...]:
    """Return the changes in order of their days, what happened on an unknown day last.

    `end` is the last day of pairs that have none of their own.
    """
    every = tuple(pairs)
    successors = {pair.replaces: pair for pair in reversed(every) if pair.replaces}
    days: dict[Day | None, list[Pair]] = {}
    for pair in every:
        if not pair.active or pair.id in successors:
            days.setdefault(_last_day(pair, successors.get(pair.id), end), []).append(pair)
    ordered = sorted(days.items(), key=lambda item: item[0] or date.max)
    return tuple(Change(_name(day), day, tuple(ended)) for day, ended in ordered)


def _last_day(pair: Pair, successor: Pair | None, end: Day) -> Day | None:
    if pair.terminated:
        return pair.terminated.date
    if pair.status == "completed":
        return pair.end or end
    return successor.start - timedelta(days=1) if successor and successor.start else None


def _name(day: Day | None) -> str:
    return f"{day:%d.%m.%Y}" if day else UNDATED
