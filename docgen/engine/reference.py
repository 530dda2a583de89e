"""The page that lists every kind of document: `python -m docgen.engine.reference docs/kinds.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docgen.packs import Kind, PackStack, stack

_OPENING = """\
# Виды документов

Что создаёт docgen. `docgen build` без названий создаёт всё, что к программе подходит. Часть
называют видом (`docgen build order-pairs pair-plan`) или словом (`docgen build приказы`).
Чего не хватает вашей программе, покажет `docgen kinds`.

Страница составлена из `templates/docx/*/kind.yaml` командой
`python -m docgen.engine.reference docs/kinds.md`: правьте их, а не её.
"""
_HEAD = "| Документ | Вид | Сколько | Когда |\n|---|---|---|---|"


def page(packs: PackStack) -> str:
    """Return the page as Markdown."""
    return "\n".join([_OPENING, *_parts(packs)])


def _parts(packs: PackStack) -> Iterator[str]:
    for group, kinds in groupby(packs.kinds(), key=packs.group):
        rows = "\n".join(map(_row, kinds))
        yield f"## {group.title if group else 'Прочее'}\n\n{_HEAD}\n{rows}\n"


def _row(kind: Kind) -> str:
    named = "только если его назвать" if kind.on_request else ""
    when = "; ".join(filter(None, (kind.needs, named))) or "всегда"
    site = " · для сайта" if kind.publish else ""
    return f"| {kind.title}{site} | `{kind.name}` | {kind.for_whom} | {when} |"


def main() -> None:
    """Write the page into the file named on the command line."""
    Path(sys.argv[1]).write_text(page(stack()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
