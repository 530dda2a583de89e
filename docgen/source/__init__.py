"""YAML as people write it: plain data, and a line and column for each value.

Scalars keep the text that was typed (`14:00`, `0123`, `нет`); the schema gives them types later.
Nothing here knows of mentoring, and nothing raises for bad content: all findings are in
`Source.report`.
"""

from docgen.source.editing import Edited, edit
from docgen.source.reading import Source, read, read_text
from docgen.source.tree import Data

__all__ = ["Data", "Edited", "Source", "edit", "read", "read_text"]
