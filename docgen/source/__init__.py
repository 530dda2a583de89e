"""YAML as people write it: plain data, and a line and column for each value.

Scalars keep the text that was typed (`14:00`, `0123`, `нет`); the schema gives them types later.
Nothing here knows of mentoring, and nothing raises for bad content: all findings are in
`Source.report`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred
from docgen.source.nodes import Data
from docgen.source.reading import Source, read, read_text

if TYPE_CHECKING:
    from docgen.source.editing import Edited, edit
else:
    __getattr__ = deferred(__name__, {"docgen.source.editing": "Edited edit"})

__all__ = ["Data", "Edited", "Source", "edit", "read", "read_text"]
