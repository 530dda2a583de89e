"""A raw tree of texts into typed data, as the schema directs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final, Protocol

from docgen.diagnostics import Diagnostic, Place
from docgen.schema.nearness import nearest
from docgen.schema.scalars import READERS, Refusal
from docgen.schema.shapes import Path, Shape

_ABSENT: Final = object()
_REMEMBERED: Final = 256
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
    """One walk through a tree: typed data and findings.

    `settled` are the paths that a finding already speaks of, `empty` those without a value.
    """

    def __init__(self, source: Source) -> None:
        self.found: list[Diagnostic] = []
        self.settled: set[Path] = set()
        self.empty: set[Path] = set()
        self._source = source
        self._known: dict[Shape, dict[Any, dict[str, Any]]] = defaultdict(dict)
        self._read: dict[str, Callable[[Shape, Any, Path], Any]] = {
            "object": self._mapping,
            "array": self._list,
            "string": self._text,
            "": self._anything,
        }

    def value(self, shape: Shape, raw: Any, path: Path = ()) -> Any:
        """Return the typed value; what was left empty is absent."""
        if raw is None or raw == "":
            return _ABSENT
        return self._read.get(shape.reading, self._scalar)(shape, raw, path)

    def _mapping(self, shape: Shape, raw: Any, path: Path) -> Any:
        if isinstance(raw, dict):
            return self._few(shape, raw, path) if shape.is_flat else self._fields(shape, raw, path)
        if isinstance(raw, str) and shape.shorthand:
            name = shape.shorthand
            return {name: self.value(shape.properties[name], raw, path)}
        return self._misfit(shape, raw, path)

    def _few(self, shape: Shape, raw: dict[str, Any], path: Path) -> dict[str, Any]:
        """Read a mapping of single values: thousands say the same, so one typed one does for all.

        What there is something to say of is read wherever it stands.
        """
        said, known = tuple(raw.items()), self._known[shape]
        try:
            return known[said]
        except (KeyError, TypeError):  # TypeError: there is more than single values
            before = len(self.found) + len(self.empty)
            typed = self._fields(shape, raw, path)
        if len(known) < _REMEMBERED and before == len(self.found) + len(self.empty):
            known[said] = typed
        return typed

    def _fields(self, shape: Shape, raw: dict[str, Any], path: Path) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        properties, others, texts = shape.properties, shape.others, shape.texts
        for name, given in raw.items():
            if given.__class__ is str and given and name in texts:
                typed[name] = given  # most fields of most people
            elif (known := properties.get(name, others)) is None:
                self._unknown(shape, raw, (*path, name))
            elif given is None or given == "":
                self.empty.add((*path, name))
            else:
                typed[name] = self.value(known, given, (*path, name))
        if shape.ways:
            self._one_way(shape, typed, path)
        return typed

    def _one_way(self, shape: Shape, typed: dict[str, Any], path: Path) -> None:
        """Report fields that say the same thing in different ways."""
        used = [way for way in shape.ways if any(name in typed for name in way)]
        if len(used) > 1:
            first, second = (next(name for name in way if name in typed) for way in used[:2])
            message = f"Сказано двумя способами: {first} и {second}"
            self._say("DG149", message, path, "Оставьте что-то одно.")

    def _list(self, shape: Shape, raw: Any, path: Path) -> Any:
        if isinstance(raw, str) and "string" in shape.definition["type"]:
            return [self.value(shape.element, raw, path)]
        if not isinstance(raw, list):
            return self._misfit(shape, raw, path)
        element, value = shape.element, self.value
        typed = [value(element, given, (*path, index)) for index, given in enumerate(raw)]
        for index, given in enumerate(typed):
            if given is _ABSENT:
                self._empty((*path, index))
                typed[index] = None
        return typed

    def _text(self, shape: Shape, raw: Any, path: Path) -> Any:
        return raw if isinstance(raw, str) else self._misfit(shape, raw, path)

    def _anything(self, shape: Shape, raw: Any, path: Path) -> Any:  # noqa: ARG002 - as the others
        return raw

    def _scalar(self, shape: Shape, raw: Any, path: Path) -> Any:
        if not isinstance(raw, str):
            return self._misfit(shape, raw, path)
        try:
            return READERS[shape.reading](raw)
        except Refusal as refusal:
            self._say(refusal.code, f"{named(path, shape)}: {refusal.message}", path, refusal.hint)
            return raw

    def _misfit(self, shape: Shape, raw: Any, path: Path) -> Any:
        wanted, hint = _WANTED.get(shape.type, _TEXT)
        message = f"{named(path, shape)}: {wanted}, а здесь {_GIVEN[type(raw)]}"
        fields = ", ".join(shape.properties) or "имя, двоеточие, значение"
        self._say("DG132", message, path, hint.format(fields=fields))
        return raw

    def _empty(self, path: Path) -> None:
        hint = "Впишите значение после «- » или уберите строку."
        self._say("DG143", "Пустой элемент списка", path, hint)

    def _unknown(self, shape: Shape, raw: dict[str, Any], path: Path) -> None:
        """Report a field that the schema does not have; the one that was meant is not missing."""
        name = str(path[-1])
        titles = {key: each.title for key, each in shape.properties.items() if key not in raw}
        meant = nearest(name, titles)
        if meant:
            self.settled.add((*path[:-1], meant))
        place = self._source.place(path, key=True)
        swallowed = raw[name] is None and not meant
        hint = _IN_QUOTES if swallowed else _meant(meant, titles)
        self.found.append(Diagnostic("DG104", f"Неизвестное поле «{name}»", place, hint, path=path))

    def _say(self, code: str, message: str, path: Path, hint: str) -> None:
        self.settled.add(path)
        self.found.append(Diagnostic(code, message, self._source.place(path), hint, path=path))


def read_tree(source: Source, shape: Shape) -> tuple[dict[str, Any], Reading]:
    """Type a whole tree."""
    reading = Reading(source)
    typed = reading.value(shape, source.data)
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
