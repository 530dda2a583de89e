"""What is told of a look that is carried: what was changed, and what could not be."""

from __future__ import annotations

from docgen.diagnostics import Diagnostic, Place, Report, Severity

_HINT = "Такое правят в самом шаблоне (docgen template take), а шапку – в бланк.docx."


class Account:
    """Grows as work goes on; nothing is told twice."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._changes: dict[str, None] = {}
        self._losses: dict[str, None] = {}

    def change(self, what: str) -> None:
        """Tell what was changed."""
        self._changes[what] = None

    def lose(self, what: str) -> None:
        """Tell what cannot be carried: a sentence."""
        self._losses[what] = None

    @property
    def changes(self) -> tuple[str, ...]:
        """All that was changed, in order."""
        return tuple(self._changes)

    @property
    def report(self) -> Report:
        """All that could not be."""
        return Report(
            Diagnostic("DG299", f"Не перенесено. {what}", self._place, _HINT, Severity.WARNING)
            for what in self._losses
        )
