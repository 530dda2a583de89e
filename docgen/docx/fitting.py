"""What was as wide as the text, made as wide as the text is now: tables, stops at the margin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docgen.docx.isolation import PREFIX
from docgen.docx.ooxml import Element, w

Widths = Mapping[int, int]  # of the text in twips: as it was, as it is
_NEAR: Final = 30  # twips, half a millimetre: columns are rounded one by one


def text_width(section: Element) -> int:
    """Return how wide the text of a section is, in twips; nothing if the section does not say."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return _number(size, "w") - _number(margins, "left") - _number(margins, "right")


def fit_tables(root: Element, widths: Widths) -> None:
    """Stretch the tables of a template; those of the letterhead are as it wants them."""
    for table in root.iter(w("tbl")):
        columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
        total = sum(_number(column, "w") for column in columns)
        wanted = _wanted(total, widths)
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        own = style is not None and style.get(w("val"), "").startswith(PREFIX)
        if wanted and not own:
            _stretch(table, wanted / total)


def fit_stops(styles: Element, widths: Widths) -> bool:
    """Move the stops that stand at the right margin; return whether there are any."""
    moved = False
    for stop in styles.iter(w("tab")):
        wanted = _wanted(_number(stop, "pos"), widths)
        if wanted:
            stop.set(w("pos"), str(wanted))
            moved = True
    return moved


def _stretch(table: Element, ratio: float) -> None:
    own = table.findall(f"{w('tblPr')}/{w('tblW')}") + table.findall(f"{w('tblGrid')}/*")
    cells = table.findall(f"{w('tr')}/{w('tc')}/{w('tcPr')}/{w('tcW')}")
    for item in (*own, *cells):
        if item.get(w("type"), "dxa") == "dxa":
            item.set(w("w"), str(round(_number(item, "w") * ratio)))


def _wanted(width: int, widths: Widths) -> int:
    return next((new for old, new in widths.items() if abs(width - old) <= _NEAR), 0)


def _number(element: Element, name: str) -> int:
    text = element.get(w(name), "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0
