"""Sentries: where a condition or a loop may leave something empty, the program looks back.

A sentry stands at the end of what could be empty, or before a table that could touch another. When
what was printed last is not what it wants to see, it prints what is missing, or has the part
repaired once it is complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from jinja2 import pass_context
from lxml import etree

from docgen.docx.ooxml import Element, fragment, is_w, local, w
from docgen.docx.repair import thin
from docgen.docx.state import RenderContext, State
from docgen.docx.tags import Tag, Tags, is_marker, marker_for

# What may stand last in each owner, and whether a paragraph is all that it can lack.
_BLOCKS: Final = ("p", "sdt")
_PARAGRAPHED: Final = ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")
_WANTED: Final[dict[str, tuple[str, ...]]] = {
    "body": (*_BLOCKS, "tbl"),
    "tbl": ("tr", "sdt"),
    "tr": ("tc", "sdt"),
    "sdtContent": (*_BLOCKS, "tbl", "tr", "tc", "r"),
    **dict.fromkeys(_PARAGRAPHED, _BLOCKS),
}
_LAST: Final = re.compile(r"</w:(\w+)>\s*|<w:(\w+)(?: [^<]*)?/>\s*")
_FEW: Final = 20  # pieces that one element's own tag may be printed in: its attributes have tags
_PARAGRAPH: Final = "<w:p/>"
_THIN: Final = fragment(thin())


def ends(tag: Tag) -> Callable[..., None]:
    """Make the sentry at the end of what may be left empty."""
    wanted, complete = _WANTED[tag.subject], tag.subject in _PARAGRAPHED

    @pass_context
    def look(context: RenderContext, _: Any) -> None:
        state = context.state
        if _last(state) not in wanted:
            if complete:
                state.out.append(_PARAGRAPH)
            else:
                state.damaged = True

    return look


def apart(_: Tag) -> Callable[..., None]:
    """Make the sentry before a table: two that touch would grow together."""

    @pass_context
    def look(context: RenderContext, _: Any) -> None:
        if _last(context.state) == "tbl":
            context.state.out.append(_THIN)

    return look


SENTRIES: Final = {"ends": ends, "apart": apart}


def _last(state: State) -> str:
    """Return the name of the element that was printed last; none if something was only begun."""
    said = state.last()
    if said.endswith("</w:p>"):  # what nearly always stands there
        return "p"
    if "<" not in said:
        said = "".join(state.out[-_FEW:])
    found = _LAST.fullmatch(said, max(0, said.rfind("<")))
    return (found[1] or found[2]) if found else ""


def post(root: Element, tags: Tags) -> None:
    """Post the sentries of a part; one without conditions and loops between its blocks has none."""
    markers = [node for node in root.iter(etree.ProcessingInstruction) if node is not root]
    owners = {parent: mark for mark in markers if (parent := mark.getparent()) is not None}
    watched = {owner: mark for owner, mark in owners.items() if local(owner) in _WANTED}
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
