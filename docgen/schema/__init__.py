"""Schemas: raw texts become typed data, and what does not fit is said in Russian, with its place.

The files `schemas/*.schema.json` are the contract of every YAML file that a person writes. Nothing
here knows of mentoring: names, titles and rules all come from those files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docgen.deferred import deferred
from docgen.diagnostics import Report
from docgen.schema.checking import check
from docgen.schema.reading import Source, read_tree
from docgen.schema.records import build, property_name
from docgen.schema.references import Doubled, Reference, doubled_keys, lost_references
from docgen.schema.shapes import Definition, Path, Shape, load, root

if TYPE_CHECKING:
    from docgen.schema.bundles import bundle
    from docgen.schema.nearness import nearest
else:
    _HOMES = {"docgen.schema.bundles": "bundle", "docgen.schema.nearness": "nearest"}
    __getattr__ = deferred(__name__, _HOMES)

__all__ = [
    "Definition",
    "Doubled",
    "Path",
    "Reference",
    "Shape",
    "Source",
    "build",
    "bundle",
    "doubled_keys",
    "load",
    "lost_references",
    "nearest",
    "property_name",
    "root",
    "validate",
]


def validate(
    source: Source, schema: str = "programme", extra: Sequence[Definition] = ()
) -> tuple[dict[str, Any], Report]:
    """Type what was read by a schema and say all that does not fit.

    `extra` are schemas of packs: they may ask for more, never for less. The data are whole only if
    the report is without errors.
    """
    shape = root(schema)
    typed, reading = read_tree(source, shape)
    return typed, Report([*reading.found, *check(typed, reading, source, shape, extra)])
