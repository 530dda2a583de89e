"""The rule of clauses: their numbers go one after another, and Word counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, quoted, slip
from docgen.norms.document import Paragraph

RULES: Final[Rules[Paper]] = Rules()
_TYPED: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,7})(\.|(?=\s))[\s\u00a0]+(?=\S)")
_AUTOMATIC: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?")
_BRANCHES: Final = 50  # lists that may be gone on with
Number = tuple[int, ...]


@RULES.add("T9", "DG620")
def numbers(paper: Paper) -> Iterator[Found]:
    """Numbers of clauses go one after another, not too deep, and are counted by Word."""
    seen: list[set[Number]] = [set()]
    for each in paper.document.paragraphs:
        number = _number(each)[0]
        if each.cell:  # a question in a table counts; its place in the cells does not
            seen[-1].add(number)
        if each.cell or not number:
            continue
        if number == (1,):
            seen = [*seen[-_BRANCHES:], set()]
        fault = _fault(number, seen)
        seen[-1].add(number)
        shown = ".".join(map(str, number))
        if fault:
            message = f"Пункт {shown} {fault}: {quoted(each.text)}."
            yield Found(message, each.place, "Проверьте, не пропущен ли пункт перед ним.")
        if len(number) > paper.profile.text.levels:
            message = f"Слишком глубокая нумерация: {shown}."
            yield Found(message, each.place, "Перестройте пункт в перечисление.", minor=True)
    clauses = (each for each in paper.document.paragraphs if not each.cell)
    typed_ones = [each for each in clauses if _number(each)[1]]
    if typed_ones:
        hint = "Сделайте их нумерованным списком Word: тогда вставка пункта не собьёт номера."
        times = len(typed_ones)
        yield slip("Номера набраны вручную", typed_ones[0], hint, minor=True, times=times)


def _number(paragraph: Paragraph) -> tuple[Number, bool]:
    """Return the number of a clause and whether a person typed it."""
    if paragraph.boxed or "PAGEREF" in paragraph.fields:
        return (), False
    if paragraph.number:
        found = _AUTOMATIC.fullmatch(paragraph.number)
        return (_parts(found[1]) if found else ()), False
    typed = _TYPED.match(paragraph.text.lstrip())
    if typed is None or not (typed[2] or "." in typed[1]) or _is_date(paragraph.text):
        return (), False
    return _parts(typed[1]), True


def _is_date(text: str) -> bool:
    return re.match(r"\s*\d{1,2}\.\d{1,2}\.(\d{4}|\d{2}\b)", text) is not None


def _parts(number: str) -> Number:
    return tuple(int(part) for part in number.split("."))


def _fault(number: Number, seen: list[set[Number]]) -> str:
    """Say what is wrong with the place of a number among those before it."""
    *above, last = number
    if len(number) > 1 and number in seen[-1]:
        return "повторяется"
    before = (*above, last - 1)
    if last == 1 or any(before in each for each in seen):
        return ""
    return "стоит не по порядку"
