"""`import.yaml` beside the programme: what the columns of this school's tables mean.

It is kept apart from the programme, which describes the school and not the files it came from; and
a person may mend it by hand: what stands there wins over what docgen would guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from docgen import schema, source
from docgen.diagnostics import Diagnostic, Report
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


def remembered(folder: Path, catalogue: Catalogue) -> tuple[Stated, Report]:
    """Return what the columns of each kind of table mean, as the project remembers it."""
    path = folder / FILE
    if not path.exists():
        return {}, Report()
    read = source.read(path, include=False)
    data, report = schema.validate(read, "import")
    report = report + read.report
    if not report.ok:
        return {}, report
    tables = data.get("tables", {})
    stated = {kind: dict(table.get("columns", {})) for kind, table in tables.items()}
    unknown = [
        _unknown(kind, heading, key, read)
        for kind, columns in stated.items()
        for heading, key in columns.items()
        if not _is_known(catalogue, kind, key)
    ]
    return stated, report + unknown


def remember(folder: Path, tables: Iterable[Table]) -> tuple[tuple[Edited, ...], Report]:
    """Return the file with the columns of these tables in it, not written yet."""
    path = folder / FILE
    wanted: dict[Steps, str] = {
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
    lines = ["tables:"]
    kind: str | int = ""
    for steps, key in wanted.items():
        table, heading = steps[1], steps[3]
        if table != kind:
            kind = table
            lines += [f"  {kind}:", "    columns:"]
        lines.append(f"      {_quoted(str(heading))}: {key}")
    return (_OPENING + "\n".join(lines) + "\n").encode("utf-8")


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
