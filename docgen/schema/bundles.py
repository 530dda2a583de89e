"""A schema and all that it refers to in one file, for editors that open it elsewhere."""

from __future__ import annotations

import json
from typing import Final

from docgen.deferred import pattern
from docgen.schema.shapes import Definition, load

_ABROAD: Final = pattern(r'"\$ref": "(?P<file>[a-z]+)\.schema\.json#/')


def bundle(name: str) -> Definition:
    """Return a schema that needs no other file; it accepts exactly what the original accepts."""
    own = _with_references(load(name), "")
    shared = {
        file: {"$defs": _with_references(load(file)["$defs"], f"$defs/{file}/")}
        for file in referred(name)
    }
    return {**own, "$defs": {**own.get("$defs", {}), **shared}}


def referred(name: str) -> tuple[str, ...]:
    """Return the names of the schema files that one needs, at first or second hand."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        text = json.dumps(load(waiting.pop()))
        new = {match["file"]: None for match in _ABROAD.finditer(text)}.keys() - {name, *found}
        waiting += sorted(new)
        found |= dict.fromkeys(sorted(new))
    return tuple(found)


def _with_references(definition: Definition, here: str) -> Definition:
    """Return definitions that lie at `here` in a bundle, and refer to others in the bundle."""
    text = json.dumps(definition).replace('"$ref": "#/', f'"$ref": "#/{here}')
    changed: Definition = json.loads(_ABROAD.sub(r'"$ref": "#/$defs/\g<file>/', text))
    return changed
