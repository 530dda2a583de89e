"""Quotation marks: «ёлочки», and „лапки“ within them."""

from __future__ import annotations

import re
from typing import Final

from docgen.deferred import pattern
from docgen.russian.typography.rule import THING, VALUE, having

# One of these signs, and of the last two together: what begins with a set is found faster.
_MARK: Final = pattern(r"[«»„“”\"'](?:(?<!')|')")
_CONCERNED: Final = having("«", "»", '"', "'", "„", "“", "”")
_HAS_OTHERS: Final = having('"', "'", "„", "“", "”")
_CLOSERS: Final = {"«": "»", "„": "“ ”", "“": "”", '"': '"', "''": "''"}
_DRAWN: Final = (("«", "»"), ("„", "“"))
# Beside these a mark that looks alike on both sides may open a quotation, or close one.
_MAY_OPEN_AFTER: Final = pattern(rf"[\s([{{/\-–—«„“\"'{THING}]|\Z")
_NOT_CLOSED_BY: Final = pattern(rf"[^\W_]|[{VALUE}]")


def quotes(text: str) -> str:
    """Draw pairs of quotation marks by how deep they stand; an odd mark leaves all as they are."""
    if not _CONCERNED(text) or _is_drawn(text):
        return text
    marks = list(_MARK.finditer(text))
    pairs = _paired(text, marks) if marks else None
    if not pairs:
        return text
    drawn = {place: mark for pair in pairs for place, mark in _drawn(*pair)}
    pieces: list[str] = []
    end = 0
    for mark in marks:
        pieces += text[end : mark.start()], drawn.get(mark.start(), mark.group())
        end = mark.end()
    return "".join((*pieces, text[end:]))


def _is_drawn(text: str) -> bool:
    """Whether a text has no quotations but «ёлочки» side by side: few have others."""
    if _HAS_OTHERS(text):
        return False
    before, *quoted = text.split("«")
    return "»" not in before and all(each.count("»") == 1 for each in quoted)


def _drawn(opening: int, closing: int, depth: int) -> tuple[tuple[int, str], tuple[int, str]]:
    first, last = _DRAWN[depth % 2]
    return (opening, first), (closing, last)


def _paired(text: str, marks: list[re.Match[str]]) -> list[tuple[int, int, int]] | None:
    """Return where each quotation opens and closes and its depth; None if a mark has no pair."""
    pairs: list[tuple[int, int, int]] = []
    opened: list[re.Match[str]] = []
    for mark in marks:
        before, after = (
            text[max(mark.start() - 1, 0) : mark.start()],
            text[mark.end() : mark.end() + 1],
        )
        if opened and _closes(mark.group(), opened[-1].group(), before, after):
            pairs.append((opened.pop().start(), mark.start(), len(opened)))
        elif _opens(mark.group(), before, after):
            opened.append(mark)
        elif not _measures(mark.group(), before):
            return None
    return None if opened else pairs


def _closes(mark: str, opening: str, before: str, after: str) -> bool:
    if mark not in _CLOSERS[opening].split():
        return False
    return mark == "»" or not (before.isspace() or _NOT_CLOSED_BY.match(after))


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in "«„":
        return True
    beside = bool(after) and not after.isspace() and _MAY_OPEN_AFTER.match(before)
    return bool(beside) and mark in ('"', "“", "''")


def _measures(mark: str, before: str) -> bool:
    """Whether this is no quotation mark but inches or seconds: 24", 5'30''."""
    return mark in ('"', "''") and before.isdigit()
