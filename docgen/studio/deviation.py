"""What one look says otherwise than another, whichever program wrote the two down."""

from __future__ import annotations

from collections.abc import Collection
from math import floor
from typing import Any, Final

from docgen.docx.ooxml import Element, is_w, local, w
from docgen.norms.formatting import Look

# What is not compared: letters that the text view shows itself, and what programs add on their own.
DIRECT: Final = ("widowControl", "cs", "hAnsi", "eastAsia", "b", "i", "u", "rtl")
IN_STYLES: Final = ("widowControl", "cs", "rtl")
_SHIFT: Final = 3  # no size that people choose lies near the border of a point then
_CLOSE: Final = 6.0  # twentieths of a point: a tenth of a millimetre
_LETTERS: Final = ("color", "highlight", "strike", "vertAlign")
_PLAIN: Final = ("auto", "none", "baseline", "0", "false")
_UNSAID: Final = {"jc": "left", "rule": "auto"}  # what silence means


def deviation(
    look: Look, below: Look, skipped: Collection[str] = (), *, told: bool = False
) -> dict[str, Any]:
    """Return what one look says otherwise than another; what none says is as good as nothing.

    With `told`, the first look says only what it changes: its silence is consent.
    """
    found: dict[str, Any] = {}
    for name in look if told else {*look, *below}:
        one, two = look.get(name), below.get(name)
        if name not in skipped and not _alike(name, one, two):
            found[name] = one
    return found


def painted(properties: Element | None) -> dict[str, str]:
    """Return the colours of letters and the lines through them."""
    return {
        local(each): each.get(w("val"), "1")
        for each in (properties if properties is not None else ())
        if is_w(each, *_LETTERS) and each.get(w("val"), "1") not in _PLAIN
    }


def boxed(properties: Element | None) -> dict[str, str]:
    """Return the lines around a paragraph and its ground."""
    found: dict[str, str] = {}
    for each in properties if properties is not None else ():
        if is_w(each, "shd") and each.get(w("fill"), "auto") != "auto":
            found["shd"] = each.get(w("fill"), "")
        elif is_w(each, "pBdr"):
            sides = (side for side in each if side.get(w("val"), "nil") not in ("nil", "none"))
            shown = sorted(f"{local(side)} {side.get(w('sz'), '')}" for side in sides)
            found |= {"pBdr": ", ".join(shown)} if shown else {}
    return found


def _alike(name: str, one: object, two: object) -> bool:
    if name == "list":
        return (one == "0") == (two == "0")
    if isinstance(one, float | int) and isinstance(two, float | int):
        return abs(one - two) <= (0.5 if name == "sz" else _CLOSE)
    return (one or _UNSAID.get(name)) == (two or _UNSAID.get(name))


def rounded(name: str, size: Any) -> Any:
    """Return a size in points, so that two programs that round it otherwise say the same."""
    if isinstance(size, float) and name != "sz":
        return floor((size + _SHIFT) / 20)
    return "" if name == "list" and size != "0" else size
