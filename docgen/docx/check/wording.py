"""Checks the words: leftovers of templates and programs, document properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.docx.check.opening import Package, Part
from docgen.docx.ooxml import w

_TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WORD = re.compile(r"(?<![\w.-])(None|nan|NaN|undefined|Undefined)(?![\w-]|\.\w)")
_LONGEST = 255
_CORE = "docProps/core.xml"
_LEFT_BY_TOOLS = ("python-docx", "docxtpl")
_OLD_DATES = ("2013-12-23T",)


def check_leftovers(package: Package, part: Part) -> Iterator[Diagnostic]:
    """No tag and no word of a programming language is left in the text."""
    for paragraph in part.all("p"):
        text = "".join(item.text or "" for item in paragraph.iter(w("t"), w("instrText")))
        for found in (_TAG.search(text), _WORD.search(text)):
            if found:
                message = f"В тексте осталось «{found[0]}»"
                place = part.place(paragraph)
                yield package.finding("DG537", message, place, Severity.WARNING)


def check_properties(package: Package) -> Iterator[Diagnostic]:
    """Properties are there, short enough for Word, and not those of the tool's sample file."""
    part = package.parts.get(_CORE)
    if part is None:
        yield package.finding("DG541", "У документа нет свойств", Place(package.file, spot=_CORE))
        return
    for element in part.root:
        text = element.text or ""
        if len(text) > _LONGEST:
            message = f"Свойство длиннее {_LONGEST} знаков: «{text[:40]}…»"
            yield package.finding("DG541", message, part.place())
        if any(mark in text for mark in _LEFT_BY_TOOLS) or text.startswith(_OLD_DATES):
            yield package.finding("DG541", f"Чужое свойство документа: «{text}»", part.place())
        if found := _TAG.search(text):
            message = f"В свойствах документа осталось «{found[0]}»"
            yield package.finding("DG537", message, part.place(), Severity.WARNING)
