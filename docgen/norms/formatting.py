"""How a paragraph and its letters really look: what a Word file says of them, laid together.

Word finds a look in layers: the defaults of the file, the style of a table, the styles of the
paragraph from the base up, the level of a list, the style of the letters, and what stands in the
paragraph itself. Reading one layer only is the usual mistake of checkers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from docgen.docx.ooxml import Element, is_w, local, w
from docgen.norms.measures import is_on, number, value
from docgen.records import Frozen, field

Look = Mapping[str, Any]
_NOTHING: Final[Look] = {}
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIDES: Final = {"left": "left", "start": "left", "right": "right", "end": "right"}
_ALIGN: Final = {"start": "left", "end": "right", "distribute": "both"}
_PARAGRAPH_SWITCHES: Final = ("keepNext", "keepLines", "widowControl", "pageBreakBefore")
_LETTER_SWITCHES: Final = ("b", "i", "caps", "smallCaps", "vanish", "rtl", "cs")
_SCRIPTS: Final = ("ascii", "hAnsi", "cs")
_DEEPEST: Final = 20
# What Word takes when a file says nothing.
PLAIN_LETTERS: Final[Look] = dict.fromkeys(_SCRIPTS, "Times New Roman") | {"sz": 20.0}


class Style(Frozen):
    """A style with all that it is based on."""

    name: str = ""
    paragraph: Look = field(default_factory=dict)
    letters: Look = field(default_factory=dict)


class Formatting:
    """The styles, lists and theme of one file."""

    def __init__(
        self, styles: Element | None, theme: Element | None, levels: Mapping[tuple[str, int], Look]
    ) -> None:
        self._fonts = dict(_theme_fonts(theme))
        self._levels = levels
        self._styles = {each.get(w("styleId"), ""): each for each in _children(styles, "style")}
        self._known: dict[str, Style] = {}
        self._default = next(
            (
                key
                for key, each in self._styles.items()
                if each.get(w("type")) == "paragraph" and each.get(w("default")) in ("1", "true")
            ),
            "",
        )
        self._plain = _inside(styles, "docDefaults", "pPrDefault", "pPr")
        self.base_paragraph = paragraph_look(self._plain)
        self.base_letters = {
            **PLAIN_LETTERS,
            **self.letters_of(_inside(styles, "docDefaults", "rPrDefault", "rPr")),
        }

    def style_of(self, paragraph: Element) -> Style:
        """Return the style of a paragraph, the default one if it names none."""
        return self.style(self._key(paragraph))

    def whole(self, paragraph: Element) -> bool:
        """Whether words of a paragraph stay whole though its file may divide words."""
        styles = (_inside(each, "pPr") for each in self._lineage(self._key(paragraph)))
        layers = (_inside(paragraph, "pPr"), *styles, self._plain)
        said = (_inside(each, "suppressAutoHyphens") for each in layers)
        return is_on(next((each for each in said if each is not None), None))

    def style(self, key: str, depth: int = 0) -> Style:
        """Return a style by its id, with everything below it."""
        if key not in self._known:
            self._known[key] = self._built(self._styles.get(key), depth)
        return self._known[key]

    def paragraph(self, paragraph: Element, style: Style, table: Style) -> Look:
        """Return what a paragraph looks like."""
        own = paragraph_look(paragraph.find(w("pPr")))
        below = {**self.base_paragraph, **table.paragraph, **style.paragraph}
        return {**below, **self._of_list(own, below), **own}

    def letters(self, run: Element, below: Look) -> Look:
        """Return what the letters of a run look like; `below` is how their paragraph sets them."""
        properties = run.find(w("rPr"))
        if properties is None:
            return below
        named = value(properties, "rStyle")
        style = self.style(named).letters if named else _NOTHING
        return {**below, **style, **self.letters_of(properties)}

    def letters_of(self, properties: Element | None) -> dict[str, Any]:
        """Return what one set of properties says of letters; fonts of the theme by their names."""
        found: dict[str, Any] = {}
        for each in properties if properties is not None else ():
            if is_w(each, "rFonts"):
                found.update(self._named_fonts(each))
            elif is_w(each, "sz", "spacing"):
                size = number(each, "val")
                found.update({local(each): size} if size is not None else {})
            elif is_w(each, *_LETTER_SWITCHES):
                found[local(each)] = is_on(each)
            elif is_w(each, "u"):
                found["u"] = is_on(each)
        return found

    def _key(self, paragraph: Element) -> str:
        named = value(paragraph.find(w("pPr")), "pStyle")
        return named if named in self._styles else self._default

    def _lineage(self, key: str) -> Iterator[Element]:
        """Yield a style and what it is based on."""
        for _ in range(_DEEPEST):
            element = self._styles.get(key)
            if element is None:
                return
            yield element
            key = value(element, "basedOn")

    def _built(self, element: Element | None, depth: int) -> Style:
        if element is None or depth > _DEEPEST:
            return Style()
        based = value(element, "basedOn")
        below = self.style(based, depth + 1) if based else Style()
        own = paragraph_look(element.find(w("pPr")))
        paragraph = {**below.paragraph, **self._of_list(own, below.paragraph), **own}
        letters = {**below.letters, **self.letters_of(element.find(w("rPr")))}
        return Style(value(element, "name") or element.get(w("styleId"), ""), paragraph, letters)

    def _of_list(self, own: Look, below: Look) -> Look:
        """Return the indents of a list that is named on this layer."""
        if "list" not in own and "level" not in own:
            return _NOTHING
        key = (own.get("list", below.get("list", "")), own.get("level", below.get("level", 0)))
        return self._levels.get(key, _NOTHING)

    def _named_fonts(self, element: Element) -> Iterator[tuple[str, str]]:
        for script in _SCRIPTS:
            theme = element.get(w("cstheme" if script == "cs" else f"{script}Theme"))
            name = self._fonts.get(theme or "") or element.get(w(script))
            if name:
                yield script, name


def paragraph_look(properties: Element | None) -> dict[str, Any]:
    """Return what one set of properties says of a paragraph."""
    found: dict[str, Any] = {}
    for each in properties if properties is not None else ():
        if is_w(each, "ind"):
            found.update(_indents(each))
        elif is_w(each, "spacing"):
            found.update(_intervals(each))
        elif is_w(each, "jc"):
            align = each.get(w("val"), "left")
            found["jc"] = _ALIGN.get(align, align)
        elif is_w(each, *_PARAGRAPH_SWITCHES):
            found[local(each)] = is_on(each)
        elif is_w(each, "outlineLvl"):
            found["outline"] = int(number(each, "val") or 0)
        elif is_w(each, "framePr"):
            found["frame"] = each.get(w("xAlign"), "left")
        elif is_w(each, "numPr"):
            found.update(_list_of(each))
    return found


def _indents(element: Element) -> Iterator[tuple[str, float]]:
    for name, side in _SIDES.items():
        size = number(element, name)
        if size is not None:
            yield side, size
    first, hanging = number(element, "firstLine"), number(element, "hanging")
    if hanging is not None:
        yield "first", -hanging
    elif first is not None:
        yield "first", first


def _intervals(element: Element) -> Iterator[tuple[str, Any]]:
    for name in ("before", "after", "line"):
        size = number(element, name)
        if size is not None:
            yield name, size
    if element.get(w("line")):
        yield "rule", element.get(w("lineRule"), "auto")


def _list_of(element: Element) -> Iterator[tuple[str, Any]]:
    if number(element.find(w("numId")), "val") is not None:
        yield "list", value(element, "numId")
    level = number(element.find(w("ilvl")), "val")
    if level is not None:
        yield "level", int(level)


def _theme_fonts(theme: Element | None) -> Iterator[tuple[str, str]]:
    """Yield the fonts of a theme by the names that documents call them."""
    scripts = {"latin": ("Ascii", "HAnsi"), "cs": ("Bidi",), "ea": ("EastAsia",)}
    for kind in ("major", "minor"):
        fonts = next(theme.iter(f"{_A}{kind}Font"), None) if theme is not None else None
        for name, ends in scripts.items() if fonts is not None else ():
            found = fonts.find(f"{_A}{name}") if fonts is not None else None
            typeface = found.get("typeface", "") if found is not None else ""
            yield from ((f"{kind}{end}", typeface) for end in ends)


def _inside(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = element.find(w(name)) if element is not None else None
    return element


def _children(element: Element | None, name: str) -> Iterator[Element]:
    return iter(element.findall(w(name))) if element is not None else iter(())
