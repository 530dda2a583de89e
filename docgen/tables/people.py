"""People of tables meet the people of the programme: who is known, who is new, what changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docgen.declensions.findings import wrong_name
from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import Frozen, replace
from docgen.russian import detect_gender, initials
from docgen.source import Data
from docgen.source.insertions import Steps, Whole
from docgen.tables.cells import NAMES, Filled
from docgen.tables.changes import ADDED, CHANGED, GONE, Change, Detail, Draft, Question
from docgen.tables.coverage import absent, only_a_part
from docgen.tables.fields import PEOPLE, Catalogue
from docgen.tables.names import Mention, Name, capitalised, mentions, read_name
from docgen.tables.roster import Person, Roster
from docgen.tables.rows import Record
from docgen.tables.surroundings import STUDENT
from docgen.tables.values import Misfit, show, take
from docgen.tables.words import brief, clean, plain

PARTS = ("last_name", "first_name", "middle_name")
_EMPTY: tuple[object, ...] = (None, "", [], {})
# A surname set apart by a comma, as some systems give it: «Иванов, Иван Ильич».
_INVERTED = re.compile(
    r"^([А-ЯЁ][а-яё-]+), ([А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вич|вна|ич|ична|инична))$"
)
_ADVICE = "в таблице нет; если выбыл, удалите запись из программы сами"


class Said(Frozen):
    """What a table says of one person; `kinds` are those that the list or the pair's form permits.

    `bad` are the fields whose cells could not be read: a finding speaks of them already.
    """

    name: Name
    cells: Mapping[str, Filled]
    place: Place
    kinds: tuple[str, ...] = ()
    bad: frozenset[str] = frozenset()

    def told(self, key: str) -> str:
        """Return what is said of one of the fields, nothing if nothing is."""
        found = self.cells.get(key)
        return str(found.value) if found else ""


Answer = Callable[[Question], bool | None]


class People:
    """The roster of an import with what it does to the draft."""

    def __init__(
        self, people: list[dict[str, Any]], catalogue: Catalogue, draft: Draft, answer: Answer
    ) -> None:
        self._fields = {field.id: field for field in catalogue.kind(PEOPLE).fields}
        self._catalogue = catalogue
        self._posts = catalogue.words("posts")
        self._draft = draft
        self._answer = answer
        self._raw = people
        self.roster = Roster(map(self._canonical, people))
        self._details: dict[int, list[Detail]] = {}
        self._order: list[Person] = []
        # What the rows so far say of those they name, by person and field.
        self._stated: dict[tuple[int, str], tuple[Data, Place]] = {}

    def read(self, record: Record, role: str = "") -> Said | None:
        """Return what a row says of a person, or nothing if the name cannot be read."""
        own = _of_role(record, role)
        found, place = self._named(own), record.at(f"{role}.name" if role else "name")
        if found is None:
            if not record.bad & {"name", *PARTS}:
                self._draft.say("DG314", "Нет ФИО", record.place, "Впишите его или уберите строку.")
            return None
        if isinstance(found, Misfit):
            self._draft.say(found.code, found.message, place, found.hint)
            return None
        told = {key: filled for key, filled in own.items() if key not in NAMES}
        bad = frozenset(key.removeprefix(f"{role}.") for key in record.bad)
        return Said(found.name, self.beside(found, place) | told, place, record.kinds, bad)

    def _named(self, cells: Mapping[str, Filled]) -> Mention | Misfit | None:
        """Return the name of one cell with what stands beside it, or of three; three cells win."""
        try:
            parts = [clean(str(cells[key].value)) if key in cells else "" for key in PARTS]
            if parts[0]:
                return Mention(Name(*map(capitalised, parts)))
            if "name" not in cells:
                return None
            # Nothing but a comma parts a name from a post here: a row is one person.
            text = _INVERTED.sub(r"\1 \2", clean(str(cells["name"].value)))
            found = mentions(text, self._posts)
            return found[0] if len(found) == 1 else Mention(read_name(text))
        except Misfit as misfit:
            return misfit

    def mentioned(self, names: Filled) -> tuple[Mention, ...]:
        """Return everybody whom a cell names."""
        return mentions(str(names.value), self._posts)

    def beside(self, mention: Mention, place: Place) -> dict[str, Filled]:
        """Return what stands beside a name; an id tells namesakes apart: «Иванов Иван (s1)»."""
        known = self.roster.by_id
        said = (("id" if known(each) else key, each) for key, each in mention.said)
        return {key: Filled(self._fields[key], text, place) for key, text in said}

    def known(self, said: Said) -> list[Person]:
        """Return those of the programme, and of the table so far, who may be meant."""
        stated = said.cells.get("id")
        by_id = self.roster.by_id(str(stated.value)) if stated else None
        if by_id or stated:
            return [by_id] if by_id else []
        return self.roster.find(said.name, _told(said))

    def take(self, said: Said, busy: set[int]) -> Person | None:
        """Return the person who is meant, changed as the table says, or added."""
        found = self.known(said)
        if len(found) > 1:
            self._ambiguous(said, found)
            return None
        person = found[0] if found else self._renamed(said, busy)
        if person is None:
            return self.add(said)
        if not said.name.is_short:
            # The same words may be parted otherwise: what the programme says of them stays.
            is_same = _plain(said.name.full) == _plain(person.name.full)
            self._change_name(person, person.name if is_same else said.name, said.place)
        for key, filled in said.cells.items():
            is_others = filled.around and person.kind != STUDENT
            if key != "id" and not is_others:
                self._change(person, key, filled)
        return person

    def is_told(self, said: Said) -> bool:
        """Whether it is told who somebody is: what a new person needs."""
        values = {key: filled.value for key, filled in said.cells.items()}
        return bool(values.get("kind") or said.bad or self._kind(values, said.kinds))

    def differs(self, said: Said, person: Person) -> bool:
        """Whether a person of this name is of another class or born on another day."""
        if "id" in said.cells:
            return False
        told = _told(said)
        pairs = ((told.get(key), person.data.get(key)) for key in ("class", "birth_date"))
        return any(new and old and new != old for new, old in pairs)

    def gone(self, seen: set[int], classes: set[str], *, complete: bool | None) -> None:
        """List those who would be in a table of such people and classes, and are not."""
        known = {each.index: each for each in self.roster.people if not each.new}
        kinds = {self.roster.people[index].kind for index in seen}
        groups = {at: self._group(each) for at, each in known.items() if each.kind in kinds}
        # Who has moved up is known by last year's class, too.
        covered = {groups[at] for at in seen if at in groups} | classes
        found = absent(groups, seen, covered, complete=complete)
        for index in found.gone:
            title = self.title(known[index])
            self._draft.changes.append(Change(GONE, "человек", title, (), _ADVICE))
        if part := only_a_part("людей", (groups[at] for at in found.unsaid), self._draft.file):
            self._draft.notes.append(part)

    def _group(self, person: Person) -> str:
        """Return the class of a pupil; for others, who they are."""
        own = str(person.data.get("class", "")) if person.kind == STUDENT else ""
        return own or self._fields["kind"].shape.options.get(person.kind, person.kind)

    def finish(self) -> None:
        """Put the changes of people into the draft, in the order of the programme."""
        homes = {person.index: person for person in self.roster.people}
        for index, details in sorted(self._details.items()):
            if not homes[index].new:
                title = self.title(homes[index])
                self._draft.changes.append(Change(CHANGED, "человек", title, tuple(details)))
        for person in self._order:
            self._draft.values[("people", person.index)] = self._written(person)
            self._draft.changes.append(Change(ADDED, "человек", self.title(person)))

    def title(self, person: Person) -> str:
        """Return a person as a list of changes names them."""
        about = (person.data.get("class"), person.data.get("post"))
        told = ", ".join(brief(str(each)) for each in about if each)
        if not told and person.new:
            told = self._fields["kind"].shape.options.get(person.kind, "")
        return f"{person.name.full} ({told})" if told else person.name.full

    def _canonical(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a person as a table would say them."""
        told = {key: self.same(key, raw[key]) for key in ("class", "birth_date") if raw.get(key)}
        return {**raw, **told}

    def same(self, key: str, value: Data) -> Data:
        """Return a value of the programme in the form in which a table gives it."""
        field = self._fields[key]
        try:
            return take(field, show(field, value), self._catalogue.values).value
        except Misfit:
            return value

    def _renamed(self, said: Said, busy: set[int]) -> Person | None:
        """Ask whether somebody unknown is a person of the programme under a new name."""
        if "id" in said.cells:
            return None
        near = self.roster.near(said.name, _told(said), busy)
        if near is None:
            return None
        known = initials(near.name.last, near.name.first, near.name.middle, before=False)
        text = f"«{said.name.full}» – похоже, это {clean(known)} ({near.id})"
        question = Question(said.name.full, text, said.place)
        answer = self._answer(question)
        if answer is None:
            self._draft.questions.append(question)
            hint = "Ответьте: --rename – это те же люди, --no-rename – другие."
            self._draft.say("DG321", f"{text}. Переименовать?", said.place, hint)
            return near
        return near if answer else None

    def _change_name(self, person: Person, name: Name, place: Place) -> None:
        """Take over the parts of a name; all rows must say the same ones."""
        for key in PARTS:
            part = key.removesuffix("_name")
            old, new = getattr(person.name, part), getattr(name, part)
            if not new or (new.endswith(".") and old[:1] == new[:1]):
                continue
            before = self._stated.setdefault((person.index, key), (new, place))
            if _plain(str(before[0])) != _plain(new):
                self._contradiction(person, _TITLES[key], str(before[0]), place, before[1])
            elif _plain(old) != _plain(new) and not person.new:
                self._check_letters(new, place)
                self._put(person, key, Detail(_TITLES[key], old, new), new, place)

    def _change(self, person: Person, key: str, filled: Filled) -> None:
        """Take a value over, unless the programme has it already; an empty cell says nothing."""
        old = _inside(self._raw[person.index] if not person.new else person.data, filled.field.path)
        shown = show(filled.field, old) if old not in _EMPTY else ""
        new, title = filled.value, self._fields[key].title
        before = self._stated.setdefault((person.index, key), (new, filled.place))
        if before[0] != new:
            other = show(filled.field, before[0])
            self._contradiction(person, title, other, filled.place, before[1])
        elif shown == show(filled.field, new) or (shown and self.same(key, old) == new):
            return
        elif not person.new:
            self._put(person, key, Detail(title, shown, show(filled.field, new)), new, filled.place)
        elif shown:
            self._contradiction(person, title, shown, filled.place)
        else:
            person.data[key] = new

    def _put(self, person: Person, key: str, detail: Detail, new: Data, place: Place) -> None:
        """Note a new value; two cells must not say different things of one person."""
        path: Steps = ("people", person.index, *key.split("."))
        value: Data | Whole = (
            Whole(tuple(map(str, new))) if isinstance(new, list) and detail.old else new
        )
        before = self._draft.values.setdefault(path, value)
        details = self._details.setdefault(person.index, [])
        if before != value:
            was = next(each.new for each in details if each.title == detail.title)
            self._contradiction(person, detail.title, was, place)
        elif detail not in details:
            details.append(detail)

    def _contradiction(
        self, person: Person, title: str, other: str, place: Place, first: Place | None = None
    ) -> None:
        where = f"; {first.spot}" if first else ""
        told = f"здесь иначе, чем в другой строке («{brief(other)}»{where})"
        message = f"{person.name.full}, {title}: {told}"
        self._draft.say("DG322", message, place, "Оставьте одно значение в обеих ячейках.")

    def add(self, said: Said) -> Person | None:
        """Add a person, if it is told who it is."""
        if said.name.is_short:
            hint = "Напишите полное ФИО, как в списке людей, или впишите человека в программу."
            self._draft.say("DG319", f"«{said.name.full}» – нет в программе", said.place, hint)
            return None
        values = {key: filled.value for key, filled in said.cells.items()}
        kind = values.get("kind") or self._kind(values, said.kinds)
        if not kind and said.bad & {"kind", "class", "post"}:
            return None
        if not kind:
            hint = (
                "Добавьте столбец «Кто это», «Класс» или «Должность»; лист одного класса назовите "
                'им: «5А». Лишний лист можно не брать: --sheet "ЛИСТ=нет".'
            )
            message = f"«{said.name.full}» – в программе нет, и не видно, кто это"
            self._draft.say("DG328", message, said.place, hint)
            return None
        if said.name.doubt:
            self._doubt(said.name, said.place)
        person = self.roster.add(said.name, {**values, "kind": kind})
        self._order.append(person)
        for key, filled in said.cells.items():
            self._stated[person.index, key] = filled.value, filled.place
        for part in (said.name.last, said.name.first, said.name.middle):
            self._check_letters(part, said.place)
        self._check_gender(person, said.place)
        return person

    def _kind(self, values: Mapping[str, Data], kinds: tuple[str, ...]) -> str:
        """Return who has a class or a post; else the only one whom the form permits."""
        if "class" in values and (not kinds or "student" in kinds):
            return "student"
        post = plain(str(values.get("post", "")))
        heads = self._catalogue.words("heads")
        if post and (not kinds or {"teacher", "head"} & set(kinds)):
            is_head = any(post == head or post.startswith(f"{head} ") for head in heads)
            return "head" if is_head else "teacher"
        return kinds[0] if len(kinds) == 1 else ""

    def _check_letters(self, part: str, place: Place) -> None:
        """Say of a letter that no Russian name has while its cell is still before one's eyes."""
        if found := wrong_name(part):
            self._draft.found.append(replace(found, place=place))

    def _check_gender(self, person: Person, place: Place) -> None:
        if "gender" in person.data or detect_gender(person.name.full):
            return
        message = f"{person.name.full}: по имени не видно, мужчина это или женщина"
        hint = "Добавьте столбец «Пол» или впишите gender в программу: от него зависят слова."
        self._draft.found.append(Diagnostic("DG326", message, place, hint, Severity.WARNING))

    def _written(self, person: Person) -> dict[str, Data]:
        """Return a new person as a record of the programme, fields in the order of the schema."""
        flat = {
            **{key: getattr(person.name, key.removesuffix("_name")) for key in PARTS},
            **person.data,
        }
        order = ["id", *PARTS, "kind", *self._fields]
        record: dict[str, Any] = {}
        for key in dict.fromkeys(order):
            if flat.get(key) not in _EMPTY:
                outer, _, inner = key.partition(".")
                if inner:
                    record.setdefault(outer, {})[inner] = flat[key]
                else:
                    record[key] = flat[key]
        return record

    def _ambiguous(self, said: Said, found: list[Person]) -> None:
        listed = "; ".join(f"{self.title(each)} – {each.id}" for each in found[:5])
        hint = (
            "Напишите полное ФИО, добавьте класс или впишите обозначение в столбец «Обозначение»."
        )
        message = f"«{said.name.full}» – таких несколько: {listed}"
        self._draft.say("DG320", message, said.place, hint)

    def _doubt(self, name: Name, place: Place) -> None:
        hint = "Если не так, впишите фамилию, имя и отчество в три столбца."
        message = f"Порядок слов в ФИО не очевиден: {name.doubt}"
        self._draft.found.append(Diagnostic("DG318", message, place, hint, Severity.WARNING))


_TITLES = {"last_name": "фамилия", "first_name": "имя", "middle_name": "отчество"}


def is_ambiguous(person: Mapping[str, Any]) -> bool:
    """Whether the full name of somebody does not show its parts as the programme has them."""
    parts = tuple(clean(str(person.get(key) or "")) for key in PARTS)
    try:
        name = read_name(" ".join(part for part in parts if part))
    except Misfit:
        return True
    return parts != (name.last, name.first, name.middle) or bool(name.doubt)


def _of_role(record: Record, role: str) -> dict[str, Filled]:
    """Return the cells about one person: all of a list of people, those of a role in a pair."""
    if not role:
        return dict(record.cells)
    start = f"{role}."
    found = record.cells.items()
    return {key.removeprefix(start): filled for key, filled in found if key.startswith(start)}


def _told(said: Said) -> dict[str, Any]:
    return {key: filled.value for key, filled in said.cells.items()}


def _inside(data: Any, path: tuple[str, ...]) -> Any:
    """Return a value inside a record; fields of a new person are not nested yet."""
    if ".".join(path) in data:
        return data[".".join(path)]
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _plain(text: str) -> str:
    return clean(text).casefold().replace("ё", "е")
