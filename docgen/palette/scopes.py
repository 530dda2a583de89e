"""Which names a text of a kind sees, and whether a path through them leads anywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from docgen.docx.errors import nearest
from docgen.packs import Kind
from docgen.palette.reading import Fields, group, hidden, record
from docgen.palette.types import ANYTHING, KEYS, LIST, RECORD, UNKNOWN, Field
from docgen.records import Frozen

ELEMENT: Final = "[]"
KEYED: Final = "{}"
_STEP: Final = re.compile(r"\[\]|[^.\[\]]+")
_LISTED: Final = re.compile(r"(\[\]|\{\})")
_ONES: Final = {"people": "person", "plan": "item", "calendar": "row"}
_METHODS: Final = ("items", "keys", "values", "get")
_LETTERS: Final = ("text", "phrase")
_PARTS: Final = {"date": ("year", "month", "day"), "rich": ("parts",)}
_DEPTH: Final = 4
# Which groups of names.yaml each sort of text sees.
_SEEN: Final = {
    "condition": (),
    "file": ("line",),
    "heading": ("line", "paper"),
    "clauses": ("paper",),
    "stamp": ("paper", "stamp"),
    "template": ("paper", "look"),
}


class Lost(Frozen):
    """Where a path stops leading anywhere: the name, what it was asked of, what to do."""

    name: str
    owner: str = ""
    hint: str = ""
    outside_loop: bool = False


class Scope(Frozen):
    """The names that a text sees; only a `personal` one sees documents and contacts of people."""

    roots: Fields
    personal: bool = True

    def fields(self, name: str) -> Fields:
        """Return the fields of a record as this text sees them."""
        unseen = hidden(name, personal=self.personal)
        return {key: each for key, each in record(name).items() if key not in unseen}

    def find(self, path: str) -> Field | Lost:
        """Return the field that a dotted path leads to, or where it gets lost."""
        first, *rest = _STEP.findall(path)
        if first not in self.roots:
            return self._no_root(first)
        found: Field | Lost = self.roots[first]
        walked = first
        for step in rest:
            if isinstance(found, Lost):
                break
            found = self._step(found, step, walked)
            walked += step if step == ELEMENT else f".{step}"
        return found

    def _step(self, at: Field, step: str, walked: str) -> Field | Lost:
        kind = at.type
        if kind.sort == ANYTHING or (kind.sort in _LETTERS and step == ELEMENT):
            return Field(step, UNKNOWN, "")
        if kind.sort in (LIST, KEYS) and (step == ELEMENT or kind.sort == KEYS):
            return Field(at.name, kind.element or UNKNOWN, at.title)
        if kind.sort == LIST:
            return Lost(step, walked, _loop("", walked), outside_loop=True)
        if kind.sort == RECORD:
            return self._of_record(kind.record, step, walked)
        if step in _PARTS.get(kind.sort, ()):
            return Field(step, UNKNOWN, "")
        return Lost(step, walked, f"«{walked}» – {kind.title}, полей у него нет.")

    def _of_record(self, name: str, step: str, walked: str) -> Field | Lost:
        fields = self.fields(name)
        if step in fields:
            return fields[step]
        if step in (ELEMENT, *_METHODS):
            return Field(step, UNKNOWN, "")
        if step in record(name):
            return Lost(step, walked, _PERSONAL)
        return Lost(step, walked, nearest(step, fields))

    def _no_root(self, name: str) -> Lost:
        """Say what to do about a name that is not there at all."""
        looped = next((path for path, each in self.lists() if each == name), "")
        if looped:
            return Lost(name, "", _loop(name, looped), outside_loop=True)
        if name in group("subjects"):
            return Lost(name, "", f"Имя «{name}» есть только у видов с per: {name} (kind.yaml).")
        return Lost(name, "", nearest(name, self.roots))

    def lists(self) -> Iterator[tuple[str, str]]:
        """Yield the path of every list and the record that its elements are."""
        waiting = [(name, each.type, 0) for name, each in self.roots.items()]
        seen: set[str] = set()
        for path, kind, depth in waiting:
            inner = kind.element if kind.sort == LIST else kind
            if kind.sort == LIST and inner and inner.record:
                yield path, inner.record
            if inner and inner.record and inner.record not in seen and depth < _DEPTH:
                seen.add(inner.record)
                begun = path + ELEMENT * (kind.sort == LIST)
                fields = self.fields(inner.record).values()
                waiting += [(f"{begun}.{each.name}", each.type, depth + 1) for each in fields]


_PERSONAL: Final = (
    "Паспортные данные, контакты и даты рождения видны только видам с personal: true (kind.yaml)."
)


def scope_of(kinds: Iterable[Kind], text: str = "template") -> Scope:
    """Return the names that a sort of text sees in any of the kinds that share it.

    A text of no kind – a shared part, a template not in its place yet – may be for any.
    """
    roots: dict[str, Field] = dict(group("names"))
    for each in _SEEN[text]:
        roots |= group(each)
    shared = tuple(kinds)
    if not shared:
        return Scope(roots | dict(group("subjects")) | dict(group("data")))
    roots |= _some(group("subjects"), [kind.per for kind in shared])
    roots |= _some(group("data"), [each for kind in shared for each in kind.data])
    return Scope(roots, personal=any(kind.personal for kind in shared))


def _some(fields: Fields, names: Collection[str]) -> Mapping[str, Field]:
    return {name: each for name, each in fields.items() if name in names}


def _loop(name: str, path: str) -> str:
    """Show the loop that makes a name."""
    *_, loop = loops(f"{path}{ELEMENT}", name)[0]
    return f"Поставьте цикл: {{% {loop} %}} … {{% endfor %}}."


def loops(path: str, name: str = "") -> tuple[tuple[str, ...], str]:
    """Return the loops through the lists of a path, and the path as it is written inside them.

    `name` is what the innermost element is called; else the list's own name says it.
    """
    first, *more = _LISTED.split(path)
    made, current = [], first
    for number in range(0, len(more), 2):
        mark, rest = more[number], more[number + 1]
        last = number + 2 == len(more)
        element = name if name and last else _singular(current.rpartition(".")[2])
        made.append(f"for {element} in {current}{'.values()' * (mark == KEYED)}")
        current = element + rest
    return tuple(made), current


def _singular(name: str) -> str:
    """Return what one of the things that a list holds is called."""
    if name in _ONES:
        return _ONES[name]
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") else f"{name}_item"
