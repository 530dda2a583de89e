"""What stands around a list of people and is true of all its rows: whose it is, of which class.

A school keeps a class a sheet, and names the sheet «5А»; or it writes «Список обучающихся 7 «Б»
класса» above the list, and has no column for what everybody sees there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docgen.records import replace
from docgen.russian import class_name
from docgen.tables.fields import PEOPLE, Catalogue, Field
from docgen.tables.headings import Around, Column, Table
from docgen.tables.words import clean, position, shown, tokens

CLASS, KIND, STUDENT = "class", "kind", "student"
_NUMBER = r"(?<![\w.,–-])(?:1[0-2]|[1-9])"
_LETTER = r"(?:\s?[-–]?\s?[«\"“]?[А-ЯЁа-яё][»\"”]?)?"
_OF_CLASS = re.compile(rf"({_NUMBER}{_LETTER})(?:-?(?:го|й|м))?\s?класс(?:а|е|у|ом)?(?!\w)", re.I)
_CLASS_OF = re.compile(rf"(?<!\w)класс:?\s({_NUMBER}{_LETTER})(?!\w)", re.I)
# In a name other words stand beside it, and «1С» is a program.
_TIGHT = re.compile(
    rf"(?!1[СC]\b)({_NUMBER}(?:[-–]?[А-ЯЁA-Zа-яё]|\s?[«\"“][А-ЯЁа-яё][»\"”]))(?![\w-])"
)
_BY_SHEET, _BY_TITLE, _BY_FILE = "так назван лист", "так сказано над таблицей", "так назван файл"


def surrounded(table: Table, catalogue: Catalogue) -> Table:
    """Return a list of people with what its sheet, its title and its file say of all in it."""
    if table.kind != PEOPLE:
        return table
    kind = None if table.has(KIND) else _kind(table, catalogue)
    table = replace(table, around=(kind,) if kind else ())
    if _is_of_others(table):
        return replace(table, columns=tuple(map(_without_class, table.columns)))
    own = None if table.has(CLASS) else _class(table, catalogue)
    return replace(table, around=(*table.around, own)) if own else table


def subheading(table: Table, row: int, catalogue: Catalogue) -> Around | None:
    """Return the class of the rows below one that says nothing else: «5А класс»."""
    if table.kind != PEOPLE or table.has(CLASS) or _is_of_others(table):
        return None
    texts = {text for value in table.sheet.rows[row] if (text := shown(value))}
    value = class_said(texts.pop()) if len(texts) == 1 else ""
    return Around(_field(CLASS, catalogue), value, _BY_TITLE) if value else None


def class_said(text: str) -> str:
    """Return the one class that a subheading or a title speaks of: «Список 7 «Б» класса»."""
    words = clean(text)
    found = {_written(each) for each in (*_OF_CLASS.findall(words), *_CLASS_OF.findall(words))}
    return _only(found) or _whole(words)


def _whole(text: str) -> str:
    """Return the class that a text is, and nothing else: «5 а»; a number alone may be anything."""
    try:
        name = _written(text)
    except ValueError:
        return ""
    return name if name[-1] == "»" else ""


def class_named(name: str) -> str:
    """Return the one class in the name of a sheet or a file: «5А», «Список 5-А (осень)»."""
    text = clean(name.replace("_", " "))
    return class_said(text) or _only(set(map(_written, _TIGHT.findall(text))))


def _written(text: str) -> str:
    return clean(class_name(text))


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _class(table: Table, catalogue: Catalogue) -> Around | None:
    told = (
        (class_named(table.sheet.name), _BY_SHEET),
        (_only({found for text in _above(table) if (found := class_said(text))}), _BY_TITLE),
        (class_named(Path(table.sheet.file).stem), _BY_FILE),
    )
    field = _field(CLASS, catalogue)
    return next((Around(field, value, where) for value, where in told if value), None)


def _kind(table: Table, catalogue: Catalogue) -> Around | None:
    """Return who the people of a list are, if its sheet or its title names only such people."""
    title = " ".join(_above(table))
    for text, where in ((table.sheet.name, _BY_SHEET), (title, _BY_TITLE)):
        words = tokens(text)
        found = {
            kind
            for kind, phrases in catalogue.groups().items()
            if any(position(words, phrase) is not None for phrase in phrases)
        }
        if len(found) == 1:
            return Around(_field(KIND, catalogue), found.pop(), where)
    return None


def _is_of_others(table: Table) -> bool:
    return any(each.field.key == KIND and each.value != STUDENT for each in table.around)


def _field(key: str, catalogue: Catalogue) -> Field:
    found = catalogue.kind(PEOPLE).field(key)
    assert found
    return found


def _above(table: Table) -> Iterator[str]:
    """Yield the texts above the header, each once: merged cells repeat theirs."""
    cells = (value for row in table.sheet.rows[: table.top] for value in row)
    yield from dict.fromkeys(shown(value) for value in cells if isinstance(value, str) and value)


def _without_class(column: Column) -> Column:
    """A class beside a teacher is the one that he leads, not the one that he is in."""
    is_class = column.field and column.field.key == CLASS and not column.stated
    return replace(column, field=None) if is_class else column
