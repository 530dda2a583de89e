"""Values of docxtpl are known by the names of their classes, without importing it."""

from __future__ import annotations

from typing import Final

RUNS: Final = ("RichText",)
_PARAGRAPHS: Final = ("RichTextParagraph",)
_KNOWN: Final = (*RUNS, *_PARAGRAPHS, "Listing", "InlineImage", "Subdoc")


def is_foreign(value: object) -> bool:
    """Whether a value is one of docxtpl's classes (without importing docxtpl)."""
    return any(
        made.__name__ in _KNOWN and made.__module__.startswith("docxtpl")
        for made in type(value).__mro__
    )


def is_paragraph(value: object) -> bool:
    """Whether a value prints whole paragraphs."""
    return is_foreign(value) and type(value).__name__ in _PARAGRAPHS
