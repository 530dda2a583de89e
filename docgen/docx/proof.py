"""Why no result needs to be parsed: a part that is whole with every hole filled stays whole.

All text between holes is constant, every printer answers balanced XML, and a block begins and ends
among the same siblings. So one parse of a part with samples in its holes proves what any number of
renderings print; only plain texts – attributes, properties – need a look at their blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.diagnostics import Place
from docgen.docx import errors, package
from docgen.docx.errors import Findings
from docgen.docx.structure import CLOSERS, MIDDLES, OPENERS
from docgen.docx.tag import Tag, Tags
from docgen.docx.tags import HOLE, SLOT_CLOSE, SLOT_OPEN

# A text between tags, or the value of an attribute.
_PLAIN: Final = re.compile(r'(?<=>)[^<]+|"[^"]*"')
_SLOT: Final = re.compile(rf"{SLOT_OPEN}(\d+){SLOT_CLOSE}")


def check(xml: str, member: str, tags: Tags, findings: Findings) -> None:
    """Prove that a serialised part with holes is whole, or say why it is not."""
    for tag in _crossing(xml, tags):
        message = f"Блок {tag.text} в свойстве или подписи открыт и закрыт в разных местах."
        hint = "Оба тега должны стоять в одном и том же тексте."
        findings.add(errors.BLOCK_CROSSES, message, tag.place, hint)
    filled = HOLE.sub(lambda found: _sample(tags[int(found[1] or found[2])]), xml)
    if package.parse_made(filled.encode("utf-8")) is None:
        message = f"Получилась бы повреждённая часть {member}."
        findings.add(errors.BROKEN_RESULT, message, Place(tags[1].place.file))


def _sample(tag: Tag) -> str:
    """Return the XML around a value that would stand here."""
    if tag.kind != "value" or tag.role:
        return ""
    run = f"<w:r>{tag.run_properties}</w:r>"
    return f"<w:p>{tag.paragraph_properties}{run}</w:p>" if tag.prefix == "p" else run


def _crossing(xml: str, tags: Tags) -> Iterator[Tag]:
    """Yield the block tags of plain texts that their own text does not open or close."""
    for text in _PLAIN.finditer(xml) if SLOT_OPEN in xml else ():
        open_tags: list[Tag] = []
        for slot in _SLOT.finditer(text.group()):
            tag = tags[int(slot[1])]
            word = tag.word
            if word in OPENERS:
                open_tags.append(tag)
            elif word in CLOSERS and open_tags and open_tags[-1].word == CLOSERS[word]:
                open_tags.pop()
            elif word in CLOSERS or (word in MIDDLES and not open_tags):
                yield tag
        yield from open_tags
