"""A project judged by the rules of its packs."""

from __future__ import annotations

from docgen.engine.project import Project
from docgen.model import Day
from docgen.rules import Judgement, judge


def judged(project: Project, on: Day | None = None) -> Judgement:
    """Judge a project's programme; `on` is the day by which its papers have to be there.

    DocgenError says why there is no programme to judge.
    """
    return judge(project.facts.programme, project.packs, project.source, on)
