"""Which table, row, cell and paragraph of a printed file an edited one still has, and where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import permutations
from typing import Any, Final, TypeVar

from docgen.docx.ooxml import Element, is_w, w
from docgen.studio.looks.layouts import Row, Table, text_of

T = TypeVar("T")
Groups = tuple[range, ...]
_LIKE: Final = 0.4  # of the lines of a table: it is the same one, with other words or rows
_MOST: Final = 5  # cells with words in a row that are looked for in other cells


def tables(was: Sequence[Table], now: Sequence[Table]) -> list[tuple[Table, Table]]:
    """Pair the tables of two files, those that moved, too; one of other words is another table."""
    pairs = [pair for pair in _pairs(was, now, _words) if _alike(*pair)]
    come = {_words(each): each for each in _left(now, [new for _, new in pairs])}
    for each in _left(was, [old for old, _ in pairs]):
        if _words(each) in come:
            pairs.append((each, come.pop(_words(each))))
    here, there = _left(was, [old for old, _ in pairs]), _left(now, [new for _, new in pairs])
    changed = zip(here, there, strict=True) if len(here) == len(there) else ()
    return pairs + [pair for pair in changed if _alike(*pair)]


def _alike(was: Table, now: Table) -> bool:
    """Whether two tables say much the same, whatever cells it stands in."""
    one, two = (set(text_of(each.element).split("\n")) for each in (was, now))
    return len(one & two) >= _LIKE * max(len(one), len(two))


def rows(was: Table, now: Table) -> list[tuple[Row, Row]]:
    """Pair the rows of a table; in one with as many rows each is its counterpart."""
    if len(was.rows) == len(now.rows):
        return list(zip(was.rows, now.rows, strict=True))
    return _pairs(was.rows, now.rows, lambda each: tuple(filter(None, each.text)))


def cells(was: Row, now: Row) -> Groups | None:
    """Return which cells each cell of an edited row was made of; None if there are more now."""
    if len(now.cells) > len(was.cells) or not now.cells:
        return None
    if len(now.cells) == len(was.cells):
        return tuple(range(n, n + 1) for n in range(len(was.cells)))
    return _merged(tuple(c.end for c in was.cells), tuple(c.end for c in now.cells))


def contents(was: Row, now: Row) -> tuple[tuple[int, ...], ...] | None:
    """Return whose words each cell of an edited row has, by numbers of the cells they were in.

    None if the words are not those of whole cells.
    """
    there = [number for number, text in enumerate(was.text) if text]
    if len(there) > _MOST:
        return None
    for order in permutations(there):
        found = _dealt(order, was.text, now.text)
        if found is not None:
            return found
    return None


def paragraphs(was: Element, now: Element) -> list[tuple[Element, Element]]:
    """Pair the paragraphs of two main texts by their words; those that moved, too."""
    old, new = list(was.iter(w("p"))), list(now.iter(w("p")))
    found = _pairs(old, new, text_of)
    pairs = [(one, two) for one, two in found if bool(text_of(one)) == bool(text_of(two))]
    left = _by_words(set(old).difference(each for each, _ in pairs), old)
    come = _by_words(set(new).difference(each for _, each in pairs), new)
    return pairs + [(left[text], come[text]) for text in left if text in come]


def moved(pairs: Sequence[tuple[Element, Element]]) -> list[Element]:
    """Return the blocks of a body that stand elsewhere now, few of them: the others keep order."""
    tops = dict.fromkeys((_top(old), _top(new)) for old, new in pairs)
    places = {each: number for number, each in enumerate(_body(pairs[0][1]))} if pairs else {}
    blocks = {each: number for number, each in enumerate(_body(pairs[0][0]))} if pairs else {}
    order = sorted(tops, key=lambda pair: blocks[pair[0]])
    staying = _rising([places[new] for _, new in order])
    return [old for number, (old, _) in enumerate(order) if number not in staying]


def _rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of the longest run of numbers that never falls."""
    ends: list[int] = []
    tails: list[int] = []
    before: dict[int, int] = {}
    for place, each in enumerate(numbers):
        at = bisect_right(tails, each)
        before[place] = ends[at - 1] if at else -1
        ends[at:], tails[at:] = [place, *ends[at + 1 :]], [each, *tails[at + 1 :]]
    found: set[int] = set()
    last = ends[-1] if ends else -1
    while last >= 0:
        found.add(last)
        last = before[last]
    return found


def _top(block: Element) -> Element:
    """Return the block of the body that a paragraph is or stands in."""
    parent = block.getparent()
    while parent is not None and not is_w(parent, "body"):
        block, parent = parent, parent.getparent()
    return block


def _body(block: Element) -> Element:
    body = _top(block).getparent()
    return body if body is not None else block


def _left(every: Sequence[Table], paired: Sequence[Table]) -> list[Table]:
    """Return the tables that have no counterpart yet."""
    known = {id(each) for each in paired}
    return [each for each in every if id(each) not in known]


def _words(table: Table) -> tuple[int, str]:
    """Return what a table says, and how many are in it: one put around another says the same."""
    return len(list(table.element.iter(w("tbl")))), text_of(table.element)


def _pairs(was: Sequence[T], now: Sequence[T], key: Callable[[T], Any]) -> list[tuple[T, T]]:
    matcher = SequenceMatcher(None, [key(each) for each in was], [key(each) for each in now], False)
    found: list[tuple[T, T]] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and last - first == end - start):
            found += zip(was[first:last], now[start:end], strict=True)
    return found


def _by_words(left: set[Element], order: Sequence[Element]) -> dict[str, Element]:
    """Return paragraphs by their words, those that say something and say it alone."""
    found: dict[str, list[Element]] = {}
    for each in order:
        if each in left:
            found.setdefault(text_of(each), []).append(each)
    return {text: same[0] for text, same in found.items() if text and len(same) == 1}


def _merged(was: tuple[float, ...], now: tuple[float, ...]) -> Groups:
    """Return the neighbours that make up each cell, so that edges lie as near as can be."""

    @cache
    def best(old: int, new: int) -> tuple[float, tuple[int, ...]]:
        """Return how far the edges of the first cells lie apart, and where each group ends."""
        if not new:
            return (0.0 if not old else float("inf")), ()
        choices = (
            (far + abs(was[old - 1] - now[new - 1]), (*ends, old))
            for before in range(new - 1, old)
            for far, ends in (best(before, new - 1),)
        )
        return min(choices, default=(float("inf"), ()))

    ends = best(len(was), len(now))[1]
    return tuple(range(first, last) for first, last in zip((0, *ends), ends, strict=False))


def _dealt(
    order: Sequence[int], was: Sequence[str], now: Sequence[str]
) -> tuple[tuple[int, ...], ...] | None:
    """Deal out whole cells in an order to the cells that say just that."""
    waiting = list(order)
    found = [tuple(_taken(text, waiting, was)) for text in now]
    said = ("\n".join(was[n] for n in each) for each in found)
    return tuple(found) if not waiting and list(said) == list(now) else None


def _taken(text: str, waiting: list[int], was: Sequence[str]) -> Iterator[int]:
    said = ""
    while waiting and len(said) < len(text):
        said = f"{said}\n{was[waiting[0]]}".strip("\n")
        yield waiting.pop(0)
