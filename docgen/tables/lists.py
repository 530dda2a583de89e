"""A list of people: each row is a person, each person stands in one row."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.tables.changes import Draft
from docgen.tables.people import People, Said
from docgen.tables.rows import Record


def take_people(records: Iterable[Record], people: People, draft: Draft) -> None:
    """Take every row of a list of people into the draft."""
    said = [(record, one) for record in records if (one := people.read(record))]
    # Those whom the table names surely are nobody's new name.
    sure = [people.known(one) for _, one in said]
    busy = {found[0].index for found in sure if len(found) == 1}
    rows: dict[int, int] = {}
    # A namesake must not take the place of the one who agrees with the programme in everything.
    for record, each in sorted(said, key=lambda pair: _contradicts(pair[1], people)):
        found = people.known(each)
        again = len(found) == 1 and found[0].index in rows
        if again and not people.differs(each, found[0]):
            _repeated(record, each, rows[found[0].index], draft)
            continue
        person = people.add(each) if again else people.take(each, busy)
        if person:
            rows.setdefault(person.index, record.row)
    people.gone(set(rows))


def _contradicts(said: Said, people: People) -> bool:
    found = people.known(said)
    return len(found) == 1 and people.differs(said, found[0])


def _repeated(record: Record, said: Said, first: int, draft: Draft) -> None:
    message = f"{said.name.full}: этот человек уже есть в строке {first + 1}"
    hint = "Удалите одну из строк; однофамильцам впишите класс, дату рождения или обозначение."
    draft.say("DG322", message, record.place, hint)
