"""The palette laid out for people: every name with its meaning, records one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from docgen.palette.reading import record
from docgen.palette.scopes import ELEMENT, KEYED, Scope
from docgen.palette.types import KEYS, LIST, RECORD, Field, Type
from docgen.records import Frozen
from docgen.wording.dialect import FILTERS

_SPECIMENS: Final[dict[str, Any]] = {
    "text": "слово",
    "phrase": "слово",
    "number": 5,
    "date": date(2026, 9, 1),
    LIST: [5],
}


class Entry(Frozen):
    """One name of the palette: its dotted path and what it is; `record` is told elsewhere."""

    path: str
    field: Field
    type: str
    record: str = ""


class Chapter(Frozen):
    """Names that belong together: the top ones, or the fields of a record reached by `path`.

    The same fields are there under the paths `also`.
    """

    title: str
    path: str
    entries: tuple[Entry, ...]
    also: tuple[str, ...] = ()


def catalogue(scope: Scope) -> tuple[Chapter, ...]:
    """Return all that a scope sees; a record is told once, where it is first met."""
    top = tuple(_entry(name, each) for name, each in scope.roots.items())
    told: dict[str, Chapter] = {}
    also: dict[str, list[str]] = {}
    waiting = [*top]
    for entry in waiting:
        if not entry.record:
            continue
        also.setdefault(entry.record, []).append(entry.path)
        if entry.record not in told:
            fields = scope.fields(entry.record).values()
            rows = tuple(_entry(f"{entry.path}.{each.name}", each) for each in fields)
            told[entry.record] = Chapter(entry.field.title, entry.path, rows)
            waiting += rows
    others = (_also(chapter, also[name]) for name, chapter in told.items())
    return (Chapter("Имена", "", top), *others)


def filters_for(sort: str) -> tuple[str, ...]:
    """Return the filters that take a value of a sort (`text`, `date`, …) first."""
    if sort not in _SPECIMENS:
        return ()
    value = _SPECIMENS[sort]
    return tuple(name for name, word in FILTERS.items() if word.takes[0].fits(value))


def _also(chapter: Chapter, paths: list[str]) -> Chapter:
    return Chapter(chapter.title, chapter.path, chapter.entries, tuple(paths[1:]))


def _entry(path: str, each: Field) -> Entry:
    marks, kind = _marks(each.type)
    name = kind.record if kind.sort == RECORD and record(kind.record) else ""
    return Entry(f"{path}{marks}", each, _said(each.type), name)


def _marks(kind: Type) -> tuple[str, Type]:
    """Return the brackets of a list of lists, and what its innermost elements are."""
    if kind.element is None or kind.sort not in (LIST, KEYS):
        return "", kind
    marks, inner = _marks(kind.element)
    return (KEYED if kind.sort == KEYS else ELEMENT) + marks, inner


def _said(kind: Type) -> str:
    """Say a type in Russian: «список: дата», «запись или ничего»."""
    said = kind.title
    if kind.sort in (LIST, KEYS) and kind.element and kind.element.sort != RECORD:
        said = f"{said}: {_said(kind.element)}"
    return f"{said} или ничего" if kind.optional and kind.sort != "text" else said


def value_at(path: str, names: Any) -> Any:
    """Return a value that a path leads to in given names, of lists the first that there is."""
    first, _, rest = path.partition(".")
    return _within(_got(names, first), rest)


def _got(owner: Any, step: str) -> Any:
    name = step.rstrip(ELEMENT + KEYED)
    found = owner.get(name) if isinstance(owner, Mapping) else getattr(owner, name, None)
    return list(_unpacked(found, (len(step) - len(name)) // len(ELEMENT)))


def _unpacked(value: Any, depth: int) -> Iterator[Any]:
    if depth and value is not None:
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _unpacked(each, depth - 1)
    elif value is not None:
        yield value


def _within(values: list[Any], rest: str) -> Any:
    """Return the first filled value found by going on from any of these."""
    for each in values:
        found = value_at(rest, each) if rest else each
        if found not in (None, "", [], {}):
            return found
    return None
