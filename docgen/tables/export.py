"""A workbook to fill in: sheets made of the schema, with lists to choose from, checks and hints.

What it holds comes back unchanged through `docgen import`. Every cell is a text, a number or a
date, never a formula, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from textwrap import shorten
from typing import Any, Final

from docgen.schema.scalars import Refusal, read_date
from docgen.tables.fields import NAME, PAIRS, PEOPLE, Catalogue, Field, TableKind
from docgen.tables.forms import Form
from docgen.tables.people import PARTS, is_ambiguous
from docgen.tables.values import show
from docgen.tables.words import clean

HELP, LISTS = "Как заполнять", "Списки"
_READY = 500  # rows with lists and checks
_WIDTH = 16  # of a column that has none of its own, in letters
_PAGE = 150  # letters that can be read on a sheet of paper beside the first columns
_SPARE = 100  # of them below the last person
_HEADER = 1  # the row; those of the examples follow
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)
# A workbook has a date of making; the same programme must give the same bytes.
_MADE_ON = datetime(2026, 1, 1)
_OPENINGS = {
    PEOPLE: "Один человек – одна строка. Столбцы можно переставлять и удалять.",
    PAIRS: "Одна пара или группа – одна строка. Людей выбирают из списка.",
}
_TEXT: Final = (
    "На листе «Люди» впишите наставников и наставляемых, на листе «Пары» – кто кого наставляет.",
    "Столбцы, которые не нужны, можно оставить пустыми, переставить или удалить.",
    "Пустая ячейка ничего не меняет: стереть сведения можно только в самой программе.",
    "Серые строки «Пример» показывают, как заполнять; docgen их не берёт, своих впишите ниже.",
    "Столбец «Обозначение» заполнять не обязательно; где он заполнен, не меняйте его.",
    "Когда всё готово, сохраните книгу, закройте её и выполните в папке программы:",
    "    docgen import ИМЯ_ФАЙЛА.xlsx",
    "docgen покажет, что изменится, и спросит, записать ли это. Сама книга не меняется.",
)


def workbook(
    catalogue: Catalogue,
    people: Sequence[Mapping[str, Any]] = (),
    pairs: Sequence[Mapping[str, Any]] = (),
    forms: Sequence[Form] = (),
) -> bytes:
    """Return the workbook, with the people and the pairs of a programme if there are any."""
    import xlsxwriter  # noqa: PLC0415  only when a workbook is made

    about_people, about_pairs = catalogue.kind(PEOPLE), catalogue.kind(PAIRS)
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": "Люди и пары программы", "created": _MADE_ON})
        looks = _Looks(book)
        _explain(book, looks)
        choices = _Choices(book, forms)
        fields = _people_fields(catalogue, people)
        _Sheet(book, about_people, looks, choices).fill(
            fields, [_person_row(person, fields) for person in people]
        )
        named = _names(people)
        columns = tuple(field for field in about_pairs.fields if field.width)
        choices.people = _range_of_names(about_people, fields, len(people))
        _Sheet(book, about_pairs, looks, choices).fill(
            columns, [_pair_row(pair, columns, named, forms) for pair in pairs]
        )
        choices.write()
        book.get_worksheet_by_name(about_people.title).activate()
    return made.getvalue()


def _people_fields(catalogue: Catalogue, people: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """Return the columns of people; a name whose parts do not show has a column for each part."""
    fields = catalogue.kind(PEOPLE).fields
    apart = any(map(is_ambiguous, people))
    return tuple(each for each in fields if each.width or (apart and each.id in PARTS))


def _person_row(person: Mapping[str, Any], fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        if field.id == NAME:
            yield _full(person)
        elif field.id in PARTS:
            yield clean(str(person.get(field.id) or "")) if is_ambiguous(person) else ""
        else:
            yield _shown(field, person)


def _pair_row(
    pair: Mapping[str, Any],
    fields: Iterable[Field],
    names: Mapping[str, str],
    forms: Iterable[Form],
) -> Iterator[str]:
    form = next((each for each in forms if each.id == pair.get("form")), None)
    for field in fields:
        value = pair.get(field.id)
        if field.id in ("mentors", "mentees"):
            ids = value if isinstance(value, list) else [value]
            yield "\n".join(names.get(str(each), str(each)) for each in ids if each)
        elif field.id == "form" and form:
            yield form.title
        elif field.id == "model" and form:
            yield form.models.get(str(value), str(value or ""))
        else:
            yield _shown(field, pair)


def _shown(field: Field, record: Mapping[str, Any]) -> str:
    value: Any = record
    for step in field.path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return show(field, value) if value not in (None, "", []) else ""


def _full(person: Mapping[str, Any]) -> str:
    return clean(" ".join(str(person.get(key) or "") for key in PARTS))


def _names(people: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return how pairs name people: by the full name, namesakes with their ids."""
    listed = list(people)
    full = [_full(person) for person in listed]
    return {
        str(person["id"]): f"{name} ({person['id']})"
        if full.count(name) > 1 or is_ambiguous(person)
        else name
        for person, name in zip(listed, full, strict=True)
    }


