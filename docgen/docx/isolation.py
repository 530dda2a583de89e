"""Making a Word file look the same wherever its blocks are put.

A paragraph without a style looks as the defaults of its own file say, and two files may mean
different things by one style. So every style gets a name of its own and says all that it took from
the defaults and the theme of its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from docgen.docx.ooxml import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    Element,
    W,
    child_first,
    make,
    put_property,
    remove,
    w,
)

PREFIX: Final = "Letterhead."
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_REFERENCES: Final = ("pStyle", "rStyle", "tblStyle", "basedOn")
_FACES: Final = {
    "asciiTheme": "ascii",
    "hAnsiTheme": "hAnsi",
    "eastAsiaTheme": "eastAsia",
    "cstheme": "cs",
}
# What Word takes where a file says nothing.
_FONT: Final = dict.fromkeys(("ascii", "hAnsi", "cs"), "Times New Roman")
_SIZE: Final = "20"
_SPACING: Final = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
_LONGEST: Final = 20  # styles based on one another
_COLOURS: Final = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}


def isolate(
    styles: Element, theme: Element | None, numbering: Element | None, words: Iterable[Element]
) -> None:
    """Make the styles of a file, and the parts with its words, independent of its defaults."""
    parts = list(words)
    for root in (styles, *parts):
        _resolve_fonts(root, theme)
        _resolve_colours(root, theme)
    default = _default(styles, "paragraph") or _new_default(styles)
    for root in parts:
        _name_styles(root, default, _default(styles, "table"))
        _settle_tables(root, styles)
    _say_defaults(styles)
    for root in (styles, *parts, *([numbering] if numbering is not None else [])):
        for item in root.iter(*map(w, _REFERENCES)):
            item.set(w("val"), PREFIX + item.get(w("val"), ""))
    for style in styles.iterfind(w("style")):
        _rename(style)


# what the theme says


def _resolve_fonts(root: Element, theme: Element | None) -> None:
    for fonts in root.iter(w("rFonts")):
        for of_theme, face in _FACES.items():
            name = _font(theme, fonts.attrib.pop(w(of_theme), ""))
            if name:
                fonts.set(w(face), name)


def _font(theme: Element | None, name: str | bytes) -> str:
    """Return the font that a theme means by `minorHAnsi` and the like."""
    if theme is None or not name:
        return ""
    kind = "majorFont" if str(name).startswith("major") else "minorFont"
    found = theme.find(f".//{{{_A}}}{kind}/{{{_A}}}latin")
    return "" if found is None else found.get("typeface", "")


def _resolve_colours(root: Element, theme: Element | None) -> None:
    """Leave colours that need no theme: Word writes the plain one beside its name in the theme."""
    for item in root.iter("*"):
        for name in [each for each in item.attrib if str(each).startswith(f"{{{W}}}theme")]:
            del item.attrib[name]
    for item in list(root.iter(f"{{{_A}}}schemeClr")):
        value = _colour(theme, item.get("val", ""))
        if value:
            item.tag = f"{{{_A}}}srgbClr"
            item.set("val", value)


def _colour(theme: Element | None, name: str) -> str:
    wanted = _COLOURS.get(name, name)
    found = theme.find(f".//{{{_A}}}clrScheme/{{{_A}}}{wanted}/*") if theme is not None else None
    return "" if found is None else found.get("lastClr", found.get("val", ""))


# what the defaults say


def _default(styles: Element, kind: str) -> str:
    """Return the id of the style that things of a kind have when they name none."""
    return next(
        (
            each.get(w("styleId"), "")
            for each in _of_kind(styles, kind)
            if each.get(w("default")) in ("1", "true")
        ),
        "",
    )


def _of_kind(styles: Element, kind: str) -> Iterator[Element]:
    return (each for each in styles.iterfind(w("style")) if each.get(w("type")) == kind)


def _new_default(styles: Element) -> str:
    style = make("style", type="paragraph", styleId="Normal")
    style.append(make("name", val="Normal"))
    styles.append(style)
    return "Normal"


def _say_defaults(styles: Element) -> None:
    """Let the paragraph styles that are based on nothing say what the whole file starts from."""
    paragraphs = styles.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")
    runs = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    for style in _of_kind(styles, "paragraph"):
        if style.find(w("basedOn")) is None:
            _lay_under(_properties(style, "pPr"), paragraphs, PARAGRAPH_PROPERTIES)
            _lay_under(_properties(style, "rPr"), runs, RUN_PROPERTIES)
            _say_the_rest(style)


def _properties(style: Element, name: str) -> Element:
    """Return the properties of a style, made at their place if it has none."""
    found = style.find(w(name))
    if found is None:
        found = make(name)
        later = next((each for each in style.iterchildren(*map(w, ("rPr", "tblPr")))), None)
        if later is not None and name == "pPr":
            later.addprevious(found)
        else:
            style.append(found)
    return found


def _lay_under(own: Element, below: Element | None, order: list[str]) -> None:
    """Add the properties, and the attributes of properties, that a style does not state."""
    for item in below if below is not None else ():
        stated = own.find(item.tag)
        if stated is None:
            put_property(own, deepcopy(item), order)
        else:
            _complete(stated, {str(key): str(value) for key, value in item.attrib.items()})


def _complete(element: Element, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name not in element.attrib:
            element.set(name, value)


def _say_the_rest(style: Element) -> None:
    for owner, name, order, said in (
        ("pPr", "spacing", PARAGRAPH_PROPERTIES, _SPACING),
        ("rPr", "rFonts", RUN_PROPERTIES, _FONT),
        ("rPr", "sz", RUN_PROPERTIES, {"val": _SIZE}),
    ):
        properties = _properties(style, owner)
        stated = properties.find(w(name))
        if stated is None:
            stated = make(name)
            put_property(properties, stated, order)
        _complete(stated, {w(key): value for key, value in said.items()})


# what stands in the text


def _name_styles(root: Element, paragraph: str, table: str) -> None:
    """Let every paragraph and table name the style that it has."""
    for each in root.iter(w("p")):
        if each.find(f"{w('pPr')}/{w('pStyle')}") is None:
            child_first(each, "pPr").insert(0, make("pStyle", val=paragraph))
    for each in root.iter(w("tbl")) if table else ():
        properties: Any = child_first(each, "tblPr")
        if properties.find(w("tblStyle")) is None:
            properties.insert(0, make("tblStyle", val=table))


def _settle_tables(root: Element, styles: Element) -> None:
    """Let paragraphs in tables say what the style of their table says to them.

    It wins over the defaults of the file, but would lose to a style that states them.
    """
    known = {each.get(w("styleId"), ""): each for each in styles.iterfind(w("style"))}
    for table in root.iter(w("tbl")):
        said = _stated(known, table.find(f"{w('tblPr')}/{w('tblStyle')}"))
        for paragraph in table.iterfind(f"{w('tr')}/{w('tc')}/{w('p')}") if said else ():
            own = child_first(paragraph, "pPr")
            stated = _stated(known, own.find(w("pStyle")))
            wanted = [each for tag, each in said.items() if tag not in stated]
            _lay_under(own, _wrapped(wanted), PARAGRAPH_PROPERTIES)


def _stated(known: dict[str, Element], use: Element | None) -> dict[str, Element]:
    """Return the properties of paragraphs that a style, and what it is based on, state."""
    found: dict[str, Element] = {}
    seen: set[str] = set()
    while use is not None and len(seen) < _LONGEST and use.get(w("val"), "") not in seen:
        seen.add(use.get(w("val"), ""))
        style = known.get(use.get(w("val"), ""))
        properties = style.find(w("pPr")) if style is not None else None
        for each in properties if properties is not None else ():
            found.setdefault(str(each.tag), each)
        use = style.find(w("basedOn")) if style is not None else None
    return found


def _wrapped(properties: list[Element]) -> Element:
    """Return properties under a parent of their own."""
    made = make("pPr")
    made.extend([deepcopy(each) for each in properties])
    return made


def _rename(style: Element) -> None:
    """Give a style a name of its own; it leads to no style but the one it is based on."""
    name = PREFIX + style.get(w("styleId"), "")
    style.set(w("styleId"), name)
    style.set(w("customStyle"), "1")
    style.attrib.pop(w("default"), "")
    for item in list(style):
        if etree.QName(item).localname in ("link", "next", "aliases", "autoRedefine"):
            remove(item)
    title = style.find(w("name"))
    if title is not None:
        title.set(w("val"), name)
