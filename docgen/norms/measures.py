"""Numbers as Word writes them: twips and half-points, which may be missing or nonsense."""

from __future__ import annotations

import re
from typing import Final

from docgen.docx.ooxml import Element, w

_OFF: Final = ("0", "false", "none", "off")
_TWIPS_IN_MM: Final = 1440 / 25.4
_MEASURE: Final = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt)?")


def number(element: Element | None, name: str) -> float | None:
    """Return a numeric attribute, None if there is none that can be read."""
    text = element.get(w(name)) if element is not None else None
    found = _MEASURE.fullmatch(text) if text else None
    return float(found[1]) * (20 if found[2] else 1) if found else None


def millimetres(twips: float) -> float:
    """Return a length of Word in millimetres."""
    return round(twips / _TWIPS_IN_MM, 2)


def is_on(switch: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return switch is not None and switch.get(w("val"), "1") not in _OFF


def value(parent: Element | None, name: str) -> str:
    """Return the `val` of a child, or an empty text."""
    child = parent.find(w(name)) if parent is not None else None
    return child.get(w("val"), "") if child is not None else ""
