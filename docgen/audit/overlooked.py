"""What norms miss where offices put it, and what a paper has all the same, somewhere else.

Norms hold a paper against the standard; an audit reads whatever form it has. Where it has read a
number or a signature, that there is none would be a wrong accusation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from docgen.audit.evidence import Evidence
from docgen.audit.people import mentions_in
from docgen.audit.schools import SCHOOL
from docgen.diagnostics import Diagnostic

_NO_NUMBER, _LACKING, _NO_ACT, _NO_ANNEX = "DG627", "DG622", "DG632", "DG634"
_RESOLVES: Final = re.compile(
    r"\b(?:п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?ю|обязываю|приказано)\b", re.IGNORECASE
)
_HEADED: Final = re.compile(r"\b(?:о|об|обо)\s")
_SIGNATORY: Final = re.compile(
    r"(?:и\.\s?о\.\s|врио\s)?(?:директор|заведующ|начальник|руководител)", re.I
)
_SIGNED_FROM: Final = 5  # paragraphs: stamps and addressees stand above


def has(paper: Evidence, found: Diagnostic) -> bool:
    """Whether a paper has what norms did not find."""
    if found.code == _NO_NUMBER:
        return bool(paper.number)
    if found.code == _NO_ACT and "даты или номера" in found.message:
        return all(paper.approved)
    if found.code == _NO_ANNEX and found.message.startswith("Названных"):
        return not paper.missing_annexes
    parts = _PARTS.items() if found.code == _LACKING else ()
    return any(f": {part}." in found.message and told(paper) for part, told in parts)


def _ordered(paper: Evidence) -> bool:
    """Whether an order says that it orders; what is called otherwise may leave the word out."""
    return paper.head.name != "приказ" or bool(_RESOLVES.search(paper.text))


def _signed(paper: Evidence) -> bool:
    """Whether any line behind the first ones holds a post and a name."""
    lines = [each.shown for each in paper.document.paragraphs][_SIGNED_FROM:]
    return any(_SIGNATORY.match(line.strip()) and mentions_in(line) for line in lines)


# Parts of a paper as norms call them, and how an audit knows that they are there.
_PARTS: Final[Mapping[str, Callable[[Evidence], object]]] = {
    "дата и номер": lambda paper: paper.day and paper.number,
    "слово «ПРИКАЗЫВАЮ»": _ordered,
    "заголовок «О …»": lambda paper: _HEADED.search(paper.head.title),
    "наименование организации": lambda paper: SCHOOL.search(" ".join(paper.head.pieces)),
    "подпись": _signed,
}
