"""The rows of a table as records: what each cell says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import Frozen, Struct, field, replace
from docgen.tables.cells import NAMES, Filled, hint_at, read_cell
from docgen.tables.fields import SCHOOLS, Catalogue, Field
from docgen.tables.headings import Around, Table
from docgen.tables.names import looks_like_name
from docgen.tables.surroundings import CLASS, KIND, STUDENT, subheading
from docgen.tables.values import Misfit
from docgen.tables.words import begins, plain, shown

_NOTES = "подзаголовки и примечания"
_SIGNATURES = "подписи"


class Record(Frozen):
    """A row: its filled cells by the keys of their fields.

    `kinds` are who the people of the whole list are, if its name says so.
    """

    row: int
    place: Place
    cells: Mapping[str, Filled]
    bad: frozenset[str] = frozenset()
    sheet: str = ""
    kinds: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """Return the text of a cell, nothing if it is empty."""
        found = self.cells.get(key)
        return str(found.value) if found else ""

    def at(self, key: str) -> Place:
        """Return where a cell is, or the row if the cell is empty."""
        found = self.cells.get(key)
        return found.place if found else self.place


class Rows(Struct):
    """The records of a table, the findings, and the rows that were left out."""

    records: list[Record] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=dict)


def read_rows(table: Table, catalogue: Catalogue) -> Rows:
    """Return what stands below the header."""
    rows = Rows()
    told = {each.field.key: each for each in table.around}
    for row in range(table.start, len(table.sheet.rows)):
        if own := subheading(table, row, catalogue):
            told[CLASS] = own
            continue
        reason = _left_out(table, row, catalogue)
        if reason is None:
            rows.records.append(_with(told, _record(table, row, catalogue, rows.found)))
        elif reason:
            rows.left.setdefault(reason, []).append(row)
    return rows


def _with(told: Mapping[str, Around], record: Record) -> Record:
    """Return a record with what is said of its whole list; a class, unless it is a teacher's."""
    kind, own = told.get(KIND), told.get(CLASS)
    cells = dict(record.cells)
    if own and "post" not in cells and record.text(KIND) in ("", STUDENT):
        cells[CLASS] = Filled(own.field, own.value, record.place, around=True)
    return replace(record, cells=cells, kinds=(kind.value,) if kind else ())


def _left_out(table: Table, row: int, catalogue: Catalogue) -> str | None:
    """Return why a row is no record, nothing for an empty one or an example; None if it is one."""
    cells = enumerate(table.sheet.rows[row])
    filled = {at: text for at, value in cells if plain(text := shown(value))}
    broken = any(spot[0] == row for spot in (*table.sheet.formulas, *table.sheet.errors))
    if not filled:
        return None if broken else ""
    at, first = next((at, plain(text)) for at, text in filled.items())
    if any(begins(text, catalogue.words("examples")) for text in _naming(table, filled)):
        return ""
    if begins(first, catalogue.words("totals")):
        return "итоги"
    if begins(first, catalogue.words("signatures")) and not _is_said_of_somebody(table, at):
        return _SIGNATURES
    if _is_header_again(table, filled):
        return "повтор заголовка"
    return _NOTES if not broken and _is_note(table, row, filled) else None


def _naming(table: Table, filled: Mapping[int, str]) -> Iterator[str]:
    """Yield the words that say who a row is about: names, and what stands before them."""
    for at, text in filled.items():
        column = next((each for each in table.columns if each.index == at), None)
        is_name = column and column.field and _is_name(column.field)
        if is_name or (at == next(iter(filled)) and not _is_said_of_somebody(table, at)):
            yield plain(text)


def _is_said_of_somebody(table: Table, at: int) -> bool:
    """Whether a column says of somebody what they are: a post does; «№», a name, a code do not."""
    column = next((each for each in table.columns if each.index == at), None)
    if column is None or column.ignored:
        return False
    return column.field is None or not (_is_name(column.field) or column.field.id == "code")


def _is_header_again(table: Table, filled: Mapping[int, str]) -> bool:
    headings = {column.index: column.heading for column in table.columns}
    return len(filled) > 1 and all(headings.get(at) == text for at, text in filled.items())


def _is_note(table: Table, row: int, filled: Mapping[int, str]) -> bool:
    """Whether a row is one text: over several columns, or nobody's full name."""
    texts = set(filled.values())
    if len(texts) > 1 or len(table.known) < 2:
        return False
    names = {column.index for column in table.known if column.field and _is_name(column.field)}
    text = texts.pop()
    full = looks_like_name(text) and " " in text
    if len(filled) > 1:
        return _is_merged(table, row, filled)
    return not names & set(filled) or (table.kind != SCHOOLS and not full)


def _is_merged(table: Table, row: int, filled: Mapping[int, str]) -> bool:
    """Whether the filled cells of a row are one cell."""
    return any(
        top <= row <= bottom and left <= min(filled) and max(filled) <= right
        for (top, left), (bottom, right) in table.sheet.merged
    )


def _is_name(field: Field) -> bool:
    return field.id in NAMES or field.id in ("full_name", "short_name")


def _record(table: Table, row: int, catalogue: Catalogue, found: list[Diagnostic]) -> Record:
    cells: dict[str, Filled] = {}
    bad = set()
    for column in table.known:
        assert column.field
        place = table.sheet.place(row, column.index)
        try:
            said = list(read_cell(table, row, column, catalogue, found))
        except Misfit as misfit:
            message = f"{column.field.title}: {misfit.message}"
            found.append(Diagnostic(misfit.code, message, place, hint_at(column, misfit)))
            bad.add(column.field.key)
            continue
        for each in said:
            before = cells.setdefault(each.field.key, each)
            if before is not each and table.goes_on(column):
                both = f"{before.value}\n{each.value}"
                cells[each.field.key] = Filled(each.field, both, table.sheet.place(row))
    return Record(row, table.sheet.place(row), cells, frozenset(bad), table.sheet.name)


def left_out(table: Table, rows: Rows) -> Iterator[Diagnostic]:
    """Say which rows were left out, so that nobody is lost unseen."""
    for reason, numbers in rows.left.items():
        listed = ", ".join(str(number + 1) for number in numbers[:10])
        more = " и другие" if len(numbers) > 10 else ""
        message = f"Не взяты строки ({reason}): {listed}{more}"
        hint = "Если в них люди или пары, впишите каждого в свою строку, как остальных."
        severity = Severity.WARNING if reason in (_NOTES, _SIGNATURES) else Severity.INFO
        yield Diagnostic("DG325", message, table.sheet.place(), hint, severity)
