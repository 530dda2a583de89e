"""What of a look makes sense: words that Word knows, lengths that a sheet can have.

A file that Word or LibreOffice saved says nothing else. One that some program made may, and what
is carried into a template is printed in every document: Word would open none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from docgen.docx.ooxml import Element, is_w, local, remove, w

MOST: Final = 31680.0  # twips: 22 inches, the widest and longest that anything in Word is
_NUMBER: Final = re.compile(r"-?\d{1,6}(\.\d{1,9})?(pt)?")
_COLOUR: Final = re.compile(r"auto|[0-9A-Fa-f]{6}")
_SHARE: Final = re.compile(r"\d{1,5}(\.\d{1,3})?%")
_GROUND: Final = re.compile(r"nil|clear|solid|pct\d{1,2}|\w{0,20}(Stripe|Cross)")
_NAME: Final = re.compile(r"[^\x00-\x1f<>{}\"]{1,64}")
_Sense = Callable[[str], bool]


def _words(text: str) -> _Sense:
    return frozenset(text.split()).__contains__


def _like(pattern: re.Pattern[str]) -> _Sense:
    return lambda said: pattern.fullmatch(said) is not None


def _between(least: float, most: float) -> _Sense:
    def fits(said: str) -> bool:
        points = 20 if said.endswith("pt") else 1
        number = _NUMBER.fullmatch(said)
        return number is not None and least <= float(said.removesuffix("pt")) * points <= most

    return fits


_plain = _like(re.compile(r"[\w.-]{0,40}"))  # of a theme, of East Asian text
_LENGTH, _SHIFT = _between(0, MOST), _between(-MOST, MOST)
_SIZE, _COLUMNS = _between(1, 3276), _between(0, 63)
_SIDES: Final = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV", "between")
_LINE: Final[Mapping[str, _Sense]] = {
    "val": _words(
        "nil none single thick double dotted dashed dotDash dotDotDash triple wave doubleWave "
        "thinThickSmallGap thickThinSmallGap thinThickThinSmallGap thinThickMediumGap "
        "thickThinMediumGap thinThickThinMediumGap thinThickLargeGap thickThinLargeGap "
        "thinThickThinLargeGap dashSmallGap dashDotStroked threeDEmboss threeDEngrave outset inset"
    ),
    "sz": _between(0, 255),
    "space": _between(0, 255),
    "color": _like(_COLOUR),
}
_MARGIN: Final[Mapping[str, _Sense]] = {"w": _LENGTH}
_HOLDERS: Final[Mapping[str, Mapping[str, _Sense]]] = {
    **dict.fromkeys(("tblBorders", "tcBorders", "pBdr"), _LINE),
    **dict.fromkeys(("tblCellMar", "tcMar"), _MARGIN),
}
_SAID: Final[Mapping[str, Mapping[str, _Sense]]] = {
    "jc": {"val": _words("left center right both start end distribute")},
    "vAlign": {"val": _words("top center bottom both")},
    "vMerge": {"val": _words("restart continue")},
    "textDirection": {"val": _words("lrTb tbRl btLr lrTbV tbRlV tbLrV lr tb rl lrV tbV rlV")},
    "vertAlign": {"val": _words("baseline superscript subscript")},
    "highlight": {
        "val": _words(
            "none black blue cyan green magenta red yellow white darkBlue darkCyan darkGreen "
            "darkMagenta darkRed darkYellow darkGray lightGray"
        )
    },
    "color": {"val": _like(_COLOUR)},
    "shd": {"val": _like(_GROUND), "fill": _like(_COLOUR), "color": _like(_COLOUR)},
    "sz": {"val": _SIZE},
    "szCs": {"val": _SIZE},
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), _like(_NAME)),
    "spacing": {
        "val": _SHIFT,
        "line": _SHIFT,
        "lineRule": _words("auto exact atLeast"),
        **dict.fromkeys(("before", "after"), _LENGTH),
    },
    "ind": {
        **dict.fromkeys(("left", "start", "right", "end"), _SHIFT),
        **dict.fromkeys(("firstLine", "hanging"), _LENGTH),
    },
    "pgSz": {"w": _LENGTH, "h": _LENGTH, "orient": _words("portrait landscape")},
    "pgMar": {
        **dict.fromkeys(("top", "bottom"), _SHIFT),
        **dict.fromkeys(("left", "right", "header", "footer", "gutter"), _LENGTH),
    },
    "gridCol": {"w": _LENGTH},
    "gridSpan": {"val": _COLUMNS},
    "gridBefore": {"val": _COLUMNS},
    "trHeight": {"val": _LENGTH, "hRule": _words("auto exact atLeast")},
    "tblInd": {"w": _SHIFT},
    "tcW": {"w": lambda said: _LENGTH(said) or _SHARE.fullmatch(said) is not None},
    "tblpPr": {
        **dict.fromkeys(("horzAnchor", "vertAnchor"), _words("text margin page")),
        "tblpXSpec": _words("left center right inside outside"),
        "tblpYSpec": _words("inline top center bottom inside outside"),
        **dict.fromkeys(("tblpX", "tblpY"), _SHIFT),
        **{f"{side}FromText": _LENGTH for side in ("left", "right", "top", "bottom")},
    },
}


def forget_nonsense(roots: Iterable[Element]) -> None:
    """Take out of parts of a file what no Word would have said: it is as if nobody had said it."""
    for root in roots:
        for each in list(root.iter(*map(w, _SAID))):
            _forget(each, _SAID[local(each)])
        for holder in root.iter(*map(w, _HOLDERS)):
            for side in [each for each in holder if is_w(each, *_SIDES)]:
                _forget(side, _HOLDERS[local(holder)])


def _forget(element: Element, senses: Mapping[str, _Sense]) -> None:
    """Take away what makes no sense, the whole element if nothing is left of it."""
    said = {w(name): senses.get(name, _plain) for name in map(_bare, element.attrib)}
    for name in [name for name, sense in said.items() if not sense(element.get(name, ""))]:
        element.attrib.pop(name, "")
    if said and not element.attrib:
        remove(element)


def _bare(name: object) -> str:
    return str(name).rpartition("}")[2]
