"""From a project's folder to its papers: read, check, plan, build.

Surfaces (the command line, a web page) call these functions and print what they return.
"""

from __future__ import annotations

from docgen.engine.building import Built, Progress, build
from docgen.engine.press import Output
from docgen.engine.project import MAIN_FILE, OWN_PACK, Project, load, locate, plan
from docgen.engine.proofreading import declension_rows, proofread

__all__ = [
    "MAIN_FILE",
    "OWN_PACK",
    "Built",
    "Output",
    "Progress",
    "Project",
    "build",
    "declension_rows",
    "load",
    "locate",
    "plan",
    "proofread",
]
