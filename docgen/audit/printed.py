"""Lines of a printed page put together again: what a PDF tells of paragraphs is their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_FULL: Final = 60  # letters: a line as long as this may go on in the next one
# «Закрепить за Берёзкиной Е.» and «В. наставника»: a line ends within a name, a number, a phrase.
_OPEN: Final = re.compile(r"(?:\b[А-ЯЁ]\.|№|[,–—-]|\b(?:в|во|с|со|к|на|по|за|о|об|от|для|и|из|у))$")
_GOES_ON: Final = re.compile(r"[а-яё(]|[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?!\s?[А-ЯЁ])")
_SURNAME: Final = re.compile(r"\s[А-ЯЁ][а-яё]+$")
_INITIALS: Final = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.")
_POINT: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[а-я]\)|[–—•-])\s")
_INNER: Final = re.compile(r"(?<=[а-яё])-$")  # a word that was divided


def joined(lines: Iterable[str]) -> list[str]:
    """Return paragraphs: a full line and the one that surely goes on with it."""
    found: list[str] = []
    last = ""
    for line in lines:
        if found and _goes_on(found[-1], last, line):
            gap = "" if _INNER.search(last) and line[0].islower() else " "
            found[-1] = f"{found[-1]}{gap}{line}"
        else:
            found.append(line)
        last = line
    return found


def _goes_on(text: str, last: str, line: str) -> bool:
    """Whether a line goes on with a text; `last` is the line of it that stands above."""
    if len(last) < _FULL or _POINT.match(line):
        return False
    unclosed = text.count("«") > text.count("»")
    unclosed = unclosed or bool(_SURNAME.search(last) and _INITIALS.match(line))
    return bool(
        unclosed or _OPEN.search(last) or (last[-1] not in ".:;!?" and _GOES_ON.match(line))
    )
