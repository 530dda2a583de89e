"""Plain data that satisfy a schema become records.

Knows only types: what a field may be is read once from the annotations of the class.
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

from docgen.records import Struct

T = TypeVar("T")
Reader = Callable[[Any], Any]
_VALUES = frozenset((str, int, date, NoneType))
_UNIONS = (UnionType, Union)  # `Day | None`, `Track | None`: a list of values is no class


def build(cls: type[T], data: Mapping[str, Any]) -> T:
    """Make a record of valid data: dates of ISO text, tuples of lists."""
    read: Callable[[Any], T] = _reader(cast(Any, cls))
    return read(data)


def property_name(field: str) -> str:
    """Return the key of a field in the data: `class_` stands for `class`, a word Python keeps."""
    bare = field.removesuffix("_")
    return bare if keyword.iskeyword(bare) else field


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that makes a value of this type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in _UNIONS:
        return _reader(next(option for option in arguments if option is not NoneType))
    if origin is tuple:
        return _list_reader(_reader(arguments[0]))
    if origin is dict:
        return _mapping_reader(_reader(arguments[1]))
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _record_reader(kind)
    return _scalar_reader(kind)


def _scalar_reader(kind: Any) -> Reader:
    return date.fromisoformat if kind is date else _same


def _same(value: Any) -> Any:
    return value


def _list_reader(read: Reader) -> Reader:
    if read is _same:
        return tuple
    return lambda values: tuple(map(read, values))


def _mapping_reader(read: Reader) -> Reader:
    return lambda mapping: {key: read(value) for key, value in mapping.items()}


def _record_reader(cls: Any) -> Reader:
    slots = _Slots(cls)

    def read(data: Mapping[str, Any]) -> Any:
        given = {}
        for key, value in data.items():
            name, reader = slots[key]
            given[name] = value if reader is _same else reader(value)
        return cls(**given)

    return _sharing(read) if all(_is_value(_type(*said)) for said in slots.said.values()) else read


class _Slots(dict[str, tuple[str, Reader]]):
    """The fields of a record by their keys, each with its reader: found when data have it.

    `said` are the annotations of the fields with the modules where they stand.
    """

    def __init__(self, cls: type) -> None:
        super().__init__()
        self.said = {
            name: (each.__module__, said)
            for each in reversed(cls.__mro__)
            for name, said in vars(each).get("__annotations__", {}).items()
        }
        self._names = {property_name(name): name for name in self.said}

    def __missing__(self, key: str) -> tuple[str, Reader]:
        name = self._names[key]
        self[key] = name, _reader(_type(*self.said[name]))
        return self[key]


@cache
def _type(module: str, said: str) -> Any:
    """Return what an annotation means in a module: many fields say the same."""
    return eval(said, vars(sys.modules[module]))


def _sharing(read: Reader) -> Reader:
    """Return a reader that makes one record of the same few values, however often they come."""

    @lru_cache(maxsize=256)
    def shared(items: tuple[tuple[str, Any], ...]) -> Any:
        return read(dict(items))

    return lambda data: shared(tuple(data.items()))


def _is_value(kind: Any) -> bool:
    """Whether fields of this type hold one value, which does not change."""
    if get_origin(kind) in _UNIONS:
        return all(map(_is_value, get_args(kind)))
    return kind in _VALUES or get_origin(kind) is Literal
