"""`docgen audit`: papers of a folder, whoever made them, judged as an inspector would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.common import Manner, common
from docgen.cli.template.given import packs_of

if TYPE_CHECKING:
    from docgen.audit import Audit

REPORT = "Отчёт о проверке"
COPIES = "С замечаниями"


@click.command("audit", options_metavar="[ПАРАМЕТРЫ]")
@click.argument(
    "papers", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="ПАПКА"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="ПАПКА",
    help="Куда записать отчёт (без параметра он только печатается).",
)
@click.option("--comments", is_flag=True, help="Записать и копии бумаг с замечаниями в полях.")
@click.option("--profile", default="", metavar="ПРОФИЛЬ", help="Правила оформления: gost-2025, …")
@common
def command(
    manner: Manner, papers: Path, output: Path | None, *, comments: bool, profile: str
) -> None:
    """Проверить папку с бумагами: чего не хватает, что одна говорит против другой.

    Читает DOCX, PDF с текстом, а с LibreOffice – DOC, ODT и RTF. Бумаги может составить кто
    угодно. Ничего в папке не меняет и никуда не передаёт.
    """
    from docgen import audit, norms  # noqa: PLC0415  not needed by `docgen --help`

    packs = packs_of(manner.folder)
    asked = norms.profile(profile or norms.DEFAULT, packs)
    found = audit.audit(papers, packs, asked, _opened)
    written = list(_written(found, papers, output, manner, comments=comments)) if output else []
    outputs = [str(path) for path in written]
    manner.answer(found.report, outputs=outputs, **audit.report_data(found))
    manner.findings(found.report)
    for each in found.waived:
        manner.say(f"Отступление от правила {each.rule} ({each.reason}): {each.finding.message}")
    for line in audit.score_lines(found):
        manner.say(line)
    for path in written:
        manner.say(f"Записано: {path}")
    manner.finish(found.report)


def _written(
    found: Audit, folder: Path, output: Path, manner: Manner, *, comments: bool
) -> Iterator[Path]:
    """Write the report and, if asked, the copies with comments; yield what was written."""
    from docgen import audit  # noqa: PLC0415  not needed by `docgen --help`
    from docgen.files import write_atomic  # noqa: PLC0415  the same

    files = {
        f"{REPORT}.docx": audit.report_docx(found, packs_of(manner.folder)),
        f"{REPORT}.xlsx": audit.report_xlsx(found),
    }
    if comments:
        copies = audit.commented_copies(found, folder)
        files |= {f"{COPIES}/{name}": data for name, data in copies}
    for name, data in files.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)
        yield path


def _opened(files: Sequence[Path]) -> Mapping[Path, bytes]:
    """Return as DOCX what only an office program reads; without LibreOffice, nothing."""
    from docgen.pdf import find_soffice  # noqa: PLC0415  slow to import
    from docgen.pdf.opening import opened  # noqa: PLC0415  the same

    office = find_soffice(os.environ, shutil.which) if files else None
    return opened(files, office, os.environ) if office else {}
