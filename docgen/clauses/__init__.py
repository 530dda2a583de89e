"""The numbered text of a normative document: sections and clauses with stable ids.

`clauses.yaml` beside a template holds the words; the template holds the look. A layer may amend
the words of the layers above it clause by clause, in `amendments.yaml`. Here all of them are laid
over one another; the clauses that apply are chosen, numbered as Word will number them, and turned
into rich text whose references are fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.clauses.compiled import Clauses
from docgen.clauses.printed import Paragraph, Part, Text
from docgen.clauses.words import Clause, Node, Removed, Section, Words
from docgen.deferred import deferred

if TYPE_CHECKING:
    from docgen.clauses.amending import amend
    from docgen.clauses.amendments import Action, Amendment
    from docgen.clauses.digests import digest
    from docgen.clauses.reading import read_amendments, read_whole, read_words
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.clauses.amending": "amend",
            "docgen.clauses.amendments": "Action Amendment",
            "docgen.clauses.digests": "digest",
            "docgen.clauses.reading": "read_amendments read_whole read_words",
        },
    )

__all__ = [
    "Action",
    "Amendment",
    "Clause",
    "Clauses",
    "Node",
    "Paragraph",
    "Part",
    "Removed",
    "Section",
    "Text",
    "Words",
    "amend",
    "digest",
    "read_amendments",
    "read_whole",
    "read_words",
]
