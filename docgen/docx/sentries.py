"""Sentries: where a condition or a loop may leave something empty, the program looks back.

A sentry stands at the end of what could be empty, or before a table that could touch another. When
what was printed last is not what it wants to see, it prints what is missing, or has the part
repaired once it is complete.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from docgen.deferred import pattern
from docgen.docx.state import State, pass_context
from docgen.docx.tag import Tag

# What may stand last in each owner, and whether a paragraph is all that it can lack.
_BLOCKS: Final = ("p", "sdt")
_PARAGRAPHED: Final = ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment")
WANTED: Final[dict[str, tuple[str, ...]]] = {
    "body": (*_BLOCKS, "tbl"),
    "tbl": ("tr", "sdt"),
    "tr": ("tc", "sdt"),
    "sdtContent": (*_BLOCKS, "tbl", "tr", "tc", "r"),
    **dict.fromkeys(_PARAGRAPHED, _BLOCKS),
}
_LAST: Final = pattern(rb"</w:(\w+)>\s*|<w:(\w+)(?: [^<]*)?/>\s*")
_FEW: Final = 20  # pieces that one element's own tag may be printed in: its attributes have tags
_PARAGRAPH: Final = b"<w:p/>"
# The paragraph that keeps two tables from growing together.
THIN: Final = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    b'<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def ends(tag: Tag) -> Callable[..., None]:
    """Make the sentry at the end of what may be left empty."""
    wanted, complete = WANTED[tag.subject], tag.subject in _PARAGRAPHED
    closed = tuple(f"</w:{name}>".encode() for name in wanted)

    @pass_context
    def look(state: State, _: Any) -> None:
        # Nearly always it is there, and printed with what went before it.
        if (state.out and state.out[-1].endswith(closed)) or _last(state) in wanted:
            return
        if complete:
            state.out.append(_PARAGRAPH)
        else:
            state.damaged = True

    return look


def apart(_: Tag) -> Callable[..., None]:
    """Make the sentry before a table: two that touch would grow together."""

    @pass_context
    def look(state: State, _: Any) -> None:
        # Nearly always it is a paragraph, and printed with what went before it.
        if state.out and state.out[-1].endswith(b"</w:p>"):
            return
        if _last(state) == "tbl":
            state.out.append(THIN)

    return look


SENTRIES: Final = {"ends": ends, "apart": apart}


def _last(state: State) -> str:
    """Return the name of the element that was printed last; none if something was only begun."""
    said = state.last()
    if b"<" not in said:
        said = b"".join(state.out[-_FEW:])
    found = _LAST.fullmatch(said, max(0, said.rfind(b"<")))
    return (found[1] or found[2]).decode() if found else ""
