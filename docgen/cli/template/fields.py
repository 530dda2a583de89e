"""`docgen template fields`: the palette of a kind, with meanings, types and examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.common import Manner, common
from docgen.cli.template.given import one_kind, packs_of
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.studio import Line, Page

_ALSO = 6


@click.command("fields", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("kind", metavar="ВИД")
@click.argument("words", nargs=-1, metavar="[СЛОВО]...")
@click.option(
    "--docx",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="ФАЙЛ",
    help="Записать палитру в файл Word, чтобы копировать из него.",
)
@common
def command(manner: Manner, kind: str, words: tuple[str, ...], target: Path | None) -> None:
    """Показать, какие поля доступны виду документа: имя, смысл, тип, пример, фильтры.

    После вида можно назвать слова: тогда печатаются поля, в имени или смысле которых они есть.
    """
    from docgen import studio  # noqa: PLC0415  not needed by `docgen --help`

    stack = packs_of(manner.folder)
    chosen = one_kind(stack, kind)
    sample = studio.sample_for(stack, chosen)
    pages = studio.fields_of(chosen, sample)
    if target is not None:
        from docgen.files import write_atomic  # noqa: PLC0415  only with `--docx`

        write_atomic(target, studio.palette_docx(chosen, pages, sample))
    manner.answer(
        Report(),
        kind=chosen.name,
        fields=[_as_mapping(page, line) for page in pages for line in page.lines],
        outputs=[str(target)] if target else [],
    )
    manner.say(f"{chosen.title} ({chosen.name})")
    if target is None:
        _show(pages, [word.casefold() for word in words], manner)
        _show_filters(manner)
    else:
        manner.say(f"Палитра записана: {target}")
    manner.finish(Report())


def _show(pages: tuple[Page, ...], words: list[str], manner: Manner) -> None:
    for page in pages:
        lines = [line for line in page.lines if _told_by(line, words)]
        if not lines:
            continue
        manner.say("\n" + ": ".join(filter(None, (page.title, " ".join(page.loops)))))
        wide = max(len(line.tag) for line in lines)
        for line in lines:
            example = f" – {line.example}" if line.example else ""
            manner.say(f"  {line.tag:{wide}}  {line.title} ({line.type}){example}")
        if page.also:
            manner.say(f"  те же поля: {_listed(page.also, manner)}")


def _listed(names: tuple[str, ...], manner: Manner) -> str:
    """Return names, a few of them unless a person asked for more."""
    shown = names if manner.verbose else names[:_ALSO]
    return ", ".join(shown) + "…" * (len(shown) < len(names))


def _show_filters(manner: Manner) -> None:
    from docgen.studio.fields import filters  # noqa: PLC0415  not needed by `docgen --help`

    manner.say("\nФильтры по типам (примеры – в docs/filters.md)")
    for title, names in filters().items():
        manner.say(f"  {title}: {', '.join(names)}")


def _told_by(line: Line, words: list[str]) -> bool:
    said = f"{line.path} {line.title}".casefold()
    return all(word in said for word in words)


def _as_mapping(page: Page, line: Line) -> dict[str, Any]:
    return {
        "path": line.path,
        "tag": line.tag,
        "merge_field": line.field,
        "loops": list(page.loops),
        "title": line.title,
        "type": line.type,
        "example": line.example,
    }
