"""How well the rules do on names and phrases that were written without knowing them.

`judged.tsv` was made by somebody who had not seen the rules: posts, organisations, documents and
places of schools, full names of many peoples, hard surnames, rare first names; where two norms
exist both forms stand there. Failures of the `shown` half were given to the author of the rules,
the `kept` half was only measured. The floors are what holds now: they may rise, never fall.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.russian import CASES, decline, detect_gender
from tests.russian.gold import folded

FOLDER = Path(__file__).parents[1] / "data" / "russian"
FLOORS = {
    "post": 99.6,
    "org": 98.7,
    "doc": 98.4,
    "place": 97.9,
    "full": 100.0,
    "last": 98.8,
    "first": 100.0,
}


def rows(name: str, part: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one half of a table."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file, delimiter="\t") if row["part"] == part)


def _plain(form: str) -> str:
    return folded(form).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")


@pytest.mark.parametrize("kind", FLOORS)
def test_forms_nobody_tuned_to_are_right(kind: str) -> None:
    found = Counter(
        _plain(decline(row["text"], case, kind, row["gender"] or None))
        in [_plain(form) for form in row[case].split("|")]
        for row in rows("judged.tsv", "kept")
        if row["kind"] == kind
        for case in CASES
    )
    assert found.total() > 500
    assert 100 * found[True] / found.total() >= FLOORS[kind]


@pytest.mark.parametrize("part", ["shown", "kept"])
def test_a_gender_is_never_wrong_on_a_full_name(part: str) -> None:
    said = {row["text"]: row["gender"] for row in rows("judged-genders.tsv", part)}
    found = {name: detect_gender(name) for name in said}
    assert {name for name in said if found[name] not in (said[name], None)} == set()
