"""Which values name other records, as the schema says with `x-refers-to` and `x-key`.

Nearly always all is well, so values are looked at without their paths, many at a time; paths are
made of what is lost or doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from docgen import shelf
from docgen.records import Frozen
from docgen.schema.shapes import Path, Shape, root

# Steps to every element of a list, and to every field of a mapping whose names are anybody's.
_EACH: Final = "[]"
_ANY: Final = "*"

Way = tuple[tuple[str, ...], str]  # the steps to marked values, and what their mark says
Placed = tuple[Path, Any]  # a value with its path


class Reference(Frozen):
    """A value that names a record of the list `target` («people», «school.bodies»)."""

    path: Path
    value: str
    target: str


class Doubled(Frozen):
    """A key that a list already has, and where it had it first."""

    path: Path
    value: str
    first: Path


def lost_references(
    data: Mapping[str, Any], known: Mapping[str, Mapping[str, str]], schema: str = "programme"
) -> list[Reference]:
    """Return all values of valid data that name a record which its list does not have."""
    lost = [
        Reference(path, value, target)
        for steps, target in _ways(schema, "x-refers-to")
        if not known[target].keys() >= set(_values(data, steps))
        for path, value in _placed(data, steps)
        if value not in known[target]
    ]
    return sorted(lost, key=lambda each: _order(data, each.path))


def doubled_keys(data: Mapping[str, Any], schema: str = "programme") -> Iterator[Doubled]:
    """Yield keys that stand twice in a list whose keys may not repeat."""
    for steps, key in _ways(schema, "x-key"):
        for path, rows in _placed(data, steps):
            keys = [row[key] for row in rows if key in row]
            if len(set(keys)) < len(keys):
                yield from _doubled(path, rows, key)


def _doubled(path: Path, rows: list[dict[str, Any]], key: str) -> Iterator[Doubled]:
    seen: dict[str, Path] = {}
    for index, row in enumerate(rows):
        where = (*path, index, key)
        if key in row and seen.setdefault(row[key], where) != where:
            yield Doubled(where, row[key], seen[row[key]])


@cache
def _ways(schema: str, mark: str) -> tuple[Way, ...]:
    """Return the ways to all values whose definition bears a mark.

    The definitions hold not themselves, or there would be no end of ways; and where names are
    anybody's, none is a field of its own.
    """
    return shelf.kept(f"ways to {mark} in {schema}", lambda: tuple(_found(root(schema), mark)))


def _found(shape: Shape, mark: str) -> Iterator[Way]:
    if mark in shape.definition:
        yield (), shape.definition[mark]
    inside = {**shape.properties, _ANY: shape.others}
    if shape.type == "array":
        inside[_EACH] = shape.element
    for step, inner in inside.items():
        for steps, said in _found(inner, mark) if inner else ():
            yield (step, *steps), said


def _values(data: Any, steps: Iterable[str]) -> list[Any]:
    """Return the values that steps lead to."""
    found = [data]
    for step in steps:
        if step == _EACH:
            found = [each for value in found for each in value]
        elif step == _ANY:
            found = [each for value in found for each in value.values()]
        else:
            found = [value[step] for value in found if step in value]
    return found


def _placed(data: Any, steps: Iterable[str]) -> list[Placed]:
    """Return the same with their paths."""
    found: list[Placed] = [((), data)]
    for step in steps:
        found = [
            ((*path, name), each) for path, value in found for name, each in _inside(value, step)
        ]
    return found


def _inside(value: Any, step: str) -> Iterator[tuple[str | int, Any]]:
    """Yield what one step leads to, with the names or numbers it has there."""
    if step == _EACH:
        yield from enumerate(value)
    elif step == _ANY:
        yield from value.items()
    elif step in value:
        yield step, value[step]


def _order(data: Any, path: Path) -> list[int]:
    """Return what sorts paths as their values stand in the data."""
    order = []
    for step in path:
        order.append(step if isinstance(step, int) else [*data].index(step))
        data = data[step]
    return order
