"""From a computed sentence to what a page prints: values in slots, Markdown, typography.

Values travel through the sentence as single private characters, so that neither Markdown nor
typography can mistake them for text of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docgen.docx import Blank, Reference, Refused, Rich, Run, errors
from docgen.docx.effort import spend
from docgen.docx.filters import check_text
from docgen.docx.finishing import Finish, as_it_is, finished
from docgen.docx.state import Meter
from docgen.records import Frozen
from docgen.wording.failures import TextError

# What one text may cost: elements gone through by its loops, characters put into it.
_MAX_PASSES: Final = 10_000
_MAX_OUTPUT: Final = 1_000_000
_COST: Final = 2  # steps for a letter: it is looked at by Markdown and by every rule of typography
_FIRST_SLOT: Final = 0xE000
_MAX_SLOTS: Final = 0xF8FF - _FIRST_SLOT + 1
# Values that are more than characters.
_WHOLE: Final = (Rich, Reference, Blank)
_SLOT: Final = re.compile("[\ue000-\uf8ff]")
# «… по 31 мая 2027 г.» at the end of a sentence brings a full stop of its own.
_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")


def refuse_private(text: str) -> None:
    """Refuse a text that already has the characters that stand for values."""
    found = _SLOT.search(text)
    if found:
        reason = f"в тексте стоит служебный знак U+{ord(found.group()):04X}"
        raise TextError(reason, "Такие значки вставляет Word; замените его обычным знаком.")


class Printing:
    """One printing of a text: the values put aside, and what it has cost so far."""

    __slots__ = ("meter", "slots")

    def __init__(self) -> None:
        self.slots: list[Any] = []
        self.meter = Meter(_MAX_PASSES, _MAX_OUTPUT)

    def keep(self, value: Any) -> str:
        """Put a value aside; return the private character that stands for it."""
        if len(self.slots) == _MAX_SLOTS:
            raise Refused(errors.TOO_MUCH, f"В тексте больше {_MAX_SLOTS} значений")
        if not isinstance(value, str):
            check_text(value)
        self.slots.append(value if isinstance(value, _WHOLE) else self._paid(str(value)))
        return chr(_FIRST_SLOT + len(self.slots) - 1)

    def _paid(self, text: str) -> str:
        """Count the letters of a text, which must have none of the characters that stand for it."""
        self.meter.charge(0, len(text))
        spend(len(text) * _COST)
        refuse_private(text)
        return text


class Said(Frozen):
    """A computed sentence with its values, ready to be printed."""

    text: str
    slots: list[Any]
    finish: Finish

    def rich(self) -> Rich:
        """Return the sentence as a page prints it."""
        return Rich(tuple(runs(self.text, self.slots, self.finish)))

    def __str__(self) -> str:
        """Return it as bare text; one without Markdown needs no runs."""
        if _has_marks(self.text) or self.finish is not as_it_is:
            return str(self.rich())
        whole = _SLOT.sub(lambda found: str(_value(found, self.slots)), self.text.strip())
        return _TWO_STOPS.sub(".", whole)


def runs(printed: str, slots: list[Any], finish: Finish) -> Iterator[Run | Reference | Blank]:
    """Read the Markdown of a printed sentence, put the values back, set its type as a whole."""
    marked = list(_marked(printed))
    whole = [_TWO_STOPS.sub(".", _filled(text, slots)) for text, _, _ in marked]
    for text, (_, bold, italic) in zip(finished(whole, finish), marked, strict=True):
        yield from _split(text, slots, bold=bold, italic=italic)


def _filled(text: str, slots: list[Any]) -> str:
    return _SLOT.sub(lambda found: _inlined(found, slots), text)


def _split(
    text: str, slots: list[Any], *, bold: bool, italic: bool
) -> Iterator[Run | Reference | Blank]:
    """Cut a text at the values that are more than characters."""
    start = 0
    for found in _SLOT.finditer(text):
        if found.start() > start:
            yield Run(text[start : found.start()], bold=bold, italic=italic)
        value = _value(found, slots)
        yield from value.parts if isinstance(value, Rich) else (value,)
        start = found.end()
    if start < len(text):
        yield Run(text[start:], bold=bold, italic=italic)


def _inlined(found: re.Match[str], slots: list[Any]) -> str:
    """Put a plain value into the sentence; leave what is a field or a blank in its slot."""
    value = _value(found, slots)
    return value if isinstance(value, str) else found.group()


def _value(found: re.Match[str], slots: list[Any]) -> Any:
    return slots[ord(found.group()) - _FIRST_SLOT]


def _has_marks(text: str) -> bool:
    return "*" in text or "\\" in text


def _marked(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Read the Markdown subset: bold, italic and line breaks; yields text, bold, italic."""
    if not _has_marks(text):
        yield text.strip(), False, False
        return
    from markdown_it import MarkdownIt  # noqa: PLC0415  rare, and slow to import

    reader = MarkdownIt("zero").enable(["emphasis", "escape", "newline"])
    bold = italic = 0
    for token in reader.parseInline(text.strip())[0].children or ():
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        content = "\n" if token.type in ("hardbreak", "softbreak") else token.content
        if content and not token.type.endswith(("_open", "_close")):
            yield content, bool(bold), bool(italic)
