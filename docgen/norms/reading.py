"""Reading a Word file into a `Document`, in one pass; hostile files are refused with findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from docgen.diagnostics import Place, Report
from docgen.docx import reading
from docgen.docx.errors import Findings
from docgen.docx.ooxml import MC, Element, R, ancestor, is_w, local, w
from docgen.docx.places import Locator, heading_styles, part_title
from docgen.docx.view import paragraph_lines
from docgen.norms.counting import Counter, Lists
from docgen.norms.document import Document, Layout, Letters, Paragraph, Section, Stretch
from docgen.norms.formatting import Formatting, Look, Style
from docgen.norms.grid import Grid, grid_of
from docgen.norms.measures import is_on, millimetres, number, value
from docgen.norms.pictures import pictures_of
from docgen.records import replace

_APP: Final = "docProps/app.xml"
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_GONE: Final = ("del", "moveFrom")
_FALLBACK: Final = f"{{{MC}}}Fallback"
_PICTURES: Final = ("drawing", "pict", "object")


def read_document(data: bytes, file: str = "") -> tuple[Document | None, Report]:
    """Return what a Word file shows, or what is wrong with the file itself."""
    findings = Findings()
    opened = reading.read(data, file, findings)
    if opened is None or findings.found:
        return None, Report(findings.found)
    return _Reader(opened).document(), Report()


class _Reader:
    """One reading of one file."""

    def __init__(self, opened: reading.Read) -> None:
        self._opened = opened
        self._styles = opened.related("styles")
        lists = Lists(opened.related("numbering"), self._styles)
        self._looks = Formatting(self._styles, opened.related("theme"), lists.levels())
        self._counter = Counter(lists)
        self._headings = heading_styles(self._styles)
        self._lines = paragraph_lines(opened.package, opened.parts)
        self._letters: dict[tuple[Any, ...], Letters] = {}

    def document(self) -> Document:
        """Read the main text, its sheets and what stands in their margins."""
        opened = self._opened
        root = opened.parts[opened.package.main]
        settings = opened.related("settings")
        return Document(
            opened.file,
            tuple(self._paragraphs(root)),
            tuple(self._sections(root)),
            self._hyphenated(root, settings),
            settings is not None and is_on(settings.find(w("evenAndOddHeaders"))),
            settings is not None and is_on(settings.find(w("mirrorMargins"))),
            self._pages(),
        )

    def _hyphenated(self, root: Element, settings: Element | None) -> bool:
        """Whether words are divided: LibreOffice permits it to every file and to no paragraph."""
        if settings is None or not is_on(settings.find(w("autoHyphenation"))):
            return False
        written = (each for each in root.iter(w("p")) if next(each.iter(w("t")), None) is not None)
        return not all(map(self._looks.whole, written))

    def _pages(self) -> int:
        """Return how many pages the file says it has: right if a program for texts wrote it."""
        said = self._opened.parts.get(_APP)
        pages = (
            next((e.text or "" for e in said if local(e) == "Pages"), "")
            if said is not None
            else ""
        )
        return int(pages) if pages.isdecimal() and len(pages) < 5 else 0

    def _paragraphs(self, root: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of a part in reading order, with the section each belongs to."""
        grid = grid_of(root, self._styles)
        section = 0
        locator = Locator(self._opened.file, part_title(root), self._headings, self._lines)
        for located in locator.walk(root):
            if next(located.paragraph.iterancestors(_FALLBACK), None) is None:
                yield self._paragraph(located.paragraph, located.place, section, grid)
            section += located.paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None

    def _paragraph(self, element: Element, place: Place, section: int, grid: Grid) -> Paragraph:
        style = self._looks.style_of(element)
        cell = grid.cell(element)
        table = self._looks.style(grid.style(element)) if cell else Style()
        look = self._looks.paragraph(element, style, table)
        fields, stretches, breaks = self._content(element, style, table)
        text = "".join(each.text for each in stretches)
        num, level = str(look.get("list", "0")), int(look.get("level", 0))
        counted = num != "0" and (text.strip() or not _only_ends_section(element))
        outline = look.get("outline")
        return Paragraph(
            text=text,
            number=self._counter.next(num, level) if counted else "",
            level=level,
            list=num if counted else "",
            style=style.name,
            outline=outline if outline is not None and outline < 9 else None,
            layout=_layout(look),
            stretches=stretches,
            place=place,
            section=section,
            cell=cell,
            boxed=ancestor(element, "txbxContent") is not None,
            fields=fields,
            breaks_page=breaks,
            pictured=next(element.iter(*map(w, _PICTURES)), None) is not None,
            pictures=tuple(pictures_of(element)),
        )

    def _content(
        self, element: Element, style: Style, table: Style
    ) -> tuple[tuple[str, ...], tuple[Stretch, ...], bool]:
        """Return the fields of a paragraph, its text with looks, and whether it breaks a page."""
        below = {**self._looks.base_letters, **table.letters, **style.letters}
        runs = [run for run in element.iter(w("r")) if _own(run, element)]
        fields = [each.get(w("instr"), "") for each in element.iter(w("fldSimple"))]
        pieces: list[tuple[Letters, str]] = []
        hidden = False
        for run in runs:
            fields += [each.text or "" for each in run.iterfind(w("instrText"))]
            text, hidden = _text(run, hidden=hidden)
            look = self._looks.letters(run, below) if text else below
            if text and not look.get("vanish"):
                pieces += self._set(text, look)
        breaks = any(
            each.get(w("type")) == "page" for run in runs for each in run.iterfind(w("br"))
        )
        named = tuple((each.split() or [""])[0].upper() for each in fields if each.strip())
        return named, _joined(pieces), breaks

    def _set(self, text: str, look: Look) -> Iterator[tuple[Letters, str]]:
        """Yield a text by the fonts that print it: Word takes another one for Latin letters."""
        shown = text.upper() if look.get("caps") else text
        if look["ascii"] == look["hAnsi"]:
            yield self._known(look, "hAnsi"), shown
            return
        for latin, letters in groupby(shown, key=str.isascii):
            yield self._known(look, "ascii" if latin else "hAnsi"), "".join(letters)

    def _known(self, look: Look, script: str) -> Letters:
        """Return the record of a look; there are few of them in a file."""
        key = (look[script], look["sz"], *(look.get(name) for name in ("b", "i", "u", "spacing")))
        found = self._letters.get(key)
        if found is None:
            font, size, bold, italic, line, spacing = key
            found = Letters(
                font, size / 2, bool(bold), bool(italic), bool(line), (spacing or 0) / 20
            )
            self._letters[key] = found
        return found

    def _sections(self, root: Element) -> Iterator[Section]:
        """Yield the sheets; headers that a section does not have are those of the one before."""
        headers: dict[str, tuple[Paragraph, ...]] = {}
        footers: dict[str, tuple[Paragraph, ...]] = {}
        for element in root.iter(w("sectPr")):
            headers = headers | dict(self._margins(element, "headerReference"))
            footers = footers | dict(self._margins(element, "footerReference"))
            yield replace(_sheet(element), headers=headers, footers=footers)

    def _margins(self, section: Element, name: str) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        relations = {
            each.id: each.target
            for each in self._opened.package.relations.get(self._opened.package.main, ())
        }
        for reference in section.iterfind(w(name)):
            part = self._opened.parts.get(relations.get(reference.get(f"{{{R}}}id", ""), ""))
            if part is not None:
                yield reference.get(w("type"), "default"), tuple(self._paragraphs(part))


