"""Pictures of a Word file: where each stands, and whether it lies over the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docgen.docx.ooxml import WP, Element, is_w, w
from docgen.norms.document import Picture

_EMU_IN_MM: Final = 36000
_SHOWN: Final = ("name", "descr", "title")


def pictures_of(paragraph: Element) -> Iterator[Picture]:
    """Yield the pictures of a paragraph; those of old files are not measured."""
    for drawing in paragraph.iter(w("drawing")):
        for each in drawing:
            if each.tag in (_wp("inline"), _wp("anchor")) and _own(drawing, paragraph):
                yield _picture(each)


def _picture(element: Element) -> Picture:
    floats = element.tag == _wp("anchor")
    behind = element.get("behindDoc", "0") not in ("0", "false")
    told = element.find(_wp("docPr"))
    words = (told.get(name, "") for name in _SHOWN) if told is not None else ()
    covers = floats and not behind and element.find(_wp("wrapNone")) is not None
    width = _length(element, "extent", "cx")
    return Picture(" ".join(filter(None, words)), width, covers, *_place(element))


def _place(element: Element) -> tuple[str, float]:
    """Return from where and how far to the right a picture stands, if its file says so."""
    position = element.find(_wp("positionH"))
    offset = position.find(_wp("posOffset")) if position is not None else None
    if position is None or offset is None:
        return "", 0
    return position.get("relativeFrom", ""), _millimetres(offset.text)


def _length(element: Element, part: str, name: str) -> float:
    found = element.find(_wp(part))
    return _millimetres(found.get(name)) if found is not None else 0


def _millimetres(text: str | None) -> float:
    plain = (text or "").strip()
    sensible = plain.removeprefix("-").isdecimal() and len(plain) < 12
    return int(plain) / _EMU_IN_MM if sensible else 0


def _own(drawing: Element, paragraph: Element) -> bool:
    """Whether a picture stands in this paragraph and not in one of a text box inside it."""
    return next(each for each in drawing.iterancestors() if is_w(each, "p")) is paragraph


def _wp(name: str) -> str:
    return f"{{{WP}}}{name}"
