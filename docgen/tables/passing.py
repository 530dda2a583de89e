"""Sheets of a workbook that are not taken: which, and why, so that nobody is lost unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.tables.fields import PAIRS, PEOPLE, SCHOOLS
from docgen.tables.headings import Table
from docgen.tables.names import looks_like_name
from docgen.tables.sheets import Book, Sheet
from docgen.tables.words import plain, shown, tokens

_HIDDEN = "он скрыт"
_SCHOOLS = "это список школ, а в книге есть люди или пары; его берут отдельно"
_OTHERS = "судя по названию, на нём не те, кто участвует в программе"
_JOURNAL = "в нём одни и те же имена повторяются, как в журнале, а не в списке"
_NAMING: Final = {
    PEOPLE: ("name", "last_name", "first_name", "middle_name"),
    PAIRS: ("mentors.name", "mentors.last_name", "mentees.name", "mentees.last_name"),
    SCHOOLS: (),
}
_SHORT = 4  # rows; in fewer, two alike are a slip
_LIST = 3  # full names that make a sheet look like a list


def unfit(tables: Iterable[Table], foreign: frozenset[str]) -> dict[str, str]:
    """Return which of the tables are not to be taken beside the others, by sheet, and why."""
    found = tuple(tables)
    people = any(table.kind != SCHOOLS for table in found)
    why = {}
    for table in found:
        if table.kind == SCHOOLS and people:
            why[table.sheet.name] = _SCHOOLS
        elif len(found) > 1 and foreign & set(tokens(table.sheet.name)):
            why[table.sheet.name] = _OTHERS
        elif _is_journal(table) and any(
            other.kind == table.kind and not _is_journal(other) for other in found
        ):
            why[table.sheet.name] = _JOURNAL
    return why


def _is_journal(table: Table) -> bool:
    """Whether more than a quarter of its rows name again whom another one names."""
    columns = [
        column.index
        for column in table.known
        if column.field and column.field.key in _NAMING[table.kind]
    ]
    rows = range(table.start, len(table.sheet.rows))
    named = [tuple(plain(shown(table.sheet.value(row, at))) for at in columns) for row in rows]
    full = [each for each in named if any(each)]
    return len(full) >= _SHORT and 4 * len(set(full)) < 3 * len(full)


def alike(tables: Iterable[Table], why: dict[str, str]) -> Iterator[Diagnostic]:
    """Say which sheets look like those that were taken, and are not taken."""
    for table in tables:
        name = table.sheet.name
        message = f"Лист «{name}» похож на такую же таблицу, но не взят: {why.get(name, _HIDDEN)}"
        hint = f'Если он нужен, возьмите его отдельно: --sheet "{name}".'
        yield Diagnostic("DG329", message, table.sheet.place(), hint, Severity.WARNING)


def passed_over(
    book: Book, sheets: Iterable[Sheet], refused: Iterable[str]
) -> Iterator[Diagnostic]:
    """Say which sheets are no tables; that there are names on one is more than a note."""
    shown_ones = [sheet for sheet in sheets if not sheet.hidden]
    lists = [sheet for sheet in shown_ones if has_names(sheet)]
    others = [sheet for sheet in shown_ones if _is_wide(sheet) and sheet not in lists]
    hint = "Сделайте на них такую же строку заголовков, как на взятых листах."
    parts = (
        (
            ", хотя на них есть имена: нет строки с нужными заголовками",
            lists,
            Severity.WARNING,
            hint,
        ),
        (": нет строки с нужными заголовками", others, Severity.INFO, ""),
    )
    for why, passed, severity, advice in parts:
        if passed:
            message = f"Не взяты листы {_listed(sheet.name for sheet in passed)}{why}"
            yield Diagnostic("DG339", message, Place(book.file), advice, severity)
    if names := list(refused):
        message = f"Не взяты листы {_listed(names)}: о них сказано «нет»"
        hint = "Так записано в import.yaml; чтобы брать лист, сотрите там его строку."
        yield Diagnostic("DG339", message, Place(book.file), hint, Severity.INFO)


def _is_wide(sheet: Sheet) -> bool:
    """Whether there are several cells in a row: a page of text is no table, and nobody asks."""
    return any(len({value for value in row if value != ""}) > 1 for row in sheet.rows)


def has_names(sheet: Sheet) -> bool:
    """Whether a sheet looks like a list of people, whatever is above it."""
    texts = (value for row in sheet.rows for value in row if isinstance(value, str))
    names = (text for text in texts if 2 <= len(text.split()) <= 3 and _is_name(text))
    return sum(1 for _ in zip(range(_LIST), names, strict=False)) == _LIST


def _is_name(text: str) -> bool:
    return looks_like_name(text) and text.rsplit(maxsplit=1)[-1][:1].isupper()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
