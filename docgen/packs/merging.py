"""Data of one layer laid over those of another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

# What rows of lists are known by, in order of preference.
KEYS: Final = ("id", "code")


def merge(below: Any, above: Any) -> Any:
    """Lay `above` over `below`: mappings by key, lists of known rows row by row, else whole."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {
            key: merge(below[key], value) if key in below else value for key, value in above.items()
        }
    key = _key(below)
    if key and key == _key(above):
        return _rows(below, above, key)
    return above


def has(data: Any, path: Iterable[str | int]) -> bool:
    """Whether something stands at a path."""
    for step in path:
        inner = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(inner, dict) or step not in inner:
            return False
        data = inner[step]
    return True


def _rows(below: list[Any], above: list[Any], key: str) -> list[Any]:
    """Lay rows over rows; a new one comes after the one that is named before it, or at the end."""
    merged = {row[key]: row for row in below}
    last = ""
    for row in above:
        if row[key] in merged:
            merged[row[key]] = merge(merged[row[key]], row)
        else:
            merged = _put(merged, row, row[key], last)
        last = row[key]
    return list(merged.values())


def _put(rows: dict[str, Any], row: Any, name: str, after: str) -> dict[str, Any]:
    """Return rows with a new one after another, at the end if there is no other."""
    if after not in rows:
        return rows | {name: row}
    names = list(rows)
    at = names.index(after) + 1
    return {each: rows[each] for each in names[:at]} | {name: row} | rows


def _key(value: Any) -> str:
    """Return what the rows of a list are known by: all have it, none is without."""
    if not isinstance(value, list) or not value:
        return ""
    return next(
        (key for key in KEYS if all(isinstance(row, dict) and key in row for row in value)), ""
    )
