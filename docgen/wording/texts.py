"""Short texts with tags, checked, computed and printed: clauses, headings, file names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Undefined

from docgen import russian
from docgen.docx import Rich
from docgen.docx.added import listed
from docgen.docx.effort import spend
from docgen.docx.finishing import Finish, as_it_is
from docgen.russian import Typesetter
from docgen.wording.failures import TextError, told
from docgen.wording.printing import Said, runs
from docgen.wording.sandbox import Program, text_sandbox
from docgen.wording.slots import refuse_foreign, refuse_private
from docgen.wording.telling import Names, Telling

# How many elements a list may have for which something is repeated.
_MAX_ITEMS: Final = 1_000
_COST: Final = 2  # steps for a letter: it is looked at by Markdown and by every rule of typography
_NONE: Final[Names] = MappingProxyType({})
_NOTHING: Final = Rich(())


class Wording:
    """Short texts with tags: checked, computed and printed in the sandbox of the templates.

    Each text is compiled once; there are as many as the packs hold, whatever is printed.
    Whatever is wrong with a text is a TextError.
    """

    def __init__(self, typesetter: Typesetter | None = None) -> None:
        self._typeset = typesetter or russian.typesetter()
        self._sandbox = text_sandbox()
        self._texts: dict[str, Program] = {}
        self._expressions: dict[str, Program] = {}
        self._untagged = cache(_untagged)

    def learn(self, texts: Iterable[str], expressions: Iterable[str]) -> None:
        """Compile together what belongs together: a text alone takes longer, each time it is met.

        TextError says that something is wrong; `check` tells what.
        """
        every, asked = dict.fromkeys(texts), tuple(dict.fromkeys(expressions))
        for text in every:
            refuse_private(text)
        tagged = tuple(filter(_tagged, every))
        with told({}):
            made = self._sandbox.programs(tagged, asked)
        self._texts.update(zip(tagged, made, strict=False))
        self._expressions.update(zip(asked, made[len(tagged) :], strict=True))

    def _compiled(self, text: str) -> Program:
        if text not in self._texts:
            refuse_private(text)
            self._texts[text] = self._sandbox.text(text)
        return self._texts[text]

    def _expression(self, source: str) -> Program:
        if source not in self._expressions:
            self._expressions[source] = self._sandbox.expression(source)
        return self._expressions[source]

    def check(self, text: str) -> None:
        """Compile a text, so that a wrong tag is found whatever the data."""
        with told({}):
            if _tagged(text):
                self._compiled(text)
            refuse_private(text)

    def names(self, text: str) -> set[str]:
        """Return the names that a text asks for, whatever it prints in the end."""
        with told({}):
            return self._sandbox.names(text)

    def value(self, expression: str, names: Names, own: Names = _NONE) -> Any:
        """Return what an expression gives; an unknown name is an error.

        `own` names of one sentence come before those that all share.
        """
        with told(own, names):
            value = self._expression(expression)(Telling(self._sandbox, names, own))
            if isinstance(value, Undefined):
                bool(value)  # a strict undefined value raises here
            # `select` and `map` give their elements only when asked; what fails must fail here
            return listed(value) if isinstance(value, Iterator) else value

    def elements(self, expression: str, names: Names, own: Names = _NONE) -> list[Any]:
        """Return the elements of a list for which something is repeated; none if it is empty."""
        value = self.value(expression, names, own)
        with told(own, names):
            found = list(islice(listed(value or ()), _MAX_ITEMS + 1))
            if len(found) > _MAX_ITEMS:
                reason = f"в списке больше {_MAX_ITEMS} элементов"
                raise TextError(reason, "Проверьте, тот ли список назван.")
            for element in found:
                if isinstance(element, Undefined):
                    bool(element)
            return found

    def rich(self, text: str, names: Names, own: Names = _NONE) -> Rich:
        """Print a text: tags, then Markdown, then typography, then the values themselves."""
        with told(own, names):
            if not _tagged(text):
                return self._untagged(text, self._typeset)
            return self._said(text, names, own, self._typeset).rich()

    def always(self, text: str) -> Rich | None:
        """Return what a text prints whatever the data; None if it depends on them."""
        with told({}):
            return None if _tagged(text) else self._untagged(text, self._typeset)

    def nothing(self, text: str) -> Rich | None:
        """Return nothing for a text that does not depend on data: to try it finds nothing."""
        return None if _tagged(text) else _NOTHING

    def line(self, text: str, names: Names, own: Names = _NONE) -> str:
        """Print a text where it is data and not a page: a file name, the number of an order."""
        with told(own, names):
            if not _tagged(text):
                return str(self._untagged(text, as_it_is))
            return str(self._said(text, names, own, as_it_is))

    def tried(self, text: str, names: Names, own: Names = _NONE) -> Rich:
        """Compute a text as for printing: what fails fails, cases are noted; print nothing."""
        if _tagged(text):
            with told(own, names):
                self._said(text, names, own, self._typeset)
        return _NOTHING

    def _said(self, text: str, names: Names, own: Names, finish: Finish) -> Said:
        """Compute a text with tags; what it puts into cases is noted with its sentence."""
        telling = Telling(self._sandbox, names, own)
        self._compiled(text)(telling)
        said = Said(_whole(telling), telling.slots, finish, telling.marked)
        telling.done(said)
        return said


def _whole(telling: Telling) -> str:
    """Return all that was said; values must have none of the characters that stand for them."""
    whole = "".join(telling.pieces)
    spend(len(whole) * _COST)
    refuse_foreign(whole, len(telling.slots))
    return whole


def _untagged(text: str, finish: Finish) -> Rich:
    """Print a text that is always the same: once for all documents."""
    refuse_private(text)
    return Rich(tuple(runs(text, [], finish)) if text else ())


def _tagged(text: str) -> bool:
    """Whether a text has tags; most sentences have none, and need no program."""
    return "{" in text
