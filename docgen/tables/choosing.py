"""Which tables of a file are meant, and what there is to say of how they were understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.records import Frozen, field
from docgen.tables.fields import KINDS, PAIRS, PEOPLE, SCHOOLS, SKIP, Catalogue
from docgen.tables.headings import Column, Table, doubled, find_table
from docgen.tables.memory import Stated
from docgen.tables.sheets import Book, Sheet, letters
from docgen.tables.words import plain

_WANTED = {
    PEOPLE: "для людей – ФИО (в одном столбце или в трёх)",
    PAIRS: "для пар – Наставник и Наставляемый",
    SCHOOLS: "для школ – Наименование и ещё хотя бы одно сведение о школе",
}


class Asked(Frozen):
    """What a person said of a file: the kind of table, the sheet, what columns mean."""

    kind: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def choose(
    book: Book, catalogue: Catalogue, asked: Asked, memory: Stated
) -> tuple[tuple[Table, ...], Report]:
    """Return the tables to take: of each kind the one that is understood best."""
    stated, unknown = _stated(book, catalogue, asked, memory)
    sheets = _sheets(book, asked)
    if unknown or not sheets:
        return (), Report(unknown or [_no_sheet(book, asked)])
    kinds = (asked.kind,) if asked.kind else KINDS
    found = [table for sheet in sheets if (table := find_table(sheet, catalogue, kinds, stated))]
    chosen = _best([table for table in found if table.fits])
    if not chosen:
        return (), Report([_no_table(book, kinds, found)])
    rest = [table for table in found if table.fits and table not in chosen]
    report = Report(each for table in chosen for each in _of_table(table))
    return chosen, report + Report(map(_not_taken, rest))


def _stated(
    book: Book, catalogue: Catalogue, asked: Asked, memory: Stated
) -> tuple[Stated, list[Diagnostic]]:
    """Lay what was said in the command over what the project remembers."""
    kinds = (asked.kind,) if asked.kind else KINDS
    stated = {kind: dict(memory.get(kind, {})) for kind in kinds}
    unknown = []
    for heading, name in asked.columns.items():
        known = False
        for kind in kinds:
            named = catalogue.kind(kind).named(name)
            if named or name.casefold() == SKIP:
                stated[kind][heading] = named.key if named else SKIP
                known = True
        if not known:
            hint = 'Назовите поле его заголовком или обозначением: --map "Столбец=Дата рождения".'
            message = f"Столбец «{heading}»: поля «{name}» нет"
            unknown.append(Diagnostic("DG332", message, Place(book.file), hint))
    return stated, unknown


def _sheets(book: Book, asked: Asked) -> tuple[Sheet, ...]:
    """Return the sheets to look at; hidden ones only if named, or if there is nothing else."""
    if asked.sheet:
        return tuple(each for each in book.sheets if plain(each.name) == plain(asked.sheet))
    return tuple(each for each in book.sheets if not each.hidden) or book.sheets


def _best(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the best table of each kind; a list of schools stands alone."""
    best: dict[str, Table] = {}
    for table in tables:
        if table.kind not in best or _merit(table) > _merit(best[table.kind]):
            best[table.kind] = table
    if SCHOOLS in best and len(best) > 1:
        del best[SCHOOLS]
    return tuple(best[kind] for kind in (PEOPLE, PAIRS, SCHOOLS) if kind in best)


def _merit(table: Table) -> tuple[int, int]:
    return len(table.known), len(table.sheet.rows) - table.start


def _of_table(table: Table) -> Iterator[Diagnostic]:
    for column in table.known:
        assert column.field
        if not column.sure and not column.stated:
            message = f"Столбец «{column.heading}» понят как «{column.field.title}»"
            hint = f"Если это не так: {_map(column, 'нет')} или другое поле вместо «нет»."
            place = table.sheet.place(column=column.index)
            yield Diagnostic("DG312", message, place, hint, Severity.WARNING)
    for column in table.columns:
        if column.rival:
            message = (
                f"Столбец «{column.heading}» не взят: он похож на «{column.rival.title}», "
                "но такой столбец уже есть"
            )
            hint = f"Если нужен он, а другой нет: {_map(column, column.rival.title)}."
            place = table.sheet.place(column=column.index)
            yield Diagnostic("DG313", message, place, hint, Severity.WARNING)
    for first, second in doubled(table):
        assert first.field
        message = (
            f"Столбцы {letters(first.index)} «{first.heading}» и {letters(second.index)} "
            f"«{second.heading}» оба поняты как «{first.field.title}»"
        )
        hint = f"Скажите, что значит один из них: {_map(second, 'нет')}."
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


def _map(column: Column, meaning: str) -> str:
    """Return how a column is named on the command line, to be copied as it is."""
    heading = column.heading.replace('"', "")
    return f'--map "{heading}={meaning}"'


def _not_taken(table: Table) -> Diagnostic:
    message = f"Лист «{table.sheet.name}» похож на такую же таблицу, но не взят"
    hint = f'Возьмите его отдельно: --sheet "{table.sheet.name}".'
    return Diagnostic("DG329", message, table.sheet.place(), hint, Severity.WARNING)


def _no_sheet(book: Book, asked: Asked) -> Diagnostic:
    listed = (
        ", ".join(f"«{sheet.name}»" for sheet in book.sheets if sheet.name) or "один, без имени"
    )
    message = f"Листа «{asked.sheet}» нет"
    return Diagnostic("DG331", message, Place(book.file), f"В файле есть: {listed}.")


def _no_table(book: Book, kinds: Iterable[str], found: Iterable[Table]) -> Diagnostic:
    if not any(value != "" for sheet in book.sheets for row in sheet.rows for value in row):
        hint = "Проверьте, тот ли это файл, и сохраните таблицу ещё раз."
        return Diagnostic(
            "DG311", "Таблица пуста: не заполнена ни одна ячейка", Place(book.file), hint
        )
    wanted = "; ".join(_WANTED[kind] for kind in kinds)
    hint = f'Нужны столбцы: {wanted}. Назвать столбец можно так: --map "Заголовок=ФИО".'
    if book.notes:
        hint += (
            " Если вместо русских букв другие знаки, сохраните таблицу как «CSV UTF-8» или XLSX."
        )
    near = max(found, key=lambda table: len(table.known), default=None)
    message = "Таблица не узнана: нет строки с нужными заголовками"
    place = Place(book.file)
    if near:
        listed = ", ".join(f"«{column.heading}»" for column in near.columns[:8])
        message = f"{message}; больше всего похожа строка {near.top + 1}: {listed}"
        place = near.sheet.place()
    return Diagnostic("DG311", message, place, hint)
