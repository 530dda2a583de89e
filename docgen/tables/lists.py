"""Lists of people: each row is a person; each person stands in one row of a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from docgen.diagnostics import Diagnostic, Severity
from docgen.records import Struct, field
from docgen.tables.changes import Draft
from docgen.tables.people import People, Said
from docgen.tables.rows import Record

_FEW = 3  # people of one name and two classes; where there are more, a list is there twice


def take_people(
    records: Iterable[Record], people: People, draft: Draft, *, complete: bool | None = None
) -> bool:
    """Take every row of the lists of people into the draft; none if lists exclude each other."""
    said = [(record, one) for record in records if (one := people.read(record))]
    if other := list(_other_lists(said)):
        draft.found += other
        return False
    # Those whom the table names surely are nobody's new name.
    sure = [people.known(one) for _, one in said]
    lists = _Lists(people, draft, {found[0].index for found in sure if len(found) == 1})
    # A namesake must not take the place of the one who agrees with the programme in everything;
    # nor a row that does not say who somebody is, of the one on another sheet that does.
    for record, each in sorted(said, key=lambda pair: _doubtful(pair[1], people)):
        lists.take(record, each)
    classes = {one.told("class") for _, one in said}
    people.gone(set(lists.rows), classes, complete=complete)
    return True


class _Lists(Struct):
    """People being taken; `rows` are where those whom the lists name stand first."""

    people: People
    draft: Draft
    busy: set[int]
    rows: dict[int, Record] = field(default_factory=dict)

    def take(self, record: Record, said: Said) -> None:
        """Take a row, unless its person stands on the sheet already."""
        found = self.people.known(said)
        taken = [self.rows[each.index] for each in found if each.index in self.rows]
        is_other = all(self.people.differs(said, each) for each in found)
        if not taken or len(taken) < len(found):
            person = self.people.take(said, self.busy)
        elif is_other:
            if taken[0].sheet != record.sheet:
                self.draft.found.append(_namesake(record, said, taken[0]))
            person = self.people.add(said)
        elif len(found) == 1 and taken[0].sheet == record.sheet:
            _repeated(record, said, taken[0], self.draft)
            return
        else:
            person = self.people.take(said, self.busy)
        if person:
            self.rows.setdefault(person.index, record)


def _doubtful(said: Said, people: People) -> tuple[bool, bool]:
    found = people.known(said)
    contradicts = len(found) == 1 and people.differs(said, found[0])
    return contradicts, not found and not people.is_told(said)


def _repeated(record: Record, said: Said, first: Record, draft: Draft) -> None:
    message = f"{said.name.full}: этот человек уже есть в строке {first.row + 1}"
    hint = "Удалите одну из строк; однофамильцам впишите класс, дату рождения или обозначение."
    draft.say("DG322", message, record.place, hint)


def _namesake(record: Record, said: Said, first: Record) -> Diagnostic:
    message = f"{said.name.full}: такой же человек есть в другом классе ({first.place.spot})"
    hint = "Взяты два человека. Если это один, перешедший в другой класс, удалите одну из строк."
    return Diagnostic("DG322", message, record.place, hint, Severity.WARNING)


def _other_lists(said: Iterable[tuple[Record, Said]]) -> Iterator[Diagnostic]:
    """Say which sheets have the same people in other classes: most likely, of another year."""
    firsts: dict[str, list[tuple[Record, Said]]] = {}
    shared: Counter[tuple[str, str]] = Counter()
    moved: dict[tuple[str, str], list[Record]] = {}
    for record, one in said:
        known = firsts.setdefault(one.name.full.casefold(), [])
        for first, other in known:
            if first.sheet != record.sheet:
                sheets = first.sheet, record.sheet
                shared[sheets] += 1
                if one.told("class") and other.told("class") not in ("", one.told("class")):
                    moved.setdefault(sheets, []).append(record)
        known.append((record, one))
    for sheets, records in moved.items():
        if len(records) >= _FEW and 2 * len(records) >= shared[sheets]:
            yield _twice(*sheets, records)


def _twice(first: str, other: str, records: list[Record]) -> Diagnostic:
    message = (
        f"На листах «{first}» и «{other}» одни и те же люди, но в разных классах "
        f"(таких {len(records)}): похоже, это списки разных лет"
    )
    hint = f'Скажите, какой лист не брать: --sheet "{first}=нет" или --sheet "{other}=нет".'
    return Diagnostic("DG340", message, records[0].place, hint)
