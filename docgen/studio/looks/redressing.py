"""A paragraph of a template dressed otherwise than its style says, all of its letters alike."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from docgen.docx.inlining import unmark
from docgen.docx.ooxml import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    XML_SPACE,
    Element,
    child_first,
    make,
    put_property,
    w,
)
from docgen.docx.tags import runs_of

_ATTRIBUTES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "left": ("ind", ("left", "start")),
    "right": ("ind", ("right", "end")),
    "first": ("ind", ("firstLine", "hanging")),
    "before": ("spacing", ("before",)),
    "after": ("spacing", ("after",)),
    "line": ("spacing", ("line",)),
    "rule": ("spacing", ("lineRule",)),
}
_SWITCHES: Final = ("keepNext", "keepLines", "pageBreakBefore")
_LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "sz": ("sz", "szCs"),
    "b": ("b", "bCs"),
    "i": ("i", "iCs"),
    **{name: (name,) for name in ("u", "caps", "smallCaps", "vanish", "spacing")},
    **{name: (name,) for name in ("color", "highlight", "strike", "vertAlign")},
}
_FACES: Final = ("ascii", "hAnsi", "cs")


def redress(paragraph: Element, look: Mapping[str, Any], styles: Mapping[str, str]) -> None:
    """Give a paragraph a look; what is None is the style's again. `styles` are ids by names."""
    properties = child_first(paragraph, "pPr")
    for name, value in look.items():
        if name == "style":
            put_property(properties, make("pStyle", val=styles[value]), PARAGRAPH_PROPERTIES)
        elif name in _ATTRIBUTES:
            _measure(properties, name, value)
        elif name in _LETTERS or name == "ascii":
            for run in runs_of(paragraph):
                _dress(child_first(run, "rPr"), name, value)
        else:
            _put(properties, name, _said(name, value), PARAGRAPH_PROPERTIES)


def part(
    paragraph: Element, which: str, look: Mapping[str, Any], styles: Mapping[str, str]
) -> None:
    """Let the `first` or the `last` paragraph of a loop look otherwise than the others."""
    other = deepcopy(paragraph)
    unmark(other)
    redress(other, look, styles)
    for each in (_tag(f"if loop.{which}"), other, _tag("else")):
        paragraph.addprevious(each)
    paragraph.addnext(_tag("endif"))


def _tag(words: str) -> Element:
    paragraph, run, text = make("p"), make("r"), make("t")
    text.text = f"{{%p {words} %}}"
    text.set(XML_SPACE, "preserve")
    run.append(text)
    paragraph.append(run)
    return paragraph


def _measure(properties: Element, name: str, value: Any) -> None:
    """Set one attribute of an indent or an interval."""
    holder, attributes = _ATTRIBUTES[name]
    found = properties.find(w(holder))
    if found is None:
        found = make(holder)
        put_property(properties, found, PARAGRAPH_PROPERTIES)
    for each in attributes:
        found.attrib.pop(w(each), "")
    if isinstance(value, float):
        hanging = name == "first" and value < 0
        found.set(
            w("hanging" if hanging else attributes[0]), str(round(abs(value) if hanging else value))
        )
    elif value is not None:
        found.set(w(attributes[0]), str(value))
    if not found.attrib:
        properties.remove(found)


def _dress(properties: Element, name: str, value: Any) -> None:
    if name == "ascii":
        _face(properties, value)
        return
    for each in _LETTERS[name]:
        _put(properties, each, _said(each, value), RUN_PROPERTIES)


def _face(properties: Element, font: str | None) -> None:
    made = make("rFonts", **dict.fromkeys(_FACES, font)) if font else None
    _put(properties, "rFonts", made, RUN_PROPERTIES)


def _put(properties: Element, name: str, made: Element | None, order: list[str]) -> None:
    for old in properties.findall(w(name)):
        properties.remove(old)
    if made is not None:
        put_property(properties, made, order)


def _said(name: str, value: Any) -> Element | None:
    """Return the element that says a value; none if the style is to say it."""
    if value is None:
        return None
    if isinstance(value, Element):
        return deepcopy(value)
    if name == "u":
        return make("u", val="single" if value else "none")
    if isinstance(value, bool):
        return make(name) if value else make(name, val="0")
    return make(name, val=str(round(value)) if isinstance(value, float) else str(value))
