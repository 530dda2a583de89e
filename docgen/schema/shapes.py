"""What a schema says of each value: JSON Schema definitions with their references followed."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from docgen import resources
from docgen.records import unpacked

Path = tuple[str | int, ...]
Definition = dict[str, Any]
_ANYTHING: Definition = {}


class Shape:
    """One definition of a schema file; what stands beside its `$ref` comes before what it names.

    `definition` is all that is known of the value where it is used, `own` the definition alone:
    a `director` has the title of its field in the one, that of every person in the other.

    Where `type` is a list, a value becomes the first type named; the others say how the value may
    look to an editor (`да` for a boolean, one text for a list).
    """

    def __init__(self, file: str, definition: Definition) -> None:
        self.file, self.name, self.definition, self.own = _resolved(file, definition)
        types = self.definition.get("type", "")
        self.type: str = types[0] if isinstance(types, list) else types
        self.format: str = self.definition.get("format", "")
        self.reading = self.format or self.type  # what becomes of a value that was typed
        self.title: str = self.definition.get("title", "")
        self.ways: list[list[str]] = self.definition.get("x-exclusive", [])

    @cached_property
    def properties(self) -> dict[str, Shape]:
        """The named fields of a mapping."""
        named = self.definition.get("properties", {})
        return {name: shape_of(self.file, each) for name, each in named.items()}

    @cached_property
    def texts(self) -> frozenset[str]:
        """Names of the fields that are read as they were typed."""
        return frozenset(n for n, each in self.properties.items() if each.reading == "string")

    @cached_property
    def is_flat(self) -> bool:
        """Whether all fields of a mapping are single values."""
        return not self.others and all(
            each.reading and each.type not in ("object", "array")
            for each in self.properties.values()
        )

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Names of the fields that have to be there."""
        return tuple(self.definition.get("required", ()))

    @cached_property
    def others(self) -> Shape | None:
        """What any other field of a mapping is; None if there may be no other."""
        given = self.definition.get("additionalProperties", self.type != "object")
        return shape_of(self.file, given) if isinstance(given, dict) else None

    @cached_property
    def element(self) -> Shape:
        """What an element of a list is."""
        return shape_of(self.file, self.definition.get("items", _ANYTHING))

    @cached_property
    def shorthand(self) -> str:
        """The field that one text given for the whole record fills, or nothing."""
        return self.required[0] if "string" in self.definition.get("type", ()) else ""

    @property
    def options(self) -> dict[str, str]:
        """The permitted values with their Russian names."""
        values = [str(value) for value in self.definition.get("enum", ())]
        names = self.definition.get("enumDescriptions", values)
        return dict(zip(values, names, strict=True))

    def child(self, step: str | int) -> Shape:
        """Return the shape of a field or an element; one that says nothing for an unknown field."""
        if isinstance(step, int):
            return self.element
        return self.properties.get(step) or self.others or shape_of(self.file, _ANYTHING)

    def at(self, path: Path) -> Shape:
        """Return the shape of a value deeper inside."""
        shape = self
        for step in path:
            shape = shape.child(step)
        return shape


@cache
def load(name: str) -> Definition:
    """Return a schema file as it is written."""
    path = resources.schemas() / f"{name}.schema.json"
    loaded: Definition = unpacked(path.read_bytes())
    return loaded


@cache
def root(name: str) -> Shape:
    """Return the shape of a whole file: «programme», «kind», …"""
    return shape_of(name, load(name))


_shapes: dict[tuple[str, int], Shape] = {}


def shape_of(file: str, definition: Definition) -> Shape:
    """Return the one shape of a definition, so that definitions may hold themselves."""
    key = (file, id(definition))
    if key not in _shapes:
        _shapes[key] = Shape(file, definition)
    return _shapes[key]


def _resolved(file: str, definition: Definition) -> tuple[str, str, Definition, Definition]:
    """Follow `$ref`, through files, until a definition stands for itself.

    Returns the file and the name of that definition, all that is known, and the definition alone.
    """
    beside: Definition = {}
    name = ""
    while "$ref" in definition:
        beside = {key: value for key, value in definition.items() if key != "$ref"} | beside
        where, _, pointer = definition["$ref"].partition("#/")
        file = where.removesuffix(".schema.json") or file
        definition = load(file)
        for name in pointer.split("/"):
            definition = definition[name]
    return file, name, definition | beside, definition