def _ready(kind: TableKind, filled: int) -> tuple[int, int]:
    """Return the first and the last row with lists and checks."""
    first = _HEADER + 1 + len(kind.samples)
    return first, first + max(_READY, filled + _SPARE) - 1


def _range_of_names(people: TableKind, fields: Sequence[Field], filled: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415  the same

    at = next(number for number, field in enumerate(fields) if field.id == NAME)
    rows = _ready(people, filled)
    ends = (xl_rowcol_to_cell(row, at, row_abs=True, col_abs=True) for row in rows)
    return f"='{people.title}'!{':'.join(ends)}"


class _Looks:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.opening = book.add_format({"text_wrap": True, "valign": "vcenter", "italic": True})
        self.header = book.add_format({**cell, "bold": True, "bg_color": "#D9E2F3"})
        self.text = book.add_format({**cell, "num_format": "@"})
        self.date = book.add_format({**cell, "num_format": "dd.mm.yyyy", "align": "left"})
        self.number = book.add_format({**cell, "num_format": "0", "align": "left"})
        grey = {"italic": True, "font_color": "#7F7F7F", "bg_color": "#F2F2F2"}
        self.example = book.add_format({**cell, **grey, "num_format": "@"})
        self.heading = book.add_format({"bold": True, "font_size": 14})
        self.plain = book.add_format({"text_wrap": True})

    def of(self, field: Field) -> Any:
        """Return the look of the cells of a field."""
        if field.shape.format == "russian-date":
            return self.date
        return self.number if field.shape.type == "integer" else self.text


class _Choices:
    """The hidden sheet with what may be chosen, a column for each list."""

    def __init__(self, book: Any, forms: Sequence[Form]) -> None:
        self._book = book
        self._lists: dict[tuple[str, ...], int] = {}
        self._forms = tuple(form.title for form in forms)
        self._models = tuple(dict.fromkeys(m for form in forms for m in form.models.values()))
        self.people = ""

    def source(self, field: Field) -> str:
        """Return the range that the cells of a field choose from, or nothing."""
        if field.id in ("mentors", "mentees"):
            return self.people
        own = {"form": self._forms, "model": self._models}.get(field.id)
        words = own if own is not None else tuple(field.shape.options.values())
        if field.shape.name == "yes-no":
            words = ("да", "нет")
        return self._range(tuple(dict.fromkeys(words))) if words else ""

    def _range(self, words: tuple[str, ...]) -> str:
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415  the same

        column = xl_col_to_name(self._lists.setdefault(words, len(self._lists)), col_abs=True)
        return f"='{LISTS}'!{column}$1:{column}${len(words)}"

    def write(self) -> None:
        """Write the lists on a sheet that nobody needs to see."""
        sheet = self._book.add_worksheet(LISTS)
        sheet.hide()
        for words, column in self._lists.items():
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)


