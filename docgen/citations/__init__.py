"""Citations of acts in running text: found, told which act is meant, and judged.

Pure: a text and the register of acts in, values out; nothing here knows of files or documents.
"""

from __future__ import annotations

from docgen.citations.citation import Citation, citations
from docgen.citations.findings import Finding, Paper
from docgen.citations.judging import examine, judge
from docgen.citations.known import KnownAct, KnownActs

__all__ = ["Citation", "Finding", "KnownAct", "KnownActs", "Paper", "citations", "examine", "judge"]
