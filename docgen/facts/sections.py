"""Which part of the programme's file the names of the texts come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docgen import schema

# Names that are not themselves keys of the file.
_HOMES: Final = {
    "director": "school",
    "curator": "programme",
    "curators": "programme",
    "forms": "programme",
    "form": "programme",
    "form_ids": "programme",
    "pair": "pairs",
    "mentor": "pairs",
    "mentee": "pairs",
    "changes": "pairs",
    "change": "pairs",
    "person": "people",
    "survey": "surveys",
    "monitoring": "indicators",
    "partner": "partners",
    "event": "events",
    "document": "documents",
}


def sections_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the Russian titles of the parts that names of texts come from, in the file's order."""
    asked = {_HOMES.get(name, name) for name in names}
    parts = schema.root("programme").properties
    return tuple(part.definition["title"] for key, part in parts.items() if key in asked)
