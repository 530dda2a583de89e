"""Private characters that stand for values while a sentence is made."""

from __future__ import annotations

import re
from typing import Any, Final

from docgen.wording.failures import TextError

FIRST_SLOT: Final = 0xE000
MAX_SLOTS: Final = 0xF8FF - FIRST_SLOT + 1
SLOT: Final = re.compile("[\ue000-\uf8ff]")


def refuse_private(text: str) -> None:
    """Refuse a text that already has the characters that stand for values."""
    found = SLOT.search(text)
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


def in_slot(mark: str, slots: list[Any]) -> Any:
    """Return the value for which a private character stands."""
    return slots[ord(mark) - FIRST_SLOT]


def _private(mark: str) -> TextError:
    reason = f"в тексте стоит служебный знак U+{ord(mark):04X}"
    return TextError(reason, "Такие значки вставляет Word; замените его обычным знаком.")
