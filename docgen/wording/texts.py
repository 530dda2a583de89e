"""Short texts with tags, checked, computed and printed: clauses, headings, file names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, Final

from docgen import russian
from docgen.docx import Rich
from docgen.docx.effort import effort
from docgen.docx.finishing import Finish, as_it_is
from docgen.russian import Typesetter
from docgen.wording.failures import told
from docgen.wording.printing import runs
from docgen.wording.sandbox import Program, TextSandbox, text_sandbox
from docgen.wording.slots import refuse_private
from docgen.wording.speech import NONE, Speech
from docgen.wording.telling import Names

_NOTHING: Final = Rich(())


class Wording:
    """Short texts with tags: checked, computed and printed in the sandbox of the templates.

    Each text is compiled once; there are as many as the packs hold, whatever is printed.
    Whatever is wrong with a text is a TextError. Who tells many texts with the same names takes
    a `speech`, which asks for the programs of a `text` with tags, or of an `expression`, and for
    what an `untagged` text prints.
    """

    def __init__(self, typesetter: Typesetter | None = None) -> None:
        self.typeset = typesetter or russian.typesetter()
        self.sandbox = text_sandbox()
        self._texts: dict[str, Program] = {}
        self._expressions: dict[str, Program] = {}
        self.text = cache(partial(_text, self.sandbox, self._texts))
        self.expression = cache(partial(_expression, self.sandbox, self._expressions))
        self.untagged = cache(_untagged)
        self._unchanging = cache(partial(_unchanging, self.untagged))

    def learn(self, texts: Iterable[str], expressions: Iterable[str]) -> None:
        """Compile together what belongs together: a text alone takes longer, each time it is met.

        TextError says that something is wrong; `check` tells what.
        """
        every, asked = dict.fromkeys(texts), tuple(dict.fromkeys(expressions))
        for text in every:
            refuse_private(text)
        tagged = tuple(filter(_tagged, every))
        with told({}):
            made = self.sandbox.programs(tagged, asked)
        self._texts.update(zip(tagged, made, strict=False))
        self._expressions.update(zip(asked, made[len(tagged) :], strict=True))

    def check(self, text: str) -> None:
        """Compile a text, so that a wrong tag is found whatever the data."""
        with told({}):
            self.text(text)
            refuse_private(text)

    def names(self, text: str) -> set[str]:
        """Return the names that a text asks for, whatever it prints in the end."""
        with told({}):
            return self.sandbox.names(text)

    def value(self, expression: str, names: Names, own: Names = NONE) -> Any:
        """Return what an expression gives; an unknown name is an error."""
        with effort():
            return self.speech(names).value(expression, own)

    def elements(self, expression: str, names: Names) -> list[Any]:
        """Return the elements of a list for which something is repeated; none if it is empty."""
        with effort():
            return self.speech(names).elements(expression)

    def rich(self, text: str, names: Names) -> Rich:
        """Print a text on a page."""
        with effort():
            return self.speech(names).rich(text)

    def line(self, text: str, names: Names, own: Names = NONE) -> str:
        """Print a text where it is data: a file name, the number of an order."""
        if not _tagged(text):
            return self._unchanging(text)
        with effort():
            return self.speech(names).line(text, own)

    def speech(self, names: Names) -> Speech:
        """Return what tells texts with these names, at the expense of whoever asks."""
        return Speech(self, names)

    def always(self, text: str) -> Rich | None:
        """Return what a text prints whatever the data; None if it depends on them."""
        if _tagged(text):
            return None
        with told({}):
            return self.untagged(text, self.typeset)

    def nothing(self, text: str) -> Rich | None:
        """Return nothing for a text that does not depend on data: to try it finds nothing."""
        return None if _tagged(text) else _NOTHING


def _text(sandbox: TextSandbox, known: Mapping[str, Program], text: str) -> Program | None:
    """Return the program of a text, if it has tags."""
    if text in known or not _tagged(text):
        return known.get(text)
    refuse_private(text)
    return sandbox.text(text)


def _expression(sandbox: TextSandbox, known: Mapping[str, Program], source: str) -> Program:
    return known.get(source) or sandbox.expression(source)


def _untagged(text: str, finish: Finish) -> Rich:
    """Print a text that is always the same: once for all documents."""
    refuse_private(text)
    return Rich(tuple(runs(text, [], finish)) if text else ())


def _unchanging(untagged: Callable[[str, Finish], Rich], text: str) -> str:
    with told({}):
        return str(untagged(text, as_it_is))


def _tagged(text: str) -> bool:
    """Whether a text has tags; most sentences have none, and need no program."""
    return "{" in text
