"""The workbook comes back: what a person corrected or confirmed, and the YAML that keeps it."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from docgen.declensions.findings import looks_strange
from docgen.declensions.sheet import CASE_NAMES, GENDERS
from docgen.declensions.workbook import CONFIRMED, GENDER, KEY, MADE, NOMINATIVE, SHEET, YES
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.facts import Row
from docgen.records import Frozen
from docgen.russian import CASES, Case, Gender
from docgen.source import Data, Edited, Source, edit

MAX_UNPACKED = 200_000_000
_LONGEST = 1000  # letters of a form
# Beside what a new mapping of forms is at home.
_HOMES = {
    "cases": ("middle_name", "first_name", "last_name", "full_name", "name", "text"),
    "post_cases": ("post",),
    "short_cases": ("short_name",),
    "gender": ("middle_name", "first_name", "last_name"),
}
_HEADINGS: dict[Case, str] = {case: CASE_NAMES[case].capitalize() for case in CASES}
_STRANGE = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\uf8ff\\ufffe\\uffff]|^#")
_GENDERS: dict[str, Gender] = {"м": "m", "ж": "f"}
_GENDER_WORDS = frozenset("м муж мужской ж жен женский".split())
_WORD_KINDS = {"post": "post", "org": "organisation", "doc": "document"}


class Correction(Frozen):
    """A form that a person corrected or confirmed."""

    row: Row
    case: Case
    form: str

    def __str__(self) -> str:
        was = self.row.printed(self.case)
        change = f"{was} → {self.form}" if _plain(was) != self.form else f"{was} – верно"
        return f"{self.row.text}, {CASE_NAMES[self.case]}: {change}"


class GivenGender(Frozen):
    """The gender of a person, corrected or told for the first time."""

    row: Row
    gender: Gender

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where the programme says it: beside the name."""
        return (*self.row.place[:-1], "gender")

    def __str__(self) -> str:
        return f"{self.row.owner}, род: {GENDERS[self.row.gender] or '–'} → {GENDERS[self.gender]}"


class _Line(Frozen):
    """A row of the sheet: its cells by heading, and where they are."""

    file: str
    number: int
    cells: Mapping[str, Any]
    columns: Mapping[str, int]

    def text(self, heading: str) -> str:
        """Return what a cell says, without spaces around; a number is not a text."""
        value = self.cells.get(heading, "")
        return _plain(value) if isinstance(value, str) else ""

    def place(self, heading: str) -> Place:
        """Return where a cell is, as a spreadsheet names it."""
        column = _letters(self.columns[heading])
        return Place(self.file, spot=f"лист «{SHEET}», {column}{self.number}")


def read_corrections(
    path: Path, rows: Iterable[Row]
) -> tuple[tuple[Correction | GivenGender, ...], Report]:
    """Return what was corrected or confirmed in a workbook; it is only read."""
    try:
        lines, made = _read(path)
    except _Unreadable as problem:
        return (), Report([problem.found])
    known = {_plain(row.id): row for row in rows}
    results = [each for line in lines for each in _of_line(line, known, made)]
    found = [each for each in results if isinstance(each, Diagnostic)]
    corrections = [each for each in results if isinstance(each, Correction)]
    genders = [each for each in results if isinstance(each, GivenGender)]
    told = {each.path: each for each in reversed(genders)}
    report = Report((*found, *_contradictions(path, corrections), *_two_genders(path, genders)))
    return (*reversed(told.values()), *corrections), report


def put(
    source: Source, corrections: Iterable[Correction | GivenGender]
) -> tuple[tuple[Edited, ...], Report]:
    """Return the files of the project with the corrections in them, not written yet."""
    values: dict[tuple[str | int, ...], Data] = {}
    entries: dict[str, list[Correction]] = {}
    for each in corrections:
        if isinstance(each, GivenGender):
            values[each.path] = each.gender
            continue
        target = each.row.target
        if not target:
            entries.setdefault(each.row.id, []).append(each)
            continue
        if not _is_there(source.data, target):
            # A form outlives a change of the word itself; the nominative tells whose form it is.
            values[(*target, "nom")] = _plain(each.row.text)
        values[(*target, each.case)] = each.form
    dictionary = source.data.get("dictionary")
    known = len(dictionary) if isinstance(dictionary, list) else 0
    for index, group in enumerate(entries.values(), start=known):
        values[("dictionary", index)] = _entry(group)
    edited, found = edit(source, values, _HOMES)
    return edited, Report(found)


