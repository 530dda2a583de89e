"""Acts in printed documents: what each cites, and what is wrong with that on its day."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.citations import Finding, KnownActs, citations, judge
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx.ooxml import is_w, w
from docgen.engine.cited import diagnostic, known_acts, paper_of
from docgen.engine.press import Press
from docgen.engine.project import Project, plan
from docgen.errors import TemplateError
from docgen.plan import Job
from docgen.records import Frozen, replace


class Citing(Frozen):
    """A document with the acts that it cites, in order, and what is wrong with them on its day.

    A document without a date is judged as of the day on which the programme starts.
    """

    job: Job
    title: str
    day: datetime.date
    acts: tuple[str, ...]
    findings: tuple[Finding, ...]


def citing(project: Project, kinds: Iterable[str] = ()) -> tuple[tuple[Citing, ...], Report]:
    """Return what every planned document of the kinds cites (none named: of all).

    Nothing is written; the report is the plan's.
    """
    planned, report = plan(project, kinds)
    press, found = Press(project), list[Diagnostic]()
    known = known_acts(project.packs, project.facts.programme.acts)
    cited: list[Citing] = []
    for job in planned.jobs:
        try:
            text = words(press.print(job).docx)
        except TemplateError as error:
            found += error.report
        else:
            cited.append(_cited(project, job, text, known))
    return tuple(cited), report + found


def citations_report(made: Iterable[Citing]) -> Report:
    """Return what is wrong with the acts of documents, each in its file."""
    return Report(
        diagnostic(found, Place(spot=each.job.path)) for each in made for found in each.findings
    )


def _cited(project: Project, job: Job, text: str, known: KnownActs) -> Citing:
    kind = project.packs.kind(job.kind)
    programme = project.facts.programme
    stated = programme.document(job.kind, job.subject).date
    paper = replace(paper_of(project), kind=job.kind, whole=True)
    day = stated or programme.start
    paper = replace(paper, date=day, latest=stated or paper.latest, track=kind.track or paper.track)
    found = citations(text, known)
    acts = dict.fromkeys(each.act for each in found if each.act in known.acts)
    return Citing(job, kind.title, day, tuple(acts), judge(found, known, paper))


def words(docx: bytes) -> str:
    """Return the words of a document, a line for each paragraph."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(_run(each)) for each in root.iter(w("p")))


def _run(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(w("t"), w("tab"), w("br"), w("noBreakHyphen")):
        if is_w(each, "t"):
            yield each.text or ""
        else:
            yield "-" if is_w(each, "noBreakHyphen") else " "
