"""Records of the programme as texts see them: what a text asks for is found out, and nothing else.

A school has thousands of people, and a paper names two of them. So the facts of a person or a pair
are no dictionary filled beforehand but a view of the record: its own fields, and what its methods
find out, each when it is asked for. Views are plain data to texts: mappings all the way down.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterator,
    KeysView,
    Mapping,
    ValuesView,
)
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from docgen.facts.plain import plain, public_fields

R = TypeVar("R")
Way = Callable[[Any], Any]


class View(dict[str, Any], Generic[R]):
    """Names whose values are found out when they are asked for, each once.

    Public methods of a class are its names; so are the fields of the record that it is `of`, but
    for those that are `hidden`. A class that is made of another has the names of both. As a
    dictionary it holds what was found, and answers at once what was asked before.
    """

    __slots__ = ("_record",)
    _ways: ClassVar[dict[str, Way]] = {}

    def __init_subclass__(cls, of: type | None = None, hidden: Collection[str] = ()) -> None:
        """Learn how the names of a class are found out."""
        told = public_fields(of) if of else ()
        fields = {name: partial(_field, field) for field, name in told if name not in hidden}
        methods = {name: way for name, way in vars(cls).items() if not name.startswith("_")}
        cls._ways = {**fields, **cls._ways, **methods}
        # texts ask of every field whether there is one: so they ask the dictionary itself
        cls.__contains__ = cls._ways.__contains__  # type: ignore[assignment, method-assign]  # above

    def __init__(self, record: R) -> None:
        self._record = record

    @property
    def found(self) -> dict[str, Any]:
        """What has been found out so far."""
        return dict(dict.items(self))  # a plain copy would find out the rest

    def __missing__(self, name: str) -> Any:
        value = self[name] = self._ways[name](self)
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a name means."""
        return self[name] if name in self._ways else default

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # finds out what is asked for
        return KeysView(self)

    def values(self) -> ValuesView[Any]:  # type: ignore[override]  # as above
        return ValuesView(self)

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]  # as above
        return ItemsView(self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ways)

    def __len__(self) -> int:
        return len(self._ways)

    def __eq__(self, other: object) -> bool:
        """Compare the records: texts ask who is among whom, and views would have to be told."""
        if type(self) is type(other):
            one, another = self._record, other._record
            return one is another or bool(one == another)
        return Mapping.__eq__(self, other)

    __ne__ = object.__ne__  # a dictionary would compare what was found
    __hash__ = None  # like a dictionary


class Anew(View[R]):
    """Names that are found out each time: to ask for one of them is to be noted each time."""

    __slots__ = ()

    def __missing__(self, name: str) -> Any:
        return self._ways[name](self)


def _field(name: str, view: View[Any]) -> Any:
    return plain(getattr(view._record, name))


class Over(Mapping[str, Any]):
    """Names laid over others: what is not among its own is asked of those below."""

    __slots__ = ("_below", "_own")

    def __init__(self, below: Mapping[str, Any], own: Mapping[str, Any]) -> None:
        self._below = below
        self._own = own

    def __getitem__(self, name: str) -> Any:
        own = self._own
        return own[name] if name in own else self._below[name]

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._below

    def __iter__(self) -> Iterator[str]:
        yield from self._below
        yield from (name for name in self._own if name not in self._below)

    def __len__(self) -> int:
        return sum(1 for _ in self)
