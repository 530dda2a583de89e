"""`docgen build`: make the documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen.cli.common import Manner, common, load
from docgen.cli.guard import heed_the_end
from docgen.cli.meter import meter
from docgen.cli.printing import totals
from docgen.cli.telling import (
    as_left_out,
    as_outputs,
    as_plan,
    tell,
    tell_bound,
    tell_left_out,
    tell_plan,
)
from docgen.cli.together import refuse_nonsense
from docgen.diagnostics import Diagnostic, Report
from docgen.errors import EnvironmentProblem, OutputError

if TYPE_CHECKING:
    from docgen.engine import Built, Executor, Failure, Progress, Project
    from docgen.pdf import Bundle, Converter

DEFAULT_FOLDER, SITE_FOLDER = "Готово", "Для сайта"


@click.command("build", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kinds", nargs=-1, metavar="[ЧТО]...")
@click.option("--pdf", is_flag=True, help="Создать и PDF (нужен LibreOffice).")
@click.option("--pdfa", is_flag=True, help="То же, но PDF для архива: PDF/A-2b.")
@click.option(
    "--plain",
    is_flag=True,
    help="Для --pdf: преобразовать каждый документ отдельно; это вдвое дольше.",
)
@click.option(
    "--print",
    "bound",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="ФАЙЛ.pdf",
    help="Создать PDF и собрать их в один файл для печати, с закладкой на каждый документ.",
)
@click.option("--duplex", is_flag=True, help="Для --print: каждый документ с нового листа.")
@click.option("--changed-only", is_flag=True, help="Для --print: только то, что создано сейчас.")
@click.option(
    "--dry-run",
    "dry",
    is_flag=True,
    help="Показать, что будет создано и почему, и ничего не создавать.",
)
@click.option("--failed", is_flag=True, help="Только то, что в прошлый раз не удалось создать.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="ЧИСЛО",
    help="Сколько процессов создают документы (без параметра – сколько выгодно).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help=f"Куда складывать документы (без параметра – «{DEFAULT_FOLDER}» в папке программы).",
)
@click.option(
    "--publish",
    is_flag=True,
    help=f"Создать копии для сайта, без личных сведений (в папке «{SITE_FOLDER}»).",
)
@click.option(
    "--all",
    "schools",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help="Создать документы всех школ, чьи папки лежат в этой, и сводку по школам.",
)
@click.option(
    "--scheduler",
    metavar="АДРЕС",
    help="Создавать документы на других компьютерах: адрес их планировщика.",
)
@click.option("--zip", "archived", is_flag=True, help="Для --all: по архиву на каждую школу.")
@common
def command(manner: Manner, kinds: tuple[str, ...], **asked: Any) -> None:
    """Создать документы: все или только названные (приказы, положение, order-pairs).

    Что уже создано и не изменилось, остаётся как есть.
    """
    refuse_nonsense(manner, asked)
    with _cluster(asked["scheduler"]) as asked["cluster"]:
        (_build_all if asked["schools"] else _build_one)(manner, kinds, asked)


def _cluster(address: str | None) -> AbstractContextManager[Executor | None]:
    """Return the other computers that are to make the documents, if they are asked for."""
    if not address:
        return nullcontext()
    try:
        from docgen.engine.cluster import cluster  # noqa: PLC0415  an extra, and slow to import
    except ImportError as error:
        raise EnvironmentProblem(_no_dask()) from error
    return cluster(address)


def _build_one(manner: Manner, kinds: tuple[str, ...], asked: dict[str, Any]) -> NoReturn:
    """Build the programme of a folder."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    read = load(manner)
    named = SITE_FOLDER if asked["publish"] else DEFAULT_FOLDER
    folder = asked["output"] or engine.locate(manner.folder).parent / named
    project = _sound(read, asked)
    if project is None:
        _refuse(read.report + _noted(read, folder, kinds, asked), read, manner)
    (_rehearse if asked["dry"] else _build)(manner, project, folder, kinds, asked)


def _sound(read: Project, asked: dict[str, Any]) -> Project | None:
    """Return what of a programme can be built: all, or what has no errors, or nothing.

    Copies for the site are looked through for everybody's names, so they need all of it.
    """
    if read.programme is not None:
        return read
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    return None if asked["publish"] else engine.spared(read)


