"""Private characters that stand for values while a sentence is made.

They are of a plane that no font of Word uses. Word has signs of its own among the private
characters of the first plane: a text may hold neither.
"""

from __future__ import annotations

from typing import Any, Final

from docgen.deferred import pattern
from docgen.wording.failures import TextError

FIRST_SLOT: Final = 0x100000
MAX_SLOTS: Final = 6400
SLOT: Final = pattern("[\U00100000-\U0010fffd]")
_PRIVATE: Final = pattern("[\ue000-\uf8ff\U00100000-\U0010fffd]")


def refuse_private(text: str) -> None:
    """Refuse a text that already has the characters that stand for values, or signs of Word."""
    if text.replace("\xa0", " ").isprintable():
        return  # as nearly all are, which is seen much faster
    found = _PRIVATE.search(text)
    if found:
        raise _private(found.group())


def refuse_foreign(text: str, slots: int) -> None:
    """Refuse a text with such characters besides those that stand for its own values, in turn."""
    if not slots:
        refuse_private(text)
        return
    for number, found in enumerate(SLOT.findall(text)):
        if number == slots or ord(found) != FIRST_SLOT + number:
            raise _private(found)
    refuse_private(SLOT.sub("", text))


def in_slot(mark: str, slots: list[Any]) -> Any:
    """Return the value for which a private character stands."""
    return slots[ord(mark) - FIRST_SLOT]


def _private(mark: str) -> TextError:
    reason = f"в тексте стоит служебный знак U+{ord(mark):04X}"
    return TextError(reason, "Такие значки вставляет Word; замените его обычным знаком.")
