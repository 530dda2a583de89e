"""The words of all documents, printed without making any: what they say and in which cases."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.declensions.findings import check_dictionary, check_used
from docgen.deferred import module
from docgen.diagnostics import Report
from docgen.engine.clean import made_of, unless_clean
from docgen.engine.project import OWN_PACK, Project

if TYPE_CHECKING:
    from docgen.declensions import sheet
    from docgen.engine import cited, press
    from docgen.engine.compiling import Compiled
    from docgen.facts import Row
else:  # most programmes are checked again as they were
    sheet = module("docgen.declensions.sheet")
    cited = module("docgen.engine.cited")
    press = module("docgen.engine.press")


def proofread(project: Project, compiled: Compiled | None = None) -> Report:
    """Print the words of every document, without making any; return the forms to look at.

    What a kind or its clauses ask for and the programme does not have is found here, too, and what
    is wrong with the acts that the school's own words cite.
    `compiled` is what other schools of this run have in common with this one.
    """
    own = Path(project.source.name).resolve().parent / OWN_PACK
    whole = made_of(project.source, project.register, project.packs, own)
    return unless_clean("words", whole, partial(_found, project, compiled))


def declension_rows(project: Project) -> tuple[Row, ...]:
    """Return everybody and everything that documents of the project put into cases."""
    used, _ = press.Press(project).said()
    return sheet.sheet_rows(project.facts.lexicon, used)


def _found(project: Project, compiled: Compiled | None) -> Report:
    used, report = press.Press(project, compiled=compiled).said()
    report = report + check_dictionary(project.facts.lexicon, used, project.source)
    return report + check_used(used, project.source) + cited.check_citations(project)
