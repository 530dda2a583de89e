"""All rules of Word files, in one place."""

from __future__ import annotations

from typing import Final

from docgen.norms import annexes, approvals, marks, numbers, parts, sheets, texts
from docgen.norms.checking import Paper, Rules

RULES: Final[Rules[Paper]] = Rules(
    {
        **sheets.RULES,
        **texts.RULES,
        **numbers.RULES,
        **parts.RULES,
        **approvals.RULES,
        **annexes.RULES,
        **marks.RULES,
    }
)
