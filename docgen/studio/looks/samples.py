"""A table of a template, its printed copies, and what a person made of each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from docgen.docx.inlining import origin
from docgen.docx.ooxml import Element, w
from docgen.docx.tags import paragraph_text
from docgen.records import Frozen
from docgen.studio.looks import pairing
from docgen.studio.looks.layouts import Cell, Row, Table, same, text_of
from docgen.studio.versions import shortened

_DYNAMIC: Final = re.compile(r"\{%-?\s*(tc|colspan|hm)\b")
_ROW_TAG: Final = re.compile(r"\{%tr\s+(\w+)")

Branches = tuple[tuple[str, int, int], ...]  # word of the tag, number of its row, of the branch


class Change(Frozen):
    """What has to be done to a block of the template: what it is about, and how it is now."""

    mark: str
    name: str
    value: Any


class Loss(Frozen):
    """What a person changed and the template cannot hold."""

    what: str


Outcome = Change | Loss
Told = tuple[str, Outcome]  # what people call the block


class Sample(Frozen, dict=True):
    """A table of the template by its mark; `blocks` are all of the template's blocks by theirs."""

    mark: str
    blocks: Mapping[str, Element]
    copies: Sequence[tuple[Table, Table]]

    @property
    def label(self) -> str:
        """What people call the table: its first words."""
        lines = text_of(self.copies[0][0].element).split("\n")
        words = next((each for each in lines if any(map(str.isalpha, each))), "без слов")
        return f"таблица «{shortened(words)}»"

    @cached_property
    def element(self) -> Element:
        """The table as it stands in the template."""
        return self.blocks[self.mark]

    @cached_property
    def varies(self) -> bool:
        """Whether data choose how many columns it has."""
        return any(_DYNAMIC.search(paragraph_text(each)) for each in self.element.iter(w("p")))

    @cached_property
    def rows(self) -> list[tuple[Row, Row]]:
        """The printed rows and what became of them, of all copies."""
        return [pair for old, new in self.copies for pair in pairing.rows(old, new)]

    @cached_property
    def branches(self) -> Mapping[str, Branches]:
        """The loops and conditions of rows that each row of the template stands in."""
        found: dict[str, Branches] = {}
        opened: list[tuple[str, int, int]] = []
        for number, row in enumerate(self.element.iter(w("tr"))):
            tag = _ROW_TAG.search("".join(map(paragraph_text, row.iter(w("p")))))
            word = tag[1] if tag else ""
            if word in ("for", "if"):
                opened.append((word, number, 0))
            elif word in ("else", "elif") and opened:
                opened[-1] = (*opened[-1][:2], number)
            elif word.startswith("end"):
                del opened[-1:]
            elif not word:
                found[origin(row)] = tuple(opened)
        return found

    def repeats(self, row: str) -> bool:
        """Whether a row of the template is printed many times."""
        return any(word == "for" for word, _, _ in self.branches.get(row, ()))

    def alternatives(self, row: str) -> Iterator[str]:
        """Yield the rows that are printed where a condition does not print this one."""
        own = {number: branch for _, number, branch in self.branches.get(row, ())}
        for other, branches in self.branches.items():
            if any(own.get(number, branch) != branch for _, number, branch in branches):
                yield other

    @cached_property
    def groups(self) -> Mapping[str, pairing.Groups]:
        """Which cells each cell of a row was made of, by row; without rows that fit no more."""
        found: dict[str, set[pairing.Groups | None]] = {}
        for old, new in self.rows:
            found.setdefault(origin(old.element), set()).add(self._grouped(old, new))
        single = ((mark, next(iter(each))) for mark, each in found.items() if len(each) == 1)
        return {mark: groups for mark, groups in single if groups is not None}

    def cells(self, old: Row, new: Row) -> Iterator[tuple[Cell, Cell]]:
        """Yield the cells of a row that are still there, the first of those that were made one."""
        for number, group in enumerate(self.groups.get(origin(old.element), ())):
            yield old.cells[group[0]], new.cells[number]

    def _grouped(self, old: Row, new: Row) -> pairing.Groups | None:
        """Cells of a row that is printed once may be made one; one row less is no column less."""
        groups = pairing.cells(old, new)
        if len(new.cells) >= len(old.cells):
            return groups
        column = len(self.rows) > 1 and all(len(b.cells) < len(a.cells) for a, b in self.rows)
        fixed = not self.repeats(origin(old.element)) and not self.varies
        return groups if fixed and not column else None


def properties(sample: Sample) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield what is said of the table, its rows and cells: mark, name, as it was, as it is."""
    found = [(sample.mark, old.look, new.look) for old, new in sample.copies]
    for row, made in sample.rows:
        found.append((origin(row.element), row.look, made.look))
        found += [(origin(c.element), c.look, now.look) for c, now in sample.cells(row, made)]
    yield from ((mark, name, was[name], now[name]) for mark, was, now in found for name in was)


def differs(old: Table, new: Table) -> bool:
    """Whether a table looks otherwise than its counterpart."""
    sample = Sample("", {}, [(old, new)])
    return not all(same(was, now) for _, _, was, now in properties(sample))
