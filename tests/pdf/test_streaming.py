"""A build makes PDFs while it still prints; broken off at any moment it loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen import engine
from docgen.engine import Built
from docgen.pdf import LibreOffice
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

pytestmark = pytest.mark.soffice


@pytest.fixture
def build(tmp_path: Path, real: LibreOffice) -> Callable[[engine.Progress], Built]:
    """Build the PDFs of two pairs."""
    project(tmp_path, crowd(2))

    def make(progress: engine.Progress) -> Built:
        loaded = engine.load(tmp_path)
        return engine.build(loaded, tmp_path / "out", KINDS, converter=real, progress=progress)

    return make


@pytest.mark.parametrize("moment", [("DOCX", 3), ("PDF", 2)])
def test_a_run_broken_off_leaves_whole_files_and_the_next_makes_the_rest(
    moment: tuple[str, int], build: Callable[[engine.Progress], Built], tmp_path: Path
) -> None:
    def stop(what: str, number: int, _: int) -> None:
        if (what, number) == moment:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(stop)
    for name in documents(tmp_path / "out"):
        assert name.endswith((".docx", ".pdf"))
        if name.endswith(".pdf"):
            assert len(PdfReader(tmp_path / "out" / name).pages) > 0
    told: dict[str, int] = {}
    built = build(lambda what, _, total: told.update({what: total}))
    assert built.report.ok
    assert all(output.pdf and output.pdf.exists() for output in built.outputs)
    what, before = moment
    left = 2 * len(KINDS) - before
    assert told.get(what, 0) == left if what == "DOCX" else told.get(what, 0) <= left
