"""Whether data fit a schema: a quick yes or no, without reasons.

Nearly all data fit, and the library that says what does not takes 20 MB before it has looked at
anything. So only a yes counts here: what has no check, or may be read in two ways, does not fit.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Set
from functools import cache, partial, reduce
from itertools import chain, repeat
from types import NoneType
from typing import Any, Final

from docgen.schema.columns import names
from docgen.schema.shapes import Shape, shape_of

Values = Collection[Any]
Check = Callable[[Values], bool]  # of values of one type: whether all of them fit
Checks = dict[type, Check]  # of values that may have several types, one for each
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
    return _fit(shape, (value,))


def _fit(shape: Shape, values: Values) -> bool:
    """Whether all values of a column fit."""
    kinds = dict.fromkeys(map(type, values))
    checks = _checks(shape)
    if len(kinds) == 1:
        (kind,) = kinds
        return checks.get(kind, _no)(values)
    return all(
        checks.get(kind, _no)([each for each in values if type(each) is kind]) for kind in kinds
    )


@cache
def _checks(shape: Shape) -> Checks:
    named = shape.definition.get("type") or [*_TYPES]
    names = [named] if isinstance(named, str) else named
    return {kind: _check(kind, shape) for name in names for kind in _TYPES[name]}


def _check(kind: type, shape: Shape) -> Check:
    """Return the check of values of one type: all that the keywords ask of them."""
    words = shape.definition.keys() - _SILENT
    if words - _WORDS:
        return _no
    makers = dict.fromkeys(_MAKERS[kind][word] for word in sorted(words & _MAKERS[kind].keys()))
    checks = [make(shape) for make in makers]
    check = reduce(_both, checks) if checks else _yes
    return partial(_once, check) if kind is dict else check


def _once(check: Check, rows: Values) -> bool:
    """Check mappings, of which thousands are one and the same."""
    return check(dict(zip(map(id, rows), rows, strict=True)).values())


def _both(one: Check, other: Check) -> Check:
    return lambda values: one(values) and other(values)


def _yes(_: Values) -> bool:
    return True


def _no(_: Values) -> bool:
    return False


def _never(_: Shape) -> Check:
    return _no


def _options(kind: type, shape: Shape) -> Check:
    """Return the check of what is one of several; true is not 1."""
    return frozenset(each for each in shape.definition["enum"] if type(each) is kind).issuperset


def _pattern(shape: Shape) -> Check:
    """Return the check of texts; where `$` lets a line end pass, `fullmatch` does not."""
    pattern = re.compile(shape.definition["pattern"])
    whole = pattern.pattern.startswith("^") and pattern.pattern.endswith("$")
    match = pattern.fullmatch if whole else pattern.search
    return lambda values: all(map(match, {*values}))


def _limit(word: str, holds: Holds, shape: Shape) -> Check:
    limit = shape.definition[word]
    return lambda values: all(holds(value, limit) for value in values)


def _size(word: str, holds: Holds, shape: Shape) -> Check:
    limit = shape.definition[word]
    return lambda values: all(holds(size, limit) for size in {*map(len, values)})


def _unique(_: Shape) -> Check:
    """Return the check of lists of texts; of other things, equal ones may not look so."""

    def check(lists: Values) -> bool:
        kinds = {*map(type, chain.from_iterable(lists))}
        return kinds <= {str} and all(len({*each}) == len(each) for each in lists)

    return check


def _elements(shape: Shape) -> Check:
    return lambda lists: _fit(shape.element, [*chain.from_iterable(lists)])


def _required(shape: Shape) -> Check:
    names = frozenset(shape.required)
    return lambda rows: all(map(operator.ge, map(dict.keys, rows), repeat(names)))


def _names(shape: Shape) -> Check:
    rule = shape_of(shape.file, shape.definition["propertyNames"])
    return lambda rows: _fit(rule, names(rows))


def _fields(shape: Shape) -> Check:
    """Return the check of mappings: the fields of each name together, then all that have none."""

    def check(rows: Values) -> bool:
        named = names(rows)
        strange = named - shape.properties.keys()
        return all(
            _fit(field, [row[name] for row in rows if name in row])
            for name, field in shape.properties.items()
            if name in named
        ) and (not strange or others(rows, strange))

    def others(rows: Values, strange: Set[str]) -> bool:
        values = [row[name] for row in rows for name in row if name in strange]
        return shape.others is not None and _fit(shape.others, values)

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