def _sheet(section: Element) -> Section:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    numbers = section.find(w("pgNumType"))
    width, height = _length(size, "w"), _length(size, "h")
    return Section(
        width=width or 215.9,
        height=height or 279.4,
        landscape=width > height,
        header_edge=_length(margins, "header"),
        title_page=is_on(section.find(w("titlePg"))),
        restarts=numbers is not None and numbers.get(w("start")) is not None,
        number_format=(numbers.get(w("fmt")) if numbers is not None else None) or "decimal",
        same_page=value(section, "type") == "continuous",
        left=_length(margins, "left") + _length(margins, "gutter"),
        right=_length(margins, "right"),
        top=_length(margins, "top"),
        bottom=_length(margins, "bottom"),
    )


def _length(element: Element | None, name: str) -> float:
    return millimetres(abs(number(element, name) or 0))


def _layout(look: Look) -> Layout:
    rule = look.get("rule", "auto")
    line = look.get("line", 240)
    return Layout(
        align=look.get("frame") or look.get("jc", "left"),
        left=millimetres(look.get("left", 0)),
        right=millimetres(look.get("right", 0)),
        first=millimetres(look.get("first", 0)),
        before=look.get("before", 0) / 20,
        after=look.get("after", 0) / 20,
        line=line / 240 if rule == "auto" else line / 20,
        rule=rule,
        kept=bool(look.get("keepNext")),
        new_page=bool(look.get("pageBreakBefore")),
    )


def _own(run: Element, paragraph: Element) -> bool:
    """Whether a run belongs to this very paragraph, and no revision took it away."""
    for parent in run.iterancestors():
        if is_w(parent, "p"):
            return parent is paragraph
        if is_w(parent, *_GONE):
            return False
    return False


def _text(run: Element, *, hidden: bool) -> tuple[str, bool]:
    """Return what a run shows; a field shows its result, not its instruction."""
    made = ""
    for child in run:
        if is_w(child, "fldChar"):
            hidden = child.get(w("fldCharType")) == "begin"
        elif is_w(child, "t") and not hidden:
            made += child.text or ""
        elif is_w(child, *_SIGNS) and not hidden:
            made += _SIGNS[local(child)]
    return made, hidden


def _joined(pieces: list[tuple[Letters, str]]) -> tuple[Stretch, ...]:
    groups = groupby(pieces, key=lambda piece: piece[0])
    return tuple(Stretch("".join(text for _, text in group), look) for look, group in groups)


def _only_ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
