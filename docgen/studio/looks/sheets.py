"""Sheets, headers and footers of a template changed as those of what it printed were."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Final

from docgen.docx.ooxml import Element, w
from docgen.studio.looks.account import Account
from docgen.studio.looks.telling import told_sheet
from docgen.studio.margins import MARGINS, set_margin
from docgen.studio.versions import Page, Version, near

_SIDES: Final = ("top", "right", "bottom", "left")
_SHEET: Final = ("orientation", *_SIDES)
_STYLE: Final = re.compile(r"\[([^]]*)\]")
_Pages = Sequence[Page]


def carry_sheets(
    template: tuple[Version, _Pages],
    printed: _Pages,
    edited: tuple[Version, _Pages],
    account: Account,
) -> None:
    """Change sheets, headers and footers; LibreOffice rewrites sections with a first page."""
    if len(printed) != len(edited[1]):
        account.lose("Разделы документа добавлены или убраны: листы и колонтитулы не сверены.")
        return
    texts = {line for page in printed for lines in page.margins.values() for line in lines}
    for was, now in zip(printed, edited[1], strict=True):
        own = [each for each in template[1] if _same_source(each, was)]
        _resheet(was, now, own, account)
        if was.sheet[7:] == now.sheet[7:]:
            _remargin(was, (edited[0], now), [(template[0], each) for each in own], account)
        elif any(_new(lines, texts) for lines in now.margins.values()):
            account.lose("Колонтитул изменён в разделе с особой первой страницей.")


def _resheet(was: Page, now: Page, own: _Pages, account: Account) -> None:
    pairs = zip(_SHEET, was.sheet[1:6], now.sheet[1:6], strict=True)
    changed = {name: new for name, old, new in pairs if not near(old, new)}
    if changed and not own:
        account.lose("Поля листа изменены, но такого листа в шаблоне нет.")
    elif changed:
        for page in own:
            _set_sheet(page.element, now.element, changed)
        account.change(f"лист: {told_sheet(changed)}")


def _remargin(
    was: Page, now: tuple[Version, Page], own: Sequence[tuple[Version, Page]], account: Account
) -> None:
    for name in sorted({*was.margins, *now[1].margins}):
        lines = was.margins.get(name, ())
        if lines == now[1].margins.get(name, ()):
            continue
        label = MARGINS.get(name, name)
        carried = [
            set_margin(name, now, each) for each in own if each[1].margins.get(name, ()) == lines
        ]
        if carried and all(carried):
            account.change(label)
        else:
            account.lose(f"Изменён {label}: в шаблоне он с тегами.")


def _set_sheet(own: Element, now: Element, changed: Mapping[str, str]) -> None:
    margins, new = own.find(w("pgMar")), now.find(w("pgMar"))
    for side in _SIDES:
        if side in changed and margins is not None and new is not None:
            margins.set(w(side), new.get(w(side), "0"))
    size, other = own.find(w("pgSz")), now.find(w("pgSz"))
    if "orientation" in changed and size is not None and other is not None:
        own.replace(size, deepcopy(other))


def _same_source(page: Page, printed: Page) -> bool:
    """Whether a section of the template may have printed this one."""
    return all(map(near, page.sheet[1:6], printed.sheet[1:6]))


def _new(lines: tuple[str, ...], known: set[str]) -> bool:
    """Whether a margin says something that nothing said before."""
    return any(_STYLE.sub("", line).strip() and line not in known for line in lines)
