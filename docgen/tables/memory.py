"""`import.yaml` beside the programme: what the columns of this school's tables mean.

It is kept apart from the programme, which describes the school and not the files it came from; and
a person may mend it by hand: what stands there wins over what docgen would guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docgen import schema, source
from docgen.diagnostics import Diagnostic, Report
from docgen.records import Frozen, field
from docgen.source import Edited, edit
from docgen.source.insertions import Steps, Whole
from docgen.tables.fields import KINDS, SKIP, Catalogue
from docgen.tables.headings import Column, Table

FILE: Final = "import.yaml"
_OPENING = """\
# Что значат столбцы таблиц, из которых docgen import берёт данные. Файл ведёт docgen; поправить его
# можно и самим: слева заголовок столбца, справа поле, «нет» – столбец не брать.
"""

Stated = dict[str, dict[str, str]]


class Memory(Frozen):
    """What the columns of each kind of table mean, and which sheets are not to be taken."""

    columns: Stated = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def remembered(folder: Path, catalogue: Catalogue) -> tuple[Memory, Report]:
    """Return what the project remembers of tables."""
    path = folder / FILE
    if not path.exists():
        return Memory(), Report()
    read = source.read(path, include=False)
    data, report = schema.validate(read, "import")
    report = report + read.report
    if not report.ok:
        return Memory(), report
    tables = data.get("tables", {})
    stated = {kind: dict(table.get("columns", {})) for kind, table in tables.items()}
    unknown = [
        _unknown(kind, heading, key, read)
        for kind, columns in stated.items()
        for heading, key in columns.items()
        if not _is_known(catalogue, kind, key)
    ]
    refused = tuple(name for name, said in data.get("sheets", {}).items() if said == SKIP)
    return Memory(stated, refused), report + unknown


def remember(
    folder: Path, tables: Iterable[Table], refused: Iterable[str] = ()
) -> tuple[tuple[Edited, ...], Report]:
    """Return the file with what tables say and which sheets are refused in it, not written yet."""
    path = folder / FILE
    wanted: dict[Steps, str] = {("sheets", name): SKIP for name in refused}
    wanted |= {
        ("tables", table.kind, "columns", column.heading): _said(column)
        for table in tables
        for column in table.columns
        if column.stated or (column.field and not column.placed)
    }
    if not path.exists():
        return (Edited(path, _fresh(wanted)),) if wanted else (), Report()
    read = source.read(path, include=False)
    known: dict[Steps, source.Data | Whole] = {
        steps: value for steps, value in wanted.items() if _at(read.data, steps) != value
    }
    edited, found = edit(read, known, {}) if known else ((), ())
    return edited, Report(found)


def _said(column: Column) -> str:
    return column.field.key if column.field else SKIP


def _is_known(catalogue: Catalogue, kind: str, key: str) -> bool:
    return kind in KINDS and (key == SKIP or catalogue.kind(kind).field(key) is not None)


def _fresh(wanted: Mapping[Steps, str]) -> bytes:
    """Return the first text of the file."""
    tree: dict[str, Any] = {}
    for (*above, name), said in wanted.items():
        node = tree
        for step in above:
            node = node.setdefault(str(step), {})
        node[_quoted(str(name))] = said
    return (_OPENING + "".join(_lines(tree, ""))).encode("utf-8")


def _lines(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, said in tree.items():
        if isinstance(said, str):
            yield f"{indent}{key}: {said}\n"
        else:
            yield f"{indent}{key}:\n"
            yield from _lines(said, f"{indent}  ")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _at(data: object, steps: Steps) -> object:
    for step in steps:
        data = data.get(str(step)) if isinstance(data, dict) else None
    return data


def _unknown(kind: str, heading: str, key: str, read: source.Source) -> Diagnostic:
    path = ("tables", kind, "columns", heading)
    hint = "Впишите поле из docs/tables.md, «нет», или удалите строку: docgen узнает столбец сам."
    message = f"Столбец «{heading}»: поля «{key}» у таблицы «{kind}» нет"
    return Diagnostic("DG332", message, read.place(path), hint)
