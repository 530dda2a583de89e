"""Cleaning a part before its tags are looked for: revisions accepted, editing traces removed."""

from __future__ import annotations

from typing import Final

from docgen.docx.ooxml import W14, Element, is_w, local, remove, unwrap, w

_DROPPED: Final = (
    "del",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "proofErr",
    "lastRenderedPageBreak",
    "dataBinding",  # Word would put the bound value over what a template prints
)
_SIDES: Final = {"start": "left", "end": "right"}
_UNWRAPPED: Final = ("ins", "moveTo", "smartTag")
_RSID: Final = tuple(w(f"rsid{name}") for name in ("R", "RDefault", "P", "RPr", "Tr", "Sect"))
_PARAGRAPH_IDS: Final = (f"{{{W14}}}paraId", f"{{{W14}}}textId")


def clean(root: Element) -> None:
    """Accept revisions and remove what only matters to an editing session."""
    _remove_deleted_rows(root)
    for element in list(root.iter(*(w(name) for name in _DROPPED))):
        remove(element)
    for element in list(root.iter(*(w(name) for name in _UNWRAPPED))):
        _accept(element)
    _remove_last_edit(root)
    translate(root)
    keep_ids = is_w(root, "comments")
    for element in root.iter("*"):
        _strip_attributes(element, keep_ids)


def translate(root: Element) -> bool:
    """Say in Word's words what LibreOffice says in its own; return whether it said anything.

    It names character sets that Word does not know (the numbers beside them say the same) and
    sides of numbers by the direction of the text.
    """
    translated = False
    for charset in root.iter(w("charset")):
        if w("characterSet") in charset.attrib:
            del charset.attrib[w("characterSet")]
            translated = True
    for side in root.iter(w("lvlJc"), w("jc")):
        said, parent = side.get(w("val"), ""), side.getparent()
        if said in _SIDES and parent is not None and not is_w(parent, "pPr"):  # there it is right
            side.set(w("val"), _SIDES[said])
            translated = True
    return translated


def _remove_deleted_rows(root: Element) -> None:
    for mark in list(root.iter(w("del"))):
        parent = mark.getparent()
        row = parent.getparent() if parent is not None and is_w(parent, "trPr") else None
        if row is not None:
            remove(row)


def _accept(element: Element) -> None:
    parent = element.getparent()
    if parent is not None and local(parent) in ("rPr", "trPr", "pPr"):
        parent.remove(element)
        return
    for properties in element.findall(w("smartTagPr")):
        element.remove(properties)
    unwrap(element)


def _remove_last_edit(root: Element) -> None:
    """Remove Word's own `_GoBack` bookmark."""
    ids = set()
    for start in list(root.iter(w("bookmarkStart"))):
        if start.get(w("name")) == "_GoBack":
            ids.add(start.get(w("id")))
            remove(start)
    for end in list(root.iter(w("bookmarkEnd"))):
        if end.get(w("id")) in ids:
            remove(end)


def _strip_attributes(element: Element, keep_ids: bool) -> None:
    if not element.attrib:
        return
    for name in _RSID if keep_ids else (*_RSID, *_PARAGRAPH_IDS):
        if name in element.attrib:
            del element.attrib[name]
