"""The look of an edited manuscript carried into the template that it is printed with.

A person edits the look of what was printed; the template gets it. `carrying` does the whole:
`tables` and `paragraphs` find what was changed in blocks that the template prints itself (read by
`layouts`, paired by `pairing`, held together by `samples`; `columns` and `lines` for grids and
borders), `redrawing` and `redressing` do the same to the template's blocks, `telling` says it in
Russian. What a template cannot hold is a `Loss`, and told.
"""

from __future__ import annotations

from docgen.studio.looks.carrying import Look, Redressed, redressed

__all__ = ["Look", "Redressed", "redressed"]
