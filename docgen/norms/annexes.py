"""Rules of annexes: numbered in order, mentioned in the text, belonging to one act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, of_each_part, quoted
from docgen.norms.stamps import AnnexMark

RULES: Final[Rules[Paper]] = Rules()
_REFERENCE: Final = re.compile(
    r"приложени(?:е|я|ю|ем|и|ях|ям|ями)[\s\u00a0]*(?:№[\s\u00a0]*)?(\d{1,2})?", re.IGNORECASE
)
_RANGE: Final = re.compile(r"приложени[а-я]+[\s\u00a0№]*(\d+)[\s\u00a0]*[–-][\s\u00a0]*(\d+)")
_FEW: Final = 50


@RULES.add("R13", "DG634")
@of_each_part
def annexes(paper: Paper) -> Iterator[Found]:
    """Annexes are numbered in order, mentioned in the text, and belong to one act."""
    named = paper.requisites.kind_line
    own = [mark for mark in paper.requisites.annexes if named and _below(paper, mark)]
    if not own:
        return
    mentioned = _mentioned(paper, own)
    yield from _numbering(own, mentioned)
    yield from _mentions(paper, own, mentioned)
    yield from _order_of_mention(paper, own)
    yield from _one_act(paper, own)


def _below(paper: Paper, mark: AnnexMark) -> bool:
    named = paper.requisites.kind_line
    order = paper.document.paragraphs
    return named is not None and order.index(mark.paragraphs[0]) > order.index(named.first)


def _numbering(own: list[AnnexMark], mentioned: set[int]) -> Iterator[Found]:
    numbers = [mark.number for mark in own]
    hint = "Нумеруйте подряд, в порядке упоминания; единственное приложение номера не имеет."
    if len(own) == 1 and numbers[0] and mentioned <= {0, numbers[0]}:
        message = "У единственного приложения стоит номер."
        yield Found(message, own[0].paragraphs[0].place, hint, minor=True)
    if len(own) > 1 and numbers != list(range(1, len(own) + 1)):
        shown = ", ".join(str(number or "без номера") for number in numbers)
        yield Found(f"Приложения идут не подряд: {shown}.", own[0].paragraphs[0].place, hint)


def _order_of_mention(paper: Paper, own: list[AnnexMark]) -> Iterator[Found]:
    """The annex that the text names first is the first."""
    known = {mark.number for mark in own}
    spoken = (int(found or 0) for found in _REFERENCE.findall(_text(paper, own)))
    met = [number for number in dict.fromkeys(spoken) if number in known]
    if met != sorted(met):
        message = f"Приложения пронумерованы не в порядке упоминания: {', '.join(map(str, met))}."
        hint = "Первым сделайте то, о котором в тексте сказано раньше."
        yield Found(message, own[0].paragraphs[0].place, hint, minor=True)


def _text(paper: Paper, own: list[AnnexMark]) -> str:
    """Return what is written outside the marks of annexes."""
    inside = {id(each) for mark in own for each in mark.paragraphs}
    return "\n".join(each.text for each in paper.seen if id(each) not in inside)


def _mentioned(paper: Paper, own: list[AnnexMark]) -> set[int]:
    """Return the numbers of the annexes that the text speaks of; 0 for one without a number."""
    text = _text(paper, own)
    mentioned = {int(found or 0) for found in _REFERENCE.findall(text)}
    for first, last in _RANGE.findall(text):
        mentioned |= set(range(int(first), min(int(last), int(first) + _FEW) + 1))
    return mentioned


def _mentions(paper: Paper, own: list[AnnexMark], mentioned: set[int]) -> Iterator[Found]:
    """Compare the annexes with what the text says of them; one may lie in a file of its own."""
    for mark in own:
        if mark.number not in mentioned and not (len(own) == 1 and mentioned):
            message = f"В тексте не названо {quoted(mark.paragraphs[0].text)}."
            hint = "Сошлитесь на него там, где о нём идёт речь: (приложение № 1)."
            yield Found(message, mark.paragraphs[0].place, hint)
    lost = sorted(mentioned - {mark.number for mark in own} - {0})
    if lost:
        message = f"Названных в тексте приложений нет в файле: {', '.join(map(str, lost))}."
        yield Found(message, paper.place, "Добавьте их или исправьте ссылки.", len(own) == 1)


def _one_act(paper: Paper, own: list[AnnexMark]) -> Iterator[Found]:
    """Every annex names the same date and number, those of the paper itself."""
    requisites = paper.requisites
    day = requisites.date.day if requisites.date else None
    wanted = (day, requisites.number)
    for mark in own:
        if not requisites.resolve:
            return
        written = (mark.date.day if mark.date else None, mark.act)
        differs = [a for a, b in zip(written, wanted, strict=True) if a and b and a != b]
        if differs:
            message = f"Дата или номер не те, что у документа: {quoted(mark.text)}."
            hint = "Перепишите дату и номер с первой страницы."
            yield Found(message, mark.paragraphs[0].place, hint)
