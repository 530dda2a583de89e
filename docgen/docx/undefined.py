"""What stands for a name that means nothing, and what is raised where nothing can be made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NoReturn

missing: Final = object()  # what a name means that means nothing


class TemplateRuntimeError(Exception):
    """An expression asks for what there cannot be."""


class FilterArgumentError(TemplateRuntimeError):
    """A filter is given what it cannot take."""


class UndefinedError(TemplateRuntimeError):
    """A name that means nothing was used."""


class Undefined:
    """The value of such a name, or of a condition without `else`: it prints nothing.

    `obj` is whose field was asked for, `name` which; `refused` says that templates may not see it.
    What has no name either tells a `hint`.
    """

    __slots__ = ("_hint", "_name", "_owner", "_refused")

    def __init__(
        self, hint: str = "", obj: Any = missing, name: object = None, *, refused: bool = False
    ) -> None:
        self._hint = hint
        self._owner = obj
        self._name = name
        self._refused = refused

    def _why(self) -> str:
        return self._hint

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise UndefinedError(self._why())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # Python itself asks
            raise AttributeError(name)
        self._fail()

    def __str__(self) -> str:
        return ""

    def __repr__(self) -> str:
        return "Undefined"

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return id(type(self))

    __call__ = __getitem__ = __int__ = __float__ = _fail
    __lt__ = __le__ = __gt__ = __ge__ = _fail
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _fail
    __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = _fail
    __rpow__ = __pos__ = __neg__ = _fail


class StrictUndefined(Undefined):
    """One that cannot be used for anything: the first wrong name stops."""

    __slots__ = ()

    __iter__ = __len__ = __contains__ = Undefined._fail
    __str__ = __bool__ = __eq__ = __ne__ = __hash__ = Undefined._fail
