"""Versions of packs and of docgen: does «1.10» satisfy «>=1.9, <2»?"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Any, Final

from docgen.deferred import pattern

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    "": operator.eq,
}
_DEMAND: Final = pattern(r"\s*(?P<sign>>=|<=|==|>|<|)\s*(?P<version>[\d.]+)\s*")


def satisfies(version: str, demands: str) -> bool:
    """Whether a version is as every one of the demands, joined by commas, wants it."""
    return all(_satisfies(version, demand) for demand in demands.split(",") if demand.strip())


def _satisfies(version: str, demand: str) -> bool:
    found = _DEMAND.fullmatch(demand)
    if found is None:
        return False
    pairs = zip_longest(_numbers(version), _numbers(found["version"]), fillvalue=0)
    own, wanted = zip(*pairs, strict=True)
    return _COMPARE[found["sign"]](own, wanted)


def _numbers(version: str) -> list[int]:
    """Return the numbers of a version up to what is not one: «1.2rc1» is 1.2."""
    return [int(number) for number in re.findall(r"\d+", version.partition("rc")[0])] or [0]
