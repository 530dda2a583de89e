"""Clauses that look otherwise by themselves: their style could hold it, their own look is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from docgen.docx.ooxml import is_w, w
from docgen.studio.looks.account import Account
from docgen.studio.versions import Block

_STYLE: Final = re.compile(r"\[([^]]*)\]")


def tell_clauses(
    printed: Iterable[Block], edited: Iterable[Block], names: Mapping[str, str], account: Account
) -> None:
    """Tell which clauses got a look or a style; `names` are their keys by their bookmarks."""
    known = dict(_marked(edited, names))
    for mark, was in _marked(printed, names):
        now = known.get(mark)
        if now is None or not is_w(was.element, "p"):
            continue
        style, other = _style_of(was), _style_of(now)
        if style != other:
            account.lose(f"У пункта «{names[mark]}» другой стиль («{other}» вместо «{style}»).")
        if _looks(now) - _looks(was):
            account.lose(f"Пункт «{names[mark]}» оформлен не так, как его стиль «{style}».")


def _marked(blocks: Iterable[Block], names: Mapping[str, str]) -> Iterator[tuple[str, Block]]:
    """Yield the blocks where clauses begin, by bookmark."""
    for block in blocks:
        for mark in block.element.iter(w("bookmarkStart")):
            if mark.get(w("name"), "") in names:
                yield mark.get(w("name"), ""), block


def _style_of(block: Block) -> str:
    found = _STYLE.match(block.lines[0]) if block.lines else None
    return found[1] if found else ""


def _looks(block: Block) -> set[str]:
    """Return how a block looks apart from its style, whatever it says."""
    return {each.partition(":")[0] for each in block.direct if not each.startswith("@")}
