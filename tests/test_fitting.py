"""A quick yes to data: given to what people write, and never where the library says no."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest

from docgen import resources, schema, source
from docgen.schema.fitting import fits
from docgen.schema.reading import read_tree
from tests.fullest import as_source, emptiest, fullest

SAMPLES = sorted(path.parent for path in resources.samples().glob("*/programme.yaml"))
SCHEMAS = sorted(path.name.removesuffix(".schema.json") for path in resources.schemas().iterdir())
PROGRAMME = schema.root("programme")
# What may stand in the place of anything else.
STRANGERS: tuple[Any, ...] = (
    "",
    "слово",
    "a b",
    "id\n",
    0,
    1,
    -1,
    10**6,
    1.5,
    True,
    None,
    [],
    ["a", "a"],
    {},
    [{}],
)


def typed(read: source.Source) -> dict[str, Any]:
    """Return the data of a programme as the schema types them."""
    return read_tree(read, PROGRAMME)[0]


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_the_samples_get_a_quick_yes(folder: Path) -> None:
    assert fits(PROGRAMME, typed(source.read(folder / "programme.yaml")))


@pytest.mark.parametrize("tree", [fullest(), emptiest()], ids=["fullest", "emptiest"])
def test_every_field_may_be_there_and_only_what_is_required_has_to(tree: dict[str, Any]) -> None:
    assert fits(PROGRAMME, typed(as_source(tree)))


def test_what_gets_a_quick_yes_is_valid_to_the_library() -> None:
    shared = [(each["$id"], each) for each in map(schema.load, ("common", "clauses"))]
    registry = jsonschema_rs.Registry(shared)
    library = jsonschema_rs.validator_for(schema.load("programme"), registry=registry)
    spoilt = _spoilt(typed(as_source(fullest())), Random(7), 800)
    said = {(fits(PROGRAMME, each), library.is_valid(each)) for each in spoilt}
    assert (True, False) not in said
    assert {(True, True), (False, False)} <= said


@pytest.mark.parametrize("name", SCHEMAS)
def test_patterns_of_schemas_mean_the_same_to_both(name: str) -> None:
    """Classes written out, `\\.` and spaces are alike; `\\d`, `.` or `(?…)` need not be."""
    for pattern in _patterns(schema.load(name)):
        rest = re.sub(r"\\[^\w]|\\s|\[[^]\\]*\]", "", pattern.removeprefix("^").removesuffix("$"))
        assert not re.search(r"[\\.^$]|\(\?", rest), pattern


def _spoilt(whole: dict[str, Any], random: Random, times: int) -> list[dict[str, Any]]:
    """Return copies of data, in each of which a value is another or a field is missing."""
    return [_with_a_slip(deepcopy(whole), random) for _ in range(times)]


def _with_a_slip(data: dict[str, Any], random: Random) -> dict[str, Any]:
    node: Any = data
    while True:
        key = random.choice([*node] if isinstance(node, dict) else range(len(node)))
        inner = node[key]
        if not isinstance(inner, dict | list) or not inner or random.random() < 0.1:
            break
        node = inner
    if random.random() < 0.2:
        del node[key]
    else:
        node[key] = random.choice(STRANGERS)
    return data


def _patterns(definition: Any) -> list[str]:
    """Return the patterns of a definition and of those inside it."""
    text = json.dumps(definition)
    return [json.loads(found) for found in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', text)]
