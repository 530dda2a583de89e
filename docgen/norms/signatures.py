"""Signatures: a post and a name on one line of sense, as documents end."""

from __future__ import annotations

import re
from typing import Final

from docgen.norms.lines import Line
from docgen.records import Frozen

_SPACE: Final = "[ \u00a0\u202f]"
_SURNAME: Final = "[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
NAME: Final = rf"[А-ЯЁ]\.{_SPACE}?(?:[А-ЯЁ]\.{_SPACE}?)?{_SURNAME}"
TURNED: Final = rf"{_SURNAME}{_SPACE}[А-ЯЁ]\.{_SPACE}?(?:[А-ЯЁ]\.)?"
_SIGNED: Final = re.compile(rf"[\s_/\t(]({NAME}|{TURNED})[\s)]*$")
_SEAL: Final = re.compile(r"[\s(]*М\. ?П\.\)?$")  # «М. П.» behind a name is no initials
_SENTENCE: Final = re.compile(r"[;:]\s|\w{3,}\.\s|\b(?:назначить|возложить|контроль)\b")
_LONGEST: Final = 260


class Signature(Frozen):
    """Who signed: the post, and the name as it is printed; `turned`: the surname comes first."""

    post: str
    name: str
    turned: bool
    line: Line


def signature_on(line: Line, posts: tuple[str, ...]) -> Signature | None:
    """Return the signature on a line that begins with a post and ends with a name."""
    text = _SEAL.sub("", line.text.strip().replace("\u00a0", " "))
    if line.first.number or len(text) > _LONGEST or not text.casefold().startswith(posts):
        return None
    found = _SIGNED.search(text)
    if found is None or _SENTENCE.search(text[: found.start()].casefold()):
        return None
    post = " ".join(text[: found.start()].strip(" \t_/(:").split())
    return Signature(post, found[1], re.fullmatch(TURNED, found[1]) is not None, line)
