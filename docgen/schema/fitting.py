"""Whether data fit a schema: a quick yes or no, without reasons.

Nearly all data fit, and the library that says what does not takes 20 MB before it has looked at
anything. So only a yes counts here: what has no check, or may be read in two ways, does not fit.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import cache, partial, reduce
from types import NoneType
from typing import Any, Final

from docgen.schema.shapes import Shape, shape_of

Check = Callable[[Any], object]  # what it returns is true or not
Checks = dict[type, Check]  # of a value that may have several types, one for each
Maker = Callable[[Shape], Check]
Holds = Callable[[Any, Any], bool]
_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (NoneType,),
    "array": (list,),
    "object": (dict,),
}
# What says something of a value and asks nothing of it.
_SILENT: Final = frozenset(
    "type title description examples default enumDescriptions patternErrorMessage format"
    " x-refers-to x-key x-exclusive $schema $id $defs".split()
)


def fits(shape: Shape, value: Any) -> bool:
    """Whether a value fits a definition."""
    return bool(_checks(shape).get(value.__class__, _no)(value))


@cache
def _checks(shape: Shape) -> Checks:
    named = shape.definition.get("type") or [*_TYPES]
    names = [named] if isinstance(named, str) else named
    return {kind: _check(kind, shape) for name in names for kind in _TYPES[name]}


def _check(kind: type, shape: Shape) -> Check:
    """Return the check of values of one type: all that the keywords ask of it."""
    words = shape.definition.keys() - _SILENT
    if words - _WORDS:
        return _no
    makers = dict.fromkeys(_MAKERS[kind][word] for word in sorted(words & _MAKERS[kind].keys()))
    checks = [make(shape) for make in makers]
    return reduce(_both, checks) if checks else _yes


def _both(one: Check, other: Check) -> Check:
    return lambda value: one(value) and other(value)


def _yes(_: Any) -> bool:
    return True


def _no(_: Any) -> bool:
    return False


def _never(_: Shape) -> Check:
    return _no


def _options(kind: type, shape: Shape) -> Check:
    """Return the check of what is one of several; true is not 1."""
    alike = (each for each in shape.definition["enum"] if each.__class__ is kind)
    return frozenset(alike).__contains__


def _pattern(shape: Shape) -> Check:
    """Return the check of a text; where `$` lets a line end pass, `fullmatch` does not."""
    pattern = re.compile(shape.definition["pattern"])
    whole = pattern.pattern.startswith("^") and pattern.pattern.endswith("$")
    return pattern.fullmatch if whole else pattern.search


def _limit(word: str, holds: Holds, shape: Shape) -> Check:
    limit = shape.definition[word]
    return lambda value: holds(value, limit)


def _size(word: str, holds: Holds, shape: Shape) -> Check:
    limit = shape.definition[word]
    return lambda value: holds(len(value), limit)


def _unique(_: Shape) -> Check:
    """Return the check of a list of texts; of other things, equal ones may not look so."""
    texts = frozenset((str,))
    return lambda items: {each.__class__ for each in items} <= texts and len({*items}) == len(items)


def _elements(shape: Shape) -> Check:
    def check(items: Any) -> bool:
        checks = _checks(shape.element)
        return all(checks.get(each.__class__, _no)(each) for each in items)

    return check


def _required(shape: Shape) -> Check:
    names = frozenset(shape.required)
    return lambda fields: fields.keys() >= names


def _names(shape: Shape) -> Check:
    rule = shape_of(shape.file, shape.definition["propertyNames"])
    return lambda fields: all(fits(rule, name) for name in fields)


def _fields(shape: Shape) -> Check:
    ways: dict[str, Checks] = {}

    def find(name: str) -> Checks:
        """Return the checks of a field; those of the named ones are found once."""
        field = shape.properties.get(name)
        if field:
            return ways.setdefault(name, _checks(field))
        return _checks(shape.others) if shape.others else {}

    def check(fields: Any) -> bool:
        for name, value in fields.items():
            check = (ways.get(name) or find(name)).get(value.__class__, _no)
            if check is not _yes and not check(value):  # most fields of most people are any text
                return False
        return True

    return check


_NUMBERS: Final[dict[str, Maker]] = {
    "enum": _never,
    "minimum": partial(_limit, "minimum", operator.ge),
    "maximum": partial(_limit, "maximum", operator.le),
}
_MAKERS: Final[dict[type, dict[str, Maker]]] = {
    str: {
        "enum": partial(_options, str),
        "pattern": _pattern,
        "maxLength": partial(_size, "maxLength", operator.le),
    },
    bool: {"enum": partial(_options, bool)},
    int: _NUMBERS,
    float: _NUMBERS,
    NoneType: {"enum": _never},
    list: {
        "enum": _never,
        "minItems": partial(_size, "minItems", operator.ge),
        "uniqueItems": _unique,
        "items": _elements,
    },
    dict: {
        "enum": _never,
        "required": _required,
        "minProperties": partial(_size, "minProperties", operator.ge),
        "maxProperties": partial(_size, "maxProperties", operator.le),
        "propertyNames": _names,
        "properties": _fields,
        "additionalProperties": _fields,
    },
}
_WORDS: Final = frozenset(word for asked in _MAKERS.values() for word in asked)
