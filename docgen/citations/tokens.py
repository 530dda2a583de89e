"""The pieces that citations are made of, found in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from docgen.citations.known import KnownActs, Words
from docgen.citations.numbers import distinctive, normal
from docgen.records import Frozen


class What(Enum):
    """What a piece of a text is."""

    NAME = "name"
    TITLE = "title"
    EDITION = "edition"
    DATE = "date"
    NUMBER = "number"
    ARTICLE = "article"
    KIND = "kind"
    ISSUER = "issuer"


class Token(Frozen):
    """A piece of a text; `value` is what it means: the id of a kind, a number, a title."""

    what: What
    start: int
    end: int
    value: str
    day: date | None = None
    signed: bool = False  # a number behind «№»


_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_YEAR = r"(?: ?(?:года|году|г\.|г\b))?"
_DATE = re.compile(
    rf"(?<![\d.])[«\"]?(\d{{1,2}})[»\"]? ({'|'.join(_MONTHS)}) (\d{{4}}){_YEAR}"
    rf"|(?<![\d./])(\d{{1,2}})[./](\d{{1,2}})[./](?: (?=\d{{4}}))?(\d{{4}}|\d\d)(?!\d|[./]\d)"
    rf"{_YEAR}",
    re.IGNORECASE,
)
_LETTERS = "A-Za-zА-Яа-я"
_SIGNED = re.compile(
    rf"(?:№№?|(?<![{_LETTERS}])No?\.?(?= ?[\dА-ЯA-Z])) ?"
    rf"((?:[{_LETTERS}]{{1,4}} ?[-/] ?)?\d+(?:(?:[-/] ?|\.)\d+)*"
    rf"(?:-? ?Ф[З3]|- ?[рp]|-[{_LETTERS}]{{1,4}}|[{_LETTERS}])?(?![{_LETTERS}\d]))"
)
_BARE = re.compile(
    rf"(?<![{_LETTERS}\d/.-])(?:"
    rf"\d{{1,4}} ?-? ?Ф[З3]|ФЗ ?- ?\d{{1,4}}|[РP] ?- ?\d{{1,4}}|\d{{2,4}}-[рp]"
    rf"|[А-ЯA-Z]{{2}} ?- ?\d+/\d+(?:/\d+)?|[А-Я]{{2}}/\d+(?:-\d+){{2}}"
    rf")(?![{_LETTERS}\d]|[-/.]\d)"
)
_ARTICLE = re.compile(
    r"\bст(?:\.|ать[а-я]{1,3})? ?(\d+(?:[.,]\d+)?(?: ?(?:,|и) ?\d+(?:\.\d+)?(?! ?-))*)(?![\d-])",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\(?(?:\b[вс] )?(?:(?:послед|действующ)[а-я]{2,4} )?"
    r"(?:\bред\.|\bредакци[ияей]\b|\bизм\.|\bизменени[а-я]{1,3}\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[«\"“„](?=О(?:б|бо)? )")
_QUOTE = re.compile(r"[«»\"“„”]")
_LONGEST_TITLE = 700


def tokens(text: str, known: KnownActs) -> list[Token]:
    """Return the pieces in order; where two meet, the one that begins first or is longer stays."""
    ordered = sorted(_every(text, known), key=lambda token: (token.start, -token.end))
    kept: list[Token] = []
    for token in ordered:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _every(text: str, known: KnownActs) -> Iterator[Token]:
    """Yield all pieces, or none: a text without a title, a number or a name cites no act."""
    titles, numbers = list(_titles(text)), list(_numbers(text))
    names = list(_words(What.NAME, known.name_words, text))
    if not (titles or numbers or names):
        return
    yield from titles
    yield from _dates(text)
    yield from numbers
    for found in _ARTICLE.finditer(text):
        yield Token(What.ARTICLE, *found.span(), found[1])
    for found in _EDITION.finditer(text):
        yield Token(What.EDITION, *found.span(), found[0])
    yield from names
    yield from _words(What.KIND, known.kind_words, text)
    yield from _words(What.ISSUER, known.issuer_words, text)


def _words(what: What, vocabulary: Words, text: str) -> Iterator[Token]:
    return (Token(what, start, end, key) for start, end, key in vocabulary.found(text))


def _numbers(text: str) -> Iterator[Token]:
    for found in (*_SIGNED.finditer(text), *_BARE.finditer(text)):
        yield from _number(found)


def _number(found: re.Match[str]) -> Iterator[Token]:
    """Yield a number; without «№» only one that says by its letters what it is."""
    signed = bool(found.lastindex)
    written = found[1] if signed else found[0]
    if signed or distinctive(normal(written)):
        yield Token(What.NUMBER, *found.span(), written, signed=signed)


def _dates(text: str) -> Iterator[Token]:
    for found in _DATE.finditer(text):
        day, month, year = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
        number = _MONTHS.index(month.lower()) + 1 if found[1] else int(month)
        full = int(year) if len(year) == 4 else 2000 + int(year)
        try:
            yield Token(What.DATE, *found.span(), found[0], date(full, number, int(day)))
        except ValueError:
            continue  # 31.02.2025 is no date; what it is, others say


def _titles(text: str) -> Iterator[Token]:
    """Yield quoted titles «О …», with the quotations inside them."""
    for opening in _OPENING.finditer(text):
        end = _closing(text, opening.start())
        if end:
            yield Token(What.TITLE, opening.start(), end, text[opening.end() : end - 1])


def _closing(text: str, start: int) -> int:
    """Return where the quotation that begins here ends, or 0 if nowhere near."""
    depth = 0
    straight = text[start] == '"'
    for mark in _QUOTE.finditer(text, start + 1, start + _LONGEST_TITLE):
        closes = mark[0] in '»"”'
        if closes and (depth == 0 or (straight and mark[0] != "»")):
            return mark.end()
        depth += -1 if closes else 1
    return 0