def _is_there(data: Any, path: Iterable[str | int]) -> bool:
    for step in path:
        inside = step in data if isinstance(data, dict) else isinstance(data, list)
        if not inside:
            return False
        data = data[step]
    return isinstance(data, dict)


def _entry(group: list[Correction]) -> Data:
    row = group[0].row
    cases: dict[str, Data] = {each.case: each.form for each in group}
    return {"text": _plain(row.text), "kind": _WORD_KINDS[row.kind], "cases": cases}


class _Unreadable(Exception):
    """The file is not a filled-in sheet."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


def _read(path: Path) -> tuple[list[_Line], dict[str, list[Any]]]:
    """Return the rows of the sheet, and the forms as they were made, by the keys of the rows."""
    book = _opened(path)
    if SHEET not in book.sheet_names:
        raise _Unreadable(_not_the_sheet(path, f"нет листа «{SHEET}»"))
    cells = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    made = []
    if MADE in book.sheet_names:
        made = book.get_sheet_by_name(MADE).to_python(skip_empty_area=False)
    return list(_lines(path, cells)), {_plain(str(row[0])): row[1:] for row in made if row}


def _opened(path: Path) -> CalamineWorkbook:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise _Unreadable(_not_the_sheet(path, "она слишком велика"))
        return CalamineWorkbook.from_path(str(path))
    except FileNotFoundError:
        raise _Unreadable(_no_book(path, "нет")) from None
    except (OSError, zipfile.BadZipFile, RuntimeError, ValueError, CalamineError) as error:
        why = "открыт в другой программе" if isinstance(error, PermissionError) else "не читается"
        raise _Unreadable(_no_book(path, why)) from error


def _lines(path: Path, cells: list[list[Any]]) -> Iterator[_Line]:
    """Yield the rows below the headings, wherever somebody moved them."""
    start = next((n for n, row in enumerate(cells[:50]) if NOMINATIVE in row and KEY in row), None)
    if start is None:
        wanted = f"нет строки с заголовками «{NOMINATIVE}» и «{KEY}»"
        raise _Unreadable(_not_the_sheet(path, wanted))
    columns = {str(name): at for at, name in enumerate(cells[start]) if name}
    lost = [name for name in (*_HEADINGS.values(), CONFIRMED) if name not in columns]
    if lost:
        raise _Unreadable(_not_the_sheet(path, f"нет столбца «{lost[0]}»"))
    for number, row in enumerate(cells[start + 1 :], start=start + 2):
        if any(row):
            named = {name: row[at] for name, at in columns.items()}
            yield _Line(str(path), number, named, columns)


def _of_line(
    line: _Line, known: Mapping[str, Row], made: Mapping[str, list[Any]]
) -> Iterator[Correction | GivenGender | Diagnostic]:
    """Yield what a row of the sheet corrects or confirms, or what is wrong with it."""
    row = known.get(line.text(KEY))
    trouble = _unknown(line) if row is None else _renamed(line, row)
    if row is None or trouble:
        yield trouble or _unknown(line)
        return
    answer = line.text(CONFIRMED).lower()
    if answer not in ("", YES) or not isinstance(line.cells[CONFIRMED], str):
        yield _no_form(line, CONFIRMED, f"в столбце «{CONFIRMED}» пишут «{YES}» или ничего")
    before = made.get(line.text(KEY), [])
    genders = list(_of_gender(line, row, before))
    yield from genders
    for index, (case, heading) in enumerate(_HEADINGS.items()):
        given, current = line.text(heading), _plain(row.printed(case))
        origin = _plain(str(before[index])) if index < len(before) else current
        corrected = given not in ("", origin, current)
        # The forms of another gender, or of none, cannot have been meant.
        confirmed = answer == YES and not genders and given == current
        confirmed = confirmed and bool(row.form(case).doubts)
        if reason := _unfit(line.cells[heading], row):
            yield _no_form(line, heading, reason)
        elif corrected or confirmed:
            yield Correction(row, case, given)


def _of_gender(line: _Line, row: Row, before: list[Any]) -> Iterator[GivenGender | Diagnostic]:
    """Yield the gender that a person put into the cell of a name."""
    given = line.text(GENDER).lower() if row.is_name and GENDER in line.columns else ""
    origin = str(before[len(CASES)]) if len(before) > len(CASES) else GENDERS[row.gender]
    if given in ("", origin, GENDERS[row.gender]):
        return
    gender = _GENDERS.get(given[0]) if given.rstrip(".") in _GENDER_WORDS else None
    if gender is None:
        said = " или ".join(f"«{name}»" for name in GENDERS.values() if name)
        yield _no_form(line, GENDER, f"в столбце «{GENDER}» пишут {said}")
    elif gender != row.gender:
        yield GivenGender(row, gender)


def _two_genders(path: Path, genders: list[GivenGender]) -> Iterator[Diagnostic]:
    """Yield people whose rows say both genders."""
    for each in {one.path: one for one in genders}.values():
        if len({other.gender for other in genders if other.path == each.path}) > 1:
            message = f"Род указан дважды и по-разному: {each.row.owner}"
            yield Diagnostic("DG306", message, Place(str(path)), "Оставьте один.")


def _unfit(value: Any, row: Row) -> str:
    """Say why a cell cannot be a form; an empty one changes nothing."""
    if not isinstance(value, str):
        return "это не текст, а число, дата или формула"
    if len(value) > _LONGEST or _STRANGE.search(value):
        return "в нём знаки, которых не бывает в словах, или он слишком длинный"
    if _plain(value) and looks_strange(_plain(value), row.text):
        return f"он не похож на «{row.text}»: первые буквы разные"
    return ""


def _contradictions(path: Path, corrections: list[Correction]) -> Iterator[Diagnostic]:
    """Yield the forms that two rows of one key give otherwise."""
    forms: dict[tuple[str, str], str] = {}
    for each in corrections:
        other = forms.setdefault((each.row.id, each.case), each.form)
        if other != each.form:
            message = f"Форма дана дважды: «{other}» и «{each.form}» ({each.row.text})"
            yield Diagnostic("DG306", message, Place(str(path)), "Оставьте одну строку из двух.")


def _plain(text: str) -> str:
    """Return a text with ordinary single spaces and whole letters, as people type it in YAML."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _no_book(path: Path, why: str) -> Diagnostic:
    hint = "Нужен файл XLSX, который создаёт docgen build declensions."
    message = f"Файла «{path}» нет" if why == "нет" else f"Файл «{path.name}» {why}"
    return Diagnostic("DG300", message, Place(str(path)), hint)


