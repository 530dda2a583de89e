"""The rows of a table of pairs: who is named in them, and which form they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from docgen.diagnostics import Place
from docgen.records import Frozen, replace
from docgen.tables.cells import Filled
from docgen.tables.changes import Draft
from docgen.tables.fields import PEOPLE, Catalogue
from docgen.tables.forms import Form, Forms, named
from docgen.tables.names import Mention
from docgen.tables.people import PARTS, People, Said
from docgen.tables.roster import Person
from docgen.tables.rows import Record
from docgen.tables.values import Misfit, parts
from docgen.tables.words import brief, clean

ROLES: Final = ("mentors", "mentees")
TITLES: Final = {"mentors": "наставник", "mentees": "наставляемый"}
_ADD: Final = "Добавьте в programme.forms: "
Key: TypeAlias = tuple[frozenset[str], frozenset[str], str]


class Pair(Frozen):
    """A pair of the table: its people and the values of its other fields."""

    record: Record
    people: Mapping[str, tuple[Person, ...]]
    form: str
    values: Mapping[str, Filled]

    def ids(self, role: str) -> list[str]:
        """Return the ids of its mentors or mentees."""
        return [person.id for person in self.people[role]]

    @property
    def key(self) -> Key:
        """What makes two rows the same pair."""
        return frozenset(self.ids("mentors")), frozenset(self.ids("mentees")), self.form


class PairRows:
    """Reads rows of pairs, with people who become known on the way."""

    def __init__(self, forms: Forms, people: People, catalogue: Catalogue, draft: Draft) -> None:
        self._forms, self._others = forms.own, forms.others
        self._people = people
        self._about = {field.id: field for field in catalogue.kind(PEOPLE).fields}
        self._draft = draft

    def read(self, records: Iterable[Record]) -> Iterator[Pair]:
        """Yield the pairs of the rows that can be understood."""
        read = [(record, self._mentioned(record)) for record in records]
        busy = self._surely_known(read)
        for record, said in read:
            pair = self._pair(record, said, busy)
            if pair:
                yield pair

    def _mentioned(self, record: Record) -> dict[str, list[Said]]:
        return {role: self._said(record, role) for role in ROLES}

    def _surely_known(self, read: list[tuple[Record, dict[str, list[Said]]]]) -> set[int]:
        said = (each for _, by_role in read for group in by_role.values() for each in group)
        found = (self._people.known(each) for each in said)
        return {each[0].index for each in found if len(each) == 1}

    def _said(self, record: Record, role: str) -> list[Said]:
        """Return whom a row names in a role, each with what the other cells say of him."""
        names = record.cells.get(f"{role}.name")
        if names is None or record.cells.get(f"{role}.last_name"):
            said = self._people.read(record, role) if self._has(record, role) else None
            return [said] if said else []
        try:
            found = self._people.mentioned(names)
        except Misfit as misfit:
            self._draft.say(misfit.code, misfit.message, names.place, misfit.hint)
            return []
        cells = {
            key.partition(".")[2]: filled
            for key, filled in record.cells.items()
            if key.startswith(f"{role}.") and key.partition(".")[2] not in ("name", *PARTS)
        }
        return [
            self._one(mention, _shares(cells, number, len(found)), record, names.place)
            for number, mention in enumerate(found)
        ]

    def _has(self, record: Record, role: str) -> bool:
        if any(f"{role}.{key}" in record.cells for key in ("name", "last_name")):
            return True
        if not any(key.startswith(f"{role}.") for key in record.bad):
            hint = "Впишите его; если он тот же, что в строке выше, повторите имя."
            self._draft.say("DG314", f"Не указан {TITLES[role]}", record.place, hint)
        return False

    def _one(self, mention: Mention, told: dict[str, Filled], record: Record, place: Place) -> Said:
        """Join what stands beside the name in its own cell and in others; the others win."""
        beside = self._people.beside(mention, place)
        bad = frozenset(key.partition(".")[2] for key in record.bad)
        return Said(mention.name, beside | told, place, bad=bad)

    def _pair(self, record: Record, said: dict[str, list[Said]], busy: set[int]) -> Pair | None:
        form = self._stated_form(record)
        if form is None or not all(said.values()):
            return None
        people = {
            role: [
                self._people.take(replace(each, kinds=self._kinds(form, role)), busy)
                for each in said[role]
            ]
            for role in ROLES
        }
        whole = {role: tuple(each for each in found if each) for role, found in people.items()}
        if any(len(whole[role]) < len(people[role]) for role in ROLES):
            return None
        if own := [each for each in whole["mentors"] if each in whole["mentees"]]:
            self._own_mentor(record, own[0])
            return None
        chosen = form or self._inferred(record, whole)
        return self._with_values(record, whole, chosen) if chosen else None

    def _own_mentor(self, record: Record, person: Person) -> None:
        message = f"{person.name.full} – и наставник, и наставляемый"
        hint = "Укажите другого: наставником самому себе быть нельзя."
        self._draft.say("DG403", message, record.at("mentees.name"), hint)

    def _kinds(self, form: Form | str, role: str) -> tuple[str, ...]:
        """Return whom a form permits in a role; without one, whom all forms of the school do."""
        if isinstance(form, Form):
            return form.kinds(role)
        return tuple(dict.fromkeys(kind for each in self._forms for kind in each.kinds(role)))

    def _stated_form(self, record: Record) -> Form | str | None:
        """Return the form that a row names, nothing if it names none; None if it is unknown."""
        text = record.text("form")
        if not text:
            return ""
        if form := named(self._forms, text):
            return form
        hint = f"В программе есть: {_listed(self._forms)}."
        if other := named(self._others, text):
            hint = f"{_ADD}{_listed([other])}. {hint}"
        message = f"Формы «{brief(clean(text))}» в программе нет"
        self._draft.say("DG327", message, record.at("form"), hint)
        return None

    def _inferred(self, record: Record, people: Mapping[str, tuple[Person, ...]]) -> Form | None:
        """Return the only form of the programme that such people may work in."""
        kinds = {role: {person.kind for person in people[role]} for role in ROLES}
        fit = _fitting(self._forms, kinds)
        if len(fit) == 1:
            return fit[0]
        message = "Не видно, какая это форма наставничества"
        hint = f"Добавьте столбец «Форма». Подходят: {_listed(fit)}."
        if not fit:
            message = f"Ни одна форма программы не подходит: {self._sides(kinds)}"
            others = _listed(_fitting(self._others, kinds))
            hint = f"{_ADD}{others}." if others else "Проверьте, кто наставник и кто наставляемый."
        self._draft.say("DG327", message, record.place, hint)
        return None

    def _sides(self, kinds: Mapping[str, set[str]]) -> str:
        """Return who is a mentor here, and who a mentee."""
        titles = self._about["kind"].shape.options
        who = {
            role: ", ".join(titles.get(each, each) for each in sorted(kinds[role]))
            for role in ROLES
        }
        return ", ".join(f"{TITLES[role]} – {who[role]}" for role in ROLES)

    def _with_values(
        self, record: Record, people: Mapping[str, tuple[Person, ...]], form: Form | str
    ) -> Pair | None:
        assert isinstance(form, Form)
        values = {
            key: filled
            for key, filled in record.cells.items()
            if "." not in key and key not in ("id", "form", "model")
        }
        if model := record.cells.get("model"):
            found = form.model(str(model.value))
            if found is None:
                self._no_model(form, model)
                return None
            values["model"] = replace(model, value=found)
        return Pair(record, people, form.id, values)

    def _no_model(self, form: Form, cell: Filled) -> None:
        listed = "; ".join(form.models.values())
        message = f"У формы «{form.title}» нет ролевой модели «{brief(clean(str(cell.value)))}»"
        self._draft.say("DG327", message, cell.place, f"Бывает: {listed}.")


def _fitting(forms: Iterable[Form], kinds: Mapping[str, set[str]]) -> list[Form]:
    """Return the forms in which such people may work."""
    return [each for each in forms if all(kinds[role] <= set(each.kinds(role)) for role in ROLES)]


def _listed(forms: Iterable[Form]) -> str:
    return "; ".join(f"{form.title} ({form.id})" for form in forms)


def _shares(cells: Mapping[str, Filled], number: int, total: int) -> dict[str, Filled]:
    """Return what the cells say of one of several people."""
    shares = {key: _share(filled, number, total) for key, filled in cells.items()}
    return {key: share for key, share in shares.items() if share}


def _share(filled: Filled, number: int, total: int) -> Filled | None:
    """A cell has as many lines as there are people, or one that is true of all."""
    if isinstance(filled.value, list):
        return filled
    if total == 1:
        return replace(filled, value=clean(str(filled.value)))
    each = parts(str(filled.value), commas=False)
    if len(each) == total:
        return replace(filled, value=each[number])
    return filled if len(each) == 1 else None
