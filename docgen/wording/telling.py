"""One computing of a text: the names it asks for, what it has said so far, what that has cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Undefined
from jinja2.utils import missing

from docgen.docx import Blank, Reference, Refused, Rich, errors
from docgen.docx.filters import check_text
from docgen.docx.state import Meter
from docgen.wording.slots import FIRST_SLOT, MAX_SLOTS, refuse_private

if TYPE_CHECKING:
    from jinja2.nodes import EvalContext

    from docgen.wording.printing import Said
    from docgen.wording.sandbox import TextSandbox

# What one text may cost: elements gone through by its loops, characters put into it.
_MAX_PASSES: Final = 10_000
_MAX_OUTPUT: Final = 1_000_000
# Values that are more than characters.
_WHOLE: Final = frozenset((Rich, Reference, Blank))

Names = Mapping[str, Any]


class Sentence:
    """What a text says in the end, for those who asked while it was being told."""

    __slots__ = ("said",)

    def __init__(self) -> None:
        self.said: Said | None = None  # a condition says nothing

    def __call__(self) -> str:
        return str(self.said or "")


class Telling(Meter):
    """What the program of a text works with, instead of a context of jinja's.

    Names of the text's own come before those of the document, and these before the functions.
    A text that is `marked` says private characters in the place of its values, because Markdown or
    trimming would take them for our own words; others only in the place of what is rich.
    """

    __slots__ = ("_layers", "_sentence", "environment", "marked", "pieces", "slots", "values")

    def __init__(self, environment: TextSandbox, names: Names, own: Names) -> None:
        super().__init__(_MAX_PASSES, _MAX_OUTPUT)
        self.environment = environment
        self._layers = (own, names, environment.globals)
        self.marked = False
        self._sentence: Sentence | None = None
        self.pieces: list[str] = []
        self.slots: list[Any] = []
        self.values = 0

    @property
    def eval_ctx(self) -> EvalContext:
        """Return what some of jinja's filters ask for."""
        return self.environment.evaluation

    @property
    def sentence(self) -> Sentence:
        """Return what tells what the text will have said."""
        if self._sentence is None:
            self._sentence = Sentence()
        return self._sentence

    def resolve(self, name: str) -> Any:
        """Return what a name means to the text."""
        for layer in self._layers:
            if name in layer:
                return layer[name]
        return missing

    def get(self, name: str) -> Any:
        """Return what a name means, or None if it means nothing."""
        found = self.resolve(name)
        return None if found is missing else found

    def __contains__(self, name: str) -> bool:
        return self.resolve(name) is not missing

    def __getitem__(self, name: str) -> Any:
        found = self.resolve(name)
        if found is missing:
            raise KeyError(name)
        return found

    def done(self, said: Said) -> None:
        """Let those know who asked."""
        if self._sentence is not None:
            self._sentence.said = said

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function that the sandbox has allowed."""
        if hasattr(function, "jinja_pass_arg"):
            return function(self, *args, **kwargs)
        return function(*args, **kwargs)

    def say(self, values: int, pieces: tuple[str, ...]) -> None:
        """Say pieces one after another; so many of them are values."""
        self.values += values
        if self.values > MAX_SLOTS:
            raise Refused(errors.TOO_MUCH, f"В тексте больше {MAX_SLOTS} значений")
        self.charge(0, sum(map(len, pieces)))
        self.pieces += pieces

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
