"""Records turned into plain data: mappings, lists, strings, numbers, dates.

Texts get the spaces that must not break here, once, so that a value looks the same in a sentence
and in a cell of a table.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from docgen.russian import typography


def mapping(record: Any) -> dict[str, Any]:
    """Return a record as a mapping of its public fields, all the way down; None stays None."""
    return {name: plain(getattr(record, field)) for field, name in _public(record.__class__)}


def plain(value: Any) -> Any:
    """Return any value of the model as plain data."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return typography(value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return mapping(value)
    return value


@cache
def _public(record: type) -> tuple[tuple[str, str], ...]:
    """Return the public fields of a kind of record, and their names in texts."""
    named = (each.name for each in fields(record) if not each.name.startswith("_"))
    return tuple((name, name.rstrip("_")) for name in named)
