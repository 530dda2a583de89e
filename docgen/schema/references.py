"""Which values name other records, as the schema says with `x-refers-to` and `x-key`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from docgen.schema.shapes import Path, Shape, root


class Reference(NamedTuple):
    """A value that names a record of the list `target` («people», «school.bodies»)."""

    path: Path
    value: str
    target: str


class Doubled(NamedTuple):
    """A key that a list already has, and where it had it first."""

    path: Path
    value: str
    first: Path


def references(data: Mapping[str, Any], schema: str = "programme") -> Iterator[Reference]:
    """Yield every value of valid data that names a record."""
    for path, value, shape in _marked(root(schema), data, "x-refers-to"):
        yield Reference(path, value, shape.definition["x-refers-to"])


def doubled_keys(data: Mapping[str, Any], schema: str = "programme") -> Iterator[Doubled]:
    """Yield keys that stand twice in a list whose keys may not repeat."""
    for path, rows, shape in _marked(root(schema), data, "x-key"):
        key, seen = shape.definition["x-key"], dict[str, Path]()
        for index, row in enumerate(rows):
            where = (*path, index, key)
            if key in row and seen.setdefault(row[key], where) != where:
                yield Doubled(where, row[key], seen[row[key]])


Marked = tuple[Path, Any, Shape]


def _marked(shape: Shape, data: Any, mark: str) -> list[Marked]:
    """Return the values whose definition bears the mark."""
    found: list[Marked] = []
    _gather(shape, data, (), mark, found)
    return found


def _gather(shape: Shape, value: Any, path: Path, mark: str, found: list[Marked]) -> None:
    """Add the values that bear the mark, without entering what cannot hold any."""
    if mark in shape.definition:
        found.append((path, value, shape))
    if isinstance(value, list):
        element = shape.element
        for index, each in enumerate(value if _leads(element, mark) else ()):
            _gather(element, each, (*path, index), mark, found)
    elif isinstance(value, dict):
        named, other = _ways(shape, mark)
        for name, each in value.items():
            child = named.get(name, other)
            if child:
                _gather(child, each, (*path, name), mark, found)


@cache
def _ways(shape: Shape, mark: str) -> tuple[dict[str, Shape | None], Shape | None]:
    """Return the named fields and what others are; of those that cannot hold the mark, nothing."""
    named = {
        name: child if _leads(child, mark) else None for name, child in shape.properties.items()
    }
    return named, shape.others if shape.others and _leads(shape.others, mark) else None


@cache
def _leads(shape: Shape, mark: str) -> bool:
    """Whether the definition or one inside it bears the mark."""
    return any(mark in each.definition for each in _inside(shape, {}))


def _inside(shape: Shape, seen: dict[int, Shape]) -> Iterator[Shape]:
    if id(shape) in seen:
        return
    seen[id(shape)] = shape
    yield shape
    children = [*shape.properties.values(), *filter(None, [shape.others])]
    if shape.type == "array":
        children.append(shape.element)
    for child in children:
        yield from _inside(child, seen)
