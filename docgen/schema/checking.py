"""Typed data against JSON Schema, with findings in Russian: one function for each keyword."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from docgen import shelf
from docgen.deferred import module
from docgen.diagnostics import Diagnostic
from docgen.errors import TemplateError
from docgen.schema.fitting import fits
from docgen.schema.reading import Reading, Source, named
from docgen.schema.shapes import Definition, Path, Shape, load

if TYPE_CHECKING:
    from docgen.schema import nearness
else:  # most data fit
    nearness = module("docgen.schema.nearness")

Finding = tuple[str, str, str]  # code, message, hint
_SHOWN = 40
# The files whose definitions others refer to.
_SHARED = ("common", "clauses")


def check(
    typed: dict[str, Any],
    reading: Reading,
    source: Source,
    shape: Shape,
    extra: Sequence[Definition],
) -> Iterator[Diagnostic]:
    """Yield what the schema, and those that a pack adds, find wrong with typed data.

    Values that the reading has already spoken of are passed over.
    """
    if _fits(typed, source, shape) and not extra:
        return
    import json  # noqa: PLC0415  most data fit

    for validator in (_validator(shape.file), *(_own_validator(json.dumps(e)) for e in extra)):
        for error in validator.iter_errors(typed):
            path = tuple(error.instance_path)
            if not _settled(path, reading.settled):
                yield from _explained(error, path, reading, source, shape)


def _fits(typed: dict[str, Any], source: Source, shape: Shape) -> bool:
    """Whether data are whole; the same ones, known by their digest, fitted an earlier run, too."""
    return shelf.kept(f"fits {shape.file} {source.digest}", lambda: fits(shape, typed))


@cache
def _validator(name: str) -> Any:
    return _compiled(load(name))


@cache
def _own_validator(text: str) -> Any:
    """Return the validator of a pack's own schema, which may refer to the shared definitions."""
    import json  # noqa: PLC0415  as above

    try:
        return _compiled(json.loads(text))
    except Exception as error:  # the library names no common ancestor of what it raises
        hint = f"Исправьте schema.json набора: {error}"
        broken = Diagnostic("DG150", "Схема набора шаблонов не читается", hint=hint)
        raise TemplateError(broken) from error


def _compiled(definition: Definition) -> Any:
    import jsonschema_rs  # noqa: PLC0415  not needed by `docgen --help`

    shared = [load(name) for name in _SHARED]
    registry = jsonschema_rs.Registry([(each["$id"], each) for each in shared], retriever=_refused)
    return jsonschema_rs.validator_for(definition, registry=registry)


def _refused(address: str) -> Any:
    """Stay off the network: everything a schema may refer to is in the registry."""
    raise ValueError(f"{address} – только по сети")


def _settled(path: Path, settled: set[Path]) -> bool:
    return bool(settled) and any(path[:length] in settled for length in range(len(path) + 1))


def _explained(
    error: Any, path: Path, reading: Reading, source: Source, shape: Shape
) -> Iterator[Diagnostic]:
    own = shape.at(path)
    kind = error.kind
    if kind.name == "required":
        yield from _missing(kind.property, path, reading, source, own)
        return
    explain = _EXPLAIN.get(kind.name, _other)
    code, message, hint = explain(kind, error.instance, path, own)
    is_name = kind.name == "propertyNames"
    where = (*path, kind.error.instance) if is_name else path
    yield Diagnostic(code, message, source.place(where, key=is_name), hint, path=where)


def _missing(
    name: str, path: Path, reading: Reading, source: Source, shape: Shape
) -> Iterator[Diagnostic]:
    """Report a field that has to be there: left out, or there without a value."""
    whole = (*path, name)
    if whole in reading.settled:
        return
    field = shape.child(name)
    if whole in reading.empty:
        message = f"{named(whole, field)} не заполнено"
        place = source.place(whole)
        yield Diagnostic("DG131", message, place, _example(name, field), path=whole)
    elif source.complete:
        message = f"Не хватает поля {named(whole, field).removeprefix('Поле ')}"
        place = source.place(path, key=bool(path) and isinstance(path[-1], str))
        yield Diagnostic("DG130", message, place, _example(name, field), path=whole)


