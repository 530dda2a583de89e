"""Styles of a template changed as those of what it printed were."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from docgen.docx.ooxml import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, Element, put_property, w
from docgen.studio.deviation import deviation
from docgen.studio.looks.account import Account
from docgen.studio.looks.telling import told
from docgen.studio.versions import Style, Version

_Styles = Mapping[str, Style]
_INDENT, _SPACING = ("pPr", ("ind",)), ("pPr", ("spacing",))
_FONT: Final = ("rPr", ("rFonts",))
# The elements that say each property of a look.
_SAID_BY: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    **dict.fromkeys(("left", "right", "first"), _INDENT),
    **dict.fromkeys(("before", "after", "line", "rule"), _SPACING),
    **dict.fromkeys(("ascii", "hAnsi"), _FONT),
    "outline": ("pPr", ("outlineLvl",)),
    "sz": ("rPr", ("sz", "szCs")),
    "b": ("rPr", ("b", "bCs")),
    "i": ("rPr", ("i", "iCs")),
}
_BOUND: Final = ("list", "level", "frame")


def carry_styles(template: Version, printed: _Styles, edited: _Styles, account: Account) -> None:
    """Change the styles that were changed."""
    known = template.styles
    for name, was in sorted(printed.items()):
        now = edited.get(name)
        if now is None or now.is_like(was):
            continue
        if name in known and now.based == was.based:
            _restyle(known[name], was, now, account)
        else:
            account.lose(f"Стиль «{name}» изменён, а в шаблоне его нет или он основан на другом.")
    template.keep_styles()


def _restyle(own: Style, was: Style, now: Style, account: Account) -> None:
    changed = deviation(now.look, was.look)
    carried = {name: value for name, value in changed.items() if name not in _BOUND}
    for holder, names in dict.fromkeys(_SAID_BY.get(name, _plain(name)) for name in carried):
        for each in names:
            _put(own.element, holder, each, _found(now.element, holder, each))
    if carried:
        account.change(f"стиль «{own.name}»: {told(carried)}")
    if len(carried) < len(changed):
        account.lose(f"Нумерация стиля «{own.name}» не переносится.")


def _plain(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the element that has the name of its property."""
    letters = name in RUN_PROPERTIES and name not in ("shd",)
    return ("rPr" if letters else "pPr"), (name,)


def _found(style: Element, holder: str, name: str) -> Element | None:
    return style.find(f"{w(holder)}/{w(name)}")


def _put(style: Element, holder: str, name: str, element: Element | None) -> None:
    """Put a property into a style, or take it out."""
    properties = style.find(w(holder))
    if properties is None:
        properties = style.makeelement(w(holder), {})
        after = style.find(w("rPr"))
        if holder == "pPr" and after is not None:
            after.addprevious(properties)
        else:
            style.append(properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    if element is not None:
        order = PARAGRAPH_PROPERTIES if holder == "pPr" else RUN_PROPERTIES
        put_property(properties, deepcopy(element), order)
