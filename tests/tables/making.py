"""Tables as schools make them, and what becomes of a programme that takes them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from docgen import engine
from docgen.diagnostics import Report
from docgen.tables import (
    Asked,
    Catalogue,
    Change,
    Prepared,
    Question,
    Table,
    choose,
    prepare,
    read_book,
    remembered,
)
from tests.programmes import SCHOOL, project

PROGRAMME = """
programme:
  tracks: [students, teachers]
  school_year: 2026/27
  start: 01.09.2026
  end: 31.05.2027
  forms: [student-student, teacher-teacher, teacher-student]
  curators: [cur]
"""
EMPTY = SCHOOL + PROGRAMME
# Two pupils, two teachers, a pair of each.
FULL = (
    SCHOOL
    + """\
  # Обучающиеся
  - {id: s1, last_name: Тетрадкин, first_name: Марк, middle_name: Ильич, kind: student,
     class: 10 «А»}   # староста
  - id: s2
    last_name: Линейкина
    first_name: Вера
    middle_name: Петровна
    kind: student
    class: 7 «Б»
    birth_date: 2013-03-01
  - {id: t1, last_name: Примерова, first_name: Ольга, middle_name: Львовна, kind: teacher,
     post: учитель математики}
  - {id: t2, last_name: Образцов, first_name: Илья, middle_name: Львович, kind: teacher,
     post: учитель физики}
"""
    + PROGRAMME
    + """\
pairs:
  - {id: p1, form: student-student, mentors: [s1], mentees: [s2]}   # первая
  - id: p2
    form: teacher-teacher
    mentors: t1
    mentees: [t2]
    tasks:
      - вести журнал
      - готовить урок
"""
)
Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import found, and the programme after it."""

    tables: tuple[Table, ...]
    prepared: Prepared
    report: Report
    data: dict[str, Any]
    text: str

    @property
    def codes(self) -> list[str]:
        """The codes of the findings."""
        return [found.code for found in self.report]

    @property
    def changes(self) -> list[Change]:
        """What changed or is gone."""
        return list(self.prepared.changes)

    def added(self, key: str, before: int) -> list[dict[str, Any]]:
        """Return the records that a list has more than it had."""
        found: list[dict[str, Any]] = self.data[key][before:]
        return found


def xlsx(path: Path, rows: Rows, name: str = "Лист1", **more: Rows) -> Path:
    """Write a workbook as a spreadsheet would: texts as texts, numbers as numbers."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for title, lines in {name: rows, **more}.items():
            sheet = book.add_worksheet(title)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return path


def drawn(path: Path, draw: Callable[[Any, Any], object], name: str = "Лист1") -> Path:
    """Write a workbook with merged cells, formats and formulas."""
    with xlsxwriter.Workbook(str(path)) as book:
        draw(book, book.add_worksheet(name))
    return path


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes in the first sheet of a workbook, as other programs would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def csv(path: Path, text: str, encoding: str = "cp1251") -> Path:
    """Write a text file."""
    path.write_bytes(text.encode(encoding))
    return path


def never(_question: Question) -> bool | None:
    """Leave a question without an answer."""
    return None


def take(
    folder: Path,
    file: Path,
    text: str | None = EMPTY,
    *,
    kind: str = "",
    sheet: str = "",
    refused: tuple[str, ...] = (),
    columns: Mapping[str, str] | None = None,
    complete: bool | None = None,
    answer: Callable[[Question], bool | None] = never,
) -> Taken:
    """Take a table into a programme, write what is to be written, and read it again."""
    home = folder / "p"
    if text is not None:
        project(home, text)
    loaded = engine.load(home)
    assert loaded.programme is not None, list(loaded.report)
    before = file.read_bytes()
    catalogue = Catalogue(loaded.packs)
    memory, report = remembered(home, catalogue)
    asked = Asked(kind, (sheet,) if sheet else (), refused, columns or {}, complete)
    tables, found = choose(read_book(file), catalogue, asked, memory)
    report = report + found
    prepared = Prepared((), (), Report())
    if report.ok:
        prepared = prepare(loaded, tables, catalogue, answer, asked)
        report = report + prepared.report
        for each in prepared.edited:
            each.path.write_bytes(each.content)
    assert file.read_bytes() == before
    after = engine.load(home)
    assert after.programme is not None, list(after.report)
    written = (home / "programme.yaml").read_text(encoding="utf-8")
    return Taken(tables, prepared, report, after.source.data, written)
