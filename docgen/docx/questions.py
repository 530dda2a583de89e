"""The tests of templates: `x is odd`, `x is defined`. They mean what they mean to jinja."""

from __future__ import annotations

import operator
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from numbers import Number
from typing import Any, Final

from docgen.docx.effort import metered
from docgen.docx.undefined import Undefined


def _divisible(value: int, num: int) -> bool:
    return value % num == 0


def _in(value: Any, seq: Container[Any]) -> bool:
    return value in seq


def _iterable(value: Any) -> bool:
    with suppress(TypeError):
        iter(value)
        return True
    return False


def _sequence(value: Any) -> bool:
    with suppress(Exception):  # whatever an unknown name or a view answers with
        len(value)
        return hasattr(value, "__getitem__")
    return False


_OF_VALUES: Final[dict[str, Callable[..., bool]]] = {
    "boolean": lambda value: value is True or value is False,
    "defined": lambda value: not isinstance(value, Undefined),
    "divisibleby": _divisible,
    "even": lambda value: value % 2 == 0,
    "false": lambda value: value is False,
    "float": lambda value: isinstance(value, float),
    "in": _in,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "iterable": _iterable,
    "lower": lambda value: str(value).islower(),
    "mapping": lambda value: isinstance(value, Mapping),
    "none": lambda value: value is None,
    "number": lambda value: isinstance(value, Number),
    "odd": lambda value: value % 2 == 1,
    "sameas": lambda value, other: value is other,
    "sequence": _sequence,
    "string": lambda value: isinstance(value, str),
    "true": lambda value: value is True,
    "undefined": lambda value: isinstance(value, Undefined),
    "upper": lambda value: str(value).isupper(),
}
_COMPARING: Final[dict[str, Callable[..., bool]]] = {
    **dict.fromkeys(("==", "eq", "equalto"), operator.eq),
    **dict.fromkeys(("!=", "ne"), operator.ne),
    **dict.fromkeys((">", "gt", "greaterthan"), operator.gt),
    **dict.fromkeys((">=", "ge"), operator.ge),
    **dict.fromkeys(("<", "lt", "lessthan"), operator.lt),
    **dict.fromkeys(("<=", "le"), operator.le),
}
# What is looked through is what a value is compared with.
TESTS: Final[Mapping[str, Callable[..., bool]]] = {
    name: metered(call, 1) for name, call in (_OF_VALUES | _COMPARING).items()
}
