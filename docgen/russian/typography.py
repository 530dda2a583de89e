"""Spaces that must not break a line, as printers set Russian text."""

from __future__ import annotations

import re

NBSP = "\u00a0"

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"№ ?(?=[\w_\ue000-\uf8ff])", f"№{NBSP}"),
        (r"(?<=\d) (?=(?:г|гг|руб|ч|мин|кг|лет|год|года|году|годов|мес|дн|%)\b|%)", NBSP),
        (
            r"(?<=\d) (?=(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября"
            r"|ноября|декабря)\b)",
            NBSP,
        ),
        (r"(?<=[а-я]) (?=\d{4} ?г\.)", NBSP),
        (r"\b(г|ст|п|пп|ч|стр|им|ул|д)\. (?=[\dА-ЯЁ])", rf"\1.{NBSP}"),
        (
            r"\b(пункт\w*|част\w+|стать\w+|глав\w+|раздел\w*|приложени\w+) (?=[\d\ue000-\uf8ff])",
            rf"\1{NBSP}",
        ),
        (r"\b([А-ЯЁ]\.) ?(?=[А-ЯЁ]\.)", rf"\1{NBSP}"),
        (r"\b([А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])", rf"\1{NBSP}"),
        (r"\b(и|т) (т|д|п|е)\. ?(д|п|е|к)?\.", lambda m: m.group().replace(" ", NBSP)),
        (r" (?=[–—] )", NBSP),
    )
)


# Every rule needs one of these beside a space; most names and posts have none.
_OCCASION = re.compile("[\\d№.–—\ue000-\uf8ff]")


def typography(text: str) -> str:
    """Join with no-break spaces what must stay on one line: «№ 5», «1 сентября», «А. П. Иванова».

    Only spaces change; running it twice changes nothing more.
    """
    if not _OCCASION.search(text):
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
