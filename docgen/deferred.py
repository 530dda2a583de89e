"""What is made when it is first asked for: names of a package, modules, regular expressions.

A command needs few of the modules behind a package, and each costs time to import. A module must
not have the name of anything that its package has another home for: once imported, it would be it.
A regular expression takes some 0.2 ms to compile, and most wait for what a file seldom holds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, AnyStr, TypeVar, cast

T = TypeVar("T")


def deferred(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package: `homes` are modules with the names that they have.

    `make_plan=plan` is a name for what is called otherwise at home.
    """
    said = ((home, *each.partition("=")[::2]) for home in homes for each in homes[home].split())
    where = {name: (home, known or name) for home, name, known in said}

    def look_up(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, known = where[name]
        value = getattr(import_module(home), known)
        setattr(sys.modules[package], name, value)
        return value

    return look_up


def module(name: str) -> Any:
    """Return a module that is imported when something is first asked of it."""
    return later(partial(import_module, name))


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when something is first asked of it."""
    return later(partial(re.compile, text, flags))


def later(make: Callable[[], T]) -> T:
    """Return what is made when something is first asked of it."""
    return cast(T, _Waiting(make))


class _Waiting:
    """Stands for what is not made yet; what was asked of it once is its own from then on."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._make(), name)
        setattr(self, name, value)
        return value
