"""The last touch to what is printed: a finisher may change spaces and marks, never words.

Docgen's own is the typography of a language; this library only knows that a finisher keeps every
letter, every digit and every stand-in in its order. So a whole paragraph of a template can be
finished at once, with its tags standing in it as single characters, and each change finds its way
back to the run that it concerns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from docgen.docx.ooxml import XML_SPACE, Element, is_w
from docgen.docx.tags import INLINE, OBJECT, Tag, Tags, is_marker, piece_text

Finish = Callable[[str], str]
# Returns what finishes a text that is printed after the given one.
Finisher = Callable[[str], Finish]

VALUE: Final = "\ue000"
_HELD: Final = re.compile("([\\w\t\r\n\ufffc\ue000-\uf8ff\U000f0000-\U0010fffd])")


def as_it_is(text: str) -> str:
    """Finish nothing: what is printed is what was given."""
    return text


def spread(before: str, after: str) -> list[str]:
    """Return for each character of a text what became of it when the text was finished."""
    old, new = _HELD.split(before), _HELD.split(after)
    if old[1::2] != new[1::2]:
        raise ValueError("a finisher may change spaces and marks only")
    changed: list[str] = []
    for one, other in zip(old, new, strict=True):
        if one:
            changed += _shared(one, other)
        elif changed:
            changed[-1] += other
    return changed


def finished(texts: list[str], finish: Finish) -> list[str]:
    """Finish texts that stand side by side as the one text that they make."""
    if len(texts) == 1:
        return [finish(texts[0])]
    whole = "".join(texts)
    changed = iter(spread(whole, finish(whole)))
    return ["".join(islice(changed, len(text))) for text in texts]


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
            piece.tag.finish = finisher(before)
        before += piece.text if piece.word is None else piece.word.text or ""


@dataclass(frozen=True, slots=True)
class _Piece:
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


def _shared(old: str, new: str) -> list[str]:
    """Share out what a gap between words became among the characters it had."""
    if len(old) == len(new):
        return list(new)
    same = _common(old, new)
    rest = _common(old[same:][::-1], new[same:][::-1])
    changed = [*old[:same], *("" for _ in old[same : len(old) - rest]), *old[len(old) - rest :]]
    middle = new[same : len(new) - rest]
    if same < len(old):
        changed[same] = middle + changed[same]
    else:
        changed[-1] += middle
    return changed


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
