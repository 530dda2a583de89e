"""The way back from people to their pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

MENTORS, MENTEES = "mentors", "mentees"
PairsOf = Callable[[str, tuple[str, ...]], Sequence[Any]]  # the person's id, the sides of a pair


class Pairs(Sequence[Any]):
    """The pairs of a person, found when they are asked for.

    People know their pairs and pairs their people, so this is no plain list: whoever goes through
    a person's facts does not go round for ever. They are compared by their ids for the same reason.
    """

    __slots__ = ("_ask", "_of")

    def __init__(self, of: Callable[[], Sequence[Any]], ask: Callable[[], None]) -> None:
        self._of = of
        self._ask = ask

    def __getitem__(self, index: Any) -> Any:
        return self._all()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        """Whether there is any: where one is known, no other can change that."""
        return bool(self._of() or self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pairs) and self._ids() == other._ids()

    __hash__ = None  # type: ignore[assignment] # like a list

    def _all(self) -> Sequence[Any]:
        """Return all of them, which is to ask for them."""
        self._ask()
        return self._of()

    def _ids(self) -> list[str]:
        return [pair["id"] for pair in self]
