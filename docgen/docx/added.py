"""What the engine itself prints or does in the place of a tag: ids, merges, restarts, charges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from docgen.docx import errors, values
from docgen.docx.effort import spend
from docgen.docx.state import MAX_PASSES, Refused, State, pass_context
from docgen.docx.tag import Tag

MAX_WEIGHT = 20_000
_SEQUENCES: Final = frozenset((list, tuple))
GRID: Final = "docgen-grid"  # marks a table whose columns the data decide


def charger(tag: Tag, size: int) -> Callable[..., Any]:
    """Make the function that gives a loop the list to go through, once its passes are paid for."""

    @pass_context
    def charge(state: State, value: Any) -> Any:
        if value.__class__ in _SEQUENCES:
            if value:  # who goes through nothing has paid with the tag itself
                state.charge(len(value), len(value) * size)
            return value
        try:
            value = listed(value)
        except Refused as problem:
            state.add_refused(problem, tag)
            return ()
        state.charge(len(value), len(value) * size)
        return list(value)

    return charge


def listed(value: Any) -> Any:
    """Return what a loop may go through, with a known length; refuse what is no list."""
    if isinstance(value, list | tuple):
        return value
    if value is None or not hasattr(value, "__iter__"):
        hint = "Если списка может не быть, напишите {% for x in список or [] %}."
        reason = "Цикл идёт по пустому значению" if value is None else "Это не список"
        raise Refused(errors.EMPTY_VALUE, reason, hint)
    return value if hasattr(value, "__len__") else list(_limited(value))


def _limited(value: Iterator[Any]) -> Iterator[Any]:
    for number, item in enumerate(value):
        if number > MAX_PASSES:
            raise Refused(errors.TOO_MUCH, "Слишком длинный список")
        yield item


def passer(tag: Tag) -> Callable[..., Any]:
    """Make the function that gives a loop's bookmarks new ids and names in each pass."""

    @pass_context
    def begin(state: State, _: Any) -> bytes:
        for key, name in tag.marks:
            fresh = state.names_taken.take(name)
            state.marks[key] = (state.fresh_id(), fresh)
            state.names[name] = fresh
        return b""

    return begin


def restarter(tag: Tag) -> Callable[..., Any]:
    """Make the function that begins the lists of a restart tag anew."""

    @pass_context
    def restart(state: State, _: Any) -> bytes:
        for number in tag.numbers:
            state.next_number += 1
            state.numbers[number] = str(state.next_number)
            state.new_numbers.append((str(state.next_number), number))
        return b""

    return restart


def _from_state(read: Callable[[State, Tag], str]) -> Callable[[Tag], Callable[..., Any]]:
    """Make the maker of a function that prints something the rendering itself knows."""

    def maker(tag: Tag) -> Callable[..., Any]:
        @pass_context
        def put(state: State, _: Any) -> bytes:
            return read(state, tag).encode()

        return put

    return maker


def _next_row(state: State, _: Tag) -> str:
    state.row += 1
    return ""


def _merger(tag: Tag) -> Callable[..., Any]:
    """Make the function that merges a cell with the one above when both have one value."""

    @pass_context
    def merge(state: State, value: Any) -> bytes:
        row, above = state.spans.get(tag.number, (-1, None))
        same = row == state.row - 1 and above == value
        state.spans[tag.number] = (state.row, value)
        state.merged[tag.number] = same
        return b"continue" if same else b"restart"

    return merge


def _first(tag: Tag) -> Callable[..., Any]:
    """Make the function of `{% vm %}`: the first pass of the loop starts the merged cell."""

    @pass_context
    def merge(state: State, first: Any) -> bytes:
        state.merged[tag.number] = not first
        return b"restart" if first else b"continue"

    return merge


def _grid(state: State, _: Tag) -> str:
    """Leave a mark in a table whose columns the data decide: repair counts them."""
    state.damaged = True
    return f"<?{GRID}?>"


ADDED: Final[dict[str, Callable[[Tag], Callable[..., Any]]]] = {
    "text": values.text_putter,
    "color": values.color_putter,
    "span": values.span_putter,
    "vmerge": _merger,
    "first": _first,
    "tick": _from_state(_next_row),
    "grid": _from_state(_grid),
    "id": _from_state(lambda state, _: str(state.fresh_id())),
    "mark-id": _from_state(lambda state, tag: str(state.marks[tag.subject][0])),
    "mark-name": _from_state(lambda state, tag: state.marks[tag.subject][1]),
    "name": _from_state(lambda state, tag: state.names.get(tag.subject, tag.subject)),
    "number": _from_state(lambda state, tag: state.numbers.get(tag.subject, tag.subject)),
}


def weigh(value: Any) -> Any:
    """Refuse lists of lists that grow with every `set`."""
    waiting, seen = [value], 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, list | tuple):
            seen += len(item)
            waiting.extend(item)
        elif item.__class__ is dict:  # a view has no more than its texts ask for
            seen += len(item)
            waiting.extend(item.values())
        if seen > MAX_WEIGHT:
            raise Refused(errors.TOO_MUCH, "Слишком большой список")
    spend(seen)
    return value
