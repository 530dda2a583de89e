"""Slips of typing that YAML accepts: text cut off by ` #`, mixed alphabets, lists of dashes.

All texts are searched at once, and only what is found is looked up in the tree: a hit in a comment
is nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from docgen.deferred import pattern
from docgen.diagnostics import Diagnostic, Severity
from docgen.records import replace
from docgen.source.alphabets import Mixed, mixed
from docgen.source.characters import Odd
from docgen.source.nodes import Data, Nodes, Spot, paths
from docgen.source.texts import Text

MAX_SLIPS = 1000  # of one sort in one file; nobody will read more
_HASH = pattern(r"#(?<=[ \t]#)[^\n]*")
_BULLET = pattern(r"\n *+(?:[–—•·][ \t]|[-–—•](?=[^\W\d_]))")
_UNCLOSED = (("«", "»"), ("„", "“"), ("(", ")"))
_QUOTE = pattern('[«»„“”"](?<![0-9]")')  # 5" are inches
_NUMBER = pattern(r"# ?\d")
_WORDS = pattern(r"[а-яё]|\S\s", re.IGNORECASE)


class Scalar(NamedTuple):
    """A value or a key: its node, its stretch in the row of texts."""

    node: int
    start: int
    end: int
    is_key: bool

    @property
    def path(self) -> tuple[int]:
        """What stands for the path until the paths of all that was found are looked up."""
        return (self.node,)


class Finder:
    """Finds the key or scalar that an offset is in."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    def at(self, offset: int) -> Scalar | None:
        """Return the scalar around an offset; its end counts too."""
        node = self._nodes.at(offset)
        if node is None:
            return None
        return Scalar(node, *self._nodes.stretch(node), self._nodes.is_key(node))


def slips(
    texts: Sequence[Text],
    odd: Iterable[tuple[Text, Odd]],
    nodes: Nodes,
    data: Data,
    spot: Spot,
) -> Iterator[Diagnostic]:
    """Yield what people probably did not mean to write."""
    found = [(int(slip.path[0]), slip) for slip in _slips(texts, odd, Finder(nodes))]
    ways = paths(nodes, data, spot, (node for node, _ in found))
    for node, slip in found:
        if node in ways:  # of a value that two files give, the data hold one
            yield replace(slip, path=ways[node])


def _slips(
    texts: Sequence[Text], odd: Iterable[tuple[Text, Odd]], finder: Finder
) -> Iterator[Diagnostic]:
    """Yield the same, with nodes instead of paths."""
    for file, char in odd:
        yield from _invisible(file, char, finder)
    for file in texts:
        if not file.lacks("slips", partial(_in_file, file, finder)):
            yield from _in_file(file, finder)


def _in_file(file: Text, finder: Finder) -> Iterator[Diagnostic]:
    """Yield what the text of one file tells."""
    cut = list(islice(_swallowed(file, finder), MAX_SLIPS))
    yield from cut
    lost = {found.path for found in cut}
    unpaired = (found for found in _unpaired(file, finder) if found.path not in lost)
    yield from islice(unpaired, MAX_SLIPS)
    yield from islice(_bullets(file, finder), MAX_SLIPS)
    for word in islice(mixed(file.text), MAX_SLIPS):
        yield from _two_alphabets(file, word, finder)


def _invisible(file: Text, char: Odd, finder: Finder) -> Iterator[Diagnostic]:
    scalar = finder.at(file.base + char.at)
    if scalar:
        yield Diagnostic(
            "DG110",
            f"В тексте {char}: он может быть не виден, а в документ попадёт",
            file.place(char.at),
            "Сотрите его вместе с соседними буквами и наберите их заново.",
            Severity.WARNING,
            scalar.path,
        )


def _two_alphabets(file: Text, word: Mixed, finder: Finder) -> Iterator[Diagnostic]:
    """In a name of a field it is only a note: the schema says that there is no such field."""
    scalar = finder.at(file.base + word.at)
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


def _bullets(file: Text, finder: Finder) -> Iterator[Diagnostic]:
    for hit in _BULLET.finditer(file.text):
        at = hit.start() + len(hit.group()) - len(hit.group().lstrip())
        scalar = finder.at(file.base + at)
        if scalar and not scalar.is_key and _is_plain(file, scalar):
            yield Diagnostic(
                "DG117",
                "Строка похожа на пункт списка, но читается как обычный текст",
                file.place(at),
                "Пункты списка пишутся с дефиса и пробела: «- значение».",
                Severity.WARNING,
                scalar.path,
            )


def _swallowed(file: Text, finder: Finder) -> Iterator[Diagnostic]:
    for hit in _HASH.finditer(file.text):
        scalar = finder.at(file.base + _end_of_text(file.text, hit.start()))
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


def _unpaired(file: Text, finder: Finder) -> Iterator[Diagnostic]:
    """Yield values with a quotation mark that has no pair: half a sentence may stand in quotes."""
    seen = None
    for hit in _QUOTE.finditer(file.text):
        scalar = finder.at(file.base + hit.start())
        if scalar is None or scalar.is_key or scalar == seen:
            continue
        seen = scalar
        for mark in islice(_without_pair(file, scalar), 1):
            yield Diagnostic(
                "DG118",
                f"У кавычки {mark.group()} нет пары",
                file.place(mark.start()),
                "Допишите вторую кавычку или сотрите лишнюю; кавычки в документах – «…».",
                Severity.WARNING,
                scalar.path,
            )


def _without_pair(file: Text, scalar: Scalar) -> Iterator[re.Match[str]]:
    """Yield the marks of a value that have no pair; the quotes that YAML demands are not its."""
    start, end = scalar.start - file.base, scalar.end - file.base
    yaml = file.text[start] in "'\"" and file.text[end - 1] == file.text[start]
    marks = list(_QUOTE.finditer(file.text, start + yaml, end - yaml))
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
    gap = _end_of_text(file.text, hit.start())
    value = file.text[start:end]
    if end != gap or not _is_plain(file, scalar):
        return False
    if any(value.count(left) > value.count(right) for left, right in _UNCLOSED):
        return True
    if hit.start() - gap != 1:
        return False
    number = _NUMBER.match(hit.group())
    words = (number or hit.group()[1:2].isalnum()) and _WORDS.search(value)
    return bool(words or (number and not value))


def _end_of_text(text: str, at: int) -> int:
    """Return where the text before the spaces before this place ends."""
    while text[at - 1 : at] in (" ", "\t"):
        at -= 1
    return at


def _is_plain(file: Text, scalar: Scalar) -> bool:
    text = file.text[scalar.start - file.base : scalar.end - file.base]
    return not text.startswith(("'", '"', "|", ">"))
