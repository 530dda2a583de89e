"""A manuscript edited and adopted, and documents printed afterwards: what the tests look at."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document as opened
from docx.document import Document

from docgen import engine, resources, studio
from docgen.engine.press import Press
from docgen.packs import KINDS, Kind, Pack, PackStack
from docgen.studio.looks import Look, Redressed, redressed
from docgen.studio.looks.layouts import Layouts, Table
from docgen.studio.manuscript import manuscript, marks, words_of
from docgen.studio.versions import Version

Edit = Callable[[Document], object]


def touched(paper: bytes, edit: Edit) -> bytes:
    """Return a manuscript after an edit through python-docx."""
    document = opened(io.BytesIO(paper))
    edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True)
class Desk:
    """A kind of document, the manuscript of it and all that adopting needs, made once."""

    stack: PackStack
    kind: Kind
    look: Look
    paper: bytes

    @classmethod
    def of(cls, stack: PackStack, name: str) -> Desk:
        """Make the manuscript of a kind."""
        kind = stack.kind(name)
        path = stack.find(kind, "template.docx")
        assert path is not None
        look = Look.of(path.read_bytes(), stack.part, str(path))
        return cls(stack, kind, look, manuscript(stack, kind, template=look.marked))

    def edit(self, edit: Edit) -> Redressed:
        """Adopt the look of the manuscript after an edit through python-docx."""
        return self.adopt(self.edited(edit))

    def edited(self, edit: Edit) -> bytes:
        """Return the manuscript after an edit."""
        return touched(self.paper, edit)

    def adopt(self, data: bytes) -> Redressed:
        """Adopt the look of an edited manuscript."""
        return redressed(self.look, self.paper, data, self._names)

    def printed(self, template: bytes, sample: str = "kvantorium") -> Version:
        """Print the first document of the kind for a sample, with an adopted template."""
        with TemporaryDirectory() as folder:
            path = Path(folder, KINDS, self.kind.name, "template.docx")
            path.parent.mkdir(parents=True)
            path.write_bytes(template)
            packs = PackStack([Pack("school", "Школа", Path(folder)), *self.stack.packs])
            project = studio.with_packs(engine.load(resources.samples() / sample), packs)
            job = engine.plan(project, [self.kind.name])[0].of(self.kind.name)[0]
            return Version(Press(project).make(job).files["docx"])

    def again(self, template: bytes, data: bytes) -> Redressed:
        """Adopt the same file once more, over the template that it gave."""
        look = Look.of(template, self.stack.part, "")
        paper = manuscript(self.stack, self.kind, template=look.marked)
        return redressed(look, paper, data, self._names)

    @property
    def _names(self) -> dict[str, str]:
        return marks(words_of(self.kind, self.stack))


def layout(version: Version, words: str) -> Table:
    """Return the first table of a file that says these words, as it is seen."""
    found = Layouts(version.root, version.opened.related("styles")).tables
    return next(
        each for each in found if any(words in text for row in each.rows for text in row.text)
    )


def widths(table: Table) -> list[list[int]]:
    """Return how wide the cells of each row are, in whole millimetres."""
    return [[round((c.end - c.start) / 1440 * 25.4) for c in row.cells] for row in table.rows]


def lost(look: Redressed) -> list[str]:
    """Return what could not be carried."""
    assert {each.code for each in look.report} <= {"DG299"}
    return [each.message.removeprefix("Не перенесено. ") for each in look.report]