class _Sheet:
    """A sheet being written."""

    def __init__(self, book: Any, kind: TableKind, looks: _Looks, choices: _Choices) -> None:
        self._sheet = book.add_worksheet(kind.title)
        self._kind = kind
        self._looks = looks
        self._choices = choices

    def fill(self, fields: Sequence[Field], rows: Sequence[Iterable[str]]) -> None:
        """Write the opening, the header, the examples and the rows."""
        opening = _OPENINGS[self._kind.id]
        self._sheet.merge_range(0, 0, 0, len(fields) - 1, opening, self._looks.opening)
        self._sheet.set_row(0, 32)
        self._set_height(_HEADER, fields, [field.title for field in fields])
        for number, sample in enumerate(self._kind.samples, start=_HEADER + 1):
            self._set_height(number, fields, [sample.get(field.id, "") for field in fields])
        first, last = _ready(self._kind, len(rows))
        for column, field in enumerate(fields):
            self._column(column, field, first, last)
        for number, row in enumerate(map(tuple, rows), start=first):
            self._set_height(number, fields, row)
            for column, (field, text) in enumerate(zip(fields, row, strict=True)):
                self._cell(number, column, field, text)
        self._sheet.freeze_panes(_HEADER + 1, 2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        self._sheet.set_footer("&C&A&R&P из &N")
        width = sum(field.width or _WIDTH for field in fields)
        self._sheet.fit_to_pages(max(1, round(width / _PAGE)), 0)
        self._sheet.repeat_rows(_HEADER)
        self._sheet.repeat_columns(0, 1)

    def _set_height(self, row: int, fields: Iterable[Field], texts: Iterable[str]) -> None:
        """Make room for wrapped text: not every office does so by itself."""
        pairs = zip(fields, texts, strict=True)
        lines = max(ceil(len(text) * 1.1 / (field.width or _WIDTH)) for field, text in pairs)
        if lines > 1:
            self._sheet.set_row(row, 15 * lines)

    def _column(self, column: int, field: Field, first: int, last: int) -> None:
        self._sheet.set_column(column, column, field.width or _WIDTH, self._looks.of(field))
        self._sheet.write_string(_HEADER, column, field.title, self._looks.header)
        for row, sample in enumerate(self._kind.samples, start=_HEADER + 1):
            self._sheet.write_string(row, column, sample.get(field.id, ""), self._looks.example)
        check = self._check(field)
        if check:
            self._sheet.data_validation(first, column, last, column, check)

    def _check(self, field: Field) -> dict[str, Any]:
        """Return what the spreadsheet checks and says in the cells of a field."""
        hint = field.hint or str(field.shape.definition.get("description", ""))
        check: dict[str, Any] = {"validate": "any"}
        source = self._choices.source(field)
        if source:
            # Several people may stand in one cell: the list helps, and does not forbid.
            people = field.id in ("mentors", "mentees")
            check = {"validate": "list", "source": source, "show_error": not people}
        elif field.shape.format == "russian-date":
            check = _between("date", _EARLIEST, _LATEST, "Впишите день так: 01.09.2026.")
        elif field.shape.type == "integer":
            check = _between("integer", 0, 80, "Впишите целое число лет.")
        if hint:
            # What is longer Excel refuses.
            title, text = (
                shorten(field.title, 32, placeholder="…"),
                shorten(hint, 255, placeholder="…"),
            )
            check |= {"input_title": title, "input_message": text}
        return check

    def _cell(self, row: int, column: int, field: Field, text: str) -> None:
        look = self._looks.of(field)
        day = _day(text) if field.shape.format == "russian-date" else None
        if day and day >= _EARLIEST:
            self._sheet.write_datetime(row, column, day, look)
        elif field.shape.type == "integer" and text.isdecimal() and len(text) < 4:
            self._sheet.write_number(row, column, int(text), look)
        elif text:
            self._sheet.write_string(row, column, text, look)


def _between(what: str, low: Any, high: Any, message: str) -> dict[str, Any]:
    return {
        "validate": what,
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_title": "Не подходит",
        "error_message": message,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(read_date(text))
    except Refusal:
        return None


def _explain(book: Any, looks: _Looks) -> None:
    sheet = book.add_worksheet(HELP)
    sheet.set_column(0, 0, 100)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "Люди и пары программы наставничества", looks.heading)
    for row, line in enumerate(_TEXT, start=2):
        sheet.write_string(row, 0, line, looks.plain)
