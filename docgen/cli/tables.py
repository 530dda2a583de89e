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
    SKIP,
    Asked,
    Catalogue,
    Change,
    Column,
    Opening,
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
_SHOWN = 3  # values that the names of sheets say


class Manners(Frozen):
    """How a table is to be taken."""

    asked: Asked
    rename: bool | None = None
    yes: bool = False
    dry_run: bool = False

    @classmethod
    def of(
        cls,
        kind: str,
        sheets: tuple[str, ...],
        columns: tuple[str, ...],
        complete: bool | None,
        **asked: Any,
    ) -> Manners:
        """Return the manners of the command's options."""
        refused = tuple(name for each in sheets if (name := _refused(each)))
        named = tuple(each for each in sheets if not _refused(each))
        meant = dict(map(_meaning, columns))
        return cls(Asked(kind, named, refused, meant, complete), **asked)


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
        opening = Opening(school_year_on(date.today()), _TRACKS)
        prepared = prepare_schools(manner.folder, tables, catalogue, opening, manners.asked)
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

    prepared = prepare(project, tables, catalogue, answer, manners.asked)
    if prepared.questions and not (manner.as_json or manners.yes or manners.dry_run):
        for question in prepared.questions:
            answers[question.key] = agreed(f"{question.place}: {question.text}. Переименовать?")
        prepared = prepare(project, tables, catalogue, answer, manners.asked)
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
    """Ask before anything of the programme is written; what a person said needs no question."""
    if manners.dry_run or (manner.as_json and not manners.yes):
        return False
    if not prepared.writes:
        return bool(manners.asked.refused or manners.asked.columns)
    if manners.yes:
        return True
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
    """Yield the columns of tables and what they were taken for, once for sheets that are alike."""
    alike: dict[object, list[Table]] = {}
    for table in tables:
        alike.setdefault((table.kind, table.top, table.columns, _whence(table)), []).append(table)
    for same in alike.values():
        first = same[0]
        yield _where(same)
        known = [each for each in first.known if each.field and each.field.title == each.heading]
        if known:
            yield f"  Узнаны: {', '.join(column.heading for column in known)}"
        yield from (_meant(column) for column in first.columns if column not in known)
        yield from _said_around(same)


def _where(tables: list[Table]) -> str:
    below = sum(len(table.sheet.rows) - table.start for table in tables)
    rows = counted(below, "строка", "строки", "строк")
    names = ", ".join(f"«{table.sheet.name}»" for table in tables if table.sheet.name)
    what = "Таблица" if not names else f"{'Лист' if len(tables) == 1 else 'Листы'} {names}"
    first = tables[0]
    return f"{what}: {_KINDS[first.kind]}, заголовок в строке {first.top + 1}, ниже {rows}"


def _whence(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((each.field.key, each.where) for each in table.around)


def _said_around(tables: list[Table]) -> Iterator[str]:
    """Yield what no column says: «Класс: 5 «А» – так назван лист»."""
    for number, around in enumerate(tables[0].around):
        values = dict.fromkeys(table.around[number].value for table in tables)
        shown = [around.field.shape.options.get(each, each) for each in values]
        more = f" и другие ({len(shown)})" if len(shown) > _SHOWN else ""
        yield f"  {around.field.title}: {', '.join(shown[:_SHOWN])}{more} – {around.where}"


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


def _refused(text: str) -> str:
    """Return the name in «Архив=нет», nothing if a sheet is to be taken."""
    name, sign, said = text.rpartition("=")
    return name.strip() if sign and said.strip().casefold() == SKIP else ""


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
        "around": {each.field.key: each.value for each in table.around},
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {**said(change), "details": [said(each) for each in change.details]}


__all__ = ["Manners", "take"]
