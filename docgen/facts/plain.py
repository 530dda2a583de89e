"""Records turned into plain data: mappings, lists, strings, numbers, dates.

Texts stay exactly as a person typed them: conditions compare them; typography is for printing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, Final

from docgen.records import Struct, names

# What most fields hold, and what is plain already.
_PLAIN: Final = frozenset((str, int, float, bool, NoneType, date))


def mapping(record: Any) -> dict[str, Any]:
    """Return a record as a mapping of its public fields, all the way down; None stays None."""
    return {
        name: value if (value := getattr(record, field)).__class__ in _PLAIN else plain(value)
        for field, name in public_fields(record.__class__)
    }


def plain(value: Any) -> Any:
    """Return any value of the model as plain data."""
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Struct):
        return mapping(value)
    return value


@cache
def public_fields(record: type) -> tuple[tuple[str, str], ...]:
    """Return the public fields of a kind of record, and their names in texts."""
    return tuple((name, name.rstrip("_")) for name in names(record) if not name.startswith("_"))


def texts(data: Any) -> Iterator[str]:
    """Yield every text of plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
