"""The reference of YAML fields, made of the schemas: `python -m docgen.schema.reference`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docgen import resources
from docgen.schema.shapes import Shape, root

_USER = ("programme",)
_BESIDE = ("register", "import")
_PACKS = (
    "pack",
    "kind",
    "clauses",
    "amendments",
    "forms",
    "acts",
    "stages",
    "roadmap",
    "terms",
    "texts",
    "stamps",
    "groups",
    "journals",
    "indicators",
    "survey",
    "rules",
    "columns",
    "audit",
    "norms",
    "profile",
)
_PARTS = {
    "Программа школы: programme.yaml": _USER,
    "Рядом с программой: register.yaml и import.yaml": _BESIDE,
    "Файлы набора шаблонов": _PACKS,
}
_TYPES = {
    "string": "текст",
    "integer": "целое число",
    "number": "число",
    "boolean": "да или нет",
    "russian-date": "дата",
    "school-year": "учебный год",
    "month": "месяц",
}
_INTRODUCTION = """\
# Поля файлов YAML

Страница составлена из схем `schemas/*.schema.json` командой `python -m docgen.schema.reference`:
правьте схемы, а не её.

Даты пишутся `01.09.2026` или `2026-09-01`. Поле, которое не нужно, не пишите или оставьте пустым.
Знак «+» в столбце «Обяз.» – без этого поля запись не принимается.
"""


def page() -> str:
    """Return the whole reference as Markdown; a record stands where a reader meets it first."""
    told: dict[str, Shape] = {}
    parts = [_INTRODUCTION]
    for title, names in _PARTS.items():
        new = {at: shape for at, shape in _records(names).items() if at not in told}
        parts += [f"## {title}\n", *map(_record, new.values())]
        told |= new
    return "\n".join(parts)


def _records(names: Iterable[str]) -> dict[str, Shape]:
    """Return the mappings of files by anchor, in the order in which a reader meets them."""
    found: dict[str, Shape] = {}
    waiting = [root(name) for name in names]
    while waiting:
        shape = waiting.pop(0)
        anchor = _anchor(shape)
        if shape.type == "object" and shape.properties:
            if anchor in found:
                continue
            found[anchor] = shape
        waiting += _children(shape)
    return found


def _children(shape: Shape) -> list[Shape]:
    if shape.type == "array":
        return [shape.element]
    return [*shape.properties.values(), *filter(None, [shape.others])]


def _anchor(shape: Shape) -> str:
    """Return what leads to a mapping; one that stands inside another is called by its title."""
    inside = shape.type == "object" and not shape.name and shape is not root(shape.file)
    name = shape.title.casefold().replace(" ", "-") if inside else shape.name
    return f"{shape.file}-{name}"


def _record(shape: Shape) -> str:
    head = "| Поле | Название | Тип | Обяз. | Описание | Пример |\n|---|---|---|---|---|---|"
    rows = "\n".join(_row(name, each, shape) for name, each in shape.properties.items())
    about = shape.own["description"]
    return (
        f'<a id="{_anchor(shape)}"></a>\n\n### {shape.own["title"]}\n\n{about}\n\n{head}\n{rows}\n'
    )


def _row(name: str, shape: Shape, parent: Shape) -> str:
    cells = (
        f"`{name}`",
        shape.title,
        _type(shape),
        "+" if name in parent.required else "",
        _about(shape),
        _example(shape),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _type(shape: Shape) -> str:
    if shape.type == "array":
        return f"список: {_type(shape.element)}"
    if shape.type == "object":
        return _mapping(shape)
    if shape.options and shape.type != "boolean":
        return "одно из: " + ", ".join(
            f"`{value}` ({name})" for value, name in shape.options.items()
        )
    return _TYPES.get(shape.format or shape.type, "любое значение")


def _mapping(shape: Shape) -> str:
    if shape.properties:
        return f"[{shape.own['title']}](#{_anchor(shape)})"
    inner = _type(shape.others) if shape.others else "любое значение"
    return f"имя и {inner}"


def _about(shape: Shape) -> str:
    about: str = shape.definition.get("description", "")
    default = shape.definition.get("default")
    if default in (None, {}):
        return about
    shown = (
        {True: "да", False: "нет"}.get(default, default) if isinstance(default, bool) else default
    )
    return f"{about} Если не указано – `{shown}`."


def _example(shape: Shape) -> str:
    examples = shape.definition.get("examples", ())
    return f"`{_shown(examples[0])}`" if examples else ""


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(each)}" for key, each in value.items()) + "}"
    return str(value)


def main() -> None:
    """Write docs/fields.md of this checkout."""
    target = Path(resources.data_root()) / "docs" / "fields.md"
    target.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
