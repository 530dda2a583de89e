"""Rules of fonts: which they are, and how large."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from docgen.norms.checking import Found, Paper, Rules, of_each_part, points, slip
from docgen.norms.document import Letters, Paragraph

RULES: Final[Rules[Paper]] = Rules()
T = TypeVar("T")
Shares = dict[T, list[tuple[Paragraph, int]]]
_LETTER: Final = re.compile(r"[^\W_]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ENOUGH: Final = 30  # letters, half a line: fewer show no custom


@RULES.add("F1", "DG608")
def fonts(paper: Paper) -> Iterator[Found]:
    """One font, and one of those permitted."""
    shares = _shares(paper.seen, lambda letters: letters.font)
    usual = max(shares, key=lambda name: _total(shares[name]), default="")
    known = {name.casefold() for name in paper.profile.text.fonts}
    hint = f"Наберите текст одним шрифтом: {', '.join(paper.profile.text.fonts[:4])}."
    for name, where in shares.items():
        strange = name.casefold() not in known
        other = f"Шрифт «{name}», а документ набран шрифтом «{usual}»"
        kind = f"Шрифт «{name}» не из допустимых" if strange else other
        if strange or name != usual:
            yield slip(kind, where[0][0], hint, minor=not strange, times=len(where))


@RULES.add("F2", "DG609")
def sizes(paper: Paper) -> Iterator[Found]:
    """Running text is 12, 13 or 14 points; where there is none, so are the lines of the paper."""
    good = paper.profile.text.sizes
    hint = f"Выделите текст и выберите размер: {', '.join(map(points, good))}."
    wrong = list(_wrong_sizes(paper, hint))
    yield from wrong or _usual_size(paper, hint)


@RULES.add("F3", "DG610")
def table_sizes(paper: Paper) -> Iterator[Found]:
    """Text of tables may be smaller, but must be readable."""
    text = paper.profile.text
    for each in paper.seen:
        sizes = [s.letters.size for s in each.stretches if _LETTER.search(s.text)]
        least = min(sizes, default=text.table_usual)
        if each.cell and each.cell.ruled and least < text.table_usual:
            kind = f"Кегль {points(least)} в таблице"
            hint = (
                f"Читается от {points(text.table_usual)}; меньше {points(text.table_least)} нельзя."
            )
            yield slip(kind, each, hint, minor=least >= text.table_least)


@RULES.add("F4", "DG611")
@of_each_part
def place_size(paper: Paper) -> Iterator[Found]:
    """The place of issue may be set small, but not too small."""
    place = paper.requisites.place
    sizes = [each.letters.size for each in place.first.stretches] if place else []
    if place and min(sizes, default=12) < paper.profile.text.place_least:
        message = f"Место составления набрано кеглем {points(min(sizes))}."
        yield Found(message, place.first.place, "Возьмите 10 или больше.")


def _wrong_sizes(paper: Paper, hint: str) -> Iterator[Found]:
    good = set(paper.profile.text.sizes)
    for each in paper.prose:
        wrong = {s.letters.size for s in each.stretches if _LETTER.search(s.text)} - good
        if wrong:
            yield slip(f"Кегль текста {', '.join(map(points, sorted(wrong)))}", each, hint)


def _usual_size(paper: Paper, hint: str) -> Iterator[Found]:
    """Judge the size that most of the lines have which are no titles, stamps or rows of tables."""
    lines = [each for each in paper.seen if paper.is_plain(each)]
    shares = _shares(lines, lambda letters: letters.size)
    usual = max(shares, key=lambda size: _total(shares[size]), default=0.0)
    if usual not in paper.profile.text.sizes and _total(shares.get(usual, [])) >= _ENOUGH:
        where = shares[usual]
        yield slip(f"Кегль текста {points(usual)}", where[0][0], hint, times=len(where))


def _shares(paragraphs: Iterable[Paragraph], look: Callable[[Letters], T]) -> Shares[T]:
    """Return what is set in each way: the paragraphs, and how many letters of each."""
    found: Shares[T] = {}
    for paragraph in paragraphs:
        letters: Counter[T] = Counter()
        for stretch in paragraph.stretches:
            letters[look(stretch.letters)] += sum(map(len, _WORD.findall(stretch.text)))
        for way, count in letters.items():
            if count:
                found.setdefault(way, []).append((paragraph, count))
    return found


def _total(share: list[tuple[Paragraph, int]]) -> int:
    return sum(count for _, count in share)
