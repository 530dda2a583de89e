"""Tables on the command line: what was understood, what would change, the question, the writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from docgen import engine, packs
from docgen.cli.asking import agreed
from docgen.cli.common import Manner, load
from docgen.cli.printing import counted, totals
from docgen.diagnostics import Report
from docgen.engine import Project
from docgen.files import write_atomic
from docgen.records import Frozen, said
from docgen.tables import (
    SCHOOLS,
    Asked,
    Catalogue,
    Change,
    Column,
    Prepared,
    Question,
    Table,
    choose,
    letters,
    prepare,
    prepare_schools,
    read_book,
    remembered,
    school_year_on,
    set_up,
)

_KINDS = {"people": "люди", "pairs": "пары", "schools": "школы"}
_TRACKS = ("students", "teachers")


class Manners(Frozen):
    """How a table is to be taken."""

    asked: Asked
    rename: bool | None = None
    yes: bool = False
    dry_run: bool = False

    @classmethod
    def of(cls, kind: str, sheet: str, columns: tuple[str, ...], **asked: Any) -> Manners:
        """Return the manners of the command's options."""
        return cls(Asked(kind, sheet, dict(map(_meaning, columns))), **asked)


def take(manner: Manner, file: Path, manners: Manners) -> None:
    """Take a table into the programme of the folder, or a list of schools into folders."""
    book = read_book(file)
    project = _project(manner)
    catalogue = Catalogue(project.packs if project else packs.stack())
    memory, report = remembered(_folder(manner), catalogue)
    if not report.ok:
        _stop(manner, report)
    tables, found = choose(book, catalogue, manners.asked, memory)
    report = report + found
    for line in (*book.notes, *_understood(tables)):
        manner.say(line)
    if not report.ok:
        _stop(manner, report)
    if tables[0].kind == SCHOOLS:
        year = school_year_on(date.today())
        prepared = prepare_schools(manner.folder, tables[0], catalogue, year, _TRACKS)
    else:
        project = project or load(manner)  # says that there is none
        prepared = _prepared(manner, project, tables, catalogue, manners)
    _conclude(manner, manners, prepared, report, tables)


def _project(manner: Manner) -> Project | None:
    """Return the programme of the folder, if there is one; a list of schools needs none."""
    return load(manner) if engine.locate(manner.folder).is_file() else None


def _folder(manner: Manner) -> Path:
    return engine.locate(manner.folder).parent


def _prepared(
    manner: Manner,
    project: Project,
    tables: tuple[Table, ...],
    catalogue: Catalogue,
    manners: Manners,
) -> Prepared:
    if project.programme is None:
        _stop(manner, project.report)
    answers: dict[str, bool] = {}

    def answer(question: Question) -> bool | None:
        return answers.get(question.key, manners.rename)

    prepared = prepare(project, tables, catalogue, answer)
    if prepared.questions and not (manner.as_json or manners.yes or manners.dry_run):
        for question in prepared.questions:
            answers[question.key] = agreed(f"{question.place}: {question.text}. Переименовать?")
        prepared = prepare(project, tables, catalogue, answer)
    return prepared


def _conclude(
    manner: Manner, manners: Manners, prepared: Prepared, report: Report, tables: tuple[Table, ...]
) -> None:
    """Show what would change, ask, write, and leave."""
    report = report + prepared.report
    for change in prepared.changes:
        for line in change.lines():
            manner.say(f"  {line}")
    if prepared.changes or report.ok:
        manner.say(_summary(prepared.changes, whole=report.ok))
    if not report.ok:
        _stop(manner, report, tables, prepared.changes)
    manner.findings(report)
    outputs = _written(manner, prepared) if _go(manner, manners, prepared) else []
    if prepared.writes and not outputs:
        manner.say("Ничего не записано.")
    manner.answer(
        report,
        tables=[_as_mapping(table) for table in tables],
        changes=[_change(each) for each in prepared.changes],
        outputs=[{"file": str(path)} for path in outputs],
    )
    manner.finish(report)


def _go(manner: Manner, manners: Manners, prepared: Prepared) -> bool:
    """Ask before anything of the programme is written; nothing to write is no question."""
    if manners.dry_run or not prepared.writes:
        return False
    if manners.yes:
        return True
    if manner.as_json:
        return False
    what = "Создать эти папки?" if prepared.schools else "Записать это в программу?"
    return agreed(what)


def _written(manner: Manner, prepared: Prepared) -> list[Path]:
    paths = []
    for each in prepared.edited:
        write_atomic(each.path, each.content)
        paths.append(each.path)
    paths += set_up(prepared.schools)
    for path in paths:
        manner.say(f"Записано: {path}")
    if paths and not prepared.schools:
        manner.say("Дальше: docgen check")
    return paths


def _stop(
    manner: Manner,
    report: Report,
    tables: Iterable[Table] = (),
    changes: Iterable[Change] = (),
) -> None:
    """Say why nothing is taken: all of the table, or nothing of it."""
    manner.answer(
        report,
        tables=[_as_mapping(table) for table in tables],
        changes=[_change(each) for each in changes],
    )
    manner.findings(report)
    manner.say(f"Итог: {totals(report)}. Ничего не записано.")
    manner.finish(report)


def _understood(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the columns of each table and what they were taken for."""
    for table in tables:
        rows = counted(len(table.sheet.rows) - table.start, "строка", "строки", "строк")
        where = f"Лист «{table.sheet.name}»" if table.sheet.name else "Таблица"
        yield f"{where}: {_KINDS[table.kind]}, заголовок в строке {table.top + 1}, ниже {rows}"
        same = [each for each in table.known if each.field and each.field.title == each.heading]
        if same:
            yield f"  Узнаны: {', '.join(column.heading for column in same)}"
        yield from (_meant(column) for column in table.columns if column not in same)


def _meant(column: Column) -> str:
    field = column.field.title if column.field else "не берётся"
    doubt = "" if column.sure or column.stated else " (?)"
    return f"  {letters(column.index):>2}  {column.heading} → {field}{doubt}"


def _summary(changes: Iterable[Change], *, whole: bool) -> str:
    """Count the changes; who is not in the table shows when the whole of it is understood."""
    sorts = [change.sort for change in changes]
    if not sorts:
        return "Изменений нет: всё, что есть в таблице, в программе уже записано."
    added, changed, gone = (sorts.count(sort) for sort in ("added", "changed", "gone"))
    missing = f", нет в таблице {gone}" if whole else ""
    return f"Новых {added}, изменено {changed}{missing}."


def _meaning(text: str) -> tuple[str, str]:
    heading, sign, name = text.rpartition("=")
    if not sign or not heading.strip():
        raise click.BadParameter("Нужно СТОЛБЕЦ=ПОЛЕ.", param_hint="--map")
    return heading.strip(), name.strip()


def _as_mapping(table: Table) -> dict[str, Any]:
    return {
        "kind": table.kind,
        "sheet": table.sheet.name,
        "header": table.top + 1,
        "columns": {
            column.heading: column.field.key if column.field else None for column in table.columns
        },
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {**said(change), "details": [said(each) for each in change.details]}


__all__ = ["Manners", "take"]
