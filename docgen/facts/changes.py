"""Changes in the pairs since they were fixed: who stops, who goes on with another mentor, who is
through. Orders of change are made of these facts, so they name the orders that they amend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from typing import Any

from docgen.docx import Blank
from docgen.model import Document, Pair, PairStatus, Programme

Facts = Mapping[str, Any]


def change_facts(
    programme: Programme,
    pairs: Iterable[Facts],
    people: Mapping[str, Any],
    headings: Mapping[str, str],
) -> dict[str, Any]:
    """Return the orders that the changes amend, each with its changes, and the people concerned.

    `pairs` are the facts of the programme's pairs, `headings` what orders of each kind are about.
    """
    by_id = {pair["id"]: pair for pair in pairs}
    changed = [pair for pair in programme.pairs if _changed(pair, programme)]
    in_order = sorted(changed, key=lambda pair: _order(pair, programme))
    orders = [
        _amended(name, [by_id[pair.id] for pair in group], programme, headings, by_id)
        for name, group in groupby(in_order, key=lambda pair: _order(pair, programme))
    ]
    endings = [ending for order in orders for ending in order["endings"]]
    return {
        "orders": orders,
        "endings": endings,
        "successors": [ending["successor"] for ending in endings if ending["successor"]],
        "people": _concerned([by_id[pair.id] for pair in changed], by_id, people),
    }


def _changed(pair: Pair, programme: Programme) -> bool:
    return bool(pair.status is not PairStatus.ACTIVE or _successor(pair.id, programme))


def _successor(pair: str, programme: Programme) -> str | None:
    return next((each.id for each in programme.pairs if each.replaces == pair), None)


def _order(pair: Pair, programme: Programme) -> str:
    """Return the order that fixed a pair: one of its own, or the common one."""
    own = f"{pair.order}/{pair.id}"
    return own if own in programme.documents else pair.order


def _amended(
    name: str,
    changed: list[Facts],
    programme: Programme,
    headings: Mapping[str, str],
    pairs: Mapping[str, Facts],
) -> dict[str, Any]:
    order = programme.document(name)
    through = [pair for pair in changed if pair["status"] == PairStatus.COMPLETED]
    stopped = [pair for pair in changed if pair["status"] != PairStatus.COMPLETED]
    return {
        "id": name.replace("/", "-"),
        "number": order.number or Blank("номер изменяемого приказа"),
        "date": order.date or Blank("дата изменяемого приказа"),
        "heading": _heading(order, headings.get(name.partition("/")[0], "")),
        "endings": [_ending(pair, programme, pairs) for pair in stopped],
        "completions": [{"id": pair["id"], "pair": pair, "end": pair["end"]} for pair in through],
    }


def _heading(order: Document, usual: str) -> str:
    """Return what the order is about; a heading that has to be computed is left out."""
    return order.heading or ("" if "{" in usual else usual)


def _ending(pair: Facts, programme: Programme, pairs: Mapping[str, Facts]) -> dict[str, Any]:
    """Return how a pair stops: from which day, why, and the pair that goes on instead of it."""
    successor = pairs.get(_successor(pair["id"], programme) or "")
    stated = pair["terminated"]
    known = stated["date"] + timedelta(days=1) if stated else successor and successor["start"]
    return {
        "id": pair["id"],
        "pair": pair,
        "since": known or Blank(f"день, с которого прекращена работа пары {pair['number']}"),
        "reason": (stated or {}).get("reason", ""),
        "successor": successor,
    }


def _concerned(
    changed: Iterable[Facts], pairs: Mapping[str, Facts], people: Mapping[str, Any]
) -> list[Any]:
    """Return everybody whom the changes name, with a representative of each minor, each once."""
    successors = {pair["replaces"]: pair for pair in pairs.values() if pair["replaces"]}
    both = (each for pair in changed for each in (pair, successors.get(pair["id"])) if each)
    named = (person for pair in both for person in (*pair["mentors"], *pair["mentees"]))
    found = {one["id"]: one for person in named for one in _with_representative(person, people)}
    return list(found.values())


def _with_representative(person: Facts, people: Mapping[str, Any]) -> Iterator[Any]:
    yield person
    if person["is_minor"] and person["representatives"]:
        yield people[person["representatives"][0]["person"]]
