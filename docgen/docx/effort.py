"""What a document may cost in all, counted in steps and not by the clock: the same everywhere.

Each loop and each text has a limit of its own (`docgen.docx.state.Meter`); many small costs would
still add up to hours. A step is an element looked at or a few characters handled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, Final

from docgen.docx import errors
from docgen.docx.state import Refused, pass_context

MAX_STEPS: Final = 5_000_000
_LETTERS: Final = 16  # of a text, in one step
_SMALL: Final = 32  # steps that are paid for with the tag itself
_SOME: Final = 256
_SIZED: Final = (list, tuple, dict, range, set)
_WHOLE: Final = frozenset((str, int, bool, list))  # most of what filters and tests answer
_HINT: Final = "Упростите выражения и вложенные циклы: столько не бывает нужно."


class _Spent:
    """The steps that a document has cost so far."""

    __slots__ = ("steps",)

    def __init__(self) -> None:
        self.steps = 0


_current: ContextVar[_Spent | None] = ContextVar("docgen_effort", default=None)


class effort:
    """Counts together all that is done for one document; inside another one, together with it."""

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        """Begin to count, unless somebody does already."""
        self._token = None if _current.get() is not None else _current.set(_Spent())

    def __exit__(self, *_: object) -> None:
        """Stop counting what was begun here."""
        if self._token:
            _current.reset(self._token)


def spend(steps: int) -> None:
    """Count work; refuse what would never end."""
    spent = _current.get()
    if spent is None:
        return
    spent.steps += steps
    if spent.steps > MAX_STEPS:
        raise Refused(errors.TOO_MUCH, "Документ потребовал бы слишком много работы", _HINT)


def weight(value: Any) -> int:
    """Return what it costs to look through a value once."""
    if isinstance(value, str):
        return len(value) // _LETTERS + 1
    return len(value) + 1 if isinstance(value, _SIZED) else 1


def metered(call: Callable[..., Any], subject: int = 0) -> Callable[..., Any]:
    """Return a filter or a test that counts what it looks through, at once or one by one.

    `subject` is the place of what is looked through among the arguments, after the context.
    """
    place = subject + (1 if hasattr(call, "takes_context") else 0)

    def counted(*args: Any, **kwargs: Any) -> Any:
        cost = weight(args[place]) if len(args) > place else 0
        if cost > _SMALL:
            spend(cost)
        made = call(*args, **kwargs)
        if made.__class__ in _WHOLE or not isinstance(made, Iterator):
            return made
        return one_by_one(made)

    return pass_context(counted) if place > subject else counted


def seen(value: Any) -> Any:
    """Count looking through a value that another one is compared with."""
    if value.__class__ is int:
        return value
    cost = weight(value)
    if cost > _SMALL:
        spend(cost)
    return value


def one_by_one(values: Iterable[Any]) -> Iterator[Any]:
    """Count going through values of which nobody knows how many there are."""
    for number, value in enumerate(values, start=1):
        if number % _SOME == 0:
            spend(_SOME)
        yield value
