"""A project judged by the rules of its packs."""

from __future__ import annotations

from pathlib import Path

from docgen.engine.project import Project
from docgen.manifest import FOLDER, SITE_FILE, read_manifest
from docgen.model import Day
from docgen.rules import Judgement, judge


def judged(project: Project, on: Day | None = None) -> Judgement:
    """Judge a project's programme; `on` is the day by which its papers have to be there.

    DocgenError says why there is no programme to judge.
    """
    programme = project.facts.programme
    published = _published(Path(project.source.name)) if programme.about.publication else None
    return judge(programme, project.packs, project.source, on, published)


def _published(file: Path) -> frozenset[str] | None:
    """Return the kinds of which copies for the site lie beside a programme; None if none do."""
    manifests = sorted(file.parent.glob(f"*/{FOLDER}/{SITE_FILE}"))
    records = (record for path in manifests for record in read_manifest(path)[0])
    return frozenset(record.kind for record in records if record.digest("docx")) or None
