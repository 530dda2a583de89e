"""What a column may be: the fields of a record with their titles, and the words that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from docgen import schema
from docgen.packs import PackStack
from docgen.records import Frozen, replace
from docgen.schema import Shape, nearest
from docgen.schema.nearness import distance, folded
from docgen.schema.reading import lowered
from docgen.tables.words import longest_first, plain, position, tokens, without

PEOPLE: Final = "people"
PAIRS: Final = "pairs"
SCHOOLS: Final = "schools"
KINDS: Final = (PAIRS, SCHOOLS, PEOPLE)
NAME: Final = "name"
SKIP: Final = "нет"

_RECORDS = {PEOPLE: (PEOPLE, 0), PAIRS: (PAIRS, 0), SCHOOLS: ("school",)}
_TEXT = {"type": "string"}
_LONGEST = 60  # letters of a heading; a longer text is not a slip in one
# Columns that hold the name of a person, not a field of the record.
_NAMES = {PEOPLE: (NAME,), PAIRS: (), SCHOOLS: ("director", "curator", "code")}


class Field(Frozen):
    """A field that a column fills; `role` says whose it is: the mentor's, the mentee's."""

    id: str
    title: str
    shape: Shape
    role: str = ""
    commas: bool = False
    width: int = 0
    hint: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The way to the field inside its record."""
        return tuple(self.id.split("."))

    @property
    def key(self) -> str:
        """The name of the field in a mapping of columns: `birth_date`, `mentors.class`."""
        return f"{self.role}.{self.id}" if self.role else self.id


class Guess(Frozen):
    """Which field a heading names; one that is not `sure` is only near."""

    field: Field
    sure: bool


