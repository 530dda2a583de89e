"""What the samples make: built once for all tests that only look at it."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path

from docgen import engine, resources
from docgen.engine import Built
from tests.compiled import COMPILED

SAMPLES = ("kvantorium", "teachers", "rural-school")
ASKED = ("consent-withdrawal",)  # no bundle has it: it is made for whoever names it


def built_in(folder: Path) -> dict[str, Built]:
    """Return everything that the samples make; whoever asks next in this folder gets the same.

    Nobody waits for another process: two that ask at once make it twice, and one of them is kept.
    """
    whole = folder / "built.pickle"
    if not whole.exists():
        own = Path(tempfile.mkdtemp(dir=folder))
        made = {name: _built(name, own / name) for name in SAMPLES}
        (own / whole.name).write_bytes(pickle.dumps(made))
        (own / whole.name).replace(whole)
    known: dict[str, Built] = pickle.loads(whole.read_bytes())
    return known


def _built(name: str, folder: Path) -> Built:
    project = engine.load(resources.samples() / name)
    planned, _ = engine.plan(project)
    return engine.build(project, folder, (*planned.kinds, *ASKED), compiled=COMPILED)
