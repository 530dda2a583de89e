"""Where sentries stand: at the end of what could be left empty, and before tables."""

from __future__ import annotations

from lxml import etree

from docgen.docx.ooxml import Element, is_w, local, w
from docgen.docx.sentries import WANTED
from docgen.docx.tag import Tags
from docgen.docx.tags import is_marker, marker_for


def post(root: Element, tags: Tags) -> None:
    """Post the sentries of a part; one without conditions and loops between its blocks has none."""
    markers = [node for node in root.iter(etree.ProcessingInstruction) if node is not root]
    owners = {parent: mark for mark in markers if (parent := mark.getparent()) is not None}
    watched = {owner: mark for owner, mark in owners.items() if local(owner) in WANTED}
    for owner, marker in watched.items():
        _before_end(owner, _sentry(tags, marker, "ends", local(owner)))
    for table in list(root.iter(w("tbl"))) if watched else ():
        before = table.getprevious()
        if before is not None and (is_marker(before) or is_w(before, "tbl")):
            table.addprevious(_sentry(tags, markers[0], "apart", ""))


def _sentry(tags: Tags, like: Element, role: str, subject: str) -> Element:
    tag = tags.new("value", "0", tags.of(like))
    tag.role, tag.subject = role, subject
    return marker_for(tag)


def _before_end(owner: Element, sentry: Element) -> None:
    """Put a sentry after the last thing in its owner; the section of a body is no content."""
    last = owner[-1]
    if is_w(last, "sectPr"):
        last.addprevious(sentry)
    else:
        owner.append(sentry)
