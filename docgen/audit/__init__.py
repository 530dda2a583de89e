"""Papers of a school's folder, made by docgen or not, judged together as an inspector would.

Every file is read, recognised and asked for its facts; then the facts are held against one another,
against the acts that are known, and against the control points. Nothing leaves the machine.
"""

from __future__ import annotations

from docgen.audit.auditing import FOREIGN, Audit, Opener, audit
from docgen.audit.evidence import Evidence
from docgen.audit.points import Score
from docgen.audit.reporting import (
    commented_copies,
    report_data,
    report_docx,
    report_xlsx,
    score_lines,
)

__all__ = [
    "FOREIGN",
    "Audit",
    "Evidence",
    "Opener",
    "Score",
    "audit",
    "commented_copies",
    "report_data",
    "report_docx",
    "report_xlsx",
    "score_lines",
]
