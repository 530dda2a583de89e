"""Which tables of a file are meant: all that are understood, unless a person says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.records import Frozen, field
from docgen.tables.doubts import doubts
from docgen.tables.fields import KINDS, PAIRS, PEOPLE, SCHOOLS, SKIP, Catalogue
from docgen.tables.headings import Table, find_table
from docgen.tables.memory import Memory, Stated
from docgen.tables.passing import alike, has_names, passed_over, unfit
from docgen.tables.sheets import Book, Sheet
from docgen.tables.surroundings import surrounded
from docgen.tables.words import plain

_WANTED = {
    PEOPLE: "для людей – ФИО (в одном столбце или в трёх)",
    PAIRS: "для пар – Наставник и Наставляемый",
    SCHOOLS: "для школ – Наименование и ещё хотя бы одно сведение о школе",
}


class Asked(Frozen):
    """What a person said of a file: the kind of table, sheets, columns, whether it is complete."""

    kind: str = ""
    sheets: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    complete: bool | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of tables to look for."""
        return (self.kind,) if self.kind else KINDS


def choose(
    book: Book, catalogue: Catalogue, asked: Asked, memory: Memory
) -> tuple[tuple[Table, ...], Report]:
    """Return the tables to take, people before pairs, and what to say of them and of the others."""
    stated, wrong = _stated(book, catalogue, asked, memory.columns)
    refused = () if asked.sheets else _refused(book, asked, memory)
    sheets = [sheet for sheet in _sheets(book, asked) if sheet.name not in refused]
    wrong += _unknown_sheets(book, asked, sheets)
    if wrong:
        return (), Report(wrong)
    found = _found(sheets, catalogue, asked, stated)
    fitting = [table for table in found if table.fits]
    vain = [sheet for sheet in sheets if all(sheet is not table.sheet for table in fitting)]
    if not fitting or (asked.sheets and vain):
        return (), Report(_not_tables(book, asked, found, vain))
    # Hidden sheets are taken if they are named, or if there is nothing else.
    seen = [table for table in fitting if asked.sheets or not table.sheet.hidden] or fitting
    why = {} if asked.sheets else unfit(seen, catalogue.words("foreign"))
    taken = _ordered([table for table in seen if table.sheet.name not in why], catalogue)
    hidden = [table for table in fitting if table not in seen and has_names(table.sheet)]
    rest = [*(table for table in seen if table.sheet.name in why), *hidden]
    # Whoever asks for one kind of tables knows that there are others.
    others = () if asked.kind else passed_over(book, vain, refused)
    return taken, Report([*doubts(taken), *alike(rest, why), *others])


def _found(
    sheets: Iterable[Sheet], catalogue: Catalogue, asked: Asked, stated: Stated
) -> list[Table]:
    """Return what looks most like a table on each sheet that has anything of one."""
    tables = (find_table(sheet, catalogue, asked.kinds, stated) for sheet in sheets)
    return [table for table in tables if table]


def _ordered(tables: Iterable[Table], catalogue: Catalogue) -> tuple[Table, ...]:
    """Return tables in the order in which they are taken, with what stands around them."""
    order = (PEOPLE, PAIRS, SCHOOLS)
    told = sorted(tables, key=lambda table: order.index(table.kind))
    return tuple(surrounded(table, catalogue) for table in told)


def _stated(
    book: Book, catalogue: Catalogue, asked: Asked, memory: Stated
) -> tuple[Stated, list[Diagnostic]]:
    """Lay what was said in the command over what the project remembers."""
    stated = {kind: dict(memory.get(kind, {})) for kind in asked.kinds}
    unknown = []
    for heading, name in asked.columns.items():
        known = False
        for kind in asked.kinds:
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
    """Return the sheets to look at: those that are named, or all."""
    wanted = set(map(plain, asked.sheets))
    return tuple(each for each in book.sheets if not wanted or plain(each.name) in wanted)


def _refused(book: Book, asked: Asked, memory: Memory) -> tuple[str, ...]:
    """Return the names of those sheets that somebody has said not to take, now or before."""
    names = {plain(each) for each in (*memory.refused, *asked.refused)}
    return tuple(each.name for each in book.sheets if plain(each.name) in names)


def _unknown_sheets(book: Book, asked: Asked, sheets: Iterable[Sheet]) -> list[Diagnostic]:
    known = {plain(sheet.name) for sheet in book.sheets}
    listed = (
        ", ".join(f"«{sheet.name}»" for sheet in book.sheets if sheet.name) or "один, без имени"
    )
    unknown = [each for each in (*asked.sheets, *asked.refused) if plain(each) not in known]
    messages = [f"Листа «{each}» нет" for each in unknown]
    if not messages and not sheets:
        messages = ["Обо всех листах книги сказано «нет»"]
    hint = f"В файле есть: {listed}."
    return [Diagnostic("DG331", message, Place(book.file), hint) for message in messages]


def _not_tables(
    book: Book, asked: Asked, found: list[Table], vain: Iterable[Sheet]
) -> list[Diagnostic]:
    """Say of the named sheets, or else of the whole book, that there is no table."""
    if not asked.sheets:
        return [_no_table(book, asked.kinds, found)]
    alone = (Book(book.file, (sheet,), book.notes) for sheet in vain)
    return [
        _no_table(each, asked.kinds, [table for table in found if table.sheet is each.sheets[0]])
        for each in alone
    ]


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
    if not found and any(map(has_names, book.sheets)):
        hint = "Над именами нет заголовков: впишите над ними «ФИО», «Класс», «Должность»."
    near = max(found, key=lambda table: len(table.known), default=None)
    message = "Таблица не узнана: нет строки с нужными заголовками"
    place = Place(book.file)
    if near:
        listed = ", ".join(f"«{column.heading}»" for column in near.columns[:8])
        message = f"{message}; больше всего похожа строка {near.top + 1}: {listed}"
        place = near.sheet.place()
    return Diagnostic("DG311", message, place, hint)
