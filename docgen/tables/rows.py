"""The rows of a table as records: what each cell says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import Frozen, Struct, field, replace
from docgen.source import Data
from docgen.tables.fields import SCHOOLS, Catalogue, Field
from docgen.tables.headings import Column, Table
from docgen.tables.names import looks_like_name
from docgen.tables.sheets import Value
from docgen.tables.values import Misfit, Taken, parts, take
from docgen.tables.words import brief, plain, shown

_NOTES = "подзаголовки и примечания"
_SIGNATURES = "подписи"
# Fields whose cells name people: the rows of a kind of table know what to do with them.
NAMES = frozenset(("name", "last_name", "first_name", "middle_name", "director", "curator"))


class Filled(Frozen):
    """What a cell says of a field, and where the cell is."""

    field: Field
    value: Data
    place: Place


class Record(Frozen):
    """A row: its filled cells by the keys of their fields."""

    row: int
    place: Place
    cells: Mapping[str, Filled]
    bad: frozenset[str] = frozenset()

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
    for row in range(table.start, len(table.sheet.rows)):
        reason = _left_out(table, row, catalogue)
        if reason is None:
            rows.records.append(_record(table, row, catalogue, rows.found))
        elif reason:
            rows.left.setdefault(reason, []).append(row)
    return rows


def _left_out(table: Table, row: int, catalogue: Catalogue) -> str | None:
    """Return why a row is no record, nothing for an empty one or an example; None if it is one."""
    cells = enumerate(table.sheet.rows[row])
    filled = {at: text for at, value in cells if plain(text := shown(value))}
    broken = any(spot[0] == row for spot in (*table.sheet.formulas, *table.sheet.errors))
    if not filled:
        return None if broken else ""
    at, first = next((at, plain(text)) for at, text in filled.items())
    if any(_begins(text, catalogue.words("examples")) for text in _naming(table, filled)):
        return ""
    if _begins(first, catalogue.words("totals")):
        return "итоги"
    if _begins(first, catalogue.words("signatures")) and not _is_said_of_somebody(table, at):
        return _SIGNATURES
    if _is_header_again(table, filled):
        return "повтор заголовка"
    return _NOTES if not broken and _is_note(table, row, filled) else None


def _begins(text: str, words: frozenset[str]) -> bool:
    return any(text == word or text.startswith(f"{word} ") for word in words)


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
            filled = _filled(table, row, column, catalogue, found)
        except Misfit as misfit:
            message = f"{column.field.title}: {misfit.message}"
            found.append(Diagnostic(misfit.code, message, place, misfit.hint))
            bad.add(column.field.key)
            continue
        if filled and column.field.key not in cells:
            cells[column.field.key] = filled
    return Record(row, table.sheet.place(row), cells, frozenset(bad))


def _filled(
    table: Table, row: int, column: Column, catalogue: Catalogue, found: list[Diagnostic]
) -> Filled | None:
    field, spot = column.field, (row, column.index)
    assert field
    value = table.sheet.value(*spot)
    if spot in table.sheet.formulas or spot in table.sheet.errors:
        raise _no_value(table.sheet.formulas.get(spot, ""))
    if _is_silent(field, shown(value), catalogue):
        return None
    place = table.sheet.place(*spot)
    if field.id in NAMES or field.id in ("form", "model"):
        return Filled(field, _name(value), place)
    if field.id == "id" and _begins(plain(shown(value)), catalogue.words("examples")):
        raise _written_over()
    taken = _taken(field, value, catalogue)
    if taken.doubt:
        message = f"{field.title}: {taken.doubt}"
        hint = "Проверьте; если это не так, исправьте ячейку."
        found.append(Diagnostic(taken.code, message, place, hint, Severity.WARNING))
    return Filled(field, taken.value, place) if taken.value else None


def _is_silent(field: Field, text: str, catalogue: Catalogue) -> bool:
    """Whether a cell says nothing: a dash does, «нет» too, unless it is an answer."""
    if field.shape.name == "yes-no":
        return not text
    return not plain(text) or plain(text) in catalogue.words("nothing")


def _taken(field: Field, value: Value, catalogue: Catalogue) -> Taken:
    """Read a cell; what is said of the people of a group stands on as many lines as they are."""
    lines = parts(value, commas=False) if isinstance(value, str) and field.role else ()
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


def left_out(table: Table, rows: Rows) -> Iterator[Diagnostic]:
    """Say which rows were left out, so that nobody is lost unseen."""
    for reason, numbers in rows.left.items():
        listed = ", ".join(str(number + 1) for number in numbers[:10])
        more = " и другие" if len(numbers) > 10 else ""
        message = f"Не взяты строки ({reason}): {listed}{more}"
        hint = "Если в них люди или пары, впишите каждого в свою строку, как остальных."
        severity = Severity.WARNING if reason in (_NOTES, _SIGNATURES) else Severity.INFO
        yield Diagnostic("DG325", message, table.sheet.place(), hint, severity)
