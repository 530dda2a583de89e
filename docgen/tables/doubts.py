"""What a person should look at in how tables were understood: once, however many sheets have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.diagnostics import Diagnostic, Severity
from docgen.records import replace
from docgen.tables.headings import Table, doubled
from docgen.tables.sheets import letters
from docgen.tables.words import plain


def doubts(tables: Iterable[Table]) -> Iterator[Diagnostic]:
    """Yield the findings of all tables; what is the same of many sheets is said of the first."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for table in tables:
        for each in _of_table(table):
            found.setdefault((each.code, each.message), []).append(each)
    for first, *others in found.values():
        more = f" (и ещё на листах: {len(others)})" if others else ""
        yield replace(first, message=first.message + more)


def _of_table(table: Table) -> Iterator[Diagnostic]:
    for column in table.known:
        assert column.field
        if not column.sure and not column.stated:
            message = f"Столбец «{column.heading}» понят как «{column.field.title}»"
            hint = f"Если это не так: {column.as_option('нет')} или другое поле вместо «нет»."
            place = table.sheet.place(column=column.index)
            yield Diagnostic("DG312", message, place, hint, Severity.WARNING)
    for column in table.columns:
        if column.rival:
            message = (
                f"Столбец «{column.heading}» не взят: он похож на «{column.rival.title}», "
                "но такой столбец уже есть"
            )
            hint = f"Если нужен он, а другой нет: {column.as_option(column.rival.title)}."
            place = table.sheet.place(column=column.index)
            yield Diagnostic("DG313", message, place, hint, Severity.WARNING)
    for first, second in doubled(table):
        assert first.field
        message = (
            f"Столбцы {letters(first.index)} «{first.heading}» и {letters(second.index)} "
            f"«{second.heading}» оба поняты как «{first.field.title}»"
        )
        hint = f"Скажите, что значит один из них: {second.as_option('нет')}."
        if plain(first.heading) == plain(second.heading):
            hint = "Если это два списка рядом, перенесите второй под первый или на свой лист."
        yield Diagnostic("DG313", message, table.sheet.place(column=second.index), hint)
    yield from _hidden(table)


def _hidden(table: Table) -> Iterator[Diagnostic]:
    """Say what is taken though a person does not see it."""
    sheet = table.sheet
    rows = [
        str(row + 1)
        for row in sorted(sheet.hidden_rows)
        if row >= table.start and row < len(sheet.rows) and any(v != "" for v in sheet.rows[row])
    ]
    columns = [letters(each.index) for each in table.known if each.index in sheet.hidden_columns]
    parts = (("скрытые строки", rows), ("скрытые столбцы", columns))
    for what, hidden in parts:
        if hidden:
            message = f"Взяты и {what}: {', '.join(hidden[:12])}{'…' if hidden[12:] else ''}"
            hint = "Если они не нужны, удалите их из таблицы, а не скройте."
            yield Diagnostic("DG324", message, sheet.place(), hint, Severity.WARNING)