def _noted(read: Project, folder: Path, kinds: tuple[str, ...], asked: dict[str, Any]) -> Report:
    """Write down why nothing is built, unless nothing is to be written."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    if asked["publish"] or asked["dry"]:
        return Report()
    converter = _on_demand(asked)
    form = converter.form if converter else None
    return _written(lambda: engine.keep_refusal(folder, read, kinds, form))


def _build_all(manner: Manner, kinds: tuple[str, ...], asked: dict[str, Any]) -> NoReturn:
    """Build every school of a folder."""
    from docgen.cli.schools import build_all  # noqa: PLC0415  only for many schools
    from docgen.municipality import Building  # noqa: PLC0415  the same

    task = Building(
        SITE_FOLDER if asked["publish"] else DEFAULT_FOLDER,
        kinds,
        asked["output"],
        publish=asked["publish"],
        failed=asked["failed"],
        dry=asked["dry"],
        archived=asked["archived"],
        executor=asked["cluster"],
        converter=_on_demand(asked),
    )
    build_all(manner, asked["schools"], task, asked["jobs"])


def _rehearse(
    manner: Manner, project: Project, folder: Path, kinds: tuple[str, ...], asked: dict[str, Any]
) -> NoReturn:
    """Say what would be made, and make nothing."""
    more = {"progress": meter(manner), "converter": _on_demand(asked), "dry": True}
    built = _made(manner, project, folder, kinds, asked, **more)
    report = project.report + built.report
    manner.answer(report, lambda: as_plan(built) | as_left_out(project))
    manner.findings(report, project.source.line)
    tell_plan(built, manner)
    tell_left_out(project, built, manner)
    manner.finish(report)


def _build(
    manner: Manner, project: Project, folder: Path, kinds: tuple[str, ...], asked: dict[str, Any]
) -> NoReturn:
    """Make what was asked for, and say what came of it."""
    progress = meter(manner)
    more = {"progress": progress, "converter": _on_demand(asked)}
    built = _made(manner, project, folder, kinds, asked, **more)
    report = project.report + built.report
    bound = None
    if asked["bound"]:
        bound, found = _bound(built, asked, progress)
        report = report + found
    if not asked["publish"]:  # what is wrong with the papers is not for the site
        report = report + _errata(folder, report, built.failures)
    manner.answer(report, lambda: as_outputs(built) | as_left_out(project))
    manner.findings(report, project.source.line)
    tell(built, folder, manner, report)
    tell_left_out(project, built, manner)
    if bound is not None:
        tell_bound(bound, asked["bound"], manner)
    manner.finish(report)


def _made(
    manner: Manner,
    project: Project,
    folder: Path,
    kinds: tuple[str, ...],
    asked: dict[str, Any],
    **more: Any,
) -> Built:
    """Build as asked; if there is nothing that could be built, say so and leave."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    if asked["publish"]:
        built = engine.publish(project, folder, kinds, **more)
    else:
        here = engine.chosen(asked["jobs"]) if asked["jobs"] else engine.Fitting()
        more["executor"] = asked["cluster"] or here
        built = engine.build(project, folder, kinds, failed=asked["failed"], **more)
    if not (built.report.ok or built.outputs or built.failures):
        _refuse(built.report, project, manner)
    return built


def _bound(built: Built, asked: dict[str, Any], progress: Progress) -> tuple[Bundle | None, Report]:
    """Bind the PDFs into one file; return it, or why there is none."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    how = {"duplex": asked["duplex"], "changed": asked["changed_only"]}
    try:
        bound = engine.bind(built, asked["bound"], progress=progress, **how)
    except OutputError as error:
        return None, error.report
    return bound, bound.report


def _errata(folder: Path, report: Report, failures: Iterable[Failure]) -> Report:
    """Keep the table of errors beside the documents; return why it could not be written."""
    from docgen import engine  # noqa: PLC0415  not needed by `docgen --help`

    return _written(lambda: engine.keep_errata(folder, report, failures))


def _written(write: Callable[[], object]) -> Report:
    """Write what goes with the documents; return why it could not be written."""
    try:
        write()
    except OutputError as error:
        return error.report
    return Report()


def _refuse(report: Report, project: Project, manner: Manner) -> NoReturn:
    """Say why nothing is made: the programme is wrong, or no such document is known."""
    manner.answer(report)
    manner.findings(report, project.source.line)
    manner.say(f"Итог: {totals(report)}. Документы не созданы.")
    manner.finish(report)


def _no_dask() -> Diagnostic:
    return Diagnostic(
        "DG919",
        "Для --scheduler нужна библиотека dask.distributed, а её на этом компьютере нет",
        hint="Установите docgen вместе с нею: pip install nastavnik-docgen[cluster]",
    )


def _on_demand(asked: dict[str, Any]) -> Converter | None:
    """Return what makes the PDFs, if they are asked for; LibreOffice is not looked for yet."""
    if not (asked["pdf"] or asked["pdfa"] or asked["bound"]):
        return None
    from docgen.pdf import Export, OnDemand  # noqa: PLC0415  only with `--pdf`

    return OnDemand(Export(archive=asked["pdfa"]).form, lambda: _converter(asked))


def _converter(asked: dict[str, Any]) -> Converter:
    """Return the LibreOffice of this computer, told what is asked for."""
    import shutil  # noqa: PLC0415  only with `--pdf`

    from docgen.pdf import Export, LibreOffice, require_soffice  # noqa: PLC0415  the same

    heed_the_end()
    office = require_soffice(os.environ, shutil.which)
    export = Export(archive=asked["pdfa"])
    return LibreOffice(office, os.environ, export=export, joined=not asked["plain"])