def _example(name: str, shape: Shape) -> str:
    examples = shape.definition.get("examples", ())
    about: str = shape.definition.get("description", "")
    if examples and isinstance(examples[0], str | int):
        return f"{about} Например, {name}: {examples[0]}".strip()
    return about


def _one_of(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    known = [str(option) for option in kind.options]
    names = {option: shape.options.get(option, "") for option in known}
    meant = nearness.nearest(str(value), names)
    listed = "; ".join(
        f"{option} – {names[option]}" if names[option] else option for option in known
    )
    hint = f"Возможно, {meant}. " if meant else ""
    message = f"{named(path, shape)}: нет значения «{_short(value)}»"
    return "DG137", message, f"{hint}Бывает: {listed}."


def _pattern(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: «{_short(value)}» записано не так"
    target = shape.definition.get("x-refers-to")
    if target:
        return "DG138", message, f"Здесь нужно обозначение (id) записи из {target}, без пробелов."
    own = shape.definition.get("pattern") == kind.pattern
    hint = shape.definition.get("patternErrorMessage", "") if own else ""
    return "DG138", message, hint or f"Нужен вид: {kind.pattern}"


def _too_small(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    return "DG139", f"{named(path, shape)}: {value} – слишком мало", f"Не меньше {kind.limit}."


def _too_big(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    return "DG139", f"{named(path, shape)}: {value} – слишком много", f"Не больше {kind.limit}."


def _too_few(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: элементов {len(value)}, а нужно не меньше {kind.limit}"
    return "DG140", message, shape.definition.get("description", "")


def _too_many(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: элементов {len(value)}, а можно не больше {kind.limit}"
    return "DG140", message, "Уберите лишние."


def _repeated(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:  # noqa: ARG001 - as others
    doubled = next(each for at, each in enumerate(value) if each in value[:at])
    message = f"{named(path, shape)}: «{_short(doubled)}» повторяется"
    return "DG141", message, "Оставьте одно из повторений."


def _too_long(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: знаков {len(value)}, а можно не больше {kind.limit}"
    return "DG142", message, "Сократите."


def _too_short(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: знаков {len(value)}, а нужно не меньше {kind.limit}"
    return "DG142", message, "Допишите."


def _no_fields(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:  # noqa: ARG001 - as others
    known = ", ".join(shape.properties)
    return "DG144", f"{named(path, shape)}: ничего не указано", f"Здесь бывают: {known}."


def _too_many_fields(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: полей {len(value)}, а можно не больше {kind.limit}"
    return "DG144", message, "Уберите лишние."


def _field_name(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:  # noqa: ARG001 - as others
    rule = Shape(shape.file, shape.definition["propertyNames"])
    name = kind.error.instance
    meant = nearness.nearest(str(name), rule.options)
    hint = f"Возможно, {meant}." if meant else rule.definition.get("patternErrorMessage", "")
    return "DG145", f"{named(path, shape)}: имя «{_short(name)}» не подходит", hint


def _type(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:
    message = f"{named(path, shape)}: значение «{_short(value)}» другого вида"
    return "DG132", message, f"Нужно: {', '.join(kind.types)}."


def _other(kind: Any, value: Any, path: Path, shape: Shape) -> Finding:  # noqa: ARG001 - as others
    message = f"{named(path, shape)}: не выполнено условие «{kind.name}» набора шаблонов"
    return "DG148", message, "Спросите того, кто составил набор шаблонов."


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_EXPLAIN: dict[str, Callable[[Any, Any, Path, Shape], Finding]] = {
    "enum": _one_of,
    "pattern": _pattern,
    "minimum": _too_small,
    "maximum": _too_big,
    "minItems": _too_few,
    "maxItems": _too_many,
    "uniqueItems": _repeated,
    "maxLength": _too_long,
    "minLength": _too_short,
    "minProperties": _no_fields,
    "maxProperties": _too_many_fields,
    "propertyNames": _field_name,
    "type": _type,
}
