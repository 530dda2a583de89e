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

    __slots__ = ("of",)

    def __init__(self, of: Callable[[], Sequence[Any]]) -> None:
        self.of = of

    def __getitem__(self, index: Any) -> Any:
        return self.of()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.of())

    def __len__(self) -> int:
        return len(self.of())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pairs) and self._ids() == other._ids()

    __hash__ = None  # type: ignore[assignment] # like a list

    def _ids(self) -> list[str]:
        return [pair["id"] for pair in self]
