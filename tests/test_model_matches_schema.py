"""The records of the model are the definitions of the schema: neither has what the other lacks."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, fields

from docgen import model, schema
from docgen.records import Struct
from docgen.schema import Shape, property_name

DEFINITIONS = schema.load("common")["$defs"]
SIMPLE = {"string": str, "integer": int, "number": float, "boolean": bool}
# What the schema has and the model leaves to dict, to plain text and to the reader of parts.
PLAIN = {"cases", "date", "school-year", "month", "yes-no", "number", "id", "slug"}
OF_THE_MODEL_ALONE = {"Bounds", "Change"}  # computed from `Limits` and from the pairs


def class_name(definition: str) -> str:
    return "".join(part.capitalize() for part in definition.split("-"))


def classes() -> dict[str, Any]:
    """Return the records and the lists of values."""
    own = inspect.getmembers(model, lambda each: get_origin(each) is Literal or is_record(each))
    return dict(own)


def is_record(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, Struct)


def records() -> Iterator[tuple[Any, Shape]]:
    """Yield every class with the definition it follows."""
    for name, definition in DEFINITIONS.items():
        if name not in PLAIN:
            yield classes()[class_name(name)], schema.Shape("common", definition)
    yield model.Programme, schema.root("programme")


def schema_name(cls: Any, field: str) -> str:
    return "programme" if cls is model.Programme and field == "about" else property_name(field)


def own_fields(cls: Any) -> dict[str, FieldInfo]:
    return {schema_name(cls, field.name): field for field in fields(cls)}


def _name(each: Any) -> str:
    return each.name if isinstance(each, Shape) else str(get_args(each)[0])


RECORDS = [pair for pair in records() if is_record(pair[0])]
LISTS = [pair for pair in records() if not is_record(pair[0])]
by_name = pytest.mark.parametrize(
    ("cls", "shape"), RECORDS, ids=lambda each: each.__class__.__name__
)


def test_every_definition_has_a_class_and_every_class_a_definition() -> None:
    wanted = {class_name(name) for name in DEFINITIONS if name not in PLAIN} | {"Programme"}
    assert set(classes()) - OF_THE_MODEL_ALONE == wanted


@by_name
def test_fields_have_the_names_of_the_schema(cls: Any, shape: Shape) -> None:
    included = {"include"} if cls is model.Programme else set()
    assert set(own_fields(cls)) == set(shape.properties) - included


@by_name
def test_a_field_without_a_default_is_a_required_one(cls: Any, shape: Shape) -> None:
    for name, field in own_fields(cls).items():
        required = field.default is NODEFAULT and field.default_factory is NODEFAULT
        assert required == (name in shape.required), name


@by_name
def test_a_default_is_the_one_that_the_schema_names(cls: Any, shape: Shape) -> None:
    for name, field in own_fields(cls).items():
        written = shape.properties[name].definition.get("default")
        given = field.default if field.default is not NODEFAULT else None
        if written == {}:
            assert field.default_factory is not NODEFAULT, name
        elif written is not None or not _is_nothing(given):
            assert given == written, name


def _is_nothing(default: Any) -> bool:
    return default in (None, "", ()) or default == "both"


@by_name
def test_a_field_has_the_type_of_the_schema(cls: Any, shape: Shape) -> None:
    hints = get_type_hints(cls)
    for name, field in own_fields(cls).items():
        assert fits(hints[field.name], shape.properties[name]), name


def fits(hint: Any, shape: Shape) -> bool:
    if get_origin(hint) in (UnionType, Union):
        return fits(get_args(hint)[0], shape)
    if shape.type == "array":
        return get_origin(hint) is tuple and fits(get_args(hint)[0], shape.element)
    if shape.type == "object":
        return _fits_mapping(hint, shape)
    if shape.format == "russian-date":
        return hint is date
    if shape.options and shape.type == "string":
        return set(get_args(hint)) == set(shape.options)
    return hint is SIMPLE[shape.type]


def _fits_mapping(hint: Any, shape: Shape) -> bool:
    if get_origin(hint) is dict:
        return shape.name == "cases" or (
            shape.others is not None and fits(get_args(hint)[1], shape.others)
        )
    return hint is classes()[class_name(shape.name)]


@pytest.mark.parametrize(("listed", "shape"), LISTS, ids=_name)
def test_a_value_is_one_of_the_schema_in_its_order(listed: Any, shape: Shape) -> None:
    assert list(get_args(listed)) == list(shape.options)
