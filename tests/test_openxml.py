"""The harness around Microsoft's validator sees faults, and remembers whose they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import openxml
from tests.packages import package, paragraph, with_body

BAD = with_body("<w:p><w:nonsense/></w:p>")


@pytest.fixture(autouse=True)
def _installed() -> None:
    openxml.require()


def written(folder: Path, *documents: bytes) -> list[Path]:
    paths = [folder / f"документ {number}.docx" for number, _ in enumerate(documents)]
    for path, data in zip(paths, documents, strict=True):
        path.write_bytes(data)
    return paths


def test_good_documents_have_no_faults_and_bad_ones_are_named(tmp_path: Path) -> None:
    faults = openxml.validate(written(tmp_path, package(), BAD, b"no zip"))
    assert {fault.file for fault in faults} == {"документ 1.docx", "документ 2.docx"}
    assert faults[0].part == "/word/document.xml"
    assert "nonsense" in faults[0].message


def test_of_documents_that_are_built_alike_the_largest_is_shown(tmp_path: Path) -> None:
    small, large = with_body(paragraph("А")), with_body(paragraph("АБВ") * 9)
    paths = written(tmp_path, small, large, BAD, with_body(paragraph("Щ")), b"no zip")
    assert openxml.telling(paths[:2]) == [paths[1]]
    assert set(openxml.telling(paths)) == set(paths[1:])


def test_a_document_that_our_own_check_refuses_fails_at_once() -> None:
    with pytest.raises(AssertionError, match="DG538"):
        openxml.assert_valid(with_body(f"<w:p>{paragraph('А')}</w:p>"))


SESSION = """
from tests.openxml import assert_valid
from tests.test_openxml import BAD
from tests.packages import package
def test_makes_a_good_document():
    assert_valid(package())
def test_makes_a_bad_document():
    assert_valid(BAD)
"""


def run_session(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    test = folder / "test_inner.py"
    test.write_text(source, encoding="utf-8")
    root = Path(__file__).parents[1]
    environ = {key: value for key, value in os.environ.items() if key != "DOCGEN_OPENXML_SPOOL"}
    options = ("-p", "tests.openxml", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder), "-q", str(test)],
        env={**environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_session_fails_at_its_end_and_names_the_test_that_made_the_document(
    tmp_path: Path,
) -> None:
    done = run_session(tmp_path, SESSION)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "2 passed" in done.stdout
    assert "test_makes_a_bad_document" in done.stdout.partition("Open XML SDK")[2]
    assert "test_makes_a_good_document" not in done.stdout.partition("Open XML SDK")[2]


def test_a_session_of_good_documents_passes(tmp_path: Path) -> None:
    done = run_session(tmp_path, SESSION.partition("def test_makes_a_bad")[0])
    assert done.returncode == 0, done.stdout + done.stderr
