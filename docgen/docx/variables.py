"""The fields a template uses, as `docgen.docx.uses` finds them."""

from __future__ import annotations

from docgen.diagnostics import Place
from docgen.records import Frozen


class Variable(Frozen):
    """A field: `pairs[].mentor.name.full`, where it is first used, and whether it is `listed`.

    `listed` says that a loop goes through it; `optional` that every use allows its absence;
    `places` are all the places where it is used.
    """

    path: str
    place: Place
    listed: bool = False
    optional: bool = False
    places: tuple[Place, ...] = ()
