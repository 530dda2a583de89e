"""The texts of one document, told one after another: what they know is laid out once for all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from docgen.docx import Rich
from docgen.docx.added import listed
from docgen.docx.effort import spend
from docgen.docx.finishing import Finish, as_it_is
from docgen.docx.state import BELOW
from docgen.docx.undefined import Undefined
from docgen.errors import DocgenError
from docgen.wording.failures import TextError, text_error
from docgen.wording.printing import Said
from docgen.wording.telling import Names, Telling

if TYPE_CHECKING:
    from docgen.wording.texts import Wording

# How many elements a list may have for which something is repeated.
_MAX_ITEMS: Final = 1_000
NONE: Final[Names] = MappingProxyType({})
_COST: Final = 2  # steps for a letter: it is looked at by Markdown and by every rule of typography
T = TypeVar("T")


def _explained(tell: Callable[[Speech, str, Names], T]) -> Callable[..., T]:
    """Turn whatever a text fails with into a TextError; findings of others pass."""

    @wraps(tell)
    def told(speech: Speech, text: str, own: Names = NONE) -> T:
        try:
            return tell(speech, text, own)
        except (TextError, DocgenError):
            raise
        except Exception as problem:
            names = speech.names
            raise text_error(problem, own, names, names.get(BELOW, ())) from problem

    return told


class Speech:
    """Tells texts, and what expressions give, with the names of one document.

    `own` names of one sentence come before those that all share.
    """

    def __init__(self, wording: Wording, names: Names) -> None:
        self.names = names
        self._wording = wording
        self._telling = Telling(wording.sandbox, names)

    @_explained
    def value(self, expression: str, own: Names) -> Any:
        """Return what an expression gives; an unknown name is an error."""
        value = self._wording.expression(expression)(self._telling.begin(own))
        if isinstance(value, Undefined):
            bool(value)  # a strict undefined value raises here
        # `select` and `map` give their elements only when asked; what fails must fail here
        return listed(value) if hasattr(value, "__next__") else value

    @_explained
    def elements(self, expression: str, own: Names) -> list[Any]:
        """Return the elements of a list for which something is repeated; none if it is empty."""
        value = self.value(expression, own)
        found = list(islice(listed(value or ()), _MAX_ITEMS + 1))
        if len(found) > _MAX_ITEMS:
            reason = f"в списке больше {_MAX_ITEMS} элементов"
            raise TextError(reason, "Проверьте, тот ли список назван.")
        for element in found:
            if isinstance(element, Undefined):
                bool(element)
        return found

    @_explained
    def rich(self, text: str, own: Names) -> Rich:
        """Print a text: tags, then Markdown, then typography, then the values themselves."""
        said = self._said(text, own, self._wording.typeset)
        return said.rich() if said else self._wording.untagged(text, self._wording.typeset)

    @_explained
    def line(self, text: str, own: Names) -> str:
        """Print a text where it is data and not a page: a file name, the number of an order."""
        return str(self._said(text, own, as_it_is) or self._wording.untagged(text, as_it_is))

    @_explained
    def tried(self, text: str, own: Names) -> Rich:
        """Compute a text as for printing: what fails fails, cases are noted; print nothing."""
        said = self._said(text, own, self._wording.typeset)
        if said:
            said.check()
        return Rich(())

    def _said(self, text: str, own: Names, finish: Finish) -> Said | None:
        """Compute a text, if it has tags; what it puts into cases is noted with its sentence."""
        program = self._wording.text(text)
        if program is None:
            return None
        telling = self._telling.begin(own)
        program(telling)
        whole = "".join(telling.pieces)
        spend(len(whole) * _COST)
        said = telling.sentence.said = Said(whole, telling.slots, finish, telling.marked)
        return said
