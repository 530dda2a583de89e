"""Pairs of a table meet the pairs of the programme: what is known, what is new, what changed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from docgen.diagnostics import Diagnostic, Severity
from docgen.records import replace
from docgen.source import Data
from docgen.source.insertions import Whole
from docgen.tables.cells import Filled
from docgen.tables.changes import ADDED, CHANGED, GONE, Change, Detail, Draft
from docgen.tables.coverage import absent, only_a_part
from docgen.tables.fields import PAIRS, Catalogue, Field
from docgen.tables.forms import Forms
from docgen.tables.pair_rows import ROLES, TITLES, Key, Pair
from docgen.tables.people import People
from docgen.tables.roster import Person
from docgen.tables.values import Misfit, show, take
from docgen.tables.words import brief

_OVER: Final = ("terminated", "completed")
_GROUP: Final = "group"  # what a pair with several mentees is
_ID = re.compile(r"(.*?)(\d+)$")


class Pairs:
    """The pairs of an import with what it does to the draft."""

    def __init__(
        self,
        pairs: list[dict[str, Any]],
        people: People,
        forms: Forms,
        catalogue: Catalogue,
        draft: Draft,
    ) -> None:
        self._known = pairs
        self._forms = {form.id: form.title for form in forms.own}
        self._people = people
        self._fields = {field.id: field for field in catalogue.kind(PAIRS).fields}
        self._catalogue = catalogue
        self._draft = draft
        self._matched: set[int] = set()
        self._new: list[Pair] = []
        self._by_id = {str(pair["id"]): index for index, pair in enumerate(pairs)}
        self._alike: dict[Key, list[int]] = {}
        for index, pair in enumerate(pairs):
            self._alike.setdefault(_key(pair), []).append(index)

    def take(self, pairs: Iterable[Pair], *, complete: bool | None = None) -> None:
        """Take the pairs of a file into the draft."""
        told = self._once(pairs)
        for pair in told:
            self._compare(pair)
        ids = _free_ids({*self._by_id, *(pair.record.text("id") for pair in self._new)})
        for number, pair in enumerate(self._new, start=len(self._known)):
            self._add(number, pair, pair.record.text("id") or next(ids))
        self._gone({pair.form for pair in told}, complete)

    def _once(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Return each pair once; of two sheets that name it each says what the other does not."""
        told: list[Pair] = []
        known: dict[object, int] = {}
        for pair in pairs:
            keys = (pair.key, pair.record.text("id"), self._index(pair))
            named = [key for key in keys if key not in ("", None)]
            at = min(known.get(key, len(told)) for key in named)
            known |= {key: at for key in named if key not in known}
            if at == len(told):
                told.append(pair)
            elif told[at].key == pair.key and told[at].record.sheet != pair.record.sheet:
                told[at] = self._joined(told[at], pair)
            else:
                self._repeated(pair, told[at])
        return told

    def _joined(self, first: Pair, other: Pair) -> Pair:
        for key, filled in other.values.items():
            before = first.values.get(key)
            if before and before.value != filled.value:
                shown = brief(show(filled.field, before.value))
                message = (
                    f"{filled.field.title}: здесь иначе, чем в {before.place.spot} («{shown}»)"
                )
                hint = "Оставьте одно значение на обоих листах или возьмите один: --sheet ЛИСТ."
                self._draft.say("DG322", message, filled.place, hint)
        return replace(first, values={**other.values, **first.values})

    def _repeated(self, pair: Pair, first: Pair) -> None:
        message = f"Эта пара уже есть: {first.record.place.spot}"
        hint = "Удалите одну из строк или укажите разные формы."
        self._draft.say("DG322", message, pair.record.place, hint)

    def _compare(self, pair: Pair) -> None:
        index = self._index(pair)
        if index is None:
            self._new.append(pair)
            return
        self._matched.add(index)
        known = self._known[index]
        details = [*self._people_changes(index, pair), *self._form_change(index, pair)]
        for key, filled in pair.values.items():
            details += self._change(index, key, filled, known.get(key))
        if details:
            title = self._title(pair.people, str(known["id"]))
            self._draft.changes.append(Change(CHANGED, "пара", title, tuple(details)))

    def _index(self, pair: Pair) -> int | None:
        """Return which pair of the programme this is: by its id, else by its people and form."""
        stated = pair.record.text("id")
        if stated:
            return self._by_id.get(stated)
        alike = self._alike.get(pair.key, [])
        working = [at for at in alike if self._known[at].get("status") not in _OVER]
        return next(iter(working or alike), None)

    def _people_changes(self, index: int, pair: Pair) -> Iterable[Detail]:
        """Yield who came instead of whom, in a pair that is known by its id."""
        for role in ROLES:
            old, new = _list(self._known[index][role]), pair.ids(role)
            if set(old) != set(new):
                self._draft.values[("pairs", index, role)] = Whole(tuple(new))
                names = ", ".join(map(self._name, old))
                self._warn_of_people(pair, str(self._known[index]["id"]))
                yield Detail(TITLES[role], names, ", ".join(map(self._name, new)))

    def _warn_of_people(self, pair: Pair, identifier: str) -> None:
        message = f"В паре {identifier} сменились люди"
        hint = (
            "Если приказ о ней уже издан, сотрите обозначение в таблице: это будет новая пара, "
            f"а в программе впишите ей replaces: {identifier} и прекратите прежнюю."
        )
        place = pair.record.place
        self._draft.found.append(Diagnostic("DG337", message, place, hint, Severity.WARNING))

    def _form_change(self, index: int, pair: Pair) -> Iterable[Detail]:
        old = str(self._known[index].get("form", ""))
        if old != pair.form:
            self._draft.values[("pairs", index, "form")] = pair.form
            yield Detail("форма", old, pair.form)

    def _change(self, index: int, key: str, filled: Filled, old: Data) -> list[Detail]:
        field = filled.field
        shown = "" if old in (None, "", []) else show(field, old)
        if shown and (shown == show(field, filled.value) or self._same(field, old) == filled.value):
            return []
        if not shown and filled.value == field.shape.definition.get("default"):
            return []
        new: Data | Whole = filled.value
        if isinstance(new, list) and shown:
            new = Whole(tuple(map(str, new)))
        self._draft.values[("pairs", index, key)] = new
        return [Detail(field.title, shown, show(field, filled.value))]

    def _same(self, field: Field, value: Data) -> Data:
        if field.id == "model":
            return value
        try:
            return take(field, show(field, value), self._catalogue.values).value
        except Misfit:
            return value

    def _add(self, number: int, pair: Pair, identifier: str) -> None:
        record: dict[str, Any] = {"id": identifier, "form": pair.form}
        told: dict[str, Any] = {key: filled.value for key, filled in pair.values.items()}
        told |= {role: pair.ids(role) for role in ROLES}
        if len(told["mentees"]) > 1:
            told.setdefault("variety", _GROUP)
        record |= {key: told[key] for key in self._fields if key in told}
        self._draft.values[("pairs", number)] = record
        title = self._title(pair.people, identifier)
        self._draft.changes.append(Change(ADDED, "пара", title))

    def _gone(self, forms: set[str], complete: bool | None) -> None:
        """List working pairs that the table does not name, with what would end them."""
        working = {
            index: str(pair.get("form", ""))
            for index, pair in enumerate(self._known)
            if pair.get("status") not in _OVER
        }
        # Whose mentees have another mentor now, the table speaks of, too.
        mentees = {pair.key[1] for pair in self._new}
        left = {at for at in working if _key(self._known[at])[1] in mentees} - self._matched
        found = absent(working, self._matched | left, forms, complete=complete)
        following = {pair.key[1:] for pair in self._new}
        for index in sorted({*found.gone, *left}):
            pair = self._known[index]
            title = " – ".join(", ".join(map(self._name, _list(pair[role]))) for role in ROLES)
            title = f"{title} ({pair['id']})"
            advice = _advice(pair, following)
            self._draft.changes.append(Change(GONE, "пара", title, (), advice))
        unsaid = (self._forms.get(working[at], "") for at in found.unsaid)
        if part := only_a_part("пар", unsaid, self._draft.file):
            self._draft.notes.append(part)

    def _name(self, identifier: str) -> str:
        person = self._people.roster.by_id(identifier)
        return person.name.full if person else identifier

    def _title(self, people: Mapping[str, tuple[Person, ...]], identifier: str) -> str:
        sides = (", ".join(person.name.full for person in people[role]) for role in ROLES)
        return f"{' – '.join(sides)} ({identifier})"


def _key(pair: Mapping[str, Any]) -> Key:
    return (
        frozenset(_list(pair.get("mentors"))),
        frozenset(_list(pair.get("mentees"))),
        str(pair.get("form", "")),
    )


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return [str(value)] if value else []


def _free_ids(taken: set[str]) -> Iterator[str]:
    """Yield the ids that come after those that are taken: `p12` after `p11`."""
    numbered = [found for each in sorted(taken) if (found := _ID.fullmatch(each))]
    last = max(numbered, key=lambda found: int(found[2]), default=None)
    start, number, width = (last[1], int(last[2]), len(last[2])) if last else ("p", 0, 1)
    for following in itertools.count(number + 1):
        yield f"{start}{following:0{width}d}"


def _advice(pair: Mapping[str, Any], following: set[tuple[frozenset[str], str]]) -> str:
    """Say what ends a pair; one whose mentees have another mentor now is gone on with."""
    ending = "status: terminated и terminated: {date: ДАТА, reason: ПРИЧИНА}"
    goes_on = _key(pair)[1:] in following
    more = f", а новой паре – replaces: {pair['id']}" if goes_on else ""
    return f"в таблице нет; если пара прекращена, впишите ей {ending}{more}"
