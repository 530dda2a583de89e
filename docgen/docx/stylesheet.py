"""How paragraphs look: `styles.yaml` of a pack turned into the style parts of a Word package.

Word files of a pack share one set of styles. It is written in millimetres and points, as norms
are, and becomes `styles.xml`, `numbering.xml` and `fontTable.xml`; nothing else decides a look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import yaml

from docgen.records import Frozen

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BASE = "Normal"
_BUILT_IN = (BASE, "Title", "Subtitle")


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, the unit of Word."""
    return round(millimetres * 1440 / 25.4)


class Level(Frozen):
    """A level of a list: the number of the list and the depth, both counted as Word does."""

    list: int
    depth: int
    format: str

    @property
    def reference(self) -> str:
        return f'<w:numPr><w:ilvl w:val="{self.depth}"/><w:numId w:val="{self.list}"/></w:numPr>'


class Stylesheet:
    """The styles, lists and kinds of tables of one pack."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.styles: Mapping[str, Mapping[str, Any]] = data["styles"]
        self.tables: Mapping[str, Mapping[str, Any]] = data["tables"]

    @classmethod
    def read(cls, path: Path) -> Stylesheet:
        """Read `styles.yaml`."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The level of its list for each numbered style."""
        lists = self._data["lists"].values()
        return {
            style: Level(number, depth, form)
            for number, styles in enumerate(lists, start=1)
            for depth, (style, form) in enumerate(styles.items())
        }

    def direct_numbering(self, style: str) -> str:
        """Return the numbering that a paragraph of this style must state itself.

        Word links a level with one style only; a second style on the same level would be counted
        on the first one.
        """
        owner = self.styles.get(style, {}).get("level")
        return self.levels[owner].reference if owner else ""

    def border(self) -> str:
        """Return the frame around a sheet that asks for one."""
        look = self._data["border"]
        line = (
            f'w:val="{look["line"]}" w:sz="{look["size"]}"'
            f' w:space="{look["space"]}" w:color="{look["color"]}"'
        )
        sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
        return f'<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders>'

    def parts(self) -> Mapping[str, str]:
        """Return the parts of the package that hold the look, by name."""
        return {
            "word/styles.xml": self._styles_xml(),
            "word/numbering.xml": self._numbering_xml(),
            "word/fontTable.xml": self._fonts_xml(),
        }

    def _styles_xml(self) -> str:
        styles = "".join(self._style(name) for name in self.styles)
        tables = "".join(_table_style(name, look) for name, look in self.tables.items())
        everything = f"{self._defaults()}{styles}{_NATIVE}{tables}"
        return f'{HEAD}<w:styles xmlns:w="{WORD}">{everything}</w:styles>'

    def _defaults(self) -> str:
        font, language = quoteattr(self._data["font"]), quoteattr(self._data["language"])
        return (
            "<w:docDefaults><w:rPrDefault><w:rPr>"
            f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
            f'<w:lang w:val={language} w:eastAsia={language} w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
            '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
            ' w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
        )

    def _style(self, name: str) -> str:
        look = self.styles[name]
        origin = "" if name in _BUILT_IN else ' w:customStyle="1"'
        default = ' w:default="1"' if name == BASE else ""
        based = "" if name == BASE else _value("basedOn", look.get("based", BASE))
        following = _value("next", look["next"]) if "next" in look else ""
        return (
            f'<w:style w:type="paragraph"{default}{origin} w:styleId={quoteattr(name)}>'
            f"{_value('name', name)}{based}{following}"
            f'<w:uiPriority w:val="1"/><w:qFormat/>{self._paragraph(name)}{_run(look)}</w:style>'
        )

    def _paragraph(self, name: str) -> str:
        look = self.styles[name]
        level = self.levels.get(look.get("level", name))
        properties = (
            _switch("keepNext", look.get("next-kept")),
            _switch("keepLines", look.get("lines-kept")),
            _value("widowControl", "1") if name == BASE else "",
            level.reference if level else "",
            _tab(*look["tab"]) if "tab" in look else "",
            _spacing(look, whole=name == BASE),
            _indent(look),
            _value("jc", look["align"]) if "align" in look else "",
            _value("outlineLvl", look["outline"] - 1) if "outline" in look else "",
        )
        return _wrap("pPr", properties)

    def _numbering_xml(self) -> str:
        lists: Iterable[Mapping[str, str]] = self._data["lists"].values()
        abstract = "".join(self._list(n, styles) for n, styles in enumerate(lists, start=1))
        numbers = "".join(
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
            for n, _ in enumerate(lists, start=1)
        )
        return f'{HEAD}<w:numbering xmlns:w="{WORD}">{abstract}{numbers}</w:numbering>'

    def _list(self, number: int, styles: Mapping[str, str]) -> str:
        kind = "multilevel" if len(styles) > 1 else "singleLevel"
        levels = "".join(self._level(self.levels[style], style) for style in styles)
        return (
            f'<w:abstractNum w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        )

    def _level(self, level: Level, style: str) -> str:
        counted = "%" in level.format
        kind = "decimal" if counted else "bullet" if level.format else "none"
        suffix = "nothing" if kind == "none" else "tab" if self._hangs(style) else "space"
        return (
            f'<w:lvl w:ilvl="{level.depth}"><w:start w:val="1"/>{_value("numFmt", kind)}'
            f"{_value('pStyle', style)}{_value('suff', suffix)}{_value('lvlText', level.format)}"
            f'<w:lvlJc w:val="left"/>{_wrap("pPr", [_indent(self._inherited(style))])}</w:lvl>'
        )

    def _hangs(self, style: str) -> bool:
        return float(self._inherited(style).get("first", 0)) < 0

    def _inherited(self, style: str) -> Mapping[str, Any]:
        """Return what a style says together with all it is based on."""
        look = self.styles[style]
        below = {} if style == BASE else self._inherited(look.get("based", BASE))
        return {**below, **look}

    def _fonts_xml(self) -> str:
        twin = _value("altName", self._data["twin"])
        return (
            f'{HEAD}<w:fonts xmlns:w="{WORD}"><w:font w:name={quoteattr(self._data["font"])}>{twin}'
            '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="CC"/>'
            '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
        )


_NATIVE = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)


