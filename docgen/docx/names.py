"""Bookmark names that do not repeat."""

from __future__ import annotations

from collections.abc import Iterable

MAX_NAME = 40


class Names:
    """The names already taken; a repeated one gets a number."""

    __slots__ = ("_last", "_taken")

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Return `name`, or the first free numbered variant of it, and remember it."""
        if name not in self._taken:
            self._taken.add(name)
            return name
        candidate, number = name, self._last.get(name, 1)
        while candidate in self._taken:
            number += 1
            candidate = f"{name[: MAX_NAME - 1 - len(str(number))]}_{number}"
        self._last[name] = number
        self._taken.add(candidate)
        return candidate

    def frozen(self) -> frozenset[str]:
        """Return the names taken so far."""
        return frozenset(self._taken)
