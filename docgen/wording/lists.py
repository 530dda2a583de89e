"""Going through lists as jinja's `map`, `select` and `reject` do: one by one, counting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docgen.docx.effort import one_by_one, seen, spend

Ask = Callable[[Any], Any]


def mapped(ask: Ask, values: Iterable[Any]) -> Iterator[Any]:
    """Yield what is asked of each."""
    for each in _counted(values):
        yield ask(each)


def selected(ask: Ask, values: Iterable[Any]) -> Iterator[Any]:
    """Yield those of which it is true."""
    for each in _counted(values):
        if ask(each):
            yield each


def rejected(ask: Ask, values: Iterable[Any]) -> Iterator[Any]:
    """Yield those of which it is not."""
    for each in _counted(values):
        if not ask(each):
            yield each


def _counted(values: Iterable[Any]) -> Iterable[Any]:
    """Count going through a list before it is done; what has no known length as it comes."""
    if not values:  # nothing at all, too
        return ()
    if values.__class__ is not list:
        return one_by_one(seen(values))
    spend(2 * len(values))
    return values
