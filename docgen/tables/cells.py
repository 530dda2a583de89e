"""A cell of a row: which field it fills, and with what; a cell may fill two, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import Frozen, replace
from docgen.source import Data
from docgen.tables.fields import Catalogue, Field
from docgen.tables.headings import Column, Table
from docgen.tables.names import said_of
from docgen.tables.sheets import Spot, Value
from docgen.tables.surroundings import CLASS
from docgen.tables.values import NOT_THIS, Misfit, Taken, parts, period, take
from docgen.tables.words import begins, brief, plain, shown, tokens

# What a spreadsheet shows instead of a value, as a CSV has it; a narrow column shows only signs.
_FAILED = re.compile(r"#(?:#+|[А-ЯA-Z]+(?:/[А-ЯA-Z0-9])?[!?]?)")
_PERIOD = ("start", "end")
# What a heading names besides the post: «Должность/класс», «Должность, категория».
_BESIDE = frozenset(("класс", "категория", "стаж"))
# Fields whose cells name people: the rows of a kind of table know what to do with them.
NAMES = frozenset(("name", "last_name", "first_name", "middle_name", "director", "curator"))


class Filled(Frozen):
    """What a cell says of a field, and where the cell is; `around` is said of the whole list."""

    field: Field
    value: Data
    place: Place
    around: bool = False


def read_cell(
    table: Table, row: int, column: Column, catalogue: Catalogue, found: list[Diagnostic]
) -> Iterator[Filled]:
    """Yield what a cell says; one that is no value of its field is a `Misfit`."""
    field, spot = column.field, (row, column.index)
    assert field
    value = table.sheet.value(*spot)
    _require_value(table, spot, value)
    if _is_silent(field, shown(value), catalogue):
        return
    place = table.sheet.place(*spot)
    if field.id in NAMES or field.id in ("form", "model"):
        yield Filled(field, _name(value), place)
        return
    if field.id == "id" and begins(plain(shown(value)), catalogue.words("examples")):
        raise _written_over()
    for own, part in _meant(table, column, value, catalogue):
        taken = _taken(own, part, catalogue)
        if taken.doubt:
            message = f"{own.title}: {taken.doubt}"
            hint = "Проверьте; если это не так, исправьте ячейку."
            found.append(Diagnostic(taken.code, message, place, hint, Severity.WARNING))
        if taken.value:
            yield Filled(own, taken.value, place)


def _meant(
    table: Table, column: Column, value: Value, catalogue: Catalogue
) -> Iterator[tuple[Field, Value]]:
    """Yield what a cell fills: «Должность, категория» each of them, a period both of its days."""
    field, text = column.field, shown(value)
    assert field
    kind = catalogue.kind(table.kind)
    days = period(text) if field.key in _PERIOD and not table.has(*_PERIOD) else ()
    if days:
        for key, day in zip(_PERIOD, days, strict=True):
            if own := kind.field(key):
                yield own, day
        return
    if field.id != "post" or not _BESIDE & set(tokens(column.heading)):
        yield field, value
        return
    said: dict[str, list[str]] = {}
    for part in parts(str(value), commas=True):
        key, told = said_of(part)
        said.setdefault(key, []).append(told)
    for key, told_all in said.items():
        own = kind.field(f"{field.role}.{key}".lstrip("."))
        if own:
            yield own, ("\n" if key == CLASS else ", ").join(told_all)


def hint_at(column: Column, misfit: Misfit) -> str:
    """Say what would do; a heading in other words than the field's may mean something else."""
    assert column.field
    refusal = column.as_option("нет")
    is_known = misfit.code != "DG315" or plain(column.heading) == plain(column.field.title)
    if is_known or NOT_THIS in misfit.hint:
        return misfit.hint.replace(NOT_THIS, refusal)
    return f"{misfit.hint} Если столбец о другом: {refusal}."


def _require_value(table: Table, spot: Spot, value: Value) -> None:
    if spot in table.sheet.formulas or spot in table.sheet.errors:
        raise _no_value(table.sheet.formulas.get(spot, ""))
    if _FAILED.fullmatch(shown(value)):
        raise _no_value("")


def _is_silent(field: Field, text: str, catalogue: Catalogue) -> bool:
    """Whether a cell says nothing: a dash does, «нет» too, unless it is an answer."""
    if field.shape.name == "yes-no":
        return not text
    return not plain(text) or plain(text) in catalogue.words("nothing")


def _taken(field: Field, value: Value, catalogue: Catalogue) -> Taken:
    """Read a cell; what is said of the people of a group stands on as many lines as they are."""
    is_said_of_each = isinstance(value, str) and field.role
    lines = parts(str(value), commas=field.id == CLASS) if is_said_of_each else ()
    if len(lines) < 2 or field.shape.type == "array":
        return take(field, value, catalogue.values)
    each = [take(field, line, catalogue.values) for line in lines]
    doubts = [taken for taken in each if taken.doubt]
    values = "\n".join(str(taken.value) for taken in each)
    return replace(doubts[0], value=values) if doubts else Taken(values)


def _name(value: Value) -> str:
    """Return a name with the lines of its cell: several people stand on several lines."""
    if not isinstance(value, str):
        raise Misfit(f"«{brief(shown(value))}» – не текст", "Впишите слова.")
    return value.strip()


def _written_over() -> Misfit:
    hint = "Если строка настоящая, сотрите это слово и проверьте остальные ячейки строки."
    return Misfit("строка примера, а имя в ней другое", hint)


def _no_value(formula: str) -> Misfit:
    if not formula:
        hint = "Исправьте формулу или впишите вместо неё значение."
        return Misfit("в ячейке ошибка вместо значения", hint, "DG323")
    hint = "Откройте книгу в Excel или LibreOffice и сохраните: значение появится. Или впишите его."
    return Misfit(f"в ячейке формула «{brief(formula)}» без значения", hint, "DG323")
