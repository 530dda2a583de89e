"""What a template knows of a loop it is in: `loop.index`, `loop.last` and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.docx.undefined import Undefined


class Loop:
    """Goes through elements as jinja does, and knows how many there are before it begins."""

    __slots__ = ("_changed", "_items", "_undefined", "index0", "length")

    def __init__(self, items: Iterable[Any], undefined: type[Undefined]) -> None:
        self._items = items if isinstance(items, list | tuple) else list(items)
        self._undefined = undefined
        self._changed: tuple[Any, ...] | None = None
        self.length = len(self._items)
        self.index0 = -1

    def __iter__(self) -> Iterator[tuple[Any, Loop]]:
        for item in self._items:
            self.index0 += 1
            yield item, self

    @property
    def index(self) -> int:
        """The number of the element, from one on."""
        return self.index0 + 1

    @property
    def revindex(self) -> int:
        """The number of the element from the end, where the last is one."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """The number of the element from the end, where the last is nought."""
        return self.length - self.index0 - 1

    @property
    def first(self) -> bool:
        """Whether this is the first element."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether this is the last element."""
        return self.index0 + 1 == self.length

    @property
    def previtem(self) -> Any:
        """The element before."""
        if self.first:
            return self._undefined("there is no previous item")
        return self._items[self.index0 - 1]

    @property
    def nextitem(self) -> Any:
        """The element after."""
        return self._undefined("there is no next item") if self.last else self._items[self.index]

    def cycle(self, *values: Any) -> Any:
        """Return the values in turn."""
        return values[self.index0 % len(values)]

    def changed(self, *values: Any) -> bool:
        """Whether the values are others than in the last pass."""
        before, self._changed = self._changed, values
        return before != values
