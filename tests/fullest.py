"""The fullest and the emptiest programme that the schema allows, as trees of texts."""

from __future__ import annotations

import json
from typing import Any

from docgen import schema, source
from docgen.schema import Shape

_KNOWN = {
    "people": "ivanova",
    "school.bodies": "council",
    "pairs": "p01",
    "programme.forms": "a-form",
}
_TEXTS = {"russian-date": "01.09.2026", "school-year": "2026/27", "month": "9"}
_TYPES = {"integer": "7", "number": "4,5", "boolean": "да", "string": "Слова"}


def fullest() -> dict[str, Any]:
    """Return a programme with every field filled and every reference right."""
    tree: dict[str, Any] = value(schema.root("programme"))
    del tree["include"]
    tree["people"][0]["id"] = "ivanova"
    tree["school"]["bodies"][0]["id"] = "council"
    tree["pairs"][0]["id"] = "p01"
    tree["programme"]["forms"] = ["a-form"]
    return tree


def emptiest() -> dict[str, Any]:
    """Return a programme with nothing that may be left out."""
    tree: dict[str, Any] = value(schema.root("programme"), required_only=True)
    tree["people"][0]["id"] = "ivanova"
    return tree


def as_source(tree: dict[str, Any]) -> source.Source:
    """Return the tree as if it had been read from a file."""
    return source.read_text(json.dumps(tree, ensure_ascii=False), "programme.yaml")


def value(shape: Shape, *, required_only: bool = False) -> Any:
    """Return a value that the shape accepts; of alternatives, the first."""
    if shape.type == "object":
        return _mapping(shape, required_only=required_only)
    if shape.type == "array":
        return [value(shape.element, required_only=required_only)]
    if "x-refers-to" in shape.definition:
        return _KNOWN[shape.definition["x-refers-to"]]
    return _TEXTS.get(shape.format) or _scalar(shape)


def _mapping(shape: Shape, *, required_only: bool) -> dict[str, Any]:
    names = list(shape.required if required_only else shape.properties)
    for way in shape.ways[1:]:
        names = [name for name in names if name not in way]
    tree = {name: value(shape.properties[name], required_only=required_only) for name in names}
    if shape.others:
        tree["a-form"] = value(shape.others, required_only=required_only)
    return tree


def _scalar(shape: Shape) -> str:
    if shape.type == "boolean":
        return "да"
    examples = [str(each) for each in shape.definition.get("examples", ())]
    return next(iter([*shape.options, *examples]), "") or _padded(shape)


def _padded(shape: Shape) -> str:
    """Return digits for a field whose pattern asks for a number of them."""
    digits = {"ИНН": "0000000000", "ОГРН": "0000000000000"}
    return digits.get(shape.title, _TYPES[shape.type])
