"""A template tried on a sample: the fullest one that makes a document of its kind."""

from __future__ import annotations

from typing import Final

from docgen import engine, resources
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx import Rendering
from docgen.engine import Project
from docgen.engine.press import Press
from docgen.errors import TemplateError
from docgen.packs import Kind, PackStack
from docgen.plan import Job
from docgen.records import Frozen, replace

# The fullest first.
SAMPLES: Final = ("kvantorium", "rural-school", "teachers")


class Preview(Frozen):
    """A document made to be looked at: what was planned and what was printed."""

    job: Job
    rendering: Rendering


def preview(project: Project, kind: Kind) -> Preview:
    """Make the first document of a kind; TemplateError says why there is none."""
    jobs = engine.plan(project, [kind.name])[0].of(kind.name)
    if not jobs:
        raise TemplateError(nothing_to_make(kind))
    return Preview(jobs[0], Press(project).print(jobs[0]))


def sample_for(stack: PackStack, kind: Kind) -> Project:
    """Return the fullest sample that a document of this kind can be made for."""
    for name in SAMPLES:
        sample = with_packs(engine.load(resources.samples() / name), stack)
        if engine.plan(sample, [kind.name])[0].jobs:
            return sample
    return with_packs(engine.load(resources.samples() / SAMPLES[0]), stack)


def with_packs(project: Project, stack: PackStack) -> Project:
    """Return a programme under other packs."""
    return replace(project, packs=stack, report=Report())


def nothing_to_make(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG271",
        f"Документ «{kind.short}» по этим данным не нужен: посмотреть не на что.",
        Place(kind.place.file),
        (kind.needs and f"Нужно: {kind.needs}.") or "Проверьте условие when в kind.yaml.",
    )