class TableKind(Frozen, dict=True):
    """A kind of table: its fields, and how headings name them."""

    id: str
    title: str
    fields: tuple[Field, ...]
    also: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[tuple[str, ...], ...]]
    people: TableKind | None
    foreign: frozenset[str]
    fillers: tuple[tuple[str, ...], ...]
    samples: tuple[Mapping[str, str], ...] = ()

    def field(self, key: str) -> Field | None:
        """Return a field by its key: `class`, `mentors.class`."""
        role, _, rest = key.partition(".")
        if role in self.roles and self.people:
            found = self.people.field(rest or NAME)
            return replace(found, role=role, title=self._role_title(role, found)) if found else None
        return next((each for each in self.fields if each.id == key), None)

    def named(self, text: str) -> Field | None:
        """Return the field that a person names by its key or by its title."""
        guess = self.guess(text)
        return self.field(text) or (guess.field if guess and guess.sure else None)

    def guess(self, heading: str, *, near: bool = True) -> Guess | None:
        """Return the field that a heading names, surely or (if asked for) nearly."""
        key = heading, near
        if key not in self._guessed:
            self._guessed[key] = self._guess(heading, near)
        return self._guessed[key]

    @cached_property
    def _guessed(self) -> dict[tuple[str, bool], Guess | None]:
        return {}  # forty sheets of a school have the same headings

    def _guess(self, heading: str, near: bool) -> Guess | None:
        forms = list(self._shortened(tokens(heading)))
        for each in forms:
            found = self._words.get(" ".join(each))
            if found:
                return Guess(found, True)
        return self._of_role(forms[-1], near) or (self._near(forms[-1]) if near else None)

    def _shortened(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the words of a heading, then without what changes nothing: «(при наличии)»."""
        yield words
        while (less := without(words, self.fillers)) not in ((), words):
            words = less
            yield words

    def _of_role(self, words: tuple[str, ...], near: bool) -> Guess | None:
        """«ФИО наставника», «Наставляемый (класс)»; the word alone means the name."""
        for role, phrases in self.roles.items():
            bare = _unnumbered(words)
            rest = without(bare, phrases)
            if rest == bare or not self.people:
                continue
            key = f"{role}.{NAME}"
            guess = self.people.guess(" ".join(rest), near=near) if rest else None
            if guess:
                key = f"{role}.{guess.field.id}"
            field = self.field(key)
            if field and (guess or not rest):
                return Guess(field, not rest or bool(guess and guess.sure))
        return None

    def _near(self, words: tuple[str, ...]) -> Guess | None:
        """A slip of typing, or more words than are needed: «Класс (параллель)»."""
        text = " ".join(words)
        if self.foreign & set(words) or not 3 < len(text) < _LONGEST:
            return None
        meant = nearest(text, tuple(each for each in self._words if not each.isascii()))
        if meant is None or distance(folded(text), folded(meant)) > 1 + len(text) // 8:
            begun = [each for each in self._words if position(words, tokens(each)) == 0]
            meant = max((each for each in begun if len(each) > 2), key=len, default=None)
        return Guess(self._words[meant], False) if meant else None

    def _role_title(self, role: str, field: Field) -> str:
        own = next(each.title for each in self.fields if each.id == role)
        return own if field.id == NAME else f"{own}: {lowered(field.title)}"

    @cached_property
    def _words(self) -> dict[str, Field]:
        words: dict[str, Field] = {}
        for field in self.fields:
            if field.id in self.roles:
                continue
            for text in (field.title, field.id, *self.also[field.id]):
                words.setdefault(plain(text), field)
        return words


def _unnumbered(words: tuple[str, ...]) -> tuple[str, ...]:
    """«Наставляемый № 2» is one more of them."""
    is_numbered = any(word.isdecimal() for word in words)
    return (
        tuple(word for word in words if not word.isdecimal() and word != "n")
        if is_numbered
        else words
    )


class Catalogue:
    """All kinds of tables as the packs describe them."""

    def __init__(self, packs: PackStack) -> None:
        self._table = packs.table("columns")
        self._kinds: dict[str, TableKind] = {}
        self._words: dict[str, frozenset[str]] = {}

    def kind(self, name: str) -> TableKind:
        """Return a kind of table."""
        if name not in self._kinds:
            self._kinds[name] = self._read(name)
        return self._kinds[name]

    def words(self, name: str) -> frozenset[str]:
        """Return one of the lists of words, to compare with: `totals`, `examples`."""
        if name not in self._words:
            self._words[name] = frozenset(map(plain, self._table.get(name, ())))
        return self._words[name]

    def groups(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return how lists name those who are in them, by the kind of person: «Педагоги»."""
        return {kind: longest_first(names) for kind, names in self._table.get("groups", {}).items()}

    def values(self, shape: Shape) -> dict[str, str]:
        """Return the words for each value of a field with a list of them."""
        words: dict[str, str] = {}
        for value, title in shape.options.items():
            words |= {plain(title): value, plain(value): value}
        for value, also in self._table.get("values", {}).get(shape.name, {}).items():
            words |= {plain(word) or word.strip(): value for word in also}
        return words

    def _read(self, name: str) -> TableKind:
        table = self._table["tables"][name]
        record = schema.root("programme").at(_RECORDS[name])
        fields = tuple(_field(name, record, column) for column in table["columns"])
        roles = {role: longest_first(words) for role, words in table.get("roles", {}).items()}
        return TableKind(
            name,
            table["title"],
            fields,
            {column["id"]: tuple(column.get("also", ())) for column in table["columns"]},
            roles,
            self.kind(PEOPLE) if roles else None,
            self.words("foreign"),
            longest_first(self._table.get("fillers", ())),
            tuple(table.get("samples", ())),
        )


def _field(kind: str, record: Shape, column: Mapping[str, Any]) -> Field:
    path = tuple(column["id"].split("."))
    shape = record.at(path)
    if column["id"] in _NAMES[kind]:
        shape = Shape("common", {**_TEXT, "title": shape.title})
    return Field(
        column["id"],
        column.get("title") or shape.title,
        shape,
        "",
        bool(column.get("commas")),
        column.get("width", 0),
        column.get("hint", ""),
    )
