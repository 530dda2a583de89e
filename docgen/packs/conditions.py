"""What a layer asks of programmes in the words of JSON Schema: its `schema.json`.

It may ask for more than the schema of docgen does, never for less: what that one does not know is
no field for anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docgen import schema
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import TemplateError
from docgen.packs.pack import Pack
from docgen.packs.stack import PackStack
from docgen.records import replace
from docgen.schema import Definition
from docgen.source import Source

CONDITIONS: Final = "schema.json"
_MOST_BYTES: Final = 2 * 2**20


def check_conditions(read: Source, known: Report, stack: PackStack) -> Iterator[Diagnostic]:
    """Yield what layers ask for and a programme does not fulfil; `known` was found without them."""
    for pack in stack.own:
        path = pack.root / CONDITIONS
        if path.is_file():
            yield from _check(read, set(known), pack, path)


def _check(read: Source, known: set[Diagnostic], pack: Pack, path: Path) -> Iterator[Diagnostic]:
    try:
        found = schema.validate(read, extra=[_definition(path)])[1]
    except TemplateError as error:
        yield from (replace(each, place=Place(str(path))) for each in error.report)
        return
    for each in found:
        if each not in known:
            yield replace(each, hint=f"{each.hint} Этого требует «{pack.title}».".strip())


def _definition(path: Path) -> Definition:
    """Read the file of a layer; TemplateError says why it cannot be read."""
    try:
        data = path.read_bytes()
        made = json.loads(data.decode("utf-8-sig")) if len(data) <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError) as error:
        raise TemplateError(_unread(str(error))) from error
    if not isinstance(made, dict):
        raise TemplateError(_unread("нужна запись { … } не больше 2 МБ"))
    return made


def _unread(why: str) -> Diagnostic:
    hint = f"Исправьте schema.json набора: {why}"
    return Diagnostic("DG150", "Схема набора шаблонов не читается", hint=hint)
