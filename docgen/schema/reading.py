"""A raw tree of texts into typed data, as the schema directs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from docgen.deferred import module
from docgen.diagnostics import Diagnostic, Place
from docgen.schema.columns import Cell, Column, are_texts, names
from docgen.schema.scalars import READERS, Refusal
from docgen.schema.shapes import Path, Shape

if TYPE_CHECKING:
    from docgen.schema import nearness
else:  # names are seldom wrong
    nearness = module("docgen.schema.nearness")

_WANTED = {
    "object": ("нужен набор полей", "Запишите ниже, с отступом: {fields}."),
    "array": ("нужен список", "Начните каждый элемент с новой строки и знака «- »."),
}
_TEXT = ("нужно одно значение", "Напишите его в той же строке после двоеточия.")
_IN_QUOTES = (
    "Если это часть текста (после запятой или с новой строки), возьмите весь текст в кавычки."
)
_GIVEN: dict[type[Any], str] = {dict: "набор полей", list: "список", str: "текст"}


class Source(Protocol):
    """What was read: plain data, and the place of each value."""

    @property
    def data(self) -> Any: ...

    @property
    def complete(self) -> bool: ...

    @property
    def digest(self) -> str: ...

    def place(self, path: Path = (), *, key: bool = False) -> Place: ...


class Reading:
    """One walk through a tree, a field of all records at a time: typed data and findings.

    `settled` are the paths that a finding already speaks of, `empty` those without a value.
    """

    def __init__(self, source: Source) -> None:
        self.found: list[Diagnostic] = []
        self.settled: set[Path] = set()
        self.empty: set[Path] = set()
        self._source = source

    def values(self, shape: Shape, column: Column) -> list[Any]:
        """Return typed values; what was left empty is None."""
        if all(column.values):
            return self._filled(shape, column)
        typed = [None] * len(column.values)
        given = [at for at, raw in enumerate(column.values) if raw is not None and raw != ""]
        for at, value in zip(given, self._filled(shape, column.only(given)), strict=True):
            typed[at] = value
        return typed

    def _filled(self, shape: Shape, column: Column) -> list[Any]:
        """Type values that are not empty, those of each type together."""
        readers = _READERS.get(shape.reading, _OF_SCALARS)
        kinds = dict.fromkeys(map(type, column.values))
        if len(kinds) == 1:
            (kind,) = kinds
            return readers.get(kind, Reading._misfits)(self, shape, column)
        typed = list(column.values)
        for kind in kinds:
            alike = [at for at, raw in enumerate(column.values) if raw.__class__ is kind]
            values = readers.get(kind, Reading._misfits)(self, shape, column.only(alike))
            for at, value in zip(alike, values, strict=True):
                typed[at] = value
        return typed

    def _mappings(self, shape: Shape, column: Column) -> list[Any]:
        alike = shape.is_flat and len(column.values) > 1
        return (alike and self._shared(shape, column)) or self._fields(shape, column)

    def _shared(self, shape: Shape, column: Column) -> list[Any]:
        """Type mappings of single values: thousands say the same, so one typed one does for all.

        There is nothing to share where there is something to say, or more than single values.
        """
        said = [*map(tuple, map(dict.items, column.values))]
        try:
            raws = dict(zip(said, column.values, strict=True))
        except TypeError:  # nothing is found by a list
            return []
        trial = Reading(self._source)
        typed = trial._fields(shape, Column([*raws.values()], lambda _: ()))
        known = dict(zip(raws, typed, strict=True))
        return [] if trial.found or trial.empty else [known[each] for each in said]

    def _fields(self, shape: Shape, column: Column) -> list[Any]:
        typed = [dict(raw) for raw in column.values]
        named = names(column.values)
        for name in named:
            if name in shape.texts and are_texts(column.values, name):
                continue  # most fields of most people
            if name in shape.properties:
                self._cells(shape.properties[name], column.cells({name}), typed, column)
        strange = named - shape.properties.keys()
        if strange:
            self._others(shape, column.cells(strange), typed, column)
        for at, each in enumerate(typed if shape.ways else ()):
            self._one_way(shape, each, column.path(at))
        return typed

    def _cells(self, shape: Shape, cells: list[Cell], typed: list[Any], column: Column) -> None:
        """Type some fields of mappings; what was left empty is absent."""
        fields = column.fields(cells)
        values = self.values(shape, fields)
        for number, ((at, name), value) in enumerate(zip(cells, values, strict=True)):
            if value is None:
                self.empty.add(fields.path(number))
                del typed[at][name]
            else:
                typed[at][name] = value

    def _others(self, shape: Shape, cells: list[Cell], typed: list[Any], column: Column) -> None:
        """Type fields that the schema does not name, or report that there are none such."""
        if shape.others:
            self._cells(shape.others, cells, typed, column)
            return
        for at, name in cells:
            self._unknown(shape, column.values[at], (*column.path(at), name))
            del typed[at][name]

    def _one_way(self, shape: Shape, typed: dict[str, Any], path: Path) -> None:
        """Report fields that say the same thing in different ways."""
        used = [way for way in shape.ways if any(name in typed for name in way)]
        if len(used) > 1:
            first, second = (next(name for name in way if name in typed) for way in used[:2])
            message = f"Сказано двумя способами: {first} и {second}"
            self._say("DG149", message, path, "Оставьте что-то одно.")

    def _lists(self, shape: Shape, column: Column) -> list[Any]:
        elements = column.elements()
        typed = self.values(shape.element, elements)
        for at, value in enumerate(typed if None in typed else ()):
            if value is None:
                self._empty(elements.path(at))
        rest = iter(typed)
        return [[*islice(rest, len(raw))] for raw in column.values]

    def _single(self, shape: Shape, column: Column) -> list[Any]:
        """Type a text where a list may be."""
        if "string" not in shape.definition["type"]:
            return self._misfits(shape, column)
        return [[value] for value in self.values(shape.element, column)]

    def _short(self, shape: Shape, column: Column) -> list[Any]:
        """Type a text where a mapping may be: it stands for one field."""
        name = shape.shorthand
        if not name:
            return self._misfits(shape, column)
        return [{name: value} for value in self.values(shape.properties[name], column)]

    def _as_given(self, _: Shape, column: Column) -> list[Any]:
        return column.values

    def _scalars(self, shape: Shape, column: Column) -> list[Any]:
        read = READERS[shape.reading]
        known: dict[str, Any] = {}
        refused: dict[str, tuple[str, ...]] = {}
        for raw in dict.fromkeys(column.values):
            try:
                known[raw] = read(raw)
            except Refusal as refusal:
                known[raw], refused[raw] = raw, refusal.args
        for at, raw in enumerate(column.values if refused else ()):
            if raw in refused:
                code, message, hint = refused[raw]
                path = column.path(at)
                self._say(code, f"{named(path, shape)}: {message}", path, hint)
        return [known[raw] for raw in column.values]

    def _misfits(self, shape: Shape, column: Column) -> list[Any]:
        for at, raw in enumerate(column.values):
            self._misfit(shape, raw, column.path(at))
        return column.values

    def _misfit(self, shape: Shape, raw: Any, path: Path) -> None:
        wanted, hint = _WANTED.get(shape.type, _TEXT)
        message = f"{named(path, shape)}: {wanted}, а здесь {_GIVEN[type(raw)]}"
        fields = ", ".join(shape.properties) or "имя, двоеточие, значение"
        self._say("DG132", message, path, hint.format(fields=fields))

    def _empty(self, path: Path) -> None:
        hint = "Впишите значение после «- » или уберите строку."
        self._say("DG143", "Пустой элемент списка", path, hint)

    def _unknown(self, shape: Shape, raw: dict[str, Any], path: Path) -> None:
        """Report a field that the schema does not have; the one that was meant is not missing."""
        name = str(path[-1])
        titles = {key: each.title for key, each in shape.properties.items() if key not in raw}
        meant = nearness.nearest(name, titles)
        if meant:
            self.settled.add((*path[:-1], meant))
        place = self._source.place(path, key=True)
        swallowed = raw[name] is None and not meant
        hint = _IN_QUOTES if swallowed else _meant(meant, titles)
        self.found.append(Diagnostic("DG104", f"Неизвестное поле «{name}»", place, hint, path=path))

    def _say(self, code: str, message: str, path: Path, hint: str) -> None:
        self.settled.add(path)
        self.found.append(Diagnostic(code, message, self._source.place(path), hint, path=path))


# What types the values of one type; the others do not fit.
_Readers: TypeAlias = dict[type, Callable[[Reading, Shape, Column], list[Any]]]
_OF_SCALARS: Final[_Readers] = {str: Reading._scalars}
_READERS: Final[dict[str, _Readers]] = {
    "object": {dict: Reading._mappings, str: Reading._short},
    "array": {list: Reading._lists, str: Reading._single},
    "string": {str: Reading._as_given},
    "": dict.fromkeys((dict, list, str), Reading._as_given),
}


def read_tree(source: Source, shape: Shape) -> tuple[dict[str, Any], Reading]:
    """Type a whole tree."""
    reading = Reading(source)
    (typed,) = reading.values(shape, Column([source.data], lambda _: ()))
    return typed if isinstance(typed, dict) else {}, reading


def named(path: Path, shape: Shape) -> str:
    """Name a value as the user sees it: «Поле birth_date (дата рождения)»."""
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    if not field:
        return "Файл"
    title = "" if isinstance(path[-1], int) else shape.title
    return f"Поле {field} ({lowered(title)})" if title else f"Поле {field}"


def lowered(title: str) -> str:
    """Return a title as it stands inside a sentence: «ИНН» stays, «Дата рождения» does not."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _meant(meant: str | None, titles: dict[str, str]) -> str:
    if meant:
        return f"Возможно, это поле {meant} ({lowered(titles[meant])})."
    return f"Здесь бывают: {', '.join(titles)}." if titles else "Уберите его."
