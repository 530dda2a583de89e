"""Changes in the pairs since they were fixed: who stops, who goes on with other people, who is
through. Orders of change are made of these facts, one for each day, and name what they amend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from docgen.docx import Blank
from docgen.model import Change, Day, Document, Pair, Programme

Facts = Mapping[str, Any]


def change_facts(
    programme: Programme,
    pairs: Iterable[Facts],
    people: Mapping[str, Any],
    headings: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return the days on which pairs changed, each with the orders to amend and its changes.

    `pairs` are the facts of the programme's pairs, `headings` what orders of each kind are about.
    """
    days = programme.changes
    return _Changes(programme, pairs, people, headings).told(days) if days else []


def representatives(persons: Iterable[Facts], people: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the representative of each minor among the people: the one who signs."""
    for person in persons:
        if person["representative"]:
            yield people[person["representative"]["id"]]


class _Changes:
    """The changes of one programme, with what is looked up for each of them."""

    def __init__(
        self,
        programme: Programme,
        pairs: Iterable[Facts],
        people: Mapping[str, Any],
        headings: Mapping[str, str],
    ) -> None:
        self._programme = programme
        self._pairs = {pair["id"]: pair for pair in pairs}
        self._successors = {pair["replaces"]: pair for pair in reversed(self._pairs.values())}
        self._people = people
        self._headings = headings

    def told(self, days: Iterable[Change]) -> list[dict[str, Any]]:
        return [self._day(change) for change in days]

    def _day(self, change: Change) -> dict[str, Any]:
        """Return what an order about one day has to say."""
        orders = [
            self._amended(order, pairs, change.day) for order, pairs in self._by_order(change)
        ]
        endings = [ending for order in orders for ending in order["endings"]]
        completions = [each for order in orders for each in order["completions"]]
        return {
            "id": change.id,
            "day": change.day,
            "orders": orders,
            "endings": endings,
            "completions": completions,
            "successors": [each["successor"] for each in endings if each["successor"]],
            "people": self._concerned([*endings, *completions]),
        }

    def _by_order(self, change: Change) -> Iterator[tuple[tuple[str, str], list[Pair]]]:
        """Yield each order that the changes of a day amend, with the pairs that it fixed."""
        found: dict[tuple[str, str], list[Pair]] = {}
        for pair in change.pairs:
            found.setdefault(self._programme.order_of(pair), []).append(pair)
        yield from found.items()

    def _amended(
        self, name: tuple[str, str], pairs: Iterable[Pair], day: Day | None
    ) -> dict[str, Any]:
        order = self._programme.document(*name)
        through = [pair for pair in pairs if pair.status == "completed"]
        stopped = [pair for pair in pairs if pair.status != "completed"]
        return {
            "id": "-".join(part for part in name if part),
            "number": order.number or Blank("номер изменяемого приказа"),
            "date": order.date or Blank("дата изменяемого приказа"),
            "heading": _heading(order, self._headings.get(name[0], "")),
            "endings": [self._ending(self._pairs[pair.id], day) for pair in stopped],
            "completions": [self._completion(self._pairs[pair.id]) for pair in through],
        }

    def _ending(self, pair: Facts, day: Day | None) -> dict[str, Any]:
        """Return how the work of these people together ends: from which day, why, who goes on.

        `mentors` are released; `left` and `joined` say how a group that keeps its mentor changes.
        """
        successor = self._successors.get(pair["id"])
        stated = pair["terminated"]
        since = day + timedelta(days=1) if day else None
        regrouped = bool(successor and _same(pair["mentors"], successor["mentors"]))
        return {
            "id": pair["id"],
            "pair": pair,
            "since": since or Blank(f"день, с которого прекращена работа пары {pair['number']}"),
            "reason": (stated or {}).get("reason", ""),
            "basis": (stated or {}).get("basis", ""),
            "successor": successor,
            "regrouped": regrouped,
            "left": _without(pair["mentees"], successor["mentees"]) if successor else [],
            "joined": _without(successor["mentees"], pair["mentees"]) if successor else [],
        }

    def _completion(self, pair: Facts) -> dict[str, Any]:
        """Return when a pair was through, and why if that was before its time."""
        stated = pair["terminated"]
        early = bool(stated and stated["date"] < pair["end"])
        return {
            "id": pair["id"],
            "pair": pair,
            "end": stated["date"] if stated else pair["end"],
            "early": early,
            "reason": stated["reason"] if early else "",
            "basis": stated["basis"] if early else "",
        }

    def _concerned(self, changes: Iterable[Facts]) -> list[Any]:
        """Return everybody whom the changes name, with a representative of each minor, once."""
        named = [person for change in changes for person in _named(change)]
        found = {}
        for person in named:
            found[person["id"]] = person
            found |= {each["id"]: each for each in representatives([person], self._people)}
        return list(found.values())


def _heading(order: Document, usual: str) -> str:
    """Return what the order is about; a heading that has to be computed is left out."""
    return order.heading or ("" if "{" in usual else usual)


def _named(change: Facts) -> list[Any]:
    """Return whom the words about a change name."""
    pair, successor = change["pair"], change.get("successor")
    if change.get("regrouped"):
        return [*pair["mentors"], *change["left"], *change["joined"]]
    new = [*successor["mentors"], *successor["mentees"]] if successor else []
    return [*pair["mentors"], *pair["mentees"], *new]


def _same(some: Iterable[Facts], others: Iterable[Facts]) -> bool:
    return {each["id"] for each in some} == {each["id"] for each in others}


def _without(some: Iterable[Facts], others: Iterable[Facts]) -> list[Any]:
    """Return those of some people who are not among the others."""
    ids = {each["id"] for each in others}
    return [each for each in some if each["id"] not in ids]
