"""A project judged by the rules of its packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from docgen.clauses import Clauses, Paragraph, Text
from docgen.context import build_context
from docgen.docx.effort import effort
from docgen.engine.project import Project
from docgen.errors import TemplateError
from docgen.manifest import FOLDER, SITE_FILE, read_manifest
from docgen.model import Day
from docgen.packs import Kind
from docgen.rules import Documents, Judgement, Spot, judge

NO_BREAK = str.maketrans("\u00a0\u202f\u2011", "  -")


def judged(project: Project, on: Day | None = None) -> Judgement:
    """Judge a project's programme; `on` is the day by which its papers have to be there.

    DocgenError says why there is no programme to judge.
    """
    programme = project.facts.programme
    published = _published(Path(project.source.name)) if programme.about.publication else None
    documents = Documents(published, partial(_said, project))
    return judge(programme, project.packs, project.source, on, documents)


def _said(project: Project, kind: Kind) -> Mapping[Spot, str]:
    """Return the texts of the first document of a kind; what is wrong with them is told elsewhere.

    What stands there several times, for each pair, is a text of several lines.
    """
    clauses = Clauses.of(kind, project.packs)
    job = next((each for each in project.everything.jobs if each.kind == kind.name), None)
    if clauses is None or job is None:
        return {}
    try:
        with effort():
            facts = project.facts_for(kind)
            made = build_context(job, facts, project.everything, clauses.render)
    except TemplateError:
        return {}
    found: dict[Spot, str] = {}
    for spot, words in _texts(made["text"]):
        found[spot] = f"{found[spot]}\n{words}" if spot in found else words
    return found


def _texts(text: Text) -> Iterator[tuple[Spot, str]]:
    """Yield the texts of a document, spaces and hyphens as they are typed."""
    for part in text.sections:
        yield (part.id, "title"), str(part.title).translate(NO_BREAK)
    clauses = (*text.preamble, *(each for part in text.sections for each in part.clauses))
    for clause in clauses:
        yield from _of_clause(clause)


def _of_clause(clause: Paragraph) -> Iterator[tuple[Spot, str]]:
    yield (clause.id, "title"), str(clause.title).translate(NO_BREAK)
    yield (clause.id, "text"), str(clause.text).translate(NO_BREAK)
    for item in clause.items:
        yield from _of_clause(item)


def _published(file: Path) -> frozenset[str] | None:
    """Return the kinds of which copies for the site lie beside a programme; None if none do."""
    manifests = sorted(file.parent.glob(f"*/{FOLDER}/{SITE_FILE}"))
    records = (record for path in manifests for record in read_manifest(path)[0])
    return frozenset(record.kind for record in records if record.digest("docx")) or None
