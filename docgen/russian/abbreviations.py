"""Short names in a text: abbreviations that nobody spells out, names that are given twice.

A short name is given by «(далее – …)»; an abbreviation may also be spelt out beside itself: «ИПР
(индивидуальный план развития)», «индивидуальный план развития (ИПР)». What only looks like an
abbreviation – a heading in capitals, a name in quotation marks, «НЕ» – is none: better to miss one
than to blame a text for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

_LONGEST: Final = 6  # letters of an abbreviation
_SHORTEST_WORD: Final = 3  # letters of a word that has endings
_CAPITALS: Final = f"[А-ЯЁ]{{2,{_LONGEST}}}"
_SHORT: Final = re.compile("[А-ЯЁ]{2}")
_USED: Final = re.compile(rf"(?<![\w.№/\-–])({_CAPITALS})(?![\w/\-–:]|\.[А-ЯЁ]|\s*[·№]|\s+\d)")
_GIVEN: Final = re.compile(
    r"\([Дд]алее(?P<each>[\w\s]*?)\s*[–—:-]\s*(?P<names>[^()]{2,160})\)"
    r"|, далее\s*[–—-]\s*(?P<name>[А-ЯЁ][^,.;()]{1,60})"
)
_BRACKETED: Final = re.compile(rf"\(\s*({_CAPITALS})\s*[),;]")
_EXPLAINED: Final = re.compile(rf"\b({_CAPITALS})\s*(?:\(|[–—-]\s*(?:это\s+)?)([а-яё])")
_QUOTED: Final = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^”]*”")
_LOUD_BEFORE: Final = re.compile(r"(?:[А-ЯЁ]{2,}|\d)[\s,]*$")
_LOUD_AFTER: Final = re.compile(r"^\s+[А-ЯЁ]{2,}\b")
_WORD: Final = re.compile(r"[а-яё]{2,}")
_LETTER: Final = re.compile(r"[А-яЁё]")
_NEVER: Final = frozenset("ЬЪЫ")  # letters that begin no word
_SEPARATE: Final = re.compile(r",\s*|\s+и\s+")
_ANNEX: Final = re.compile(r"\s*приложение\b.{0,80}$", re.IGNORECASE | re.DOTALL)
# Words that are set in capitals to be noticed.
_STRESSED: Final = frozenset(
    ("не", "ни", "нет", "да", "или", "и", "все", "всё", "до", "по", "на", "за", "от", "из", "если")
)


def unexplained(paragraphs: Sequence[str], known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield abbreviations that are spelt out nowhere, each with its first paragraph."""
    used = [(at, each) for at, text in enumerate(paragraphs) for each in abbreviations(text)]
    first = {each: at for at, each in reversed(used) if each not in known}
    if not first:
        return
    told = {each for text in paragraphs for each in _explained(text)}
    words = {word for text in paragraphs for word in _WORD.findall(text)} | _STRESSED
    for short, at in sorted(first.items(), key=lambda item: item[1]):
        if short not in told and not _is_word(short.lower(), words):
            yield at, short


def given_twice(paragraphs: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield short names that are given a second time; an annex may give them anew."""
    seen: set[str] = set()
    for at, text in enumerate(paragraphs):
        if _ANNEX.match(text):
            seen.clear()
        for name in given(text):
            if name.casefold() in seen:
                yield at, name
            seen.add(name.casefold())


def given(text: str) -> Iterator[str]:
    """Yield the short names that a text gives: «(далее – Организация)»."""
    for found in _GIVEN.finditer(text) if "алее" in text else ():
        names = (found["names"] or found["name"] or "").strip()
        several = "соответственно" in (found["each"] or "")
        for name in _SEPARATE.split(names) if several else (names.partition(",")[0],):
            bare = name.strip(' «»"\u00a0')
            if bare:
                yield bare


def abbreviations(text: str) -> Iterator[str]:
    """Yield what a text uses as abbreviations; one in capitals as a whole uses none."""
    if not _SHORT.search(text):
        return
    plain = _QUOTED.sub(lambda quoted: "·" * len(quoted[0]), text)
    letters = _LETTER.findall(plain)
    if sum(letter.isupper() for letter in letters) * 2 > len(letters):
        return
    for found in _USED.finditer(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        loud = _LOUD_BEFORE.search(before) or _LOUD_AFTER.match(after)
        if not (loud or _NEVER & set(found[1]) or set(found[1]) == {"Х"}):
            yield found[1]


def _is_word(small: str, words: Collection[str]) -> bool:
    """Whether what stands in capitals is a word that the text has in small letters, too."""
    ending = len(small) > _SHORTEST_WORD and any(word.startswith(small) for word in words)
    return small in words or ending


def _explained(text: str) -> Iterator[str]:
    """Yield the abbreviations that a text spells out."""
    for found in _GIVEN.finditer(text):
        yield from re.findall(_CAPITALS, found[0])
    yield from _BRACKETED.findall(text)
    yield from (short for short, letter in _EXPLAINED.findall(text) if short[0].lower() == letter)
