"""An automaton of words as dawgdic writes it, a double array, read where it lies."""

from __future__ import annotations

from collections.abc import Iterator

_LEAF, _HAS_LEAF, _WIDE = 1 << 31, 1 << 8, 1 << 9  # bits of a unit


class Automaton:
    """Words in UTF-8 as paths from the state 0.

    No arc leads back to it, so as an answer 0 says that there is no such path.
    """

    def __init__(self, whole: memoryview) -> None:
        size = 4 + 4 * whole[:4].cast("I")[0]
        self._units = whole[4:size].cast("I")
        self._guide = whole[size + 4 :]  # of each state: the first arc, the next arc of its parent

    def follow(self, labels: bytes, state: int = 0) -> int:
        """Return the state to which arcs lead from a state."""
        units = self._units
        for label in labels:
            state ^= _offset(units[state]) ^ label
            if units[state] & (_LEAF | 0xFF) != label:
                return 0
        return state

    def value(self, state: int) -> int:
        """Return the number that belongs to a word which ends here."""
        unit = self._units[state]
        return self._units[state ^ _offset(unit)] & ~_LEAF if unit & _HAS_LEAF else 0

    def below(self, state: int, before: bytes = b"") -> Iterator[bytes]:
        """Yield the labels on all paths from a state to the end of a word."""
        if self._units[state] & _HAS_LEAF:
            yield before
        label = self._guide[2 * state]
        while label:
            path = bytes((label,))
            after = self.follow(path, state)
            yield from self.below(after, before + path)
            label = self._guide[2 * after + 1]


def _offset(unit: int) -> int:
    return (unit >> 10) << ((unit & _WIDE) >> 6)
