"""Tables and paragraphs of a template changed as those that it printed were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from docgen.docx.inlining import marked
from docgen.records import replace
from docgen.studio.looks.account import Account
from docgen.studio.looks.columns import Grid
from docgen.studio.looks.redrawing import redraw
from docgen.studio.looks.redressing import part, redress
from docgen.studio.looks.samples import Change, Loss, Outcome, Told
from docgen.studio.looks.tables import ASPECTS
from docgen.studio.looks.telling import told
from docgen.studio.versions import Version

_WHICH: Final = {
    "look": "",
    "first": "первая строка – ",
    "last": "последняя строка – ",
}


def carry_blocks(template: Version, laid: Iterable[Told], account: Account) -> None:
    """Change tables and paragraphs; say of each what was changed, and what could not be."""
    blocks = dict(marked(template.root))
    ids = {name: each for each, name in template.style_names.items()}
    said: dict[str, dict[str, None]] = {}
    for label, outcome in laid:
        if isinstance(outcome, Loss):
            account.lose(f"{outcome.what}: {label}." if label else f"{outcome.what}.")
            continue
        block = blocks[outcome.mark]
        if outcome.name == "look":
            redress(block, outcome.value, ids)
        elif outcome.name in _WHICH:
            part(block, outcome.name, outcome.value, ids)
        else:
            redraw(blocks, outcome)
        said.setdefault(label, {})[_aspect(outcome)] = None
    for label, aspects in said.items():
        account.change(f"{label}: {', '.join(aspects)}")


def without_strange_styles(laid: Iterable[Told], known: Collection[str]) -> Iterator[Told]:
    """Yield what was changed; a style that a template has not is lost."""
    for label, outcome in laid:
        style = _style(outcome)
        if style is None or style in known or isinstance(outcome, Loss):
            yield label, outcome
            continue
        yield label, Loss(f"Стиля «{style or 'без имени'}» в шаблоне нет")
        rest = {name: value for name, value in outcome.value.items() if name != "style"}
        if rest:
            yield label, replace(outcome, value=rest)


def _style(outcome: Outcome) -> str | None:
    """Return the style that a paragraph got, if any."""
    if isinstance(outcome, Loss) or outcome.name not in _WHICH:
        return None
    style: str | None = outcome.value.get("style")
    return style


def _aspect(change: Change) -> str:
    """Say what a change is about: «ширина столбцов», «выравнивание по центру»."""
    if isinstance(change.value, Grid):
        return f"ширина столбцов {change.value.told} мм"
    return ASPECTS.get(change.name) or f"{_WHICH[change.name]}{told(change.value)}"
