"""Tables of a school into its programme: what would change, and the files with the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from docgen import schema
from docgen.diagnostics import Report
from docgen.engine import Project
from docgen.records import Frozen
from docgen.schema import Shape
from docgen.source import Edited, edit
from docgen.source.insertions import Steps
from docgen.tables.changes import ADDED, CHANGED, GONE, Change, Draft, Question
from docgen.tables.choosing import Asked
from docgen.tables.fields import PAIRS, PEOPLE, Catalogue
from docgen.tables.forms import all_forms
from docgen.tables.headings import Table
from docgen.tables.lists import take_people
from docgen.tables.memory import remember
from docgen.tables.pair_rows import PairRows
from docgen.tables.pairs import Pairs
from docgen.tables.people import Answer, People
from docgen.tables.rows import Record, left_out, read_rows
from docgen.tables.schools import Opening, School, take_schools

_ORDER: Final = ("человек", "пара", "школа"), (ADDED, CHANGED, GONE)


class Prepared(Frozen):
    """What an import would do: nothing of it is written yet."""

    changes: tuple[Change, ...]
    questions: tuple[Question, ...]
    report: Report
    edited: tuple[Edited, ...] = ()
    schools: tuple[School, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether anything of the programme changes; memory alone needs no question."""
        return any(change.sort != GONE for change in self.changes)


def prepare(
    project: Project,
    tables: Iterable[Table],
    catalogue: Catalogue,
    answer: Answer,
    asked: Asked | None = None,
) -> Prepared:
    """Return what the tables change in a programme, and its files with the changes in them.

    `answer` says whether somebody unknown is a person of the programme under a new name.
    """
    tables, asked = tuple(tables), asked or Asked()
    draft = _Import(project, catalogue, asked, Draft(tables[0].sheet.file)).taken(tables, answer)
    report = Report(draft.found)
    if not report.ok:
        return _refused(draft, report)
    edited, more = _edited(project, draft, tables, asked)
    return Prepared(_sorted(draft.changes), (), report + draft.notes + more, edited)


class _Import(Frozen):
    """Lists of people and pairs on their way into a draft."""

    project: Project
    catalogue: Catalogue
    asked: Asked
    draft: Draft

    def taken(self, tables: tuple[Table, ...], answer: Answer) -> Draft:
        """Return the draft with all that the tables say."""
        people = People(_list(self.project, "people"), self.catalogue, self.draft, answer)
        by_kind = {
            kind: [table for table in tables if table.kind == kind] for kind in (PEOPLE, PAIRS)
        }
        if lists := by_kind[PEOPLE]:
            records = _records(lists, self.catalogue, self.draft)
            if not take_people(records, people, self.draft, complete=self.asked.complete):
                return self.draft
        if lists := by_kind[PAIRS]:
            self._take_pairs(_records(lists, self.catalogue, self.draft), people)
        people.finish()
        return self.draft

    def _take_pairs(self, records: list[Record], people: People) -> None:
        assert self.project.programme
        forms = all_forms(self.project.packs, self.project.programme)
        known = _list(self.project, "pairs")
        rows = PairRows(forms, people, self.catalogue, self.draft)
        pairs = Pairs(known, people, forms, self.catalogue, self.draft)
        pairs.take(rows.read(records), complete=self.asked.complete)


def prepare_schools(
    root: Path,
    tables: Iterable[Table],
    catalogue: Catalogue,
    opening: Opening,
    asked: Asked | None = None,
) -> Prepared:
    """Return the folders that lists of schools make, and what their columns mean."""
    tables = tuple(tables)
    draft = Draft(tables[0].sheet.file)
    records = _records(tables, catalogue, draft)
    schools = take_schools(records, root, opening, draft, (asked or Asked()).complete)
    report = Report(draft.found)
    if not report.ok:
        return _refused(draft, report)
    memory, more = remember(root, tables)
    return Prepared(_sorted(draft.changes), (), report + draft.notes + more, memory, schools)


def _refused(draft: Draft, report: Report) -> Prepared:
    """Return what is known of a table with errors; who is gone shows when all rows are read."""
    known = (change for change in draft.changes if change.sort != GONE)
    return Prepared(_sorted(known), tuple(draft.questions), report)


def _records(tables: Iterable[Table], catalogue: Catalogue, draft: Draft) -> list[Record]:
    """Return the rows of all sheets: who stands on one may be named on another."""
    records: list[Record] = []
    for table in tables:
        rows = read_rows(table, catalogue)
        draft.found += rows.found
        draft.found += left_out(table, rows)
        records += rows.records
    return records


def _list(project: Project, key: str) -> list[dict[str, Any]]:
    found = project.source.data.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _edited(
    project: Project, draft: Draft, tables: tuple[Table, ...], asked: Asked
) -> tuple[tuple[Edited, ...], Report]:
    """Return the files of the programme with the new values, and what the columns mean."""
    values = dict(sorted(draft.values.items(), key=lambda item: _numbered(item[0])))
    edited, found = edit(project.source, values, _homes())
    memory, report = remember(Path(project.source.name).parent, tables, asked.refused)
    return (*edited, *memory), Report(found) + report


def _numbered(path: Steps) -> tuple[str, int]:
    """Order by list and number: new elements come in the order of their numbers."""
    return str(path[0]), int(path[1])


def _homes() -> dict[str, tuple[str, ...]]:
    """Return after which fields a new one is at home: those before it in the schema."""
    homes: dict[str, tuple[str, ...]] = {}
    for kind in (PAIRS, PEOPLE):
        for shape in _records_of(schema.root("programme").at((kind, 0))):
            names = list(shape.properties)
            homes |= {name: tuple(reversed(names[:at])) for at, name in enumerate(names)}
    return homes


def _records_of(shape: Shape) -> Iterator[Shape]:
    """Yield a record and the records inside that a table may fill."""
    yield from (
        shape.properties[name] for name in ("contacts", "experience") if name in shape.properties
    )
    yield shape


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    whats, sorts = _ORDER
    return tuple(sorted(changes, key=lambda each: (whats.index(each.what), sorts.index(each.sort))))
