"""What an upgrade says of each thing that a layer and those below it have changed."""

from __future__ import annotations

from enum import Enum

from docgen.records import Frozen


class Outcome(Enum):
    """What becomes of a thing that changed below, or that the layer changed."""

    TAKEN = "взято новое"
    KEPT = "осталось ваше"
    DECIDE = "решите"


class Verdict(Frozen):
    """What became of one clause, block or style: its texts before, below now, and in the layer."""

    outcome: Outcome
    id: str
    was: str = ""
    now: str = ""
    own: str = ""
