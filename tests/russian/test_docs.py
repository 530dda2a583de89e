"""The table of docs/russian.md shows what really comes out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from docgen import russian

PAGE = Path(__file__).parents[2] / "docs" / "russian.md"
_ROW = re.compile(r"^\| `(?P<expression>.+?)` \| (?P<result>.*?) \|$", re.MULTILINE)


def _examples() -> list[tuple[str, str]]:
    text = PAGE.read_text(encoding="utf-8")
    table = text.partition("<!-- examples -->")[2].partition("<!-- /examples -->")[0]
    return [(row["expression"], row["result"]) for row in _ROW.finditer(table)]


@pytest.mark.parametrize(("expression", "result"), _examples())
def test_an_example_of_the_page_is_true(expression: str, result: str) -> None:
    names = {**vars(russian), "date": date}
    value = eval(expression, names)  # the page is ours
    assert str(value).replace("\u00a0", " ") == result


def test_the_page_has_examples() -> None:
    assert len(_examples()) > 40
