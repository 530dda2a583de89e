"""Filters that go through lists: `map`, `selectattr`, `sort`. They do what they do in jinja.

Running what was compiled must not wait for jinja to be imported: only compiling needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Reversible
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from docgen.docx.state import pass_context
from docgen.docx.undefined import FilterArgumentError, Undefined

if TYPE_CHECKING:
    from docgen.docx.sandbox import Sandbox
    from docgen.docx.state import Context

Ask = Callable[[Any], Any]
Field = str | int | None  # `form.track`, `0`, or the element itself


class Grouped(tuple[Any, list[Any]]):
    """Elements with one value of a field, after that value."""

    __slots__ = ()
    grouper = property(itemgetter(0))
    list = property(itemgetter(1))


def getter(environment: Sandbox, attribute: Field, default: Any = None) -> Ask:
    """Return what takes a field of an element, or a field of a field."""
    parts: list[Any] = [] if attribute is None else [attribute]
    if isinstance(attribute, str):
        parts = [int(part) if part.isdigit() else part for part in attribute.split(".")]

    def get(value: Any) -> Any:
        for part in parts:
            value = environment.getitem(value, part)
            if default is not None and isinstance(value, Undefined):
                value = default
        return value

    return get


def _key(environment: Sandbox, attribute: Field, case_sensitive: bool, default: Any = None) -> Ask:
    """Return what elements are compared by."""
    get = getter(environment, attribute, default)
    return get if case_sensitive else lambda value: _lowered(get(value))


def _lowered(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def do_items(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the keys of a mapping with their values."""
    if isinstance(value, Undefined):
        return
    if not isinstance(value, Mapping):
        raise TypeError("Can only get item pairs from a mapping.")
    yield from value.items()


def do_dictsort(
    value: Mapping[Any, Any], case_sensitive: bool = False, by: str = "key", reverse: bool = False
) -> list[tuple[Any, Any]]:
    """Return the keys of a mapping with their values, in order."""
    if by not in ("key", "value"):
        raise FilterArgumentError('You can only sort by either "key" or "value"')
    place = ("key", "value").index(by)

    def key(item: tuple[Any, Any]) -> Any:
        return item[place] if case_sensitive else _lowered(item[place])

    return sorted(value.items(), key=key, reverse=reverse)


@pass_context
def do_first(context: Context, seq: Iterable[Any]) -> Any:
    """Return the first element."""
    for item in seq:
        return item
    return context.environment.undefined("No first item, sequence was empty.")


@pass_context
def do_last(context: Context, seq: Reversible[Any]) -> Any:
    """Return the last element."""
    for item in reversed(seq):
        return item
    return context.environment.undefined("No last item, sequence was empty.")


def do_list(value: Iterable[Any]) -> list[Any]:
    """Return a list of all elements."""
    return list(value)


def do_reverse(value: Any) -> Any:
    """Return a text, or go through a list, from the end."""
    if isinstance(value, str):
        return value[::-1]
    try:
        return reversed(value)
    except TypeError:
        return _reversed(value)


def _reversed(value: Any) -> list[Any]:
    try:
        return list(value)[::-1]
    except TypeError as problem:
        raise FilterArgumentError("argument must be iterable") from problem


@pass_context
def do_sort(
    context: Context,
    value: Iterable[Any],
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: Field = None,
) -> list[Any]:
    """Return a list in order, of one field or of several: `'class,name'`."""
    fields: list[Any] = attribute.split(",") if isinstance(attribute, str) else [attribute]
    keys = [_key(context.environment, each, case_sensitive) for each in fields]
    return sorted(value, key=lambda item: [key(item) for key in keys], reverse=reverse)


@pass_context
def do_unique(
    context: Context, value: Iterable[Any], case_sensitive: bool = False, attribute: Field = None
) -> Iterator[Any]:
    """Yield each element that is unlike those before it."""
    key = _key(context.environment, attribute, case_sensitive)
    before = set()
    for item in value:
        if (found := key(item)) not in before:
            before.add(found)
            yield item


def _extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter that finds the smallest or the largest element."""

    @pass_context
    def extreme(
        context: Context,
        value: Iterable[Any],
        case_sensitive: bool = False,
        attribute: Field = None,
    ) -> Any:
        if items := list(value):
            return choose(items, key=_key(context.environment, attribute, case_sensitive))
        return context.environment.undefined("No aggregated item, sequence was empty.")

    return extreme


do_min = _extreme(min)
do_max = _extreme(max)


@pass_context
def do_groupby(
    context: Context,
    value: Iterable[Any],
    attribute: Field,
    default: Any = None,
    case_sensitive: bool = False,
) -> list[Grouped]:
    """Return groups of the elements by the value of a field, as the first of a group has it."""
    key = _key(context.environment, attribute, case_sensitive, default)
    named = getter(context.environment, attribute, default)
    groups = [list(items) for _, items in groupby(sorted(value, key=key), key)]
    return [Grouped((named(items[0]), items)) for items in groups]


@pass_context
def do_map(context: Context, value: Iterable[Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
    """Yield a field of each element, or what a filter makes of it."""
    if value:
        ask = _mapping(context, args, kwargs)
        for item in value:
            yield ask(item)


def _mapping(context: Context, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Ask:
    if args:
        name, *given = args
        return lambda item: context.environment.call_filter(context, name, item, given, kwargs)
    if "attribute" not in kwargs:
        raise FilterArgumentError("map requires a filter argument")
    if unknown := next((name for name in kwargs if name not in ("attribute", "default")), ""):
        raise FilterArgumentError(f"Unexpected keyword argument {unknown!r}")
    return getter(context.environment, kwargs["attribute"], kwargs.get("default"))


def _choosing(*, wanted: bool, field: bool) -> Callable[..., Iterator[Any]]:
    """Return the filter that yields what a test is true of, or false, or of whose `field` it is."""

    @pass_context
    def choose(context: Context, value: Iterable[Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        if value:
            holds = _test(context, args, kwargs, field)
            for item in value:
                if bool(holds(item)) is wanted:
                    yield item

    return choose


def _test(context: Context, args: tuple[Any, ...], kwargs: dict[str, Any], field: bool) -> Ask:
    if field and not args:
        raise FilterArgumentError("Missing parameter for attribute name")
    get = getter(context.environment, args[0] if field else None)
    test = args[1:] if field else args
    if not test:
        return get
    name, *given = test
    return lambda item: context.environment.call_test(context, name, get(item), given, kwargs)


do_select = _choosing(wanted=True, field=False)
do_reject = _choosing(wanted=False, field=False)
do_selectattr = _choosing(wanted=True, field=True)
do_rejectattr = _choosing(wanted=False, field=True)