def _not_the_sheet(path: Path, why: str) -> Diagnostic:
    message = f"Файл «{path.name}» – не ведомость склонений: {why}"
    hint = "Создайте её заново (docgen build declensions) и перенесите исправления."
    return Diagnostic("DG301", message, Place(str(path)), hint)


def _unknown(line: _Line) -> Diagnostic:
    message = f"Слов «{line.text(NOMINATIVE)}» с таким ключом в программе нет"
    hint = "Они изменились или удалены; если строка не нужна, удалите её из ведомости."
    return Diagnostic("DG307", message, line.place(KEY), hint, Severity.WARNING)


def _renamed(line: _Line, row: Row) -> Diagnostic | None:
    if line.text(NOMINATIVE) == _plain(row.text):
        return None
    message = f"Именительный падеж «{line.text(NOMINATIVE)}» не тот, что в программе: «{row.text}»"
    hint = "Само слово меняют в файле программы; формы этой строки не взяты."
    return Diagnostic("DG302", message, line.place(NOMINATIVE), hint)


def _no_form(line: _Line, heading: str, why: str) -> Diagnostic:
    message = f"Значение ячейки нельзя взять: {why}"
    hint = "Исправьте ячейку или сотрите: пустая ничего не меняет."
    return Diagnostic("DG303", message, line.place(heading), hint)
