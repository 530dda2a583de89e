"""Columns: values that one definition describes, wherever they stand in a tree.

Thousands of people and pairs say the same few things in the same fields. Looked at field by field,
not person by person, they cost a few calls of what compiled code does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, TypeAlias

from docgen.records import Frozen
from docgen.schema.shapes import Path

Cell: TypeAlias = tuple[int, str]  # a field: the number of its mapping, its name


class Column(Frozen):
    """Values, and what tells the path of each by its number: few are ever asked for."""

    values: list[Any]
    path: Callable[[int], Path]

    def only(self, numbers: Sequence[int]) -> Column:
        """Return some of the values."""
        return Column([self.values[at] for at in numbers], lambda at: self.path(numbers[at]))

    def cells(self, wanted: Collection[str]) -> list[Cell]:
        """Return the fields of these names that the mappings have."""
        rows = enumerate(self.values)
        if len(wanted) == 1:
            (name,) = wanted
            return [(at, name) for at, row in rows if name in row]
        return [(at, name) for at, row in rows for name in row if name in wanted]

    def fields(self, cells: Sequence[Cell]) -> Column:
        """Return the values of fields."""
        values = [self.values[at][name] for at, name in cells]
        return Column(values, lambda at: (*self.path(cells[at][0]), cells[at][1]))

    def elements(self) -> Column:
        """Return the elements of all these lists."""
        starts = [*accumulate(map(len, self.values), initial=0)]

        def path(at: int) -> Path:
            number = bisect_right(starts, at) - 1
            return (*self.path(number), at - starts[number])

        return Column([*chain.from_iterable(self.values)], path)


def names(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names of all fields of mappings."""
    return frozenset[str]().union(*rows)


def are_texts(rows: Iterable[Mapping[str, Any]], name: str) -> bool:
    """Whether a field is a text, and not an empty one, in all mappings that have it."""
    values = [row[name] for row in rows if name in row]
    return all(values) and {*map(type, values)} == {str}
