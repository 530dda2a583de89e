"""Every code of a finding is explained, used and tested, and the page of codes is up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import docgen
from docgen.codes import explanations
from docgen.codes.reference import page

ROOT = Path(__file__).parents[1]
PACKAGE = Path(docgen.__file__).parent
EXPLAINED = explanations()
_CODE = re.compile(r"DG\d{3}")


def _codes_in(paths: Iterable[Path]) -> set[str]:
    texts = (f"{path.name} {path.read_text(encoding='utf-8')}" for path in paths)
    return {code for text in texts for code in _CODE.findall(text)}


def _used() -> set[str]:
    return _codes_in([*PACKAGE.rglob("*.py"), *(ROOT / "templates").rglob("*.yaml")])


def _tested() -> set[str]:
    own = Path(__file__)
    tests = (path for path in (ROOT / "tests").rglob("test_*.py") if path != own)
    cases = (ROOT / "tests" / "cases").rglob("*.*")
    return _codes_in([*tests, *cases])


def test_every_code_that_docgen_may_print_is_explained() -> None:
    assert sorted(_used() - set(EXPLAINED)) == []


def test_every_explained_code_may_be_printed() -> None:
    assert sorted(set(EXPLAINED) - _used()) == []


def test_every_code_occurs_in_a_test() -> None:
    assert sorted(_used() - _tested()) == []


@pytest.mark.parametrize("code", EXPLAINED)
def test_an_explanation_has_a_short_title_a_reason_and_a_remedy(code: str) -> None:
    text = EXPLAINED[code]
    assert len(text.title) <= 70
    assert not text.title.endswith(".")
    assert min(len(text.why), len(text.repair)) > 15


def test_the_page_of_codes_is_up_to_date() -> None:
    written = (ROOT / "docs" / "codes.md").read_text(encoding="utf-8")
    assert written == page(), "python -m docgen.codes.reference docs/codes.md"
