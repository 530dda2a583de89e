"""`docgen template adopt`: what a person changed in Word becomes amendments of the pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.asking import agreed
from docgen.cli.common import Manner, common
from docgen.cli.template.given import contents, one_kind, packs_of

if TYPE_CHECKING:
    from docgen.clauses import Amendment

_DONE = {
    "replace": "заменить",
    "remove": "убрать",
    "after": "добавить после",
    "before": "добавить перед",
    "append": "добавить в конец",
}


@click.command("adopt", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="ФАЙЛ.docx")
@click.option("--kind", default="", metavar="ВИД", help="Вид документа, если файл его не выдаёт.")
@click.option("--yes", "-y", is_flag=True, help="Записать, не спрашивая.")
@click.option("--dry-run", is_flag=True, help="Показать поправки и ничего не записывать.")
@click.option("--redline", is_flag=True, help="Записать рядом и копию с исправлениями Word.")
@common
def command(manner: Manner, file: Path, kind: str, **asked: bool) -> None:
    """Принять правку из файла, который сделала команда docgen template edit.

    Изменённые слова станут поправками набора в папке -C (templates рядом с программой), а стили,
    поля, колонтитулы, вид таблиц и отметок – его шаблоном. Прежнее остаётся в «Прежних версиях».
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    stack, data = packs_of(manner.folder), contents(file)
    asked_for = one_kind(stack, kind) if kind else None
    chosen = studio.recognised(stack, data, str(file), asked_for)
    own = studio.own_pack(stack, manner.folder)
    adopted = studio.adopt(stack, chosen, own, data, str(file))
    manner.findings(adopted.report)
    manner.say(f"{chosen.title}: поправок {len(adopted.amendments)}")
    for amendment in adopted.amendments:
        manner.say(f"  {_line(amendment)}")
    for change in adopted.look.changes:
        manner.say(f"  вид: {change}")
    shown = (
        studio.redline(stack, chosen, adopted.before, adopted.after) if asked["redline"] else b""
    )
    written: tuple[Path, ...] = ()
    if adopted.report.ok and not asked["dry_run"] and (asked["yes"] or agreed("Записать правку?")):
        written = studio.keep(adopted.amendments, chosen, own)
        studio.remember(adopted.below, chosen, own)
        if adopted.look.changes:
            written += studio.keep_look(stack, own, chosen, adopted.look.data)
    if shown and not asked["dry_run"]:
        written += (_beside(file, shown),)
    for path in written:
        manner.say(f"Записано: {path}")
    look = list(adopted.look.changes)
    manner.answer(adopted.report, outputs=[str(path) for path in written], look=look)
    manner.finish(adopted.report)


def _beside(file: Path, data: bytes) -> Path:
    """Write the copy with tracked changes next to the edited file."""
    from docgen.files import write_atomic  # noqa: PLC0415  not needed by `docgen --help`

    path = file.with_name(f"{file.stem} – правки.docx")
    write_atomic(path, data)
    return path


def _line(amendment: Amendment) -> str:
    """Say an amendment in a line: «заменить general.scope: text»."""
    fields = ", ".join(amendment.fields)
    action = _DONE[amendment.action.value] if amendment.action else ""
    return f"{action} {amendment.target}{f': {fields}' if fields else ''}"
