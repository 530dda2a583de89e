"""A converter that is looked for when the first document needs it: most runs have none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from docgen.errors import EnvironmentProblem

if TYPE_CHECKING:
    from docgen.pdf.convert import Conversion, Converter, Pair
    from docgen.pdf.line import Done, Line


class OnDemand:
    """A `Converter` of PDFs in a `form`; `find` returns the real one, or says why there is none."""

    def __init__(self, form: str, find: Callable[[], Converter]) -> None:
        self.form = form
        self._find = find
        self._found: Converter | EnvironmentProblem | None = None

    def of(self, form: str) -> Converter:
        """Return the same for PDFs of another form."""
        return OnDemand(form, lambda: self._converter().of(form))

    def convert(self, pairs: Sequence[Pair], done: Done = lambda _: None) -> Conversion:
        """Make a PDF for each pair."""
        return self._converter().convert(pairs, done)

    def open(self, *, expected: int | None = None, done: Done = lambda _: None) -> Line:
        """Open a line for documents that are still being made."""
        return self._converter().open(expected=expected, done=done)

    def _converter(self) -> Converter:
        """Find it once; where there is none, no second search helps."""
        if self._found is None:
            try:
                self._found = self._find()
            except EnvironmentProblem as problem:
                self._found = problem
        if isinstance(self._found, EnvironmentProblem):
            raise self._found
        return self._found
