"""Fields of the programme that a layer makes mandatory: `requires` of its `pack.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen import schema
from docgen.diagnostics import Diagnostic, Place
from docgen.packs import findings
from docgen.packs.pack import Pack
from docgen.packs.stack import PackStack
from docgen.source import Source

Path = tuple[str | int, ...]


def check_required(data: Any, source: Source, stack: PackStack) -> Iterator[Diagnostic]:
    """Yield the fields that a layer asks for and the programme leaves out."""
    for pack in stack.own:
        for each in pack.requires:
            shape = _shape(each.path)
            if shape is None:
                continue  # unknown_requirements has spoken of it
            for path in _missing(data, tuple(each.path.split("."))):
                yield findings.required(each.path, shape, pack, _place(data, path, source), path)


def unknown_requirements(pack: Pack) -> Iterator[Diagnostic]:
    """Yield the requirements of a pack that name no field of the programme."""
    for each in pack.requires:
        if _shape(each.path) is None:
            yield findings.unknown_requirement(each)


def _shape(path: str) -> schema.Shape | None:
    """Return what the schema says of a field; fields of list elements are named as the list's."""
    shape = schema.root("programme")
    for name in path.split("."):
        while shape.type == "array":
            shape = shape.element
        found = shape.properties.get(name) or shape.others
        if found is None:
            return None
        shape = found
    return shape


def _missing(data: Any, names: tuple[str, ...], at: Path = ()) -> Iterator[Path]:
    """Yield the paths at which a field has no value; every element of a list needs its own."""
    if isinstance(data, list) and names:
        for number, element in enumerate(data):
            yield from _missing(element, names, (*at, number))
    elif not names:
        if data is None or data in ("", [], {}):
            yield at
    elif not isinstance(data, dict) or names[0] not in data:
        yield (*at, *names)
    else:
        yield from _missing(data[names[0]], names[1:], (*at, names[0]))


def _place(data: Any, path: Path, source: Source) -> Place:
    """Return where a field would stand: at the name of the nearest thing above it that is there."""
    there: list[str | int] = []
    for step in path:
        if not isinstance(data, list) and step not in (data or ()):
            break
        data = data[step]
        there.append(step)
    return source.place(tuple(there), key=bool(there) and isinstance(there[-1], str))
