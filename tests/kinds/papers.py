"""What the tests of kinds share: papers of one programme, their texts as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docgen import engine, resources
from docgen.docx.view import view
from docgen.engine import Built
from docgen.plan import Plan
from docgen.records import replace
from tests import programmes
from tests.compiled import COMPILED

Printed = Callable[[list[Path]], list[list[str]]]


class Papers:
    """The papers of some kinds of one programme: their texts by kind and whom they are about."""

    def __init__(self, project: engine.Project, built: Built) -> None:
        assert project.report.ok, list(project.report)
        assert built.report.ok, list(built.report)
        self.project = project
        self.built = built

    @classmethod
    def of_samples(cls, built: Mapping[str, Built], kinds: tuple[str, ...]) -> dict[str, Papers]:
        """Return the papers of these kinds of every sample."""
        return {
            name: cls(engine.load(resources.samples() / name), only(each, kinds))
            for name, each in built.items()
        }

    def text(self, kind: str, subject: str = "") -> str:
        """Return the text of a paper as a person reads it."""
        return _read(self.path(kind, subject))

    def path(self, kind: str, subject: str = "") -> Path:
        """Return the file of a paper."""
        about = (kind, subject)
        (path,) = (
            each.docx for each in self.built.outputs if (each.job.kind, each.job.subject) == about
        )
        return path

    def texts(self, *kinds: str) -> Iterator[tuple[str, str, str]]:
        """Yield kind, subject and text of the papers of these kinds."""
        for output in self.built.outputs:
            if output.job.kind in kinds:
                yield output.job.kind, output.job.subject, _read(output.docx)

    def kinds(self) -> set[str]:
        """Return the kinds of which there is a paper."""
        return {each.job.kind for each in self.built.outputs}

    def subjects(self, kind: str) -> list[str]:
        """Return whom the papers of a kind are about."""
        return [each.job.subject for each in self.built.outputs if each.job.kind == kind]

    def paths(self, *kinds: str) -> list[Path]:
        """Return the files of the papers of these kinds."""
        return [each.docx for each in self.built.outputs if each.job.kind in kinds]

    def outputs(self) -> Iterator[tuple[bytes, str]]:
        """Yield the bytes and the file name of every paper."""
        for each in self.built.outputs:
            yield each.docx.read_bytes(), each.docx.name


def made(text: str, folder: Path, kinds: tuple[str, ...]) -> Papers:
    """Return the papers of a small programme."""
    project = engine.load(programmes.project(folder / "p", text))
    return Papers(project, engine.build(project, folder / "out", kinds, compiled=COMPILED))


def only(built: Built, kinds: tuple[str, ...]) -> Built:
    """Return what was built as if only these kinds had been asked for."""
    jobs = (job for job in built.plan.jobs if job.kind in kinds)
    outputs = (each for each in built.outputs if each.job.kind in kinds)
    return replace(built, plan=Plan(tuple(jobs)), outputs=tuple(outputs))


def _read(path: Path) -> str:
    lines = view(path.read_bytes(), path.name).replace("\u00a0", " ").replace("<nbsp>", " ")
    return re.sub(r"\[[A-Z][\w.]+\] ?|</?[bi]>", "", lines)
