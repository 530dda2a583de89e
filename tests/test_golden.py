"""The words of the samples' documents stand in tests/golden: a change of words shows as words.

`pytest tests/test_golden.py --update-golden` rewrites them; a person reads the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.docx.view import view
from docgen.engine import Built
from tests.sampled import ASKED, SAMPLES

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_documents_of_a_sample_read_as_before(
    sample: str, built_samples: dict[str, Built], request: pytest.FixtureRequest
) -> None:
    built = built_samples[sample]
    assert built.report.ok
    made = {
        f"{output.job.kind}.txt": view(output.docx.read_bytes(), output.docx.name)
        for output in built.outputs
        if output.job.kind not in ASKED
    }
    folder = GOLDEN / sample
    if request.config.getoption("--update-golden"):
        _rewrite(folder, made)
    expected = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    assert sorted(made) == sorted(expected)
    for name, text in made.items():
        assert text == expected[name], f"{sample}/{name}"


def _rewrite(folder: Path, made: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
