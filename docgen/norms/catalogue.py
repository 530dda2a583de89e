"""All rules of Word files, in one place."""

from __future__ import annotations

from typing import Final

from docgen.norms import (
    abbreviations,
    annexes,
    approvals,
    covers,
    fonts,
    marks,
    numbers,
    parts,
    seals,
    sheets,
    surveys,
    texts,
)
from docgen.norms.checking import Paper, Rules

RULES: Final[Rules[Paper]] = Rules(
    {
        **sheets.RULES,
        **fonts.RULES,
        **texts.RULES,
        **numbers.RULES,
        **parts.RULES,
        **approvals.RULES,
        **annexes.RULES,
        **seals.RULES,
        **surveys.RULES,
        **covers.RULES,
        **marks.RULES,
        **abbreviations.RULES,
    }
)
