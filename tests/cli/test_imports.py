"""What a command does not need it does not import: `--help` and `check` answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from docgen import resources
from tests.cli.running import own_environ

# All that an answer to `--help` may import of docgen.
LIGHT = {
    "docgen",
    "docgen.cli",
    "docgen.cli.console",
    "docgen.cli.guard",
    "docgen.cli.language",
    "docgen.cli.lazy",
    "docgen.deferred",
    "docgen.shelf",
}
# What a build needs only for files that it sees for the first time, for many documents, for
# findings, for what was asked of other commands.
FOR_OTHERS = {
    "concurrent.futures",
    "docgen.citations",
    "docgen.clauses.amending",
    "docgen.clauses.findings",
    "docgen.docx.compiler",
    "docgen.docx.package",
    "docgen.engine.cited",
    "docgen.engine.entries",
    "docgen.engine.numbering",
    "docgen.engine.printed",
    "docgen.engine.weighing",
    "docgen.engine.worksheets",
    "docgen.facts.monitoring",
    "docgen.facts.surveys",
    "docgen.letterhead.checking",
    "docgen.letterhead.reading",
    "docgen.packs.findings",
    "docgen.packs.strays",
    "docgen.pdf",
    "docgen.publication",
    "docgen.rules.judging",
    "docgen.rules.references",
    "docgen.schema.nearness",
    "docgen.source.editing",
    "docgen.source.slips",
    "docgen.source.troubles",
    "jinja2",
    "jsonschema_rs",
    "lxml",
    "markdown_it",
    "markupsafe",
    "multiprocessing",
    "statistics",
    "xlsxwriter",
    "zipfile",
}

_PROBE = """
import sys
from docgen.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=open({names!r}, "w", encoding="utf-8"))
"""
HEAVY = {"docx", "docxtpl", "pymorphy3", "pypdf"}
LIBRARIES = HEAVY | {"jinja2", "jsonschema_rs", "lxml", "markdown_it", "pytrovich", "yaml"}


def _imported(folder: Path, *arguments: str) -> set[str]:
    names = folder / "modules.txt"
    subprocess.run(
        [sys.executable, "-c", _PROBE.format(names=str(names)), *arguments],
        env=own_environ(),
        check=True,
        capture_output=True,
        timeout=60,
    )
    return set(names.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_help_imports_no_library_but_click(tmp_path: Path, arguments: list[str]) -> None:
    imported = _imported(tmp_path, *arguments)
    assert "click" in imported
    assert imported & LIBRARIES == set()
    if "build" not in arguments:
        assert {name for name in imported if name.startswith("docgen")} == LIGHT
    assert imported & {"docgen.engine", "docgen.source", "docgen.schema", "docgen.russian"} == set()


def test_new_imports_nothing_of_documents(tmp_path: Path) -> None:
    assert (
        _imported(tmp_path, "new", "-y", "-C", str(tmp_path)) & {"docx", "docxtpl", "pypdf"}
        == set()
    )


def test_check_imports_nothing_that_makes_documents(programme: Path, tmp_path: Path) -> None:
    heavy = HEAVY | {"jsonschema_rs", "xlsxwriter", "python_calamine", "subprocess"}
    first, second = (_imported(tmp_path, "check", "-C", str(programme)) for _ in range(2))
    assert first & heavy == set()
    assert second & (heavy | {"lxml", "zipfile", "docgen.engine.printed"}) == set()


def test_a_second_build_imports_only_what_prints(tmp_path: Path) -> None:
    sample = str(resources.samples() / "kvantorium")
    for folder in ("first", "second"):
        output = str(tmp_path / folder)
        imported = _imported(tmp_path, "build", "order-pairs", "-C", sample, "-o", output)
    assert "docgen.docx.template" in imported
    assert imported & (HEAVY | FOR_OTHERS) == set()


@pytest.mark.soffice
def test_a_second_build_of_pdfs_imports_nothing_that_makes_them(tmp_path: Path) -> None:
    sample, bound = str(resources.samples() / "kvantorium"), str(tmp_path / "печать.pdf")
    asked = ("build", "model", "-C", sample, "-o", str(tmp_path / "out"), "--print", bound)
    first, second = (_imported(tmp_path, *asked) for _ in range(2))
    assert {"docgen.pdf.worker", "subprocess"} <= first
    makes = {"docgen.pdf.convert", "docgen.pdf.worker", "lxml", "pypdf", "subprocess"}
    assert second & makes == set()


def test_explain_imports_no_engine(tmp_path: Path) -> None:
    assert "docgen.engine" not in _imported(tmp_path, "explain", "DG101")
