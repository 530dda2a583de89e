"""`docgen template check`: what is wrong with templates, all at once, before any data exist."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.common import Manner, common
from docgen.cli.printing import counted, totals
from docgen.cli.template.given import (
    contents,
    face_judge,
    head_measurer,
    is_file,
    kinds_named,
    one_kind,
    packs_of,
)
from docgen.diagnostics import Report


@click.command("check", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("names", nargs=-1, metavar="[ФАЙЛ.docx|ВИД]...")
@click.option("--kind", metavar="ВИД", help="Для какого вида документа этот файл.")
@click.option(
    "--comments",
    is_flag=True,
    help="Записать замечания примечаниями Word в копию («ИМЯ – замечания.docx» в текущей папке).",
)
@common
def command(manner: Manner, names: tuple[str, ...], kind: str | None, comments: bool) -> None:
    """Проверить шаблоны: поля, циклы, теги, стили, шрифты, вложения. Данные не нужны.

    Без имён проверяются все виды документов: их шаблоны, слова (clauses.yaml) и описания.
    """
    from docgen.studio import (  # noqa: PLC0415  not needed by `docgen --help`
        check_file,
        check_kinds,
        examined_files,
    )

    stack = packs_of(manner.folder)
    paths = [Path(name) for name in names if is_file(name)]
    users = (one_kind(stack, kind),) if kind else None
    judged, measure, report = face_judge(), head_measurer(manner.folder, stack), Report()
    for path in paths:
        contents(path)
        report = report + check_file(path, stack, users, judged, measure)
    words = tuple(name for name in names if not is_file(name))
    if words or not names:
        kinds = kinds_named(stack, words)
        report = report + check_kinds(stack, kinds, judged, measure)
        paths += examined_files(stack, kinds)
    copies = _copies(paths, report) if comments else []
    manner.answer(report, outputs=[str(copy) for copy in copies])
    manner.findings(report)
    manner.say(_summary(report, len(paths)))
    for copy in copies:
        manner.say(f"Замечания записаны в копию: {copy}")
    manner.finish(report)


def _copies(paths: list[Path], report: Report) -> list[Path]:
    """Write a copy with comments of every file that something was found in."""
    from docgen.docx.comments import commented  # noqa: PLC0415  only with `--comments`
    from docgen.files import safe_name, write_atomic  # noqa: PLC0415  only with `--comments`

    made = []
    for path in paths:
        found = [each for each in report if each.place.file == str(path)]
        if found:
            stem = path.stem if path.stem != "template" else path.parent.name
            copy = Path(safe_name(f"{stem} – замечания") + ".docx")
            write_atomic(copy, commented(path.read_bytes(), found, str(path)))
            made.append(copy)
    return made


def _summary(report: Report, files: int) -> str:
    checked = f"Проверено: {counted(files, 'шаблон', 'шаблона', 'шаблонов')}."
    found = totals(report)
    return f"{checked} Итог: {found}." if found else f"{checked} Ошибок нет."
