"""A schema and all that it refers to in one file, for editors that open it elsewhere."""

from __future__ import annotations

import json

from docgen.schema.shapes import Definition, load

_SHARED = "common.schema.json#/$defs/"
_OWN = "#/$defs/"
_WITHIN = "#/$defs/common/$defs/"


def bundle(name: str) -> Definition:
    """Return a schema that needs no other file; it accepts exactly what the original accepts."""
    own = _with_references(load(name), _SHARED, _WITHIN)
    shared = _with_references(load("common")["$defs"], _OWN, _WITHIN)
    return {**own, "$defs": {**own.get("$defs", {}), "common": {"$defs": shared}}}


def _with_references(definition: Definition, old: str, new: str) -> Definition:
    text = json.dumps(definition).replace(f'"$ref": "{old}', f'"$ref": "{new}')
    changed: Definition = json.loads(text)
    return changed
