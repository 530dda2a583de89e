"""A heading read: the shared parts that it replaces, and the letterhead itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from docgen.diagnostics import Place
from docgen.docx.errors import Findings
from docgen.docx.letterhead import Letterhead
from docgen.docx.picture import pictured
from docgen.letterhead.files import PART, Head, Heading

COAT_OF_ARMS: Final = "coat-of-arms"
HEIGHT: Final = 20.0  # millimetres
_ALT: Final = "Герб или эмблема: {{ school.short_name }}"

Below = Callable[[str], bytes | None]


def read_head(heading: Heading, below: Below) -> Head:
    """Read what heads documents, over the parts below; TemplateError says why it cannot be read."""
    parts: dict[str, bytes] = {}
    letterhead = None
    if heading.file is not None:
        findings = Findings()
        letterhead = read_letterhead(heading.file, findings)
        findings.stop()
    if letterhead is not None:
        letterhead = letterhead.over(below(PART) or b"")
        parts[PART] = letterhead.part
    framed = below(COAT_OF_ARMS)
    if heading.picture is not None and framed is not None:
        picture = heading.picture.read_bytes()
        parts[COAT_OF_ARMS] = pictured(framed, picture, millimetres=HEIGHT, alt=_ALT)
    return Head(parts, letterhead)


def read_letterhead(path: Path, findings: Findings) -> Letterhead | None:
    """Read a letterhead; None when it cannot be used, with the reasons among the findings."""
    try:
        data = path.read_bytes()
    except OSError:
        hint = "Закройте его в Word и проверьте, что у вас есть право его читать."
        findings.add("DG272", "Бланк не прочитан: файл не открывается.", Place(str(path)), hint)
        return None
    return Letterhead.read(data, str(path), findings)
