"""The words of all documents, printed without making any: what they say and in which cases."""

from __future__ import annotations

from docgen.declensions.findings import check_dictionary, check_used
from docgen.declensions.sheet import sheet_rows
from docgen.diagnostics import Report
from docgen.engine.cited import check_citations
from docgen.engine.compiling import Compiled
from docgen.engine.press import Press
from docgen.engine.project import Project
from docgen.facts import Row


def proofread(project: Project, compiled: Compiled | None = None) -> Report:
    """Print the words of every document, without making any; return the forms to look at.

    What a kind or its clauses ask for and the programme does not have is found here, too, and what
    is wrong with the acts that the school's own words cite.
    `compiled` is what other schools of this run have in common with this one.
    """
    press = Press(project, compiled=compiled)
    used, report = press.said()
    report = report + check_dictionary(project.facts.lexicon, used, project.source)
    return report + check_used(used, project.source) + check_citations(project)


def declension_rows(project: Project) -> tuple[Row, ...]:
    """Return everybody and everything that documents of the project put into cases."""
    used, _ = Press(project).said()
    return sheet_rows(project.facts.lexicon, used)
