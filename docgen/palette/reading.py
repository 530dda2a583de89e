"""Reads `names.yaml` and completes it by the schemas: fields, their titles and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from docgen import schema
from docgen.palette.types import KEYS, LIST, RECORD, UNKNOWN, Field, Type, field
from docgen.records import replace
from docgen.schema.shapes import shape_of

Fields = Mapping[str, Field]
_DEFINITIONS: Final = "common"
_PLAIN: Final = {"integer": "number", "number": "number", "boolean": "flag", "string": "text"}
_FORMATS: Final = {"russian-date": "date"}


@cache
def described() -> Mapping[str, Any]:
    """Return `names.yaml` as it is written."""
    text = Path(__file__).with_name("names.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.safe_load(text)
    return read


@cache
def group(name: str) -> Fields:
    """Return one of the groups of top names: `names`, `paper`, `look`, `data`…"""
    return _fields(described()[name])


@cache
def record(name: str) -> Fields:
    """Return the fields of a record by name."""
    said = about(name)
    like = record(said["like"]) if "like" in said else {}
    known = _of_schema(said["schema"]) if "schema" in said else {}
    own = _fields(said.get("fields", {}))
    return {**like, **known, **{key: _told(each, known.get(key)) for key, each in own.items()}}


def hidden(name: str, *, personal: bool) -> frozenset[str]:
    """Return the fields of a record that a text does not see."""
    said = about(name)
    above = hidden(said["like"], personal=personal) if "like" in said else frozenset()
    secret = () if personal else said.get("personal", ())
    return above | frozenset((*said.get("never", ()), *secret))


def about(name: str) -> Mapping[str, Any]:
    """Return what is written of a record; without a word, it is the schema's of that name."""
    said: Mapping[str, Any] = described()["records"].get(name, {"schema": name})
    return said


def _fields(said: Mapping[str, str]) -> Fields:
    return {name: field(name, text) for name, text in said.items()}


def _told(own: Field, known: Field | None) -> Field:
    """Return a field of ours with the example of the schema, if that knows the name."""
    return replace(own, example=known.example) if known else own


def _of_schema(name: str) -> Fields:
    """Return the fields of a definition of the schemas."""
    definition = schema.load(_DEFINITIONS)["$defs"].get(name)
    shape = shape_of(_DEFINITIONS, definition or {})
    return {key: _of_shape(key, each) for key, each in shape.properties.items()}


def _of_shape(name: str, shape: schema.Shape) -> Field:
    about = shape.definition
    example = next(iter(_examples(about.get("examples", ()))), "")
    said = str(about.get("description", ""))
    return Field(name, _type(shape), shape.title, said, example)


def _examples(given: Iterable[Any]) -> Iterable[str]:
    return (str(each) for each in given if not isinstance(each, list | dict))


def _type(shape: schema.Shape) -> Type:
    """Return what a value of the schema is in texts; what may be left out may be nothing."""
    if shape.type == "array":
        return Type(LIST, element=_type(shape.element))
    if shape.type == "object":
        return _of_object(shape)
    sort = _FORMATS.get(shape.format) or _PLAIN.get(shape.type)
    return Type(sort, optional=True) if sort else UNKNOWN


def _of_object(shape: schema.Shape) -> Type:
    if shape.properties:
        return Type(RECORD, record=shape.name, optional=True)
    return Type(KEYS, element=_type(shape.others) if shape.others else UNKNOWN)
