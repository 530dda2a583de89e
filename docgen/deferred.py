"""Names of a package that are imported when they are first asked for.

A command needs few of the modules behind a package, and each costs time to import. A module must
not have the name of anything that its package has another home for: once imported, it would be it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


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
