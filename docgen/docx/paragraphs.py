"""The literal text of a template's paragraphs, finished once for all documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docgen.docx.finishing import Finisher, spread
from docgen.docx.ooxml import XML_SPACE, Element, is_w
from docgen.docx.tag import Tag, Tags
from docgen.docx.tags import INLINE, OBJECT, is_marker, piece_text
from docgen.records import Frozen

VALUE: Final = "\U00100000"


def finish_paragraph(paragraph: Element, tags: Tags, finisher: Finisher) -> None:
    """Finish the literal text of a paragraph; let its tags know what will finish their values."""
    pieces = list(_pieces(paragraph, tags))
    text = "".join(piece.text for piece in pieces)
    set_text = finisher("")(text)
    if set_text != text:
        _write(pieces, spread(text, set_text))
    before = ""
    for piece in pieces:
        if piece.tag is not None:
            piece.tag.before = before
        before += piece.text if piece.word is None else piece.word.text or ""


class _Piece(Frozen):
    """A stretch of a paragraph's text: words that can change, a tag of a value, or a thing."""

    text: str
    word: Element | None = None
    tag: Tag | None = None


def _pieces(parent: Element, tags: Tags) -> Iterator[_Piece]:
    for child in parent:
        if is_marker(child):
            yield _stand_in(tags.of(child))
        elif is_w(child, "r"):
            yield from (_piece(piece) for piece in child)
        elif is_w(child, *INLINE):
            yield from _pieces(child, tags)


def _stand_in(tag: Tag) -> _Piece:
    if tag.kind == "value":
        return _Piece(VALUE, tag=tag)
    return _Piece(OBJECT if tag.kind == "block" else "")


def _piece(piece: Element) -> _Piece:
    if is_w(piece, "t"):
        return _Piece(piece.text or "", word=piece)
    return _Piece("\N{NON-BREAKING HYPHEN}" if is_w(piece, "noBreakHyphen") else piece_text(piece))


def _write(pieces: list[_Piece], changed: list[str]) -> None:
    """Give each piece its characters; what was put in after a tag goes into the words after it."""
    start, beyond = 0, ""
    for piece in pieces:
        made = "".join(changed[start : start + len(piece.text)])
        start += len(piece.text)
        if piece.word is None:
            beyond += made[len(piece.text) :]
        else:
            piece.word.text, beyond = beyond + made, ""
            piece.word.set(XML_SPACE, "preserve")