def _table_style(name: str, look: Mapping[str, Any]) -> str:
    key = quoteattr(name)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId={key}><w:name w:val={key}/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"{_wrap('tblPr', (_borders() if look['border'] else '', _cell_margins(look['cells'])))}"
        "</w:style>"
    )


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    return _wrap("tblBorders", lines)


def _cell_margins(margins: tuple[float, float, float, float]) -> str:
    top, right, bottom, left = (twips(margin) for margin in margins)
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    widths = (f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())
    return _wrap("tblCellMar", widths)


def _run(look: Mapping[str, Any]) -> str:
    """Return the properties of the letters; bold and the like also for complex scripts."""
    return _wrap("rPr", (*_face(look), *_size(look)))


def _face(look: Mapping[str, Any]) -> Iterator[str]:
    for key, tags in {"bold": ("b", "bCs"), "italic": ("i", "iCs"), "caps": ("caps",)}.items():
        yield from (_switch(tag, look.get(key)) for tag in tags)


def _size(look: Mapping[str, Any]) -> Iterator[str]:
    if "size" in look:
        half_points = round(look["size"] * 2)
        yield from (_value(tag, half_points) for tag in ("sz", "szCs"))


def _spacing(look: Mapping[str, Any], *, whole: bool) -> str:
    """Return intervals; the base style states all of them, nothing is left to Word."""
    given = {"before": 0, "after": 0, **look} if whole else look
    attributes = [
        f'w:{side}="{round(given[side] * 20)}"' for side in ("before", "after") if side in given
    ]
    if "exact" in look:
        attributes.append(f'w:line="{round(look["exact"] * 20)}" w:lineRule="exact"')
    elif "line" in look:
        attributes.append(f'w:line="{round(look["line"] * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(attributes)}/>" if attributes else ""


def _indent(look: Mapping[str, Any]) -> str:
    attributes = [f'w:{side}="{twips(look[side])}"' for side in ("left", "right") if side in look]
    if "first" in look:
        name = "firstLine" if look["first"] >= 0 else "hanging"
        attributes.append(f'w:{name}="{twips(abs(look["first"]))}"')
    return f"<w:ind {' '.join(attributes)}/>" if attributes else ""


def _tab(place: float, kind: str, leader: str = "none") -> str:
    filled = "" if leader == "none" else f' w:leader="{leader}"'
    return f'<w:tabs><w:tab w:val="{kind}"{filled} w:pos="{twips(place)}"/></w:tabs>'


def _switch(name: str, on: bool | None) -> str:
    if on is None:
        return ""
    return f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'


def _value(name: str, value: object) -> str:
    return f"<w:{name} w:val={quoteattr(str(value))}/>"


def _wrap(name: str, children: Iterable[str]) -> str:
    inside = "".join(children)
    return f"<w:{name}>{inside}</w:{name}>" if inside else ""
