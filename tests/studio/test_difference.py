"""Any two texts of a document differ by amendments: laid over the one, they make the other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from docgen.clauses import Clause, Clauses, Section, Words, amend, read_amendments
from docgen.clauses.difference import Unsayable, difference
from docgen.clauses.writing import whole, written
from docgen.packs import Leaf, stack
from docgen.records import replace

KINDS = ("order-pairs", "regulation-students", "mentor-agreement")


class Editor:
    """Somebody who changes, drops, moves and adds clauses as chance will have it."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._added = 0

    def words(self, words: Words) -> Words:
        """Return other words."""
        return Words(words.preamble, tuple(self._section(each) for each in words.sections))

    def _section(self, section: Section) -> Section:
        title = "Другое название" if section.title and self._happens(0.2) else section.title
        return replace(section, title=title, clauses=self._clauses(section.clauses))

    def _clauses(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        made = [each for old in clauses if not self._happens(0.1) for each in self._clause(old)]
        if len(made) > 1 and self._happens(0.3):
            made.insert(self._chance.randrange(len(made)), made.pop())
        return tuple(made)

    def _clause(self, old: Clause) -> list[Clause]:
        new = replace(old, clauses=self._clauses(old.clauses))
        if self._happens(0.2):
            new = replace(new, text=f"{old.text} И ещё.")
        if old.items and self._happens(0.3):
            new = replace(new, items=(*old.items[1:], Clause("", "новая строка;")))
        if old.when and self._happens(0.3):
            new = replace(new, when="programme.has_students")
        self._added += 1
        own = Clause(f"own.n{self._added}", "Свой пункт.")
        return [new, own] if self._happens(0.1) else [new]

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


@pytest.mark.parametrize("name", KINDS)
def test_the_amendments_make_the_other_text_from_memory_and_from_a_file(
    name: str, tmp_path: Path
) -> None:
    packs = stack()
    clauses = Clauses.of(packs.kind(name), packs)
    assert clauses is not None
    below, path = clauses.words, tmp_path / "amendments.yaml"
    for seed in range(12):
        above = Editor(seed).words(below)
        amendments = difference(below, above)
        path.write_text(written(amendments), encoding="utf-8")
        for each in (amendments, read_amendments(Leaf(path))):
            made, report = amend(below, each)
            assert report.ok, list(report)
            assert (made.preamble, made.sections) == (above.preamble, above.sections)


def test_a_text_written_out_is_read_as_the_same(tmp_path: Path) -> None:
    packs = stack()
    path = tmp_path / "clauses.yaml"
    for name in KINDS:
        clauses = Clauses.of(packs.kind(name), packs)
        assert clauses is not None
        path.write_text(whole(clauses.words), encoding="utf-8")
        again = Clauses.read(path).words
        assert (again.preamble, again.sections) == (clauses.words.preamble, clauses.words.sections)


def test_the_same_text_needs_no_amendment() -> None:
    words = Words(sections=(Section("a", clauses=(Clause("a.b", "Слова"),)),))
    assert difference(words, words) == ()


def test_new_paragraphs_need_something_to_stand_beside() -> None:
    with pytest.raises(Unsayable):
        difference(Words(), Words(preamble=(Clause("why", "В целях"),)))
