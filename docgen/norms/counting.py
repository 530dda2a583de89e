"""The numbers that Word prints before paragraphs of lists, which no text of the file holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from docgen.docx.ooxml import Element, w
from docgen.norms.formatting import Look, paragraph_look
from docgen.norms.measures import is_on, number, value
from docgen.records import Frozen

_PLACE: Final = re.compile(r"%([1-9])")
_CYRILLIC: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SENSIBLE: Final = 5000
UNCOUNTED: Final = ("bullet", "none")


class Level(Frozen):
    """A level of a list as its file describes it."""

    format: str
    text: str
    start: int
    legal: bool
    restarts: bool
    look: Look


class Lists:
    """The lists of one file."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        root = numbering if numbering is not None else None
        self._abstract = {key: dict(levels) for key, levels in _abstracts(root)}
        self._links = dict(_links(root, styles))
        self._of = dict(_instances(root))
        self._overrides = dict(_overrides(root))
        self._starts = dict(_starts(root))

    def levels(self) -> dict[tuple[str, int], Look]:
        """Return the indents of every level by the number of its list."""
        found = ((num, level) for num in self._of for level in range(9))
        return {key: known.look for key in found if (known := self.level(*key)) is not None}

    def level(self, num: str, level: int) -> Level | None:
        """Return a level of a list, as the list itself has it."""
        own = self._overrides.get((num, level))
        return own or self._abstract.get(self.shape(num), {}).get(level)

    def shape(self, num: str) -> str:
        """Return the abstract list that counts for this one."""
        shape = self._of.get(num, "")
        return self._of.get(self._links.get(shape, ""), shape)

    def start(self, num: str, level: int) -> int | None:
        """Return the number that a list begins again with."""
        return self._starts.get((num, level))


class Counter:
    """Counts the paragraphs of lists in the order of the document."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, num: str, level: int) -> str:
        """Return what Word prints before the next paragraph of a list."""
        known = self._lists.level(num, level)
        if known is None:
            return ""
        counts = self._counts.setdefault(self._lists.shape(num), {})
        self._advance(counts, num, level, known)
        if known.format in UNCOUNTED:
            return "•" if known.format == "bullet" else ""
        return _PLACE.sub(lambda found: self._shown(found, counts, num, known), known.text)

    def _advance(self, counts: dict[int, int], num: str, level: int, known: Level) -> None:
        again = self._lists.start(num, level)
        if again is not None and (num, level) not in self._begun:
            self._begun.add((num, level))
            counts[level] = again
        else:
            counts[level] = counts.get(level, known.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            below = self._lists.level(num, deeper)
            if below is None or below.restarts:
                del counts[deeper]

    def _shown(self, found: re.Match[str], counts: dict[int, int], num: str, known: Level) -> str:
        level = int(found[1]) - 1
        other = self._lists.level(num, level)
        count = counts.get(level, other.start if other else 1)
        form = "decimal" if known.legal or other is None else other.format
        return _FORMATS.get(form, str)(count)


def _abstracts(root: Element | None) -> Iterator[tuple[str, Iterator[tuple[int, Level]]]]:
    for each in root.findall(w("abstractNum")) if root is not None else ():
        yield each.get(w("abstractNumId"), ""), map(_level, each.findall(w("lvl")))


def _level(element: Element) -> tuple[int, Level]:
    start = number(element.find(w("start")), "val")
    restart = number(element.find(w("lvlRestart")), "val")
    level = Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        int(start) if start is not None else 0,
        is_on(element.find(w("isLgl"))),
        restart != 0,
        paragraph_look(element.find(w("pPr"))),
    )
    return int(number(element, "ilvl") or 0), level


def _instances(root: Element | None) -> Iterator[tuple[str, str]]:
    for each in root.findall(w("num")) if root is not None else ():
        yield each.get(w("numId"), ""), value(each, "abstractNumId")


def _each_override(root: Element | None) -> Iterator[tuple[tuple[str, int], Element]]:
    for each in root.findall(w("num")) if root is not None else ():
        for override in each.findall(w("lvlOverride")):
            yield (each.get(w("numId"), ""), int(number(override, "ilvl") or 0)), override


def _overrides(root: Element | None) -> Iterator[tuple[tuple[str, int], Level]]:
    for key, override in _each_override(root):
        own = override.find(w("lvl"))
        if own is not None:
            yield key, _level(own)[1]


def _starts(root: Element | None) -> Iterator[tuple[tuple[str, int], int]]:
    for key, override in _each_override(root):
        start = number(override.find(w("startOverride")), "val")
        if start is not None:
            yield key, int(start)


def _links(root: Element | None, styles: Element | None) -> Iterator[tuple[str, str]]:
    """Yield the list that stands behind one that only names a style of lists."""
    for each in root.findall(w("abstractNum")) if root is not None else ():
        named = value(each, "numStyleLink")
        path = f"{w('style')}[@{w('styleId')}='{named}']/{w('pPr')}/{w('numPr')}"
        safe = named and "'" not in named and styles is not None
        found = styles.find(path) if safe and styles is not None else None
        if found is not None:
            yield each.get(w("abstractNumId"), ""), value(found, "numId")


def _letters(alphabet: str) -> Callable[[int], str]:
    def shown(count: int) -> str:
        if not 0 < count < _SENSIBLE:
            return str(count)
        return alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1)

    return shown


def _roman(count: int) -> str:
    if not 0 < count < _SENSIBLE:
        return str(count)
    shown = ""
    for size, sign in _ROMAN:
        times, count = divmod(count, size)
        shown += sign * times
    return shown


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "russianLower": _letters(_CYRILLIC),
    "russianUpper": _letters(_CYRILLIC.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
}
