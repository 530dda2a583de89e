"""Slips of typing that YAML accepts: text cut off by ` #`, mixed alphabets, lists of dashes.

All texts are searched at once, and only what is found is looked up in the tree: a hit in a comment
is nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from docgen.deferred import pattern
from docgen.diagnostics import Diagnostic, Severity
from docgen.records import replace
from docgen.source.alphabets import Mixed, begins_line, mixed
from docgen.source.characters import Odd
from docgen.source.nodes import Data, Spot
from docgen.source.places import Mark, Places, Scalar
from docgen.source.texts import Text

MAX_SLIPS = 1000  # of one sort in one file; nobody will read more
_HASH = pattern(r"#(?<=[ \t]#)[^\n]*")
_BULLET = pattern(r"\n *+(?:[–—•·][ \t]|[-–—•](?=[^\W\d_]))")
_UNCLOSED = (("«", "»"), ("„", "“"), ("(", ")"))
_FEW = 50  # as many texts as are looked for one by one
_MARKS = frozenset('«»„“”"')
_QUOTE = pattern('[«»„“”"](?<![0-9]")')  # 5" are inches
_NUMBER = pattern(r"# ?\d")
_WORDS = pattern(r"[а-яё]|\S\s", re.IGNORECASE)


def slips(
    texts: Sequence[tuple[Text, Iterable[str] | None]],
    odd: Iterable[tuple[Text, Odd]],
    places: Places,
    data: Data,
    spot: Spot,
) -> Iterator[Diagnostic]:
    """Yield what people probably did not mean to write.

    With each text comes every different value and key, as it was typed, unless something is wrong
    with it. A big file says the same thing often: what is not suspect there is nowhere so.
    """
    found = [(cast(Mark, slip.path), slip) for slip in _slips(texts, odd, places)]
    ways = places.paths(data, spot, (mark for mark, _ in found))
    for mark, slip in found:
        if mark in ways:  # of a value that two files give, the data hold one
            yield replace(slip, path=ways[mark])


def _slips(
    texts: Sequence[tuple[Text, Iterable[str] | None]],
    odd: Iterable[tuple[Text, Odd]],
    places: Places,
) -> Iterator[Diagnostic]:
    """Yield the same, with what marks a value instead of its path."""
    for file, char in odd:
        yield from _invisible(file, char, places)
    for file, said in texts:
        yield from in_file(file, said, places)


def in_file(file: Text, said: Iterable[str] | None, places: Places) -> Iterator[Diagnostic]:
    """Yield what the text of one file tells."""
    cut = list(islice(_swallowed(file, said, places), MAX_SLIPS))
    yield from cut
    lost = {found.path for found in cut}
    unpaired = (found for found in _unpaired(file, said, places) if found.path not in lost)
    yield from islice(unpaired, MAX_SLIPS)
    yield from islice(_bullets(file, places), MAX_SLIPS)
    if said is None or begins_line(file.text) or any(mixed("\n\n".join(said))):
        for word in islice(mixed(file.text), MAX_SLIPS):
            yield from _two_alphabets(file, word, places)


def _invisible(file: Text, char: Odd, places: Places) -> Iterator[Diagnostic]:
    scalar = places.at(file.base + char.at)
    if scalar:
        yield Diagnostic(
            "DG110",
            f"В тексте {char}: он может быть не виден, а в документ попадёт",
            file.place(char.at),
            "Сотрите его вместе с соседними буквами и наберите их заново.",
            Severity.WARNING,
            scalar.path,
        )


def _two_alphabets(file: Text, word: Mixed, places: Places) -> Iterator[Diagnostic]:
    """In a name of a field it is only a note: the schema says that there is no such field."""
    scalar = places.at(file.base + word.at)
    if scalar:
        alphabet = "латинские" if word.strangers < "Ѐ" else "русские"
        yield Diagnostic(
            "DG109",
            f"В слове «{word.word}» есть {alphabet} буквы, похожие на соседние:"
            f" {', '.join(word.strangers)}",
            file.place(word.at, len(word.word)),
            f"Замените на «{word.meant}».",
            Severity.INFO if scalar.is_key else Severity.WARNING,
            scalar.path,
        )


def _bullets(file: Text, places: Places) -> Iterator[Diagnostic]:
    for hit in _BULLET.finditer(file.text):
        at = hit.start() + len(hit.group()) - len(hit.group().lstrip())
        scalar = places.at(file.base + at)
        if scalar and not scalar.is_key and _is_plain(file, scalar):
            yield Diagnostic(
                "DG117",
                "Строка похожа на пункт списка, но читается как обычный текст",
                file.place(at),
                "Пункты списка пишутся с дефиса и пробела: «- значение».",
                Severity.WARNING,
                scalar.path,
            )


def _swallowed(file: Text, said: Iterable[str] | None, places: Places) -> Iterator[Diagnostic]:
    hits = list(_HASH.finditer(file.text))
    unclosed = bool(hits) and (said is None or any(map(_is_unclosed, said)))
    for hit in hits:
        if not (unclosed or _is_in_words(file.text, hit)):
            continue  # most comments: nothing has to be looked up
        scalar = places.at(file.base + _end_of_text(file.text, hit.start()))
        if scalar and not scalar.is_key and _is_lost(file, hit, scalar):
            yield Diagnostic(
                "DG107",
                f"Всё после « #» – примечание, в документ оно не попадёт: «{hit.group().rstrip()}»",
                file.place(hit.start(), len(hit.group())),
                "Если это часть значения, возьмите всё значение в кавычки '…'"
                " или пишите «№» вместо «#».",
                Severity.WARNING,
                scalar.path,
            )


def _unpaired(file: Text, said: Iterable[str] | None, places: Places) -> Iterator[Diagnostic]:
    """Yield values with a quotation mark that has no pair: half a sentence may stand in quotes."""
    seen = None
    for at in _doubtful_marks(file.text, said):
        scalar = places.at(file.base + at)
        if scalar is None or scalar.is_key or scalar == seen:
            continue
        seen = scalar
        start, end = scalar.start - file.base, scalar.end - file.base
        for mark in islice(_without_pair(file.text, start, end), 1):
            yield Diagnostic(
                "DG118",
                f"У кавычки {mark.group()} нет пары",
                file.place(mark.start()),
                "Допишите вторую кавычку или сотрите лишнюю; кавычки в документах – «…».",
                Severity.WARNING,
                scalar.path,
            )


def _doubtful_marks(text: str, said: Iterable[str] | None) -> list[int]:
    """Return where quotation marks stand, but those of values in which each has its pair."""
    suspects = [each for each in said or () if _has_unpaired(each)]
    if said is None or len(suspects) > _FEW or any(each not in text for each in suspects):
        return [mark.start() for mark in _QUOTE.finditer(text)]
    stretches = ((at, at + len(each)) for each in suspects for at in _occurrences(text, each))
    return sorted({mark.start() for span in stretches for mark in _QUOTE.finditer(text, *span)})


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _has_unpaired(typed: str) -> bool:
    return not _MARKS.isdisjoint(typed) and any(_without_pair(typed, 0, len(typed)))


def _without_pair(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the marks of a value that have no pair; the quotes that YAML demands are not its."""
    yaml = text[start] in "'\"" and text[end - 1] == text[start]
    marks = list(_QUOTE.finditer(text, start + yaml, end - yaml))
    opened: list[re.Match[str]] = []
    for mark in marks:
        if mark.group() == "«":
            opened.append(mark)
        elif mark.group() == "»" and not opened:
            yield mark
        elif mark.group() == "»":
            opened.pop()
    yield from opened
    for same in ("„“”", '"'):
        alike = [mark for mark in marks if mark.group() in same]
        yield from alike[-1:] if len(alike) % 2 else ()


