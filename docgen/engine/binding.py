"""The PDFs of a build in one file for the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.engine.building import Built
from docgen.engine.keeping import Output, State

if TYPE_CHECKING:
    from docgen.pdf import Bundle, Piece


def bind(
    built: Built,
    target: Path,
    *,
    duplex: bool = False,
    changed: bool = False,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Bundle:
    """Bind the PDFs of a build, in the order of the plan, under bookmarks of their folders.

    With `changed`, only those that this build made; without any, nothing is written.
    """
    from docgen.pdf import bundle  # noqa: PLC0415  slow, and only after PDFs

    chosen = [output for output in built.outputs if not changed or _is_new(output)]
    pieces = [piece for output in chosen if (piece := _piece(output))]
    numbers = iter(range(1, len(pieces) + 1))

    def done(_: Path) -> None:
        progress("Печать", next(numbers), len(pieces))

    return bundle(pieces, target, title=target.stem, duplex=duplex, done=done)


def _is_new(output: Output) -> bool:
    return output.pdf_made or output.state is State.MADE


def _piece(output: Output) -> Piece | None:
    from docgen.pdf import Piece  # noqa: PLC0415  slow, and only after PDFs

    return Piece(output.pdf, output.job.name, output.job.folder) if output.pdf else None
