"""Dataclasses whose methods are written when they are first needed.

Python's own writes and compiles six functions for every class when its module is imported, half a
millisecond each time; docgen has hundreds of records, and a command needs few of them. Here a class
gets its `__init__` with its first instance, and shares the rest with all others. What is not
`frozen=True, slots=True` is left to Python.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

__all__ = ["dataclass"]

_OURS: Final = {"frozen": True, "slots": True}
_set = object.__setattr__


def _dataclass(**how: Any) -> Callable[[type], type]:
    """Return the decorator `@dataclass(frozen=True, slots=True)`, or Python's own for others."""
    return _record if how == _OURS else dataclasses.dataclass(**how)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _record(cls: type) -> Any:
    # To freeze a class, Python writes two functions, which takes longest: it only marks ours. An
    # heir it must freeze itself, because it compares it with what it inherits from.
    heir = any(dataclasses.is_dataclass(base) for base in cls.__bases__)
    how = {"init": False, "repr": False, "eq": False, "slots": True, "frozen": heir}
    made: Any = dataclasses.dataclass(**how)(cls)
    made.__dataclass_params__.frozen = True
    methods = {**_SHARED, **_comparing(made), "__init__": _first_init(made)}
    for name, method in methods.items():
        if cls.__dict__.get(name) is None:  # Python writes a None beside an `__eq__` of its own
            setattr(made, name, method)
    return made


def _first_init(cls: Any) -> Callable[..., None]:
    """Return an `__init__` that is replaced by the real one when it is called."""

    def __init__(self: Any, *args: Any, **given: Any) -> None:
        real = _init(cls)
        if cls.__init__ is __init__:
            cls.__init__ = real
        real(self, *args, **given)

    return __init__


def _init(cls: Any) -> Callable[..., None]:
    """Write the `__init__` of a class from its fields."""
    fields = [each for each in dataclasses.fields(cls) if each.init]
    names: dict[str, Any] = {"_set": _set, "_missing": dataclasses.MISSING}
    taken, body = ["self"], []
    for each in fields:
        value = each.name
        taken.append(each.name)
        if each.default is not dataclasses.MISSING:
            names[f"_{each.name}"] = each.default
            taken[-1] += f"=_{each.name}"
        elif each.default_factory is not dataclasses.MISSING:
            names[f"_{each.name}"] = each.default_factory
            taken[-1] += "=_missing"
            value = f"_{each.name}() if {value} is _missing else {value}"
        body.append(f"_set(self, {each.name!r}, {value})")
    body += ["self.__post_init__()"] * hasattr(cls, "__post_init__")
    exec(f"def __init__({', '.join(taken)}):\n " + "\n ".join(body or ["pass"]), names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _comparing(cls: Any) -> dict[str, Callable[..., Any]]:
    """Return what compares the instances of a class by their fields."""
    names = [each.name for each in dataclasses.fields(cls) if each.compare]
    told: Callable[[Any], object] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: Any) -> Any:
        return told(self) == told(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(told(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _repr(self: Any) -> str:
    shown = (
        f"{each.name}={getattr(self, each.name)!r}"
        for each in dataclasses.fields(self)
        if each.repr
    )
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_set(_: Any, name: str, __: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, each.name, value)


_SHARED: Final[dict[str, Callable[..., Any]]] = {
    "__repr__": _repr,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
