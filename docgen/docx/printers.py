"""Printers: what prints the values of a program, under names that no template can write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from docgen.docx.added import ADDED, charger, passer, restarter, weigh
from docgen.docx.finishing import Finisher
from docgen.docx.sandbox import Sandbox
from docgen.docx.sentries import SENTRIES
from docgen.docx.state import State, pass_context
from docgen.docx.tag import Tag, Tags
from docgen.docx.values import paragraph_putter, run_putter
from docgen.records import Frozen

_PUTTERS: Final = {"run": run_putter, "paragraph": paragraph_putter}


def _shown(tag: Tag) -> Callable[..., Any]:
    """Make the test whether a cell shows its content, or continues the one above."""
    number = int(tag.subject)

    @pass_context
    def shown(state: State, _: Any) -> bool:
        return not state.merged.get(number, False)

    return shown


_MAKERS: Final[dict[str, Callable[[Tag], Callable[..., Any]]]] = {
    **ADDED,
    **SENTRIES,
    "pass": passer,
    "restart": restarter,
    "shown": _shown,
}


class Printer(Frozen):
    """How a printer is made: by whom, and for which tag; `size` is what a pass of a loop costs."""

    name: str
    maker: str
    tag: int
    size: int = 0

    def made(self, tags: Tags, finisher: Finisher | None) -> Callable[..., Any]:
        """Make the printer."""
        tag = tags[self.tag]
        if self.maker == "charge":
            return charger(tag, self.size)
        if self.maker not in _PUTTERS:
            return _MAKERS[self.maker](tag)
        if finisher is None or tag.before is None:
            return _PUTTERS[self.maker](tag)
        return _PUTTERS[self.maker](tag, finisher(tag.before))


def install(sandbox: Sandbox, printers: Iterable[Printer], tags: Tags) -> None:
    """Let the programs of a sandbox find their printers."""
    sandbox.filters[" weigh"] = weigh
    for printer in printers:
        sandbox.filters[printer.name] = printer.made(tags, sandbox.finisher)
