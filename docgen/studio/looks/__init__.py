"""The look of an edited manuscript carried into the template that it is printed with.

`carrying` does the whole. `tables` and `paragraphs` find what a person changed in the blocks that a
template prints itself: `layouts` reads tables as they are seen, `pairing` finds what is left of
each, `samples` holds all that one table printed, `columns` and `lines` see to grids and borders,
`sense` forgets what no Word would say. `blocks` does the same to the template, through `redrawing`
and `cells` for tables and `redressing` for paragraphs; `styles` and `sheets` do the rest, `clauses`
tells what a clause got by itself. All is told in an `account`, in the words of `telling`.
"""

from __future__ import annotations

from docgen.studio.looks.carrying import Look, Redressed, redressed

__all__ = ["Look", "Redressed", "redressed"]
