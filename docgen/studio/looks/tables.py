"""What a person changed in the layout of printed tables, as changes of the template's tables.

A row of the template prints many rows: what is done to one of them is done to it, and so to all.
What a table of the template cannot hold is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from docgen.docx.inlining import origin
from docgen.docx.ooxml import Element, ancestor, is_w, w
from docgen.docx.tags import paragraph_text
from docgen.studio.looks import pairing
from docgen.studio.looks.columns import changed_columns
from docgen.studio.looks.layouts import SIDES, Row, Table, same
from docgen.studio.looks.lines import changed_lines
from docgen.studio.looks.pairing import Groups
from docgen.studio.looks.samples import Change, Loss, Outcome, Sample, Told, differs, properties

ASPECTS: Final = {
    "contents": "что в какой ячейке",
    "merge": "объединение ячеек",
    "vMerge": "объединение ячеек",
    "jc": "положение таблицы",
    "tblInd": "положение таблицы",
    "tblpPr": "обтекание таблицы текстом",
    "lines": "линии",
    "shd": "заливка",
    **{f"margin-{side}": "поля ячеек" for side in SIDES},
    "vAlign": "выравнивание по высоте",
    "textDirection": "направление текста",
    "trHeight": "высота строк",
    "hRule": "высота строк",
    "tblHeader": "повторение строк на каждой странице",
    "cantSplit": "перенос строк на другую страницу",
}
_COLOURED: Final = re.compile(r"\{%-?\s*cellbg\b")
_Dealt = tuple[tuple[int, ...], ...]


def changed_tables(
    blocks: Mapping[str, Element], was: Sequence[Table], now: Sequence[Table]
) -> Iterator[Told]:
    """Yield what was changed in tables, with what people call the table.

    `blocks` are those of the template by their marks, which printed ones bear.
    """
    pairs = pairing.tables(was, now)
    if len(pairs) != len(was) or len(pairs) != len(now):
        yield "", Loss("Таблица добавлена или убрана: это меняют в самом шаблоне")
    grouped: dict[str, list[tuple[Table, Table]]] = {}
    for old, new in pairs:
        grouped.setdefault(origin(old.element), []).append((old, new))
    for mark, copies in grouped.items():
        sample = Sample(mark, blocks, copies)
        found = _outcomes(sample) if mark in blocks else _foreign(copies)
        yield from ((sample.label, each) for each in found)


def _outcomes(sample: Sample) -> Iterator[Outcome]:
    if any(len(old.rows) != len(new.rows) for old, new in sample.copies):
        yield Loss("Строки добавлены или убраны: сколько их, решают шаблон и данные")
    if any(_reordered(old, new) for old, new in sample.copies):
        yield Loss("Строки переставлены: их порядок задаёт шаблон")
    if any(origin(old.element) not in sample.groups for old, _ in sample.rows):
        yield Loss("Столбцы или ячейки добавлены либо убраны: это меняют в самом шаблоне")
    yield from _contents(sample)
    yield from changed_columns(sample)
    yield from _properties(sample)
    yield from changed_lines(sample)


def _reordered(old: Table, new: Table) -> bool:
    was, now = ([each.text for each in table.rows] for table in (old, new))
    return was != now and sorted(was) == sorted(now)


def _foreign(copies: Sequence[tuple[Table, Table]]) -> Iterator[Outcome]:
    """Yield what was done to a table of the head, or of an annex that has a template of its own."""
    if any(differs(old, new) for old, new in copies):
        yield Loss("Изменена таблица, которая стоит не в шаблоне этого вида, а в бланке или ином")


# what stands in which cell


def _contents(sample: Sample) -> Iterator[Outcome]:
    """Yield rows whose words are in other cells now, and those with fewer cells."""
    dealt: dict[str, set[_Dealt | None]] = {}
    for old, new in sample.rows:
        mark = origin(old.element)
        if mark in sample.groups:
            dealt.setdefault(mark, set()).add(_dealt(old, new, sample.groups[mark]))
    for mark, found in dealt.items():
        whose, groups = next(iter(found)), sample.groups[mark]
        if len(found) > 1 or whose is None or (whose and sample.varies):
            yield Loss("Слова ячеек переставлены не целиком или не во всех строках")
        elif whose:
            firsts = (group[0] for group in groups)
            yield Change(mark, "contents", dict(zip(firsts, whose, strict=True)))
        if any(len(each) > 1 for each in groups):
            yield Change(mark, "merge", groups)


def _dealt(old: Row, new: Row, groups: Groups) -> _Dealt | None:
    """Return whose words each cell has: nothing if they are where they were, or are other words.

    None if they were moved, but not by whole cells.
    """
    own = tuple(tuple(number for number in group if old.text[number]) for group in groups)
    if ["\n".join(old.text[number] for number in each) for each in own] == list(new.text):
        return ()
    if sorted(_lines(old)) != sorted(_lines(new)):
        return ()
    return pairing.contents(old, new)


def _lines(row: Row) -> list[str]:
    return [line for text in row.text for line in text.split("\n") if line]


# what is said of the table, its rows and cells


def _properties(sample: Sample) -> Iterator[Outcome]:
    seen: dict[tuple[str, str], list[Any]] = {}
    for mark, name, was, now in properties(sample):
        if not same(was, now):
            seen.setdefault((mark, name), []).append(now)
    made: list[Change] = []
    for (mark, name), values in seen.items():
        refused = _refused(sample, mark, name)
        if refused:
            yield Loss(refused)
            continue
        made.append(Change(mark, name, Counter(values).most_common(1)[0][0]))
        if not all(same(each, values[0]) for each in values):
            yield Loss(f"Строки, которые повторяются, разные ({ASPECTS[name]}): взято самое частое")
    yield from made
    yield from _spread(sample, made)


def _refused(sample: Sample, mark: str, name: str) -> str:
    """Say why a property cannot be carried; nothing if it can."""
    if name == "vMerge" and not _is_fixed(sample, mark):
        return "Ячейки объединены или разделены по высоте, а сколько строк, решают данные"
    if name == "tblHeader" and sample.repeats(mark):
        return "Строка, которая печатается много раз, не может повторяться на каждой странице"
    text = "".join(map(paragraph_text, sample.blocks[mark].iter(w("p"))))
    return "Заливку ячейки задаёт тег" if name == "shd" and _COLOURED.search(text) else ""


def _is_fixed(sample: Sample, cell: str) -> bool:
    """Whether a cell and the one above it are printed together, once, whatever the data are."""
    row = ancestor(sample.blocks[cell], "tr")
    above = row.getprevious() if row is not None else None
    rows = [origin(each) for each in (row, above) if each is not None and is_w(each, "tr")]
    return not sample.varies and all(sample.branches.get(each) == () for each in rows)


def _spread(sample: Sample, made: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes of rows for their alternatives, and for all cells what all printed got."""
    told = {(each.mark, each.name) for each in made}
    for row in dict.fromkeys(origin(old.element) for old, _ in sample.rows):
        for other in sample.alternatives(row):
            pairs = _counterparts(sample.blocks[row], sample.blocks[other])
            for each in made:
                if each.mark in pairs and (pairs[each.mark], each.name) not in told:
                    yield Change(pairs[each.mark], each.name, each.value)
    yield from _common(sample, made, told)


def _common(
    sample: Sample, made: Sequence[Change], told: Collection[tuple[str, str]]
) -> Iterator[Change]:
    """Yield for cells that were not printed what all printed cells got alike."""
    printed = {origin(cell.element) for old, _ in sample.rows for cell in old.cells}
    others = [origin(cell) for row in sample.branches for cell in sample.blocks[row].iter(w("tc"))]
    for name in dict.fromkeys(each.name for each in made):
        values = {each.mark: each.value for each in made if each.name == name}
        alike = len(set(values.values())) == 1
        for cell in others if alike and printed <= values.keys() else ():
            if cell not in printed and (cell, name) not in told:
                yield Change(cell, name, next(iter(values.values())))


def _counterparts(one: Element, two: Element) -> dict[str, str]:
    """Return the marks of a row and its cells by those of another; none if it has other cells."""
    here, there = (list(row.iter(w("tc"))) for row in (one, two))
    cells = {origin(a): origin(b) for a, b in zip(here, there, strict=False)}
    return {origin(one): origin(two), **cells} if len(here) == len(there) else {}