def _is_lost(file: Text, hit: re.Match[str], scalar: Scalar) -> bool:
    """Tell a text cut in two from a value with a comment.

    Comments after a value are common, and some editors put one space before them. What is suspect:
    a bracket or a quote of the value closes only after the `#`; or exactly one space, a value of
    words, and no space or a number after the `#`; or a number instead of any value.
    """
    start, end = scalar.start - file.base, scalar.end - file.base
    value = file.text[start:end]
    if end != _end_of_text(file.text, hit.start()) or not _is_plain(file, scalar):
        return False
    if _is_unclosed(value):
        return True
    words = _WORDS.search(value) if value else _NUMBER.match(hit.group())
    return bool(words) and _is_in_words(file.text, hit)


def _is_unclosed(value: str) -> bool:
    return any(value.count(left) > value.count(right) for left, right in _UNCLOSED)


def _is_in_words(text: str, hit: re.Match[str]) -> bool:
    """Whether a `#` stands as in a sentence: one space before it, a word or a number after it."""
    single = hit.start() - _end_of_text(text, hit.start()) == 1
    return single and bool(_NUMBER.match(hit.group()) or hit.group()[1:2].isalnum())


def _end_of_text(text: str, at: int) -> int:
    """Return where the text before the spaces before this place ends."""
    while text[at - 1 : at] in (" ", "\t"):
        at -= 1
    return at


def _is_plain(file: Text, scalar: Scalar) -> bool:
    text = file.text[scalar.start - file.base : scalar.end - file.base]
    return not text.startswith(("'", '"', "|", ">"))
