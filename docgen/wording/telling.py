"""The text that is being told: the names it asks for, what it has said, what that has cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from docgen.docx import Blank, Reference, Refused, Rich, errors
from docgen.docx.filters import check_text
from docgen.docx.sandbox import concat
from docgen.docx.state import BELOW, Meter
from docgen.docx.undefined import Undefined, missing
from docgen.wording.slots import FIRST_SLOT, MAX_SLOTS, refuse_private

if TYPE_CHECKING:
    from docgen.wording.printing import Said
    from docgen.wording.sandbox import TextSandbox

# What one text may cost: elements gone through by its loops, characters put into it.
_MAX_PASSES: Final = 10_000
_MAX_OUTPUT: Final = 1_000_000
_SHORT: Final = 500  # characters that are paid for with the tag that puts them together
# Values that are more than characters.
_WHOLE: Final = frozenset((Rich, Reference, Blank))

Names = Mapping[str, Any]


class Sentence:
    """What a text says in the end, for those who asked while it was being told."""

    __slots__ = ("said",)
    said: Said

    def __call__(self) -> str:
        return str(getattr(self, "said", ""))  # a condition says nothing


class Known(dict[str, Any]):
    """The names of a text: those of its own, then those of the document, then the functions."""

    __slots__ = ("_below",)

    def __init__(self, own: Names, *below: Names) -> None:
        super().__init__(own)
        self._below = below

    def __missing__(self, name: str) -> Any:
        for layer in self._below:
            if name in layer:
                return layer[name]
        return missing


class Telling(Meter):
    """What the programs of texts work with, one after another, instead of a context of jinja's.

    A text that is `marked` says private characters in the place of its values, because Markdown or
    trimming would take them for our own words; others only in the place of what is rich.
    """

    __slots__ = (
        *("_layers", "_shared", "environment", "get", "marked", "pieces", "resolve"),
        *("sentence", "slots", "values"),
    )

    def __init__(self, environment: TextSandbox, names: Names) -> None:
        super().__init__(_MAX_PASSES, _MAX_OUTPUT)
        self.environment = environment
        self.get = names.get  # what filters and functions need: no text has such names itself
        # names of a programme are found out when they are asked for, those of a document are there
        known: Names = names if type(names) is dict else {}
        self._layers = (names, known.get(BELOW, {}), environment.globals)
        self._shared = Known(known, *self._layers).__getitem__
        self.marked = False

    def begin(self, own: Names) -> Telling:
        """Begin a text, which may know names of its own; nothing is left of the one before."""
        self.resolve = Known(own, *self._layers).__getitem__ if own else self._shared
        self.passes = self.output = self.values = 0
        self.sentence = Sentence()
        self.pieces: list[str] = []
        self.slots: list[Any] = []
        return self

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function that the sandbox has allowed."""
        if hasattr(function, "takes_context"):
            return function(self, *args, **kwargs)
        return function(*args, **kwargs)

    def say(self, values: int, pieces: tuple[str, ...]) -> None:
        """Say pieces one after another; so many of them are values."""
        self.values += values
        if self.values > MAX_SLOTS:
            raise Refused(errors.TOO_MUCH, f"В тексте больше {MAX_SLOTS} значений")
        self.output += sum(map(len, pieces))
        if self.output > self.most_output:
            self.charge(0, 0)  # refuses
        self.pieces += pieces

    def concat(self, values: list[Any]) -> Any:
        """Put values side by side."""
        whole = _short("", values)
        return concat(values) if whole is None else whole

    def join(self, values: list[Any], between: str) -> Any:
        """Put values side by side with something between them."""
        whole = _short(between, values)
        if whole is None:
            return self.call(self.environment.filters["join"], values, between)
        return whole

    def keep(self, value: Any) -> str:
        """Return the characters of a value; put aside what is more than that."""
        told = _told(value)
        return told if isinstance(told, str) else self._aside(told)

    def put_aside(self, value: Any) -> str:
        """Put a value aside; return the private character that stands for it."""
        told = _told(value)
        if isinstance(told, str):
            self.charge(0, len(told))
            refuse_private(told)
        return self._aside(told)

    def _aside(self, value: Any) -> str:
        self.slots.append(value)
        return chr(FIRST_SLOT + len(self.slots) - 1)


def _short(between: str, values: list[Any]) -> str | None:
    """Return values put together if they are texts, and short together."""
    try:
        whole = between.join(values)
    except TypeError:  # some are more than characters, or nothing
        return None
    return whole if len(whole) <= _SHORT else None


def _told(value: Any) -> Any:
    """Return what is printed of a value: characters, or the value itself if it is more."""
    if isinstance(value, str):
        return str(value)
    if value.__class__ in _WHOLE:
        return value
    if isinstance(value, Undefined):
        str(value)  # a strict undefined value raises here
    if value is None:
        raise Refused(errors.EMPTY_VALUE, "Значение не заполнено")
    check_text(value)
    return str(value)
