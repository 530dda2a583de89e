"""From a project's folder to its papers: read, check, plan, build.

Surfaces (the command line, a web page) call these functions and print what they return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred

if TYPE_CHECKING:
    from docgen.engine.binding import bind
    from docgen.engine.building import Built, Failure, Progress, build
    from docgen.engine.cited import check_citations, known_acts
    from docgen.engine.compiling import Compiled
    from docgen.engine.entries import Entry, catalogue, kinds
    from docgen.engine.errata import ERRATA, keep_errata, keep_refusal
    from docgen.engine.executing import Executor, Fitting, chosen
    from docgen.engine.judging import judged
    from docgen.engine.keeping import Output, Reason, State
    from docgen.engine.numbering import (
        Registration,
        enter,
        give_numbers,
        mark_signed,
        unnumbered,
    )
    from docgen.engine.printed import Citing, citations_report, citing
    from docgen.engine.project import MAIN_FILE, OWN_PACK, Project, load, locate, packs_of, plan
    from docgen.engine.proofreading import declension_rows, proofread
    from docgen.engine.publishing import plan_published, publish
    from docgen.engine.sparing import named, spared
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.engine.binding": "bind",
            "docgen.engine.building": "Built Failure Progress build",
            "docgen.engine.entries": "Entry catalogue kinds",
            "docgen.engine.cited": "check_citations known_acts",
            "docgen.engine.compiling": "Compiled",
            "docgen.engine.errata": "ERRATA keep_errata keep_refusal",
            "docgen.engine.executing": "Executor Fitting chosen",
            "docgen.engine.judging": "judged",
            "docgen.engine.keeping": "Output Reason State",
            "docgen.engine.numbering": "Registration enter give_numbers mark_signed unnumbered",
            "docgen.engine.printed": "Citing citations_report citing",
            "docgen.engine.project": "MAIN_FILE OWN_PACK Project load locate packs_of plan",
            "docgen.engine.proofreading": "declension_rows proofread",
            "docgen.engine.publishing": "plan_published publish",
            "docgen.engine.sparing": "named spared",
        },
    )

__all__ = [
    "ERRATA",
    "MAIN_FILE",
    "OWN_PACK",
    "Built",
    "Citing",
    "Compiled",
    "Entry",
    "Executor",
    "Failure",
    "Fitting",
    "Output",
    "Progress",
    "Project",
    "Reason",
    "Registration",
    "State",
    "bind",
    "build",
    "catalogue",
    "check_citations",
    "chosen",
    "citations_report",
    "citing",
    "declension_rows",
    "enter",
    "give_numbers",
    "judged",
    "keep_errata",
    "keep_refusal",
    "kinds",
    "known_acts",
    "load",
    "locate",
    "mark_signed",
    "named",
    "packs_of",
    "plan",
    "plan_published",
    "proofread",
    "publish",
    "spared",
    "unnumbered",
]
