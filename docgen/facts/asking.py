"""What papers ask for beyond those whom they are about is noted as they ask for it.

A paper that was told how many pairs there are is another one when some other pair is; one that was
told of a survey is not. So it depends on the very name that is asked for what is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docgen.facts.people import People

# Among the ids that a paper asked for: it asked for what all people and pairs make up.
EVERYTHING: Final = "*"
# It asked for what the programme says besides people and pairs: of surveys.
BESIDES: Final = "+"


class Heard(Mapping[str, Any]):
    """The names of a programme as papers ask for them: what some of them ask for is noted."""

    __slots__ = ("_asks", "_names", "_people")

    def __init__(self, names: Mapping[str, Any], people: People, asks: Mapping[str, str]) -> None:
        self._names = names
        self._people = people
        self._asks = asks

    @property
    def asks(self) -> KeysView[str]:
        """The names that ask for more than those whom a paper is about."""
        return self._asks.keys()

    def __getitem__(self, name: str) -> Any:
        if name in self._asks:
            self._people.ask_for(self._asks[name])
        return self._names[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a name means; what is amiss with one that is there is not hidden."""
        return self[name] if name in self._names else default

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Noted(dict[str, Any]):
    """Data of which some names tell of others: whoever asks for one of these is noted."""

    __slots__ = ("_note", "_telling")

    def __init__(
        self, data: Mapping[str, Any], telling: Collection[str], note: Callable[[], None]
    ) -> None:
        super().__init__(data)
        self._telling = telling
        self._note = note

    def __getitem__(self, name: str) -> Any:
        if name in self._telling:
            self._note()
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a name means."""
        if name in self._telling:
            self._note()
        return super().get(name, default)

    def values(self) -> ValuesView[Any]:  # type: ignore[override]  # notes what is asked for
        """Return what all names mean."""
        return ValuesView(self)

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]  # as above
        """Return all names with what they mean."""
        return ItemsView(self)


class Each(Mapping[str, Any]):
    """Data of many by their ids: who asks for one is noted, who goes through them asks for all.

    It is no dictionary: to look for an id among them is not to go through them.
    """

    __slots__ = ("_data", "_note")

    def __init__(self, data: Mapping[str, Any], note: Callable[[str], None]) -> None:
        self._data = data
        self._note = note

    def __getitem__(self, identifier: str) -> Any:
        self._note(identifier)
        return self._data[identifier]

    def __contains__(self, identifier: object) -> bool:
        self._note(str(identifier))
        return identifier in self._data

    def __iter__(self) -> Iterator[str]:
        self._note(EVERYTHING)
        return iter(self._data)

    def __len__(self) -> int:
        self._note(EVERYTHING)
        return len(self._data)
