"""What in a programme contradicts itself, the law it lives under, or its own papers.

A *contradiction* makes every paper wrong, so nothing is built of it. A *rule* says what has to hold
before papers are signed; breaking one stops no draft, and a school may waive it with a reason. One
rule is one small function that yields what breaks it, under an id of `rules.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred
from docgen.diagnostics import Report
from docgen.model import Programme
from docgen.packs import PackStack
from docgen.rules.references import check_references
from docgen.rules.sense import check_sense
from docgen.source import Source

if TYPE_CHECKING:
    from docgen.rules.judging import Judgement, Rule, Waived, judge, rules
    from docgen.rules.lines import Documents, Spot
else:  # no build judges
    _HOMES = {
        "docgen.rules.judging": "Judgement Rule Waived judge rules",
        "docgen.rules.lines": "Documents Spot",
    }
    __getattr__ = deferred(__name__, _HOMES)

__all__ = ["Documents", "Judgement", "Rule", "Spot", "Waived", "contradictions", "judge", "rules"]


def contradictions(programme: Programme, packs: PackStack, source: Source) -> Report:
    """Return what nothing can be built of."""
    return check_references(programme, packs, source) + check_sense(programme, source)
