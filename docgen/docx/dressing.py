"""The pages of a template under a letterhead: its margins, its headers and footers.

Margins that are the usual ones give way; so do headers and footers that say nothing but the number
of the page. Sheets with a frame stay as they are. docs/templates.md says it to curators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docgen.docx import package
from docgen.docx.fitting import fit_stops, fit_tables, text_width
from docgen.docx.graft import OFFICE, Graft
from docgen.docx.letterhead import (
    KINDS,
    PAGE_FIELD,
    Letterhead,
    counts,
    field_codes,
    is_on,
    is_turned,
    reference,
    target,
    text_of,
)
from docgen.docx.ooxml import Element, R, is_w, make, w
from docgen.docx.package import Package
from docgen.docx.tags import paragraph_text

_INCLUDED: Final = re.compile(r"""include\s+["']letterhead["']""")
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
# What stands in a section after the switch of the title page.
_AFTER_TITLE: Final = ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings")


class Pages:
    """The pages of one template under a letterhead."""

    def __init__(self, letterhead: Letterhead, pack: Package, roots: dict[str, Element]) -> None:
        self._letterhead = letterhead
        self._pack = pack
        self._roots = roots
        self._brought: dict[str, str] = {}
        self._widths: dict[int, int] = {}
        self._own = {(kind, page): root for kind, page, root in letterhead.margins()}
        self._kinds = dict.fromkeys(kind for kind, _ in self._own)

    def dress(self) -> None:
        """Give the sections of the template the letterhead's margins, headers and footers."""
        for number, (section, blocks) in enumerate(_sections(self._roots[self._pack.main])):
            headed = any(_INCLUDED.search(text) for text in map(paragraph_text, blocks))
            if section.find(w("pgBorders")) is None:
                self._set_margins(section)
                for kind in self._kinds:
                    self._set_default(section, kind, opening=number == 0)
                    self._set_first(section, kind, headed=headed)
        self._drop_unused()
        self._fit_stops()

    def fit(self, root: Element) -> None:
        """Fit the tables of a part, those of included parts too, between the margins."""
        fit_tables(root, self._widths)

    def _fit_stops(self) -> None:
        for member in self._pack.targets(self._pack.main, "styles"):
            styles = package.parse_made(self._pack.members[member])
            if styles is not None and fit_stops(styles, self._widths):
                self._pack.members[member] = package.xml_bytes(styles)

    def _set_margins(self, section: Element) -> None:
        """Replace the margins that are the usual ones; a page turned on its side keeps its own."""
        margins = section.find(w("pgMar"))
        if margins is None or is_turned(section):
            return
        before = text_width(section)
        for side, usual in self._letterhead.usual:
            own = self._letterhead.margin(side)
            if own and margins.get(w(side)) == usual:
                margins.set(w(side), own)
        if text_width(section) not in (0, before):
            self._widths[before] = text_width(section)

    def _set_default(self, section: Element, kind: str, *, opening: bool) -> None:
        """Put a header or a footer where the section has none of its own and inherits none."""
        told = opening or reference(section, kind, "default") is not None
        if told and (kind, "default") in self._own and self._gives_way(section, kind, "default"):
            self._put(section, kind, "default", self._letterhead.member(kind, "default"))

    def _set_first(self, section: Element, kind: str, *, headed: bool) -> None:
        """Say what the first page has: a section that does not say it takes the one before's."""
        if headed and self._letterhead.apart and not is_on(section.find(w("titlePg"))):
            _switch_title(section)
        if is_on(section.find(w("titlePg"))) and self._gives_way(section, kind, "first"):
            self._put(section, kind, "first", self._first_story(kind, headed=headed))

    def _first_story(self, kind: str, *, headed: bool) -> str:
        """Return what stands on a first page: numbers of pages begin with the second one."""
        if self._letterhead.apart:
            return self._letterhead.member(kind, "first") if headed else ""
        default = self._own.get((kind, "default"))
        shown = default is not None and (headed or not counts(default))
        return self._letterhead.member(kind, "default") if shown else ""

    def _gives_way(self, section: Element, kind: str, page: str) -> bool:
        """Whether a section prints nothing there, or the number of the page alone."""
        root = self._roots.get(target(self._pack, reference(section, kind, page)))
        return root is None or not _says(root)

    def _put(self, section: Element, kind: str, page: str, story: str) -> None:
        key = story or kind
        if key not in self._brought:
            self._brought[key] = self._bring(story, kind) if story else self._empty(kind)
        named = reference(section, kind, page)
        if named is None:
            named = make(KINDS[kind], type=page)
            section.insert(0, named)
        relation = self._pack.relate(self._pack.main, f"{OFFICE}/{kind}", self._brought[key])
        named.set(f"{{{R}}}id", relation)
        self._set_distance(section, kind)

    def _set_distance(self, section: Element, kind: str) -> None:
        own, margins = self._letterhead.margin(kind), section.find(w("pgMar"))
        if own and margins is not None:
            margins.set(w(kind), own)

    def _bring(self, story: str, kind: str) -> str:
        """Copy a header or a footer with all it needs; return the name of its part."""
        source = self._letterhead.package
        member = self._pack.free_name(f"word/letterhead-{kind}.xml")
        root: Any = package.parse_made(source.members[story])
        self._pack.members[member] = source.members[story]
        self._pack.types[member] = source.type_of(story)
        graft = Graft(self._pack, member, source, mark=member, refuse=_allow)
        graft.bring(self._roots[self._pack.main], root, origin=story)
        self._roots[member] = root
        return member

    def _empty(self, kind: str) -> str:
        """Make a header or a footer that prints nothing; return the name of its part."""
        member = self._pack.free_name(f"word/no-{kind}.xml")
        root = make("hdr" if kind == "header" else "ftr")
        root.append(make("p"))
        self._pack.members[member] = package.xml_bytes(root)
        self._pack.types[member] = _TYPE.format(kind)
        self._roots[member] = root
        return member

    def _drop_unused(self) -> None:
        """Remove the headers and footers that no section names any more."""
        main = self._pack.main
        named = {each.get(f"{{{R}}}id") for each in self._roots[main].iter(*map(w, KINDS.values()))}
        for relation in list(self._pack.relations.get(main, ())):
            if relation.type in KINDS and relation.id not in named:
                self._pack.drop(relation.target)
                self._roots.pop(relation.target, None)


def _sections(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield the sections of a document, each with its paragraphs."""
    paragraphs: list[Element] = []
    for item in root.iter(w("p"), w("sectPr")):
        if is_w(item, "p"):
            paragraphs.append(item)
        else:
            yield item, paragraphs
            paragraphs = []


def _switch_title(section: Element) -> None:
    """Let the first page of a section be different from the others."""
    for old in section.findall(w("titlePg")):
        section.remove(old)
    later = next(iter(section.iterchildren(*map(w, _AFTER_TITLE))), None)
    if later is not None:
        later.addprevious(make("titlePg"))
    else:
        section.append(make("titlePg"))


def _says(root: Element) -> bool:
    """Whether there is more than the number of the page."""
    if any(True for _ in root.iter(w("drawing"), w("pict"))):
        return True
    counted = all(map(PAGE_FIELD.match, field_codes(root)))
    return bool(re.search(r"[^\W\d]", text_of(root))) or not counted


def _allow(_: str) -> None:
    """A letterhead holds nothing that cannot be moved: it was checked when it was read."""
